// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong in shaping, told from the glyphs that came out. Used by the shaper alone.
#pragma once

#include <span>
#include <vector>

#include "subtitles/shaping/itemise.h"
#include "subtitles/shaping/shape.h"
#include "subtitles/utf8.h"

namespace gatecast {

/// A glyph as HarfBuzz gave it.
struct SetGlyph {
    size_t point = 0;  // the first code point of its cluster
    Glyph glyph;
    bool moved = false;  // the font, or HarfBuzz for it, gave it a place of its own
};

/// Missing glyphs, dotted circles that the author did not write, marks that no rule of the font moved to their base.
/// `from` is where the points' text begins in the author's.
void find_faults(const TextItem& item, const CodePoints& points, size_t from, std::span<const SetGlyph> glyphs,
                 std::vector<ShapeFault>& faults);

/// Khmer marks without a letter before them: fonts without a dotted circle would put them on what stands there.
void find_orphan_marks(const CodePoints& points, size_t from, std::vector<ShapeFault>& faults);

/// Code points [first, last) cannot be drawn. Said once for the same piece.
void add_fault(std::vector<ShapeFault>& faults, ShapeFault::Kind kind, const CodePoints& points, size_t from,
               size_t first, size_t last);

}  // namespace gatecast
