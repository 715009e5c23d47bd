// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/times/timetable.h"

#include <algorithm>

#include "pipeline/playlist/times/gap_ladder.h"

namespace gatecast {
namespace {

/// A fixed start and the items that follow it, up to the next fixed start.
struct Block {
    int64_t first = 0;
    std::vector<int> items;
};

/// How much of its media an item shows; nothing: it is not shown.
struct Part {
    Time in{0}, out{0};
    bool missing = false;
};

class Planner {
public:
    Planner(const Day& day, const MediaFacts& facts, Rational rate)
        : day_(day), facts_(facts), ladder_(day, facts, rate) {
        table_.date = day.date;
        table_.utc = day.utc;
        table_.begins = day.begins;
        table_.ends = end_of(day);
        table_.rate = rate;
        last_ = frames_of(table_.ends - table_.begins, rate);
        shortest_ = frames_of(kShortestPlay, rate);
    }

    Timetable plan() {
        const std::vector<Block> blocks = split_into_blocks();
        int64_t reached = 0;
        for (size_t i = 0; i < blocks.size(); ++i) {
            fill_hole(reached, blocks[i].first);
            const bool to_the_end = i + 1 == blocks.size();
            const int64_t until = to_the_end ? last_ : blocks[i + 1].first;
            const int next = to_the_end ? -1 : blocks[i + 1].items.front();
            reached = place(blocks[i], until, next);
        }
        fill_end(reached);
        for (Airing& airing : table_.airings) {
            airing.start = at_frame(airing.first);
            airing.end = at_frame(airing.first + airing.frames);
        }
        std::ranges::stable_sort(table_.troubles, {}, &Trouble::at);
        return std::move(table_);
    }

private:
    [[nodiscard]] Time at_frame(int64_t frame) const { return table_.begins + frame_time(frame, table_.rate); }

    void trouble(TroubleKind kind, int item, int other, int64_t at, Time length) {
        table_.troubles.push_back({kind, item, other, at_frame(at), length});
    }

    [[nodiscard]] const Item& item(int number) const { return day_.items[static_cast<size_t>(number)]; }

    /// In the order of the clock: the list's own order does not move what has a fixed start.
    std::vector<Block> split_into_blocks() {
        std::vector<Block> blocks;
        bool outside = false;
        for (int i = 0; i < static_cast<int>(day_.items.size()); ++i) {
            if (const auto& start = item(i).start) {
                const Time at = start_in_day(day_, *start);
                outside = at < table_.begins || at >= table_.ends;
                if (outside) {
                    table_.troubles.push_back({TroubleKind::kOutside, i, -1, at, Time(0)});
                    continue;
                }
                begin_block(frames_of(at - table_.begins, table_.rate), i, blocks);
                continue;
            }
            if (outside) {  // it follows what is not of this day
                table_.troubles.push_back({TroubleKind::kOutside, i, -1, table_.ends, Time(0)});
                continue;
            }
            if (blocks.empty()) blocks.push_back({0, {}});
            blocks.back().items.push_back(i);
        }
        std::ranges::stable_sort(blocks, {}, &Block::first);
        return blocks;
    }

    void begin_block(int64_t first, int item, std::vector<Block>& blocks) {
        if (!blocks.empty() && first < blocks.back().first)
            trouble(TroubleKind::kOutOfOrder, item, blocks.back().items.front(), first, Time(0));
        blocks.push_back({first, {item}});
    }

    /// The frames that the block's items reach.
    int64_t place(const Block& block, int64_t until, int next) {
        int64_t at = block.first;
        for (const int number : block.items) {
            Airing airing;
            airing.item = number;
            airing.first = at;
            const int64_t wanted =
                item(number).relay ? plan_relay(item(number), until, airing) : plan_item(number, airing);
            if (wanted == 0) continue;
            if (until - at < std::min(wanted, shortest_)) {
                leave_out(number, next, until, frame_time(wanted, table_.rate));
                continue;
            }
            airing.frames = std::min(wanted, until - at);
            if (airing.frames < wanted) cut(airing, wanted, next);
            at += airing.frames;
            table_.airings.push_back(airing);
        }
        return at;
    }

    void leave_out(int number, int next, int64_t at, Time length) {
        if (next < 0) over_ += length;
        trouble(TroubleKind::kLeftOut, number, next, at, length);
    }

    void cut(Airing& airing, int64_t wanted, int next) {
        airing.lost = frame_time(wanted, table_.rate) - frame_time(airing.frames, table_.rate);
        airing.out = airing.in + frame_time(airing.frames, table_.rate);
        if (next < 0) {
            over_ += airing.lost;
        } else {
            trouble(TroubleKind::kCut, airing.item, next, airing.first + airing.frames, airing.lost);
        }
    }

    /// How many frames the item wants; 0: it is not shown, and why was said.
    int64_t plan_item(int number, Airing& airing) {
        const auto part = part_of(number, airing.first);
        if (!part) return 0;
        airing.media = item(number).media;
        airing.in = part->in;
        airing.out = part->out;
        airing.missing = part->missing;
        return frames_of(part->out - part->in, table_.rate);
    }

    std::optional<Part> part_of(int number, int64_t at) {
        const Item& item = this->item(number);
        const auto fact = facts_.find(item.media);
        Part part{item.in.value_or(Time(0)), Time(0), fact == facts_.end()};
        if (part.missing || fact->second.still) {
            const Time usual = part.missing ? Time(0) : fact->second.duration;
            part.out = item.out ? *item.out : part.in + item.duration.value_or(usual);
        } else {
            part.out = std::min(item.out.value_or(fact->second.duration), fact->second.duration);
        }
        if (part.missing && !item.out && !item.duration) {
            trouble(TroubleKind::kNoLength, number, -1, at, Time(0));
        } else if (part.out <= part.in) {
            trouble(TroubleKind::kNoPart, number, -1, at, Time(0));
        } else if (part.out - part.in < kShortestPlay) {
            trouble(TroubleKind::kTooShort, number, -1, at, part.out - part.in);
        } else {
            return part;
        }
        return {};
    }

    /// One before the relay's own start is of the night after it: 24:00 to 00:30.
    [[nodiscard]] Time relay_end(const Item& item) const {
        const Time end = start_in_day(day_, *item.relay->until);
        return item.start && end <= start_in_day(day_, *item.start) ? end + std::chrono::hours(24) : end;
    }

    /// A relay that is told no length lasts until the next fixed start.
    int64_t plan_relay(const Item& item, int64_t until, Airing& airing) const {
        const Relay& relay = *item.relay;
        airing.kind = AiringKind::kRelay;
        const int64_t room = std::max<int64_t>(until - airing.first, 1);
        const auto told = relay.until     ? std::optional(relay_end(item) - at_frame(airing.first))
                          : item.duration ? item.duration
                                          : relay.at_most;
        int64_t frames = told ? std::max<int64_t>(frames_of(*told, table_.rate), 1) : room;
        if (relay.at_most) frames = std::min(frames, std::max<int64_t>(frames_of(*relay.at_most, table_.rate), 1));
        if (relay.end == RelayEnd::kByOperator)
            airing.latest =
                relay.at_most ? std::min(at_frame(airing.first) + *relay.at_most, table_.ends) : table_.ends;
        return frames;
    }

    void fill_hole(int64_t from, int64_t until) {
        if (from >= until) return;
        const AiringKind least = ladder_.fill(from, until, table_.airings);
        if (least == AiringKind::kItem) return;  // the last picture before it stands
        trouble(TroubleKind::kHole, -1, -1, from, at_frame(until) - at_frame(from));
        table_.troubles.back().cover = least;
    }

    void fill_end(int64_t reached) {
        if (over_ > Time(0)) trouble(TroubleKind::kOver, -1, -1, last_, over_);
        if (reached >= last_) return;
        const AiringKind least = ladder_.fill(reached, last_, table_.airings);
        if (least == AiringKind::kItem) return;
        trouble(TroubleKind::kShort, -1, -1, reached, table_.ends - at_frame(reached));
        table_.troubles.back().cover = least;
    }

    const Day& day_;
    const MediaFacts& facts_;
    GapLadder ladder_;
    Timetable table_;
    int64_t last_ = 0;  // frame that is no more of the day
    int64_t shortest_ = 0;
    Time over_{0};
};

}  // namespace

Time end_of(const Day& day) {
    return day.ends.value_or(day.begins + std::chrono::hours(24));
}

Time start_in_day(const Day& day, Time start) {
    constexpr Time kDay = std::chrono::hours(24);
    return start < day.begins && start + kDay < end_of(day) ? start + kDay : start;
}

Timetable make_timetable(const Day& day, const MediaFacts& facts, Rational rate) {
    return Planner(day, facts, rate).plan();
}

std::optional<OnAir> what_is_on(const Timetable& timetable, Instant at) {
    const Time time = timetable.from_midnight(at);
    const auto& airings = timetable.airings;
    auto next = std::ranges::upper_bound(airings, time, {}, &Airing::start);
    if (next == airings.begin() || time >= airings.back().end) return {};
    const Airing& airing = *--next;
    const Time last = std::max(airing.in, airing.out - frame_time(1, timetable.rate));
    const Time offset = std::min(airing.in + (time - airing.start), last);
    const bool streams = airing.kind == AiringKind::kItem || airing.kind == AiringKind::kFiller;
    return OnAir{static_cast<size_t>(next - airings.begin()), streams ? offset : time - airing.start,
                 airing.end - time};
}

std::pair<int64_t, int64_t> frames_on(const Timetable& timetable, const Airing& airing, Rational rate) {
    const auto first_not_before = [&](Time time) {
        const int64_t n = frame_at(time - timetable.begins, rate);
        return frame_time(n, rate) < time - timetable.begins ? n + 1 : n;
    };
    return {first_not_before(airing.start), first_not_before(airing.end)};
}

std::vector<Airing> after_relay(const Day& day, const MediaFacts& facts, const Timetable& timetable,
                                const Airing& relay, Instant ended) {
    const Time at = timetable.from_midnight(ended);
    std::vector<Airing> airings;
    if (at >= relay.end) return airings;
    const int64_t from = frames_of(std::max(at, relay.start) - timetable.begins, timetable.rate);
    GapLadder(day, facts, timetable.rate).fill(from, relay.first + relay.frames, airings);
    for (Airing& airing : airings) {
        airing.start = timetable.begins + frame_time(airing.first, timetable.rate);
        airing.end = timetable.begins + frame_time(airing.first + airing.frames, timetable.rate);
    }
    return airings;
}

}  // namespace gatecast
