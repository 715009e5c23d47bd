// SPDX-License-Identifier: GPL-3.0-or-later
// Things drawn once with Cairo and laid over pictures: logos, panels, labels of review copies. The subtitle engine has
// its own drawing; this is for the few words Gatecast itself writes. Called while setting a scene up.
#pragma once

#include <filesystem>
#include <string>

#include "filters/overlay.h"
#include "presets/display.h"

namespace gatecast {

/// Pixels as Cairo draws them: premultiplied BGRA.
struct Drawing {
    std::vector<uint8_t> bgra;
    Size size;
    [[nodiscard]] BgraView view() const { return {bgra.data(), size.width * 4, size, true}; }
};

/// A picture file scaled into `size`, its proportions kept, nothing around it.
[[nodiscard]] Drawing draw_image_within(const std::filesystem::path& file, Size size);
/// A picture file scaled to cover `size`, cut at the edges.
[[nodiscard]] Drawing draw_image_over(const std::filesystem::path& file, Size size);

/// One line of bold text, white with a dark outline, with kLabelPadding around it, on a see-through box if asked for.
inline constexpr double kLabelPadding = 0.35;  // of the text's height
[[nodiscard]] Drawing draw_label(const std::string& text, double height_px, bool box = true);
/// The box alone.
[[nodiscard]] Drawing draw_label_box(Size size);

/// Where a logo of `size` stands in its area: at the corner of the canvas that the area is nearest to.
[[nodiscard]] Rect logo_place(Size size, const Rect& area, Size canvas);

/// A change id no other overlay of this process has.
[[nodiscard]] uint64_t next_change_id();

}  // namespace gatecast
