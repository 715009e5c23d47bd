// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/ttml_time.h"

#include <array>
#include <charconv>
#include <cmath>

#include "subtitles/formats/lines.h"
#include "subtitles/formats/times.h"

namespace gatecast {
namespace {

constexpr double kLongestSeconds = 1e8;  // three years; more is no time of a film

std::optional<Time> of_seconds(double seconds) {
    if (!(std::abs(seconds) < kLongestSeconds)) return std::nullopt;
    return Time(std::llround(seconds * 1e9));
}

/// "12.3s": a number and what it counts.
std::optional<TtmlTime> read_offset(std::string_view written, const TtmlClock& clock) {
    double count = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), count);
    if (error != std::errc()) return std::nullopt;
    const std::string_view metric(end, static_cast<size_t>(written.data() + written.size() - end));
    struct Unit {
        std::string_view name;
        double seconds;
    };
    const double frame = 1 / clock.frame_rate.value();
    const std::array units{Unit{"h", 3600},   Unit{"m", 60},    Unit{"s", 1},
                           Unit{"ms", 0.001}, Unit{"f", frame}, Unit{"t", 1 / clock.ticks_a_second}};
    for (const Unit& unit : units) {
        if (metric != unit.name) continue;
        const std::optional<Time> time = of_seconds(count * unit.seconds);
        return time ? std::optional(TtmlTime{*time, metric == "f"}) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::optional<TtmlTime> read_ttml_time(std::string_view written, const TtmlClock& clock) {
    written = trimmed(written);
    if (written.find(':') == std::string_view::npos) return read_offset(written, clock);
    std::string drop(written);
    const size_t last = drop.rfind(':');
    const bool frames = std::count(drop.begin(), drop.end(), ':') == 3;
    if (frames && clock.drop_frames) drop[last] = ';';
    std::string_view rest = drop;
    const std::optional<ReadTime> read = take_time(rest, clock.frame_rate);
    const bool sub_frames = read && read->frames && rest.starts_with('.');  // parts of frames nobody can show
    if (!read || (!rest.empty() && !sub_frames) || !of_seconds(static_cast<double>(read->time.count()) / 1e9)) {
        return std::nullopt;
    }
    return TtmlTime{read->time, read->frames};
}

}  // namespace gatecast
