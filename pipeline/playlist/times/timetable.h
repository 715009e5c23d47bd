// SPDX-License-Identifier: GPL-3.0-or-later
// A day with times: what is on the screens from the day's beginning to its end, without a gap, on whole frames. Pure:
// the same day and the same facts give the same timetable, so that whoever starts at any moment lands where he should.
// Made by `day show`, `check`, the night and live; any thread may read it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "pipeline/playlist/day.h"

namespace gatecast {

/// What the probe says of a file; one that is not there has no fact.
struct MediaFact {
    Time duration{0};    // of a still, a document or a folder of photos: how long it stands when nobody says it
    bool still = false;  // stands as long as the list says
};
using MediaFacts = std::map<std::filesystem::path, MediaFact>;

/// Shorter clips are not shown, shorter holes not filled: what was on stands until they are over.
inline constexpr Time kShortestPlay = std::chrono::seconds(1);

enum class AiringKind : uint8_t { kItem, kRelay, kFiller, kStandby, kNothing };

/// One stretch of the day. Times are from midnight of the day's date, on the place's clock: 25:00 is one in the night.
struct Airing {
    AiringKind kind = AiringKind::kItem;
    int item = -1;  // of the day's items; -1: none of them
    std::filesystem::path media{};
    int64_t first = 0;  // frame, counted from the day's beginning
    int64_t frames = 0;
    Time start{0}, end{0};
    Time in{0}, out{0};            // of the media; its last picture stands where they are shorter than the airing
    Time lost{0};                  // of the item's end, for what comes after it or for the day's end
    bool missing = false;          // nothing is known of its media
    std::optional<Time> latest{};  // of a relay that the operator ends: it ends by itself then

    [[nodiscard]] Time length() const { return end - start; }
};

enum class TroubleKind : uint8_t {
    kHole,        // no item fills this time
    kCut,         // an item loses its end to the fixed start after it
    kLeftOut,     // an item finds no room before the fixed start after it
    kTooShort,    // a clip of under a second is not shown
    kNoLength,    // neither probe nor list says how long it is
    kNoPart,      // in and out leave nothing of the media
    kOutside,     // a fixed start that is not of this day
    kOutOfOrder,  // a fixed start earlier than that of an item above it
    kOver,        // items do not fit into the day's end
    kShort,       // items end before the day does
};

struct Trouble {
    TroubleKind kind;
    int item = -1;                            // of the day's items
    int other = -1;                           // the item that it meets
    Time at{0};                               // from midnight
    Time length{0};                           // of the hole, or of what is lost
    AiringKind cover = AiringKind::kNothing;  // of holes: the least of what stands in
};

using Instant = std::chrono::sys_time<Time>;

struct Timetable {
    Date date{};
    std::chrono::minutes utc{0};
    Time begins{0}, ends{0};  // from midnight
    Rational rate{25, 1};
    std::vector<Airing> airings;  // in order, each beginning where the last ended
    std::vector<Trouble> troubles;

    /// A time from midnight as a moment for all places, and back.
    [[nodiscard]] Instant instant(Time from_midnight) const {
        return std::chrono::sys_days(date) - utc + from_midnight;
    }
    [[nodiscard]] Time from_midnight(Instant at) const { return at - (std::chrono::sys_days(date) - utc); }
};

/// Items follow each other and begin at their fixed starts; what is in the way is cut, holes go down the gap ladder.
/// Every boundary is a frame of `rate`, as renders count them.
[[nodiscard]] Timetable make_timetable(const Day& day, const MediaFacts& facts, Rational rate = {25, 1});

/// Where a fixed start of the list stands: one before the day's beginning is of the night after it.
[[nodiscard]] Time start_in_day(const Day& day, Time start);
[[nodiscard]] Time end_of(const Day& day);

struct OnAir {
    size_t airing = 0;  // of the timetable's
    Time offset{0};     // in the media; never behind its last frame
    Time left{0};       // until the next airing
};
/// Nothing before the day begins and from its end on.
[[nodiscard]] std::optional<OnAir> what_is_on(const Timetable& timetable, Instant at);

/// The frames of an airing on a display of another rate, counted from the day's beginning: [first, second). They meet
/// those of its neighbours without a gap.
[[nodiscard]] std::pair<int64_t, int64_t> frames_on(const Timetable& timetable, const Airing& airing, Rational rate);

/// What is on from the moment the operator ends a relay until its planned end: the gap ladder again. Nothing where the
/// relay was over its time: the list is joined in progress, as what_is_on says.
[[nodiscard]] std::vector<Airing> after_relay(const Day& day, const MediaFacts& facts, const Timetable& timetable,
                                              const Airing& relay, Instant ended);

}  // namespace gatecast
