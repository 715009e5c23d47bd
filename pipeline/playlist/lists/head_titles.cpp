// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/head_titles.h"

#include <algorithm>
#include <array>

#include "pipeline/playlist/lists/folded.h"
#include "subtitles/formats/header_words.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

constexpr size_t kLongestTitle = 120;  // bytes
constexpr std::string_view kParts = "/|([)]\n,;";

constexpr std::string_view kNoUse =
    "stt|tt|số tt|số thứ tự|no|nr|ghi chú|chú thích|note|notes|remark|remarks|người thực hiện|biên tập|btv|ký tên|khối|"
    "dung lượng|định dạng|trạng thái|status";

constexpr std::array<std::string_view, 12> kCueStems{"file phu de", "phu de", "file sub", "subtitles",
                                                     "subtitle",    "subs",   "sub",      "loi dich",
                                                     "ban dich",    "cues",   "cue",      "srt"};
constexpr std::array<std::string_view, 9> kTitleStems{
    "ten chuong trinh", "ten phim", "tieu de", "tua de", "noi dung", "ten", "tua", "title", "name"};

std::string words_of(std::string_view text) {
    return folded_bare(title_words(text));
}

/// The language that stands behind or before one of the stems; empty: none does.
std::string language_at(std::string_view words, std::span<const std::string_view> stems) {
    for (const std::string_view stem : stems) {
        if (words.size() <= stem.size() + 1) continue;
        std::string_view rest;
        if (words.starts_with(stem) && words[stem.size()] == ' ') rest = words.substr(stem.size() + 1);
        if (words.ends_with(stem) && words[words.size() - stem.size() - 1] == ' ')
            rest = words.substr(0, words.size() - stem.size() - 1);
        if (std::string tag = rest.empty() ? "" : language_tag(rest); !tag.empty()) return tag;
    }
    return {};
}

const ItemColumn* column_named(std::string_view key) {
    const auto columns = item_columns();
    const auto found = std::ranges::find_if(columns, [&](const ItemColumn& each) { return each.key == key; });
    return found == columns.end() ? nullptr : &*found;
}

/// "sub vi", "Tên tiếng Anh"; nothing: it speaks of no language.
std::optional<FoundColumn> column_of_language(std::string_view words) {
    if (const std::string tag = language_at(words, kCueStems); !tag.empty())
        return FoundColumn{column_named("cues"), tag, {}};
    const std::string tag = language_at(words, kTitleStems);
    const ItemColumn* title = tag.empty() ? nullptr : column_named("title_" + tag);
    return title ? std::optional(FoundColumn{title, "", {}}) : std::nullopt;
}

LengthUnit unit_in(std::string_view words) {
    const std::string spaced = " " + std::string(words) + " ";
    for (const std::string_view each : {" phut ", " min ", " minutes ", " p "})
        if (spaced.find(each) != spaced.npos) return LengthUnit::kMinutes;
    for (const std::string_view each : {" giay ", " s ", " sec ", " seconds "})
        if (spaced.find(each) != spaced.npos) return LengthUnit::kSeconds;
    return LengthUnit::kNone;
}

/// "Chữ place.vi": the name as it is written. Its marks tell "chữ" from "chủ", as in "Chủ đề".
std::optional<FoundColumn> words_column(std::string_view title) {
    const size_t blank = title.find(' ');
    if (blank == title.npos) return std::nullopt;
    const std::string_view first = title.substr(0, blank);
    constexpr std::string_view kWords[] = {"Chữ", "chữ", "CHỮ", "Words", "words"};
    if (std::ranges::find(kWords, first) == std::end(kWords)) return std::nullopt;
    const std::vector<std::string> name = split_list(title.substr(blank), "/ ");
    const bool one = name.size() == 1 || title.find('/') != title.npos;
    return one && !name.empty() ? std::optional(FoundColumn{column_named("words"), name.front(), {}}) : std::nullopt;
}

}  // namespace

HeadTitles::HeadTitles() {
    for (const std::string& word : split_list(kNoUse, "|")) columns_.emplace(words_of(word), nullptr);
    for (const ItemColumn& column : item_columns()) {
        columns_.emplace(words_of(column.key), &column);
        for (const std::string& word : split_list(column.words, "|")) columns_.emplace(words_of(word), &column);
        const std::string_view title = column.title == nullptr ? "" : column.title;
        if (title.find('{') != title.npos) continue;
        for (const std::string& part : split_list(title, "/")) columns_.emplace(words_of(part), &column);
    }
    columns_.emplace("phu de", column_named("cues"));
    for (const DayKey& key : day_keys()) {
        keys_.emplace(words_of(key.key), &key);
        for (const std::string& word : split_list(key.words, "|")) keys_.emplace(words_of(word), &key);
        for (const std::string& part : split_list(key.label, "/"))
            if (part.find('{') == part.npos) keys_.emplace(words_of(part), &key);
    }
}

std::optional<FoundColumn> HeadTitles::exact(std::string_view part) const {
    const std::string words = words_of(part);
    const auto known = columns_.find(words);
    if (known != columns_.end()) return FoundColumn{known->second, "", {}};
    return column_of_language(words);
}

/// The longest known words that stand in a title.
const ItemColumn* HeadTitles::within(std::string_view words) const {
    const std::string spaced = " " + std::string(words) + " ";
    const ItemColumn* best = nullptr;
    size_t longest = 2;  // letters; shorter words stand in anything
    for (const auto& [known, column] : columns_) {
        if (known.size() <= longest || column == nullptr || spaced.find(" " + known + " ") == spaced.npos) continue;
        best = column;
        longest = known.size();
    }
    return best;
}

std::optional<HeadColumn> HeadTitles::column(std::string_view title) const {
    if (title.empty() || title.size() > kLongestTitle) return std::nullopt;
    HeadColumn head{{}, std::string(title), ""};
    std::ranges::replace(head.title, '\n', ' ');
    if (const auto keyed = column_of_key(title)) head.found = *keyed;
    const std::string words = words_of(title);
    if (words.empty()) return std::nullopt;
    std::optional<FoundColumn> found = head.found.column ? std::optional(head.found) : words_column(title);
    if (!found) found = column_of_language(words);
    if (!found && columns_.contains(words)) found = exact(title);
    for (const std::string& part : split_list(title, kParts))
        if (!found) found = exact(part);
    if (!found) {
        head.of_language = language_tag(words);
        const std::vector<std::string> parts = split_list(title, "/(");
        if (head.of_language.empty() && parts.size() > 1) head.of_language = language_tag(words_of(parts.front()));
        const bool usual = head.of_language == "vi" || head.of_language == "en" || head.of_language == "km";
        if (usual) return head;
        head.of_language.clear();
    }
    if (!found)
        if (const ItemColumn* column = within(words)) found = FoundColumn{column, "", {}};
    if (!found) return std::nullopt;
    head.found = *found;
    head.found.unit = unit_in(words);
    return head;
}

std::optional<FoundKey> HeadTitles::day_key_of(std::string_view label) const {
    if (label.empty() || label.size() > kLongestTitle) return std::nullopt;
    if (const auto key = day_key(label)) return key;
    // "Ngày / Date": every part names the same key; a path's parts do not.
    std::optional<FoundKey> found;
    for (const std::string& part : split_list(label.substr(0, label.find('(')), "/")) {
        const auto key = key_of_words(words_of(part));
        if (!key || (found && found->key != key->key)) return std::nullopt;
        if (!found) found = key;
    }
    return found;
}

std::optional<FoundKey> HeadTitles::key_of_words(std::string_view words) const {
    if (const auto known = keys_.find(words); known != keys_.end() && known->second->get != nullptr)
        return FoundKey{known->second, ""};
    for (const std::string_view quota : {"chi tieu ", "dinh muc ", "quota "})  // with what it counts
        if (words.starts_with(quota)) return FoundKey{keys_.at("quotas"), std::string(words.substr(quota.size()))};
    return std::nullopt;
}

}  // namespace gatecast
