// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/deck_cues.h"

#include <algorithm>
#include <charconv>

#include "pipeline/render/cue_files.h"
#include "pipeline/render/manifest.h"
#include "subtitles/language.h"

namespace gatecast {

using nlohmann::json;

namespace {

constexpr int kMostSent = 4;  // so many text processes have died of it, or beside it

/// The entry's place in its list, which keys end with.
int number_of(const std::string& key) {
    const size_t last = key.find_last_not_of("0123456789");
    int number = 0;
    const char* digits = key.data() + (last == std::string::npos ? 0 : last + 1);
    std::from_chars(digits, key.data() + key.size(), number);
    return number;
}

}  // namespace

std::vector<ItemCues> cues_of(const RundownEntry& entry) {
    if (entry.media.empty() || !entry.made_of.empty()) return {};
    if (!entry.cues.empty()) return entry.cues;
    if (read_manifest(entry.media)) return {};
    std::vector<ItemCues> cues;
    for (const CueFileRequest& each : cue_files_beside(entry.media)) cues.push_back({each.language, each.file});
    return cues;
}

bool DeckCues::begin(const std::string& deck, const RundownEntry& entry, int64_t first) {
    const std::vector<ItemCues> cues = cues_of(entry);
    if (cues.empty()) return false;
    Item& item = items_[deck];
    item.entry = entry;
    item.first = first;
    int& plays = plays_[entry.key];
    item.play = first == 0 ? plays++ : std::max(0, plays - 1);
    for (const ItemCues& each : cues) {
        CueFileInHand& file = item.files.emplace_back();
        file.cues = each;
        Wish wish{each.file};
        wish.copied = true;
        file.ticket = tools_.vault.ask(std::move(wish));
    }
    return true;
}

bool DeckCues::take_opened(Opened& opened) {
    for (auto& [deck, item] : items_)
        for (CueFileInHand& file : item.files) {
            if (file.ticket != opened.ticket) continue;
            file.ticket = 0;
            file.bytes = std::move(opened.media);
            file.mark = opened.mark;
            file.sha256 = opened.sha256;
            if (!file.bytes) tools_.alarm(item.entry, "cues-refused", opened.problem);
            if (std::ranges::all_of(item.files, [](const auto& each) { return each.ticket == 0; })) send(deck, item);
            return true;
        }
    return false;
}

void DeckCues::send(const std::string& deck, Item& item) {
    if (++item.sent == kMostSent)
        tools_.alarm(
            item.entry, "cues-refused",
            message("{}: its subtitles bring the text engine down. Report this with the cue files.", item.entry.title));
    if (item.sent >= kMostSent) return;
    for (const CueFileInHand& file : item.files)
        if (file.bytes)
            tools_.to_text({{"order", "cues"},
                            {"deck", deck},
                            {"name", file.cues.file.filename().string()},
                            {"language", language_tag(file.cues.language)}},
                           file.bytes.get());
    tools_.to_text({{"order", "item"},
                    {"deck", deck},
                    {"feed", feed_},
                    {"first", item.first},
                    {"in", item.entry.in.count()},
                    {"play", item.play},
                    {"item", number_of(item.entry.key)}},
                   -1);
    if (item.origin)
        tools_.to_text({{"order", "on"}, {"deck", deck}, {"origin", *item.origin}, {"period", item.period}}, -1);
}

void DeckCues::goes_on(const std::string& deck, int64_t origin, int64_t period) {
    const auto item = items_.find(deck);
    if (item == items_.end()) return;
    item->second.origin = origin;
    item->second.period = period;
    tools_.to_text({{"order", "on"}, {"deck", deck}, {"origin", origin}, {"period", period}}, -1);
}

void DeckCues::forget(const std::string& deck) {
    if (items_.erase(deck) > 0) tools_.to_text({{"order", "forget"}, {"deck", deck}}, -1);
}

/// A language whose file is withdrawn goes; the picture and the others stay.
void DeckCues::check() {
    for (auto& [deck, item] : items_)
        for (CueFileInHand& file : item.files) {
            if (!file.bytes) continue;
            const Message problem = tools_.vault.why_no_longer(file.bytes.get(), file.mark, file.sha256, {});
            if (problem.sentence.empty()) continue;
            file.bytes.reset();
            const json silence{{"order", "silence"}, {"deck", deck}, {"language", language_tag(file.cues.language)}};
            tools_.to_text(silence, -1);
            tools_.to_mixer(silence, -1);
            tools_.alarm(item.entry, "cues-withdrawn", problem);
        }
}

void DeckCues::text_has_begun() {
    for (auto& [deck, item] : items_)
        if (std::ranges::all_of(item.files, [](const auto& each) { return each.ticket == 0; })) send(deck, item);
}

void DeckCues::hear(const json& news) const {
    const json& order = news.at("order");
    const auto item = items_.find(order.value("deck", ""));
    if (item == items_.end()) return;
    tools_.alarm(item->second.entry, "cues-refused", {"{}", {news.value("problem", "")}});
}

}  // namespace gatecast
