// SPDX-License-Identifier: GPL-3.0-or-later
// When each showing of a display's subtitles is on, in ticks of the display's own clock: what segments' keys and
// composed frames both count by. Made once a composition; asked by plans and by the scene.
#pragma once

#include <cstdint>
#include <vector>

#include "filters/geometry.h"
#include "presets/display.h"
#include "subtitles/subtitles.h"

namespace gatecast {

class TextTimes {
public:
    /// `from`: the moment of the clip that the output begins with. The showings must outlive this.
    TextTimes(std::span<const Showing> showings, const Display& display, Time from);

    /// Ticks from <= k < until. Nothing of it is seen when they are equal.
    struct Span {
        int64_t from = 0;
        int64_t until = 0;
    };
    [[nodiscard]] const Span& span(size_t showing) const { return spans_[showing]; }
    [[nodiscard]] std::span<const Showing> showings() const { return showings_; }

    /// A tick is a frame, of interlaced displays a field.
    [[nodiscard]] int ticks_a_frame() const { return ticks_a_frame_; }
    /// The tick that a moment of the output begins.
    [[nodiscard]] int64_t tick_at(Time t) const;

    /// Showings that are on at any of these ticks, by number.
    [[nodiscard]] std::vector<size_t> between(int64_t from, int64_t until) const;
    /// Of 256, while it fades in or out; 0: not seen.
    [[nodiscard]] int opacity(size_t showing, int64_t tick) const;
    /// Whether what is seen at one tick differs from what is seen at the other.
    [[nodiscard]] bool changes_between(int64_t tick, int64_t later) const;

private:
    std::span<const Showing> showings_;
    Rational tick_rate_;
    int ticks_a_frame_;
    Time from_;
    std::vector<Span> spans_;
    std::vector<int64_t> latest_;  // until of any showing up to this one: how far back a search must look
};

}  // namespace gatecast
