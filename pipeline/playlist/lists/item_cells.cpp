// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/item_cells.h"

#include <algorithm>
#include <array>

#include "pipeline/playlist/lists/folded.h"
#include "subtitles/formats/lines.h"
#include "subtitles/language.h"

namespace gatecast::cells {
namespace {

using namespace std::chrono_literals;

/// What is left of `text` behind one of `words` (folded, without marks) and a sign; nothing: it does not begin so.
template <size_t N>
std::optional<std::string_view> behind(std::string_view text, const std::array<std::string_view, N>& words) {
    const std::string bare = folded_bare(text);
    for (const std::string_view word : words) {
        if (!bare.starts_with(word)) continue;
        // A word is found by its letters, and they may be written with marks or without: so by count of characters.
        for (size_t length = word.size(); length <= std::min(text.size(), word.size() * 4); ++length) {
            if (folded_bare(text.substr(0, length)) != word) continue;
            std::string_view rest = text.substr(length);
            if (!rest.empty() && std::string_view(" :-–=").find(rest.front()) == std::string_view::npos) continue;
            const size_t begins = std::min(rest.find_first_not_of(" :-="), rest.size());
            return trimmed(rest.substr(begins));
        }
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 8> kRelayWords{"truc tiep", "tiep song", "live", "relay",
                                                      "tiep phat", "ttdb",      "tt",   "thtt"};
constexpr std::array<std::string_view, 5> kAtMostWords{"nhieu nhat", "toi da", "at most", "khong qua", "max"};
constexpr std::array<std::string_view, 8> kOperatorWords{"operator", "nguoi van hanh", "dao dien", "van hanh",
                                                         "tay",      "bam tay",        "bang tay", "nguoi truc"};
constexpr std::array<std::string_view, 4> kClockWords{"clock", "dong ho", "theo gio", "dung gio"};

/// A clock time that a spreadsheet keeps with a date: the day after counts on.
std::optional<Time> clock_of(const Cell& cell) {
    if (cell.time) return *cell.time >= 0ns && *cell.time < 48h ? cell.time : std::nullopt;
    return read_clock(cell.text);
}

bool is_in(const auto& words, std::string_view text) {
    return std::ranges::find(words, folded_bare(text)) != words.end();
}

/// A path, or a name with an ending.
bool looks_like_file(std::string_view text) {
    const size_t dot = text.rfind('.');
    const bool ending =
        dot != text.npos && text.size() - dot >= 3 && text.size() - dot <= 5 && text.find(' ', dot) == text.npos;
    return ending || text.find_first_of("/\\") != text.npos;
}

void complain_of_clock(const Cell& cell, const CellContext& context) {
    context.report.problem(
        context.row,
        message("{}, row {}, column {}: \"{}\" is not a time of day. Write 05:30, 5h30 or 24:30; leave the "
                "cell empty where the item follows the one before.",
                context.report.file(), context.row, context.column, cell.text));
}

}  // namespace

void set_start(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    constexpr std::array<std::string_view, 4> kFiller{"filler", "lap", "lap trong", "lap cho trong"};
    constexpr std::array<std::string_view, 2> kStandby{"standby", "hinh cho"};
    if (!cell.time && says_follows(cell.text)) return;
    if (is_in(kFiller, cell.text)) {
        draft.use = RowUse::kFiller;
    } else if (is_in(kStandby, cell.text)) {
        draft.use = RowUse::kStandby;
    } else if (const auto relayed = behind(cell.text, kRelayWords); relayed && !cell.time) {
        draft.item.relay.emplace().source = *relayed;
    } else if (const auto time = clock_of(cell)) {
        draft.item.start = time;
    } else {  // "05:30 - 06:00"
        const size_t dash = std::min(cell.text.find_first_of("-–"), cell.text.find("đến"));
        const auto from = dash == cell.text.npos ? std::nullopt : read_clock(cell.text.substr(0, dash));
        const size_t until = dash == cell.text.npos ? dash : cell.text.find_first_of("0123456789", dash);
        const auto ends = until == cell.text.npos ? std::nullopt : read_clock(cell.text.substr(until));
        if (!from || !ends) return complain_of_clock(cell, context);
        draft.item.start = from;
        draft.ends = ends;
    }
}

void set_ends(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    if (!cell.time && (says_follows(cell.text) || is_in(kClockWords, cell.text))) return;
    if (is_in(kOperatorWords, cell.text)) {
        draft.by_operator = true;
    } else if (const auto most = behind(cell.text, kAtMostWords); most && !cell.time) {
        draft.by_operator = true;
        draft.at_most = length_of({*most, {}, true}, context);
    } else if (const auto time = clock_of(cell)) {
        draft.ends = time;
    } else {
        context.report.problem(
            context.row, message("{}, row {}, column {}: \"{}\" is not an end. Write a time such as 06:15, or \"người "
                                 "vận hành\" for a relay that the operator ends.",
                                 context.report.file(), context.row, context.column, cell.text));
    }
}

void set_date(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    draft.date = read_date(cell.text);
    if (draft.date) return;
    context.report.problem(context.row, message("{}, row {}, column {}: \"{}\" is not a date. Write 02/12/2026.",
                                                context.report.file(), context.row, context.column, cell.text));
}

void set_media(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    const auto source = looks_like_file(cell.text) ? std::nullopt : behind(cell.text, kRelayWords);
    const size_t scheme = cell.text.find("://");
    if (source) {
        draft.item.relay.emplace().source = *source;
    } else if (scheme != cell.text.npos && !starts_with_ignoring_case(cell.text, "file://")) {
        context.report.problem(
            context.row,
            message("{}, row {}, column {}: {} is a stream. Name it among the sources of the site, and write "
                    "\"trực tiếp: \" and its name here.",
                    context.report.file(), context.row, context.column, cell.text));
    } else {
        draft.item.media = std::string(cell.text);
    }
}

void set_relay(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    (void)context;
    const auto named = behind(cell.text, kRelayWords);
    draft.item.relay.emplace().source = std::string(named ? *named : cell.text);
}

void set_cues(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    for (const std::string& file : split_list(cell.text, "\n;")) {
        const bool said = !context.name.empty() && context.name != "und";
        const std::string language = said ? context.name : language_in_name(file);
        draft.item.cues.push_back({language, file});
    }
}

void set_words(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    std::erase_if(draft.item.words, [&](const auto& each) { return each.first == context.name; });
    draft.item.words.emplace_back(context.name, std::string(cell.text));
}

void set_silent(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    const auto answer = read_yes_no(cell.text);
    draft.item.silent = answer.value_or(false);
    if (!answer)
        context.report.remark(context.row,
                              message("{}, row {}, column {}: \"{}\" is neither yes nor no; read as no. Write có or x.",
                                      context.report.file(), context.row, context.column, cell.text));
}

void set_rights(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    const auto date = read_date(cell.text);
    if (date) draft.item.fields.rights_until = written_date(*date);
    if (!date)
        context.report.problem(context.row, message("{}, row {}, column {}: \"{}\" is not a date. Write 02/12/2026.",
                                                    context.report.file(), context.row, context.column, cell.text));
}

std::optional<Time> length_of(const Cell& cell, const CellContext& context) {
    // 1:30 typed into a spreadsheet is kept as hours and minutes; to the eye it is what stands in a text list.
    if (cell.time && *cell.time >= 0ns) return cell.shows_seconds ? *cell.time : *cell.time / 60;
    const auto length = read_length(cell.text, context.unit);
    if (length) return length;
    const bool bare = cell.text.find_first_not_of("0123456789.,") == cell.text.npos;
    context.report.problem(
        context.row,
        bare ? message(
                   "{}, row {}, column {}: {} of what? Write 00:05:30, 5'30\" or 90s, or say (phút) or (giây) in the "
                   "column's title.",
                   context.report.file(), context.row, context.column, cell.text)
             : message("{}, row {}, column {}: \"{}\" is not a length. Write 00:05:30, 5'30\" or 90s.",
                       context.report.file(), context.row, context.column, cell.text));
    return std::nullopt;
}

std::string choice_of(const char* list, const Cell& cell, const CellContext& context) {
    const FieldLists& fields = context.settings.fields;
    if (const FieldValue* value = fields.find(list, cell.text)) return value->id;
    const std::string near = fields.nearest_label(list, cell.text);
    context.report.remark(
        context.row,
        near.empty()
            ? message(
                  "{}, row {}, column {}: \"{}\" is not in the list \"{}\"; left empty. Choose from the list, or add "
                  "the word to lists/fields.toml.",
                  context.report.file(), context.row, context.column, cell.text, list)
            : message("{}, row {}, column {}: \"{}\" is not in the list \"{}\"; left empty. Is \"{}\" meant?",
                      context.report.file(), context.row, context.column, cell.text, list, near));
    return {};
}

std::vector<std::string> languages_of(const Cell& cell, const CellContext& context) {
    std::vector<std::string> tags;
    for (const std::string& part : split_list(cell.text, ",;+/&\n")) {
        const std::string tag = language_tag(part);
        if (!tag.empty()) {
            tags.push_back(tag);
            continue;
        }
        context.report.remark(context.row,
                              message("{}, row {}, column {}: \"{}\" is not a language; left out. Write vi, "
                                      "en, km or another tag.",
                                      context.report.file(), context.row, context.column, part));
    }
    return tags;
}

std::string language_of(const Cell& cell, const CellContext& context) {
    const std::vector<std::string> tags = languages_of(cell, context);
    return tags.empty() ? std::string() : tags.front();
}

std::string written_end(const Item& item) {
    if (!item.relay) return {};
    if (item.relay->end == RelayEnd::kByOperator) return "operator";
    return item.relay->until ? written_clock(*item.relay->until) : "";
}

}  // namespace gatecast::cells
