// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/webvtt_segment.h"

#include <fmt/format.h>

#include "subtitles/formats/format.h"

namespace gatecast {

namespace {

constexpr int64_t kClockWraps_90k = int64_t{1} << 33;

int64_t in_90k(int64_t frame, Rational rate) {
    return frame * 90'000 * rate.den / rate.num;
}

std::string local_time(int64_t frame, Rational rate) {
    const int64_t ms = in_90k(frame, rate) / 90;
    return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

}  // namespace

std::string webvtt_segment(const std::vector<LiveCue>& cues, int64_t begun, Rational rate, int64_t zero_90k) {
    Track track;
    for (const LiveCue& each : cues) {
        Cue& cue = track.cues.emplace_back();
        cue.start = frame_time(each.from, rate);
        cue.end = frame_time(each.until, rate);
        cue.text = each.text;
    }
    std::string text = cue_format_named("vtt")->write({&track, 1}, {});
    const int64_t clock = (in_90k(begun, rate) + zero_90k) % kClockWraps_90k;
    text.insert(text.find('\n') + 1,
                fmt::format("X-TIMESTAMP-MAP=MPEGTS:{},LOCAL:{}\n", clock, local_time(begun, rate)));
    return text;
}

}  // namespace gatecast
