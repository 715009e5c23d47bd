// SPDX-License-Identifier: GPL-3.0-or-later
// What a director hears of its decks, and what it has recorded of them.
#include <algorithm>
#include <csignal>

#include "pipeline/live/site/director.h"

namespace gatecast {

using nlohmann::json;

AsRunEvent Director::for_the_record(const Deck& deck) {
    const RundownEntry& entry = deck.entry;
    AsRunEvent event;
    event.item = entry.item.empty() ? entry.key : entry.item;
    event.title = entry.title;
    event.file = entry.media.string();
    event.sha256 = deck.sha256;
    if (deck.role == Role::kItem && entry.source.empty()) event.in = entry.in;
    if (deck.role == Role::kFiller) event.end_reason = EndReason::kFiller;
    event.languages = entry.languages;
    event.fields = entry.fields;
    if (entry.integrated_lufs)
        event.loudness = AsRunLoudness{*entry.integrated_lufs, {}, entry.true_peak_dbtp.value_or(0)};
    return event;
}

void Director::alarm(const char* kind, const RundownEntry& entry, const Message& problem) const {
    tools_.record({{"event", "alarm"},
                   {"alarm", kind},
                   {"feed", settings_.feed},
                   {"item", entry.key},
                   {"title", entry.title},
                   {"file", entry.media.string()},
                   {"problem", in_english(problem)}});
}

void Director::went_on(Deck& deck, const json& news) const {
    deck.on = true;
    deck.on_since = news.value("frame", int64_t{0});
    deck.origin = deck.on_since - news.value("item_frame", int64_t{0});
    tools_.begins(deck.entry, deck.on_since, deck.origin);
    tools_.record({{"event", "on"},
                   {"feed", settings_.feed},
                   {"item", deck.entry.key},
                   {"title", deck.entry.title},
                   {"file", deck.entry.media.string()},
                   {"sha256", deck.sha256},
                   {"frame", deck.on_since},
                   {"item_frame", news.value("item_frame", int64_t{0})}});
}

/// A poster stands still and some films have no sound: that is as it should be.
void Director::hear_fault(const Deck& deck, const json& news) const {
    const std::string fault = news.value("fault", "");
    if ((fault == "frozen" && deck.still) || (fault == "silent" && deck.entry.silent)) return;
    const bool begins = news.value("begins", false);
    tools_.record({{"event", begins ? "alarm" : "alarm-over"},
                   {"alarm", fault},
                   {"feed", settings_.feed},
                   {"item", deck.entry.key},
                   {"title", deck.entry.title},
                   {"frame", news.value("frame", int64_t{0})}});
}

void Director::went_off(Deck& deck, const json& news) {
    const std::string reason = news.value("reason", "");
    tools_.record({{"event", "off"},
                   {"feed", settings_.feed},
                   {"item", deck.entry.key},
                   {"title", deck.entry.title},
                   {"file", deck.entry.media.string()},
                   {"sha256", deck.sha256},
                   {"frame", news.value("frame", int64_t{0})},
                   {"item_frame", news.value("item_frame", int64_t{0})},
                   {"reason", reason}});
    if (news.value("rests", false))
        alarm(reason.c_str(), deck.entry,
              message("{}: nothing good comes from this source. It is back by itself.", deck.entry.title));
    else if (reason == "died" || reason == "stalled")
        alarm(reason.c_str(), deck.entry, message("{}: its player failed.", deck.entry.title));
    if (reason == "died" && !deck.entry.source.empty()) lost_sources_.push_back(deck.entry);
    if (reason == "stalled" && deck.entry.source.empty() && deck.process > 0)
        kill(deck.process, SIGKILL);  // it does not hear that we hang up
}

void Director::hear(const json& news) {
    const std::string kind = news.value("news", "");
    Deck* deck = news.contains("source") ? deck_of_source(news["source"]) : deck_named(news.value("deck", ""));
    if (kind == "standby") {
        const int64_t frame = news.value("frame", int64_t{0});
        if (on_air() == nullptr) tools_.begins({}, frame, frame);
        tools_.record({{"event", "standby"}, {"feed", settings_.feed}, {"frame", frame}});
    } else if (deck == nullptr) {
        return;
    } else if (kind == "opened") {
        deck->frames = news.value("frames", int64_t{0});
        deck->still = news.value("still", false);
    } else if (kind == "on") {
        went_on(*deck, news);
        cues_.goes_on(deck->id, deck->origin, deck->role == Role::kFiller ? deck->frames : 0);
    } else if (kind == "air") {
        hear_fault(*deck, news);
    } else if (kind == "off") {
        went_off(*deck, news);
        deck->on = false;
        if (!news.value("rests", false)) forget(deck->id);
    } else if (kind == "live") {
        deck->live = news;
    } else if (kind == "over") {
        forget(deck->id);
    } else if (kind == "lost") {
        alarm("lost", deck->entry, message("{}: cannot be played. Look at the file.", deck->entry.title));
        not_before_ = tools_.frame_now() + kLead_frames;
        if (!deck->entry.source.empty()) lost_sources_.push_back(deck->entry);
        forget(deck->id);
    }
    want_missing();
}

}  // namespace gatecast
