// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/hls_list.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/live/outputs/hls_master.h"
#include "pipeline/live/whole_file.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kPlaylist = "index.m3u8";
constexpr const char* kState = ".state.json";
constexpr const char* kOurs[] = {".ts", ".m4s", ".mp4", ".vtt", ".part"};
constexpr std::string_view kNothingSaid = "WEBVTT\n\n";

json to_json(const HlsSegment& segment) {
    return {{"sequence", segment.sequence},
            {"duration", segment.duration.count()},
            {"wall", segment.wall_ns},
            {"discontinuity", segment.discontinuity},
            {"map", segment.map}};
}

HlsSegment segment_from(const json& given) {
    return {given.at("sequence"), Time(given.at("duration").get<int64_t>()), given.at("wall"),
            given.at("discontinuity"), given.value("map", "")};
}

double seconds(Time time) {
    return std::chrono::duration<double>(time).count();
}

std::string date_time(int64_t wall_ns) {
    const auto ms = wall_ns / 1'000'000;
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(ms / 1000)), ms % 1000);
}

std::string entry(const HlsSegment& segment, const std::string& file) {
    return fmt::format("#EXT-X-PROGRAM-DATE-TIME:{}\n#EXTINF:{:.6f},\n{}\n", date_time(segment.wall_ns),
                       seconds(segment.duration), file);
}

}  // namespace

std::string HlsSegment::file() const {
    return fmt::format("{:09}.{}", sequence, map.empty() ? "ts" : "m4s");
}

std::string HlsSegment::subtitle_file(const std::string& language) const {
    return fmt::format("{}-{:09}.vtt", language, sequence);
}

HlsList::HlsList(fs::path folder, size_t window, std::vector<std::string> languages)
    : folder_(std::move(folder)), window_(window), languages_(std::move(languages)) {
    try {
        read_state();
    } catch (const std::exception&) {  // damaged: numbers begin anew above every file there is
        segments_.clear();
    }
    remove_strangers();
    add_missing_subtitles();
}

void HlsList::read_state() {
    std::ifstream file(folder_ / kState);
    const json state = json::parse(file, nullptr, false);
    if (state.is_object()) {
        next_ = state.at("next");
        discontinuities_ = state.at("discontinuities");
        longest_ = Time(state.at("longest").get<int64_t>());
        for (const json& each : state.at("segments")) segments_.push_back(segment_from(each));
    }
    std::error_code error;
    while (!segments_.empty() && !fs::exists(folder_ / segments_.front().file(), error)) {
        if (segments_.front().discontinuity) ++discontinuities_;
        segments_.erase(segments_.begin());
    }
}

/// Files of a process that died before it could write them down, and parts.
void HlsList::remove_strangers() const {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
        const std::string name = entry.path().filename().string();
        const bool ours = std::ranges::any_of(kOurs, [&name](const char* end) { return name.ends_with(end); });
        const bool listed = std::ranges::any_of(segments_, [&](const HlsSegment& each) {
            return each.file() == name || each.map == name ||
                   std::ranges::any_of(languages_, [&](const auto& one) { return each.subtitle_file(one) == name; });
        });
        if (ours && !listed) fs::remove(entry.path(), error);
    }
}

/// Of segments that were made before somebody asked for this language.
void HlsList::add_missing_subtitles() const {
    std::error_code error;
    for (const HlsSegment& each : segments_)
        for (const std::string& language : languages_)
            if (const fs::path file = folder_ / each.subtitle_file(language); !fs::exists(file, error))
                static_cast<void>(write_whole(file, kNothingSaid, false));
}

void HlsList::remove_files(const HlsSegment& segment) const {
    std::error_code error;
    fs::remove(folder_ / segment.file(), error);
    for (const std::string& each : languages_) fs::remove(folder_ / segment.subtitle_file(each), error);
}

bool HlsList::add(HlsSegment segment) {
    next_ = segment.sequence + 1;
    longest_ = std::max(longest_, segment.duration);
    segments_.push_back(segment);
    while (segments_.size() > window_) {
        if (segments_.front().discontinuity) ++discontinuities_;
        leaving_.push_back(segments_.front());
        segments_.erase(segments_.begin());
    }
    while (leaving_.size() > window_) {
        remove_files(leaving_.front());
        leaving_.erase(leaving_.begin());
    }
    bool kept = write_whole(folder_ / kState, state(), false);
    for (const std::string& each : languages_)
        kept = write_whole(folder_ / hls_subtitle_list(each), subtitle_playlist(each), false) && kept;
    return write_whole(folder_ / kPlaylist, playlist(), false) && kept;
}

std::string HlsList::state() const {
    json segments = json::array();
    for (const HlsSegment& each : segments_) segments.push_back(to_json(each));
    return json{
        {"next", next_}, {"discontinuities", discontinuities_}, {"longest", longest_.count()}, {"segments", segments}}
        .dump();
}

std::string HlsList::head_of_playlist() const {
    return fmt::format(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:{}\n"
        "#EXT-X-DISCONTINUITY-SEQUENCE:{}\n",
        std::llround(std::ceil(seconds(longest_))), segments_.empty() ? next_ : segments_.front().sequence,
        discontinuities_);
}

std::string HlsList::playlist() const {
    std::string text = head_of_playlist();
    std::string map;
    for (const HlsSegment& each : segments_) {
        if (each.discontinuity) text += "#EXT-X-DISCONTINUITY\n";
        if (each.map != map) text += fmt::format("#EXT-X-MAP:URI=\"{}\"\n", each.map);
        map = each.map;
        text += entry(each, each.file());
    }
    return text;
}

std::string HlsList::subtitle_playlist(const std::string& language) const {
    std::string text = head_of_playlist();
    for (const HlsSegment& each : segments_) {
        if (each.discontinuity) text += "#EXT-X-DISCONTINUITY\n";
        text += entry(each, each.subtitle_file(language));
    }
    return text;
}

}  // namespace gatecast
