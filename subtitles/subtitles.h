// SPDX-License-Identifier: GPL-3.0-or-later
// The cues of all languages on one screen, from first to last: what shows when, and its drawing. Made once a render,
// preview or check; asked by the overlay worker. This is the room's front door; a cue's way reads from here down:
// breaks -> wrap -> shape -> layout -> draw.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "filters/overlay.h"
#include "presets/style.h"
#include "subtitles/cue.h"
#include "subtitles/screen.h"

namespace gatecast {

struct DrawnRgba;

/// Text on screen, from <= t < until: a language's band, or a text that its track puts elsewhere. Showings of one band
/// do not overlap in time, those that do never touch on the screen.
struct Showing {
    Time from{0};
    Time until{0};
    std::string language;
    std::vector<int> cues;           // indices into the track's cues
    std::vector<std::string> lines;  // as broken, for people
    Rect area;                       // of all its paint
    Time fade_in{0}, fade_out{0};
    std::string key;  // equal keys: equal pixels at equal places (fonts' hashes, style, text, screen)
};

class Subtitles {
public:
    /// Breaks, shapes and lays out everything; draws nothing yet. `play` and `item` number the plays and items for
    /// languages = rotate-by-play | rotate-by-item. Throws Error where a font the style names is missing.
    Subtitles(std::vector<Track> tracks, const Style& style, const Screen& screen, int play = 0, int item = 0);
    ~Subtitles();
    Subtitles(Subtitles&&) noexcept;

    [[nodiscard]] const std::vector<Track>& tracks() const;
    /// By time, then band from top to bottom.
    [[nodiscard]] std::span<const Showing> showings() const;
    /// What layout had to do or could not: shrunk, split, dropped, missing glyphs; cue and language are in the
    /// messages.
    [[nodiscard]] const std::vector<Problem>& problems(size_t track) const;

    /// Drawn now; safe from any one thread beside readers of showings(). Null: nothing to see.
    [[nodiscard]] OverlayRef draw(size_t showing, Chroma chroma, uint64_t change_id) const;
    [[nodiscard]] DrawnRgba draw_rgba(size_t showing) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace gatecast
