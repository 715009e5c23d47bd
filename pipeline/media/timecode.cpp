// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/timecode.h"

#include <cstdio>

#include "presets/message.h"

namespace gatecast {
namespace {

/// 29.97 counts to 30, 23.976 to 24.
int64_t frames_a_second(Rational rate) {
    return (rate.num + rate.den - 1) / rate.den;
}

}  // namespace

int64_t timecode_frames(const std::string& timecode, Rational rate) {
    if (timecode.empty()) return 0;
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    int frames = 0;
    int used = 0;
    const int fields = std::sscanf(timecode.c_str(), "%2d:%2d:%2d:%2d%n", &hours, &minutes, &seconds, &frames, &used);
    const bool sound = fields == 4 && used == static_cast<int>(timecode.size()) && hours >= 0 && hours < 24 &&
                       minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60 && frames >= 0 &&
                       frames < frames_a_second(rate);
    if (!sound)
        throw Error(
            message("\"{}\" is no timecode at this frame rate. Write it as 10:00:00:00, hours to frames.", timecode));
    return ((hours * 60LL + minutes) * 60 + seconds) * frames_a_second(rate) + frames;
}

std::string timecode_at(const std::string& start, int64_t frame, Rational rate) {
    const int64_t a_second = frames_a_second(rate);
    const int64_t day = 86'400 * a_second;
    const int64_t n = ((timecode_frames(start, rate) + frame) % day + day) % day;
    return fmt::format("{:02}:{:02}:{:02}:{:02}", n / (3600 * a_second), n / (60 * a_second) % 60, n / a_second % 60,
                       n % a_second);
}

}  // namespace gatecast
