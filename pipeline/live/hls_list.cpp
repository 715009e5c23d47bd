// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/hls_list.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/live/whole_file.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kPlaylist = "index.m3u8";
constexpr const char* kState = ".state.json";

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

}  // namespace

std::string HlsSegment::file() const {
    return fmt::format("{:09}.{}", sequence, map.empty() ? "ts" : "m4s");
}

HlsList::HlsList(fs::path folder, size_t window) : folder_(std::move(folder)), window_(window) {
    try {
        read_state();
    } catch (const std::exception&) {  // damaged: numbers begin anew above every file there is
        segments_.clear();
    }
    remove_strangers();
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
        const bool ours =
            name.ends_with(".ts") || name.ends_with(".m4s") || name.ends_with(".mp4") || name.ends_with(".part");
        const bool listed = std::ranges::any_of(
            segments_, [&name](const HlsSegment& each) { return each.file() == name || each.map == name; });
        if (ours && !listed) fs::remove(entry.path(), error);
    }
}

bool HlsList::add(HlsSegment segment) {
    next_ = segment.sequence + 1;
    longest_ = std::max(longest_, segment.duration);
    segments_.push_back(segment);
    std::error_code error;
    while (segments_.size() > window_) {
        if (segments_.front().discontinuity) ++discontinuities_;
        leaving_.push_back(segments_.front());
        segments_.erase(segments_.begin());
    }
    while (leaving_.size() > window_) {
        fs::remove(folder_ / leaving_.front().file(), error);
        leaving_.erase(leaving_.begin());
    }
    const bool kept = write_whole(folder_ / kState, state(), false);
    return write_whole(folder_ / kPlaylist, playlist(), false) && kept;
}

std::string HlsList::state() const {
    json segments = json::array();
    for (const HlsSegment& each : segments_) segments.push_back(to_json(each));
    return json{
        {"next", next_}, {"discontinuities", discontinuities_}, {"longest", longest_.count()}, {"segments", segments}}
        .dump();
}

std::string HlsList::playlist() const {
    std::string text = fmt::format(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:{}\n"
        "#EXT-X-DISCONTINUITY-SEQUENCE:{}\n",
        std::llround(std::ceil(seconds(longest_))), segments_.empty() ? next_ : segments_.front().sequence,
        discontinuities_);
    std::string map;
    for (const HlsSegment& each : segments_) {
        if (each.discontinuity) text += "#EXT-X-DISCONTINUITY\n";
        if (each.map != map) text += fmt::format("#EXT-X-MAP:URI=\"{}\"\n", each.map);
        map = each.map;
        text += fmt::format("#EXT-X-PROGRAM-DATE-TIME:{}\n#EXTINF:{:.6f},\n{}\n", date_time(each.wall_ns),
                            seconds(each.duration), each.file());
    }
    return text;
}

}  // namespace gatecast
