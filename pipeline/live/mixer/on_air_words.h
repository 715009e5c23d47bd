// SPDX-License-Identifier: GPL-3.0-or-later
// The subtitles that one display of the mixer has in hand, drawn: those of items by the items' own frames, live lines
// by the grid's. Owned by a display; on the composing thread, which only chooses among them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "filters/canvas.h"

namespace gatecast {

/// What stands on a display from one frame to another.
struct DrawnWords {
    std::string deck;  // whose item's frames count; empty: a live line, the grid's
    std::string language;
    int64_t from = 0, until = 0;        // from <= frame < until
    std::vector<int> opening, closing;  // of 256, frame by frame: how opaque it comes, and goes
    OverlayRef overlay;
};

class OnAirWords {
public:
    /// Of an item; in place of the one that it has there already.
    void put(DrawnWords words);
    /// In place of all live lines.
    void set_lines(std::vector<DrawnWords> lines) { lines_ = std::move(lines); }
    /// `language` empty: all of them.
    void forget(const std::string& deck, const std::string& language);

    /// Where the display is: which deck is on, its item's frame, the grid's frame.
    struct Moment {
        const std::string* deck = nullptr;  // null: standby, nothing is said
        int64_t item_frame = 0;
        int64_t grid_frame = 0;
    };
    /// What is seen now, valid until the next call. A live line stands in place of the item's own in its language.
    [[nodiscard]] const std::vector<OverlayLayer>& seen_at(const Moment& now);

    /// So many came after the frame they were to begin with.
    [[nodiscard]] int64_t late() const { return late_; }

private:
    std::vector<DrawnWords> items_, lines_;
    std::vector<OverlayLayer> seen_;
    std::string on_;  // the deck that was on last, and its frame
    int64_t at_ = 0;
    int64_t late_ = 0;
};

}  // namespace gatecast
