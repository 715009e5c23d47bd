// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/airings.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "pipeline/trust/durable.h"

namespace gatecast {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr Time kKeepEach = 5s;  // so much of an airing is not known after a cut of power

}  // namespace

Airings::Airings(Settings settings, Tools tools)
    : settings_(std::move(settings)), tools_(std::move(tools)), log_(settings_.log) {
    restore();
}

UtcMillis Airings::time_of(int64_t frame) const {
    return UtcMillis(
        std::chrono::round<std::chrono::milliseconds>(tools_.wall_of_zero() + frame_time(frame, settings_.rate)));
}

void Airings::loaded(const std::string& feed, const std::string& deck, AsRunEvent event, std::optional<int64_t> origin,
                     int64_t frames) {
    if (origin) event.planned_start = time_of(*origin);
    if (origin && frames > 0) event.planned_end = time_of(*origin + frames);
    Loaded& loaded = decks_[deck] = {};
    loaded.feed = feed;
    loaded.event = std::move(event);
    keep();
}

void Airings::forget(const std::string& deck) {
    const auto found = decks_.find(deck);
    if (found == decks_.end() || found->second.on) return;
    decks_.erase(found);
    keep();
}

void Airings::begin(Loaded& loaded, int64_t frame) const {
    loaded.shown = frame;
    loaded.event.start = time_of(frame);
}

void Airings::end(Loaded& loaded, int64_t frame, EndReason reason) {
    const int64_t from = std::exchange(loaded.shown, -1);
    if (from < 0 || frame <= from) return;
    AsRunEvent event = loaded.event;
    const auto since = [&](int64_t earlier, int64_t later) {
        return frame_time(later, settings_.rate) - frame_time(earlier, settings_.rate);
    };
    event.end = event.start + std::chrono::round<std::chrono::milliseconds>(since(from, frame));
    if (event.in) {
        event.in = *event.in + since(loaded.origin, from);
        event.out = *event.in + since(from, frame);
    }
    event.end_reason = reason;
    for (const std::string& display : settings_.displays.at(loaded.feed)) {
        event.display = display;
        pending_.push_back(event);
    }
    keep();  // before it is in the log: a process that dies in between finds it here, and there
    write_pending();
}

EndReason Airings::reason_of(const Loaded& loaded, const std::string& off) {
    if (loaded.event.end_reason == EndReason::kFiller) return EndReason::kFiller;
    if (off == "complete") return EndReason::kComplete;
    if (off == "unloaded") return EndReason::kOperator;
    if (off == "replaced") return std::exchange(ordered_, std::nullopt).value_or(EndReason::kTrimmed);
    return EndReason::kFailover;
}

void Airings::hear(const json& news) {
    const std::string kind = news.value("news", "");
    const int64_t frame = news.value("frame", int64_t{0});
    heard_ = std::max(heard_, frame);
    if (kind == "covered") return covered(news.value("on", false), frame);
    const auto found = decks_.find(news.value("deck", ""));
    if (found == decks_.end()) return;
    Loaded& loaded = found->second;
    if (kind == "on") {
        loaded.on = true;
        loaded.origin = frame - news.value("item_frame", int64_t{0});
        if (!covered_) begin(loaded, frame);
    } else if (kind == "off") {
        end(loaded, frame, reason_of(loaded, news.value("reason", "")));
        loaded.on = false;
        if (!news.value("rests", false)) decks_.erase(found);
    } else if (kind == "lost" || kind == "over") {
        decks_.erase(found);
    } else {
        return;
    }
    keep();
}

void Airings::mixer_is_gone() {
    for (auto& [id, each] : decks_) end(each, heard_, EndReason::kFailover);
    for (auto& [id, each] : notices_) end(each, heard_, EndReason::kNotice);
    decks_.clear();
    notices_.clear();
    keep();
}

void Airings::mixer_is_there(const json& feeds, int64_t frame) {
    for (auto each = decks_.begin(); each != decks_.end();) {
        auto& [id, loaded] = *each;
        if (feeds.value(loaded.feed, json::object()).value("deck", "") == id) {
            ++each;
            continue;
        }
        end(loaded, heard_, EndReason::kFailover);
        each = decks_.erase(each);
    }
    heard_ = frame;
    keep();
}

void Airings::covered(bool covered, int64_t frame) {
    if (std::exchange(covered_, covered) == covered) return;
    for (auto& [id, each] : decks_) {
        if (!each.on) continue;
        if (covered)
            end(each, frame, EndReason::kOperator);
        else
            begin(each, frame);
    }
    keep();
}

void Airings::notice_begins(const std::string& id, const std::string& title, int64_t frame) {
    for (const auto& [feed, displays] : settings_.displays) {
        const auto [notice, is_new] = notices_.try_emplace(id + "@" + feed);
        if (!is_new) continue;  // a new site process sends them again
        notice->second.feed = feed;
        notice->second.event.item = id;
        notice->second.event.title = title;
        begin(notice->second, frame);
    }
    keep();
}

void Airings::notices_are(const std::vector<std::string>& ids, int64_t frame) {
    bool changed = false;
    for (auto each = notices_.begin(); each != notices_.end();) {
        if (std::ranges::find(ids, each->second.event.item) != ids.end()) {
            ++each;
            continue;
        }
        end(each->second, frame, EndReason::kNotice);
        each = notices_.erase(each);
        changed = true;
    }
    if (changed) keep();
}

void Airings::look_around(int64_t frame) {
    if (unread_) tools_.warn(*std::exchange(unread_, std::nullopt));
    if (!pending_.empty()) {
        write_pending();
        if (pending_.empty()) keep();
    }
    if (frame_time(frame - kept_, settings_.rate) < kKeepEach) return;
    kept_ = frame;
    keep();
}

void Airings::write_pending() {
    try {
        while (!pending_.empty()) {
            log_.append(pending_.front());
            pending_.erase(pending_.begin());
        }
        complained_ = false;
    } catch (const Error& error) {
        if (!std::exchange(complained_, true)) tools_.warn(error.message());
    }
    for (const Message& remark : log_.take_remarks()) tools_.warn(remark);
}

json Airings::to_json(const std::map<std::string, Loaded>& all) {
    json list = json::object();
    for (const auto& [id, each] : all)
        list[id] = {{"feed", each.feed},
                    {"event", line_of(each.event, "")},
                    {"on", each.on},
                    {"origin", each.origin},
                    {"shown", each.shown}};
    return list;
}

/// Of feeds that there still are.
std::map<std::string, Airings::Loaded> Airings::from_json(const json& all) const {
    std::map<std::string, Loaded> list;
    for (const auto& [id, each] : all.items()) {
        const auto line = read_line(each.value("event", ""));
        const std::string feed = each.value("feed", "");
        if (line && settings_.displays.contains(feed))
            list[id] = {feed, line->event, each.value("on", false), each.value("origin", int64_t{0}),
                        each.value("shown", int64_t{-1})};
    }
    return list;
}

/// Where the disk is full, the log has told so already.
void Airings::keep() {
    json pending = json::array();
    for (const AsRunEvent& each : pending_) pending.push_back(line_of(each, ""));
    const json kept{{"heard", heard_},
                    {"covered", covered_},
                    {"decks", to_json(decks_)},
                    {"notices", to_json(notices_)},
                    {"pending", pending}};
    try {
        write_durably(settings_.file, kept.dump());
    } catch (const Error&) {
    }
}

/// A gate starts whatever stands there.
void Airings::restore() {
    try {
        const std::optional<std::string> text = read_if_there(settings_.file);
        if (!text) return;
        const json kept = json::parse(*text);
        heard_ = kept.value("heard", int64_t{0});
        covered_ = kept.value("covered", false);
        decks_ = from_json(kept.value("decks", json::object()));
        notices_ = from_json(kept.value("notices", json::object()));
        for (const json& each : kept.value("pending", json::array()))
            if (const auto line = read_line(each.get<std::string>()); line && !is_in_log(line->event))
                pending_.push_back(line->event);
    } catch (const std::exception& error) {
        unread_ = message("{}: cannot be read ({}). What was on when the site ended may be missing in the as-run log.",
                          settings_.file.string(), error.what());
    }
}

bool Airings::is_in_log(const AsRunEvent& event) const {
    const std::string day = place_day(event.start);
    std::vector<AsRunEvent> events;
    try {
        events = read_events(settings_.log, day, day);
    } catch (const Error&) {
        return false;  // a damaged log: better told twice than not at all
    }
    return std::ranges::any_of(events, [&event](const AsRunEvent& each) {
        return each.display == event.display && each.item == event.item && each.start == event.start;
    });
}

}  // namespace gatecast
