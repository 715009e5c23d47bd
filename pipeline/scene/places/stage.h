// SPDX-License-Identifier: GPL-3.0-or-later
// A display as graphics stand on it: which are in each other's way, and which lie over everything by design. Used by
// the arrangement and by what looks for clashes in it. Pure.
#pragma once

#include <string>
#include <vector>

#include "presets/display.h"
#include "presets/programme.h"

namespace gatecast {

class Stage {
public:
    Stage(const Display& display, const Programme& programme, bool with_logo);

    [[nodiscard]] const Display& display() const { return display_; }
    [[nodiscard]] const Rect& safe() const { return safe_; }
    [[nodiscard]] bool has_logo() const { return with_logo_; }
    /// Its area, as a graphic that is on all the time.
    [[nodiscard]] Graphic logo() const;
    /// Full notices, frames and still pictures of the whole screen: in nobody's way.
    [[nodiscard]] bool fills_screen(const Graphic& graphic) const;
    /// What of `graphics` others keep clear of, the logo first.
    [[nodiscard]] std::vector<Graphic> standing(const std::vector<Graphic>& graphics) const;
    /// The file in which the place of a graphic is written.
    [[nodiscard]] std::string file_of(const Graphic& graphic) const;

private:
    const Display& display_;
    const Programme& programme_;
    const Rect safe_;
    const bool with_logo_;
};

[[nodiscard]] double end_of(const Graphic& graphic);
[[nodiscard]] bool meet_in_time(const Graphic& a, const Graphic& b);
/// In place and time.
[[nodiscard]] bool meet(const Graphic& a, const Graphic& b);
[[nodiscard]] std::vector<Rect> areas_of(const std::vector<Graphic>& graphics);

}  // namespace gatecast
