// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/live_lines.h"

#include <sys/inotify.h>

#include <algorithm>
#include <array>

#include "subtitles/language.h"
#include "subtitles/utf8.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr const char* kOrdered = "cue";  // what the approval list knows lines by that belong to nothing else
constexpr double kStands_s = 5;
constexpr double kLeast_s = 0.2, kMost_s = 60;
constexpr size_t kLongest_bytes = 1000;  // more than any display has room for
constexpr size_t kMostWaiting = 20;
constexpr Time kWaits = std::chrono::seconds(60);  // what was said longer ago is not wanted any more
constexpr uint32_t kChanges = IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE;

void check_text(const std::string& text) {
    const bool controls =
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; });
    if (text.size() > kLongest_bytes || controls || !is_utf8(text))
        throw Error(
            message("A line of live subtitles is UTF-8 text of at most {} bytes. Send it in parts.", kLongest_bytes));
}

}  // namespace

LiveLines::LiveLines(const Site& site, Tools tools)
    : site_(site), tools_(std::move(tools)), changes_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    for (const SiteLiveSubtitles& each : site.live_subtitles) {
        if (each.file.empty()) continue;
        inotify_add_watch(changes_.get(), each.file.parent_path().c_str(), kChanges);
        followed_.push_back({each, FollowedFile(each.file, each.language)});
    }
}

std::vector<std::string> LiveLines::languages(const Site& site) {
    std::vector<std::string> languages;
    for (const SiteLiveSubtitles& each : site.live_subtitles) languages.push_back(each.language);
    return languages;
}

LiveLines::Line LiveLines::line_of(const json& order) const {
    Line line;
    line.source = order.value("source", kOrdered);
    line.by = order.value("person", "");
    const std::string language = order.at("language");
    line.cue.language = language_tag(language);
    if (line.cue.language.empty()) throw Error(message("\"{}\" is no language. Write its tag: vi, en, km.", language));
    line.cue.text = order.at("text");
    check_text(line.cue.text);
    line.cue.display = order.value("display", "");
    if (!line.cue.display.empty() &&
        std::ranges::find(site_.displays, line.cue.display, &SiteDisplay::name) == site_.displays.end())
        throw Error(message("{}: this site has no display of that name.", line.cue.display));
    const double seconds = order.value("seconds", kStands_s);
    if (seconds < kLeast_s || seconds > kMost_s)
        throw Error(message("A line of live subtitles stands {} to {} seconds.", kLeast_s, kMost_s));
    line.cue.until = frame_at(Time(static_cast<int64_t>(seconds * 1e9)), site_.rate);
    return line;
}

bool LiveLines::show(Line line) {
    const int64_t now = tools_.frame_now();
    line.cue.from = now;
    line.until = line.cue.until += now;
    if (!tools_.show(line.cue)) return false;
    json event = to_json(line.cue);
    event["event"] = "cue";
    event["source"] = line.source;
    event["person"] = line.by;
    if (!line.released_by.empty()) event["released_by"] = line.released_by;
    tools_.record(std::move(event));
    line.id.clear();
    standing_.push_back(std::move(line));
    return true;
}

json LiveLines::say(const json& order) {
    Line line = line_of(order);
    const Message problem = tools_.vault.why_source_not(line.source);
    if (problem.sentence.empty() || line.cue.text.empty()) return {{"done", show(std::move(line))}};
    if (waiting_.size() >= kMostWaiting)
        throw Error(
            message("Too many lines wait for a second person. Have a window released: gatecast approve "
                    "--source {} --until DATE.",
                    line.source));
    line.id = "cue-" + std::to_string(++serial_);
    line.until = tools_.frame_now() + frame_at(kWaits, site_.rate);
    const std::string id = line.id;
    waiting_.push_back(std::move(line));
    return {{"done", true}, {"waits", id}, {"reason", in_english(problem)}};
}

json LiveLines::release(const json& order) {
    const std::string id = order.at("id"), person = order.value("person", "");
    const auto line = std::ranges::find(waiting_, id, &Line::id);
    if (line == waiting_.end()) throw Error(message("{}: no line waits by that name.", id));
    if (person.empty() || person == line->by)
        throw Error(message("{}: a second person has to let it through, not the one who wrote it.", id));
    line->released_by = person;
    const bool shown = show(*line);
    if (shown) waiting_.erase(line);
    return {{"done", shown}};
}

void LiveLines::follow() {
    std::array<char, 4096> unread{};
    while (read(changes_.get(), unread.data(), unread.size()) > 0) continue;
    for (Followed& each : followed_) {
        const std::optional<FollowedText> text = each.file.take_new();
        if (!text) continue;
        const Message problem = tools_.vault.why_source_not(each.settings.name);
        Line line{each.settings.name, {each.settings.display, each.settings.language, text->text}};
        try {
            if (!problem.sentence.empty()) throw Error(problem);
            check_text(text->text);
            const Time stands = text->length.value_or(Time(static_cast<int64_t>(each.settings.seconds * 1e9)));
            line.cue.until = frame_at(std::min<Time>(stands, Time(int64_t{60'000'000'000})), site_.rate);
            show(std::move(line));
            each.refused = false;
        } catch (const Error& error) {
            if (!std::exchange(each.refused, true))
                tools_.record({{"event", "alarm"},
                               {"alarm", "cue-refused"},
                               {"source", each.settings.name},
                               {"file", each.settings.file.string()},
                               {"problem", in_english(error.message())}});
        }
    }
}

void LiveLines::look_around() {
    follow();
    const int64_t now = tools_.frame_now();
    std::erase_if(waiting_, [now](const Line& each) { return each.until <= now; });
    std::erase_if(standing_, [now](const Line& each) { return each.until <= now; });
    for (const Line& each : standing_) {
        const Message problem = each.released_by.empty() ? tools_.vault.why_source_not(each.source) : Message{};
        if (problem.sentence.empty()) continue;
        tools_.record({{"event", "alarm"},
                       {"alarm", "cue-withdrawn"},
                       {"source", each.source},
                       {"problem", in_english(problem)}});
        for (const Line& line : standing_)  // in soft tracks too
            tools_.show({line.cue.display, line.cue.language, "", now, now});
        tools_.clear();
        return standing_.clear();
    }
}

json LiveLines::status() const {
    json status{{"standing", json::array()}, {"waiting", json::array()}};
    for (const auto& [name, lines] : {std::pair{"standing", &standing_}, std::pair{"waiting", &waiting_}})
        for (const Line& each : *lines)
            status[name].push_back({{"id", each.id},
                                    {"source", each.source},
                                    {"language", each.cue.language},
                                    {"text", each.cue.text},
                                    {"person", each.by},
                                    {"until", each.until}});
    return status;
}

}  // namespace gatecast
