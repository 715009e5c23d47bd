// SPDX-License-Identifier: GPL-3.0-or-later
// The messages of a ticker, drawn side by side as one endless band. Made while a scene is set up, or by a worker for a
// ticker that is running; read by the composing thread.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "pipeline/scene/graphics/graphic.h"

namespace gatecast {

/// Some columns of the band. An overlay stands on even columns only, because of its chroma, a run at any: so each strip
/// is drawn for both. They tile without a seam whatever they are cut through, and share no column.
struct TickerStrip {
    int64_t x = 0;  // its first column; even, as its width
    int width = 0;
    OverlayRef even;  // its columns, from (0, 0)
    OverlayRef odd;   // the same, one column earlier; null where the ticker's pace is even: it never stands so
};

struct TickerText {
    std::vector<TickerStrip> strips;    // from column 0 to `width`
    std::vector<int64_t> message_ends;  // columns; a message ends behind its separator
    int64_t width = 0;                  // 0: there is no message
    OverlayRef blank;                   // the band with nothing in it, as wide as the ticker; null: nothing is seen
    std::vector<Message> problems;
};

/// Columns that a ticker moves in a frame, of interlaced displays in a field.
[[nodiscard]] int ticker_pace(const Graphic& ticker, const Display& display);

/// Each message in all its languages in turn, then the next. Any one thread.
[[nodiscard]] std::shared_ptr<const TickerText> draw_ticker_text(const GraphicSetup& setup);

}  // namespace gatecast
