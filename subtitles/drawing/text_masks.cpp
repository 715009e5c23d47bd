// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/drawing/text_masks.h"

#include <algorithm>
#include <cmath>

namespace gatecast {
namespace {

Coverage blank(const Rect& area) {
    const auto stride = static_cast<size_t>(area.width);
    return {std::vector<uint8_t>(stride * static_cast<size_t>(area.height), 0), stride};
}

// A pixel covered by half twice is covered by three quarters.
void lay(Coverage& onto, const Rect& area, const Coverage& stamp, const Rect& stamped) {
    const Rect both = intersection(area, stamped);
    for (int y = both.y; y < both.bottom(); ++y) {
        uint8_t* to = onto.row(y - area.y) + (both.x - area.x);
        const uint8_t* from = stamp.row(y - stamped.y) + (both.x - stamped.x);
        for (int x = 0; x < both.width; ++x) {
            const int a = to[x], b = from[x];
            const int t = a * b + 128;
            to[x] = static_cast<uint8_t>(a + b - ((t + (t >> 8)) >> 8));
        }
    }
}

class Masks {
public:
    Masks(const Paint& paint, const Rect& area) : paint_(paint) {
        masks_.area = area;
        if (paint.outline_em > 0) masks_.outline = blank(area);
    }

    void draw(const PlacedLine& line, const GlyphRun& run) {
        Coverage& fill = fill_of(run.span.colour.value_or(paint_.fill));
        const double outline = outline_px(line, paint_);
        for (const Glyph& glyph : run.glyphs) {
            if (!in_sight(line, run, glyph, outline)) continue;
            const int x = pen_step(line.x + glyph.x), y = pen_step(line.baseline + glyph.y);
            constexpr int kMask = kPenSteps - 1;
            put(stamps_.of({run.face, glyph.id, run.em_px, outline, x & kMask, y & kMask}),
                (x - (x & kMask)) / kPenSteps, (y - (y & kMask)) / kPenSteps, fill);
        }
        if (!run.underline.empty()) put(stamp_of_bar(run.underline, outline), line.x, line.baseline, fill);
    }

    TextMasks finish() { return std::move(masks_); }

private:
    static int pen_step(double px) { return static_cast<int>(std::lround(px * kPenSteps)); }

    [[nodiscard]] bool in_sight(const PlacedLine& line, const GlyphRun& run, const Glyph& glyph, double outline) const {
        const RectF& box = run.face->outline(glyph.id).box;
        if (box.empty()) return false;
        const RectF ink = grown(placed(box, run.em_px, line.x + glyph.x, line.baseline + glyph.y), outline + 1);
        return ink.x1 > masks_.area.x && ink.y1 > masks_.area.y && ink.x0 < masks_.area.right() &&
               ink.y0 < masks_.area.bottom();
    }

    Coverage& fill_of(const Rgb& colour) {
        const auto known = std::find_if(masks_.fills.begin(), masks_.fills.end(),
                                        [&](const TextMasks::Fill& fill) { return fill.colour == colour; });
        if (known != masks_.fills.end()) return known->coverage;
        masks_.fills.push_back({colour, blank(masks_.area)});
        return masks_.fills.back().coverage;
    }

    void put(const Stamp& stamp, int x, int y, Coverage& fill) {
        const Rect stamped{x + stamp.area.x, y + stamp.area.y, stamp.area.width, stamp.area.height};
        lay(fill, masks_.area, stamp.fill, stamped);
        if (!stamp.outline.bytes.empty()) lay(masks_.outline, masks_.area, stamp.outline, stamped);
    }

    const Paint& paint_;
    TextMasks masks_;
    Stamps stamps_;
};

}  // namespace

double outline_px(const PlacedLine& line, const Paint& paint) {
    return paint.outline_em <= 0 ? 0 : std::max(kMinOutlinePx, paint.outline_em * line.em_px);
}

TextMasks draw_masks(const std::vector<PlacedLine>& lines, const Paint& paint, const Rect& area) {
    Masks masks(paint, area);
    for (const PlacedLine& line : lines) {
        for (const GlyphRun& run : line.line.runs) masks.draw(line, run);
    }
    return masks.finish();
}

}  // namespace gatecast
