// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/drawing/text_stamps.h"

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace gatecast {
namespace {

// Large letters are drawn fast: seventeen steps of coverage, and curves of straight pieces that nobody sees. Small
// ones, as walls have them, live by their edges, and cost little.
constexpr double kTolerancePx = 0.3;
constexpr double kSmallEmPx = 40;

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

// Draws a shape into a coverage of `area`. Nothing is hinted, a path lies where its numbers say.
template <typename Shape>
Coverage drawn(const Rect& area, bool small, const Shape& shape) {
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, area.width);
    Coverage coverage;
    coverage.stride = static_cast<size_t>(stride);
    coverage.bytes.assign(coverage.stride * static_cast<size_t>(area.height), 0);
    const std::unique_ptr<cairo_surface_t, DestroySurface> surface(
        cairo_image_surface_create_for_data(coverage.bytes.data(), CAIRO_FORMAT_A8, area.width, area.height, stride));
    {
        const std::unique_ptr<cairo_t, DestroyContext> context(cairo_create(surface.get()));
        cairo_set_antialias(context.get(), small ? CAIRO_ANTIALIAS_GOOD : CAIRO_ANTIALIAS_FAST);
        cairo_set_tolerance(context.get(), kTolerancePx);
        cairo_set_line_join(context.get(), CAIRO_LINE_JOIN_ROUND);
        shape(context.get());
    }
    cairo_surface_finish(surface.get());
    return coverage;
}

void trace(cairo_t* cr, const GlyphOutline& outline, double em_px, double dx, double dy) {
    const auto x = [&](float value) { return value * em_px + dx; };
    const auto y = [&](float value) { return value * em_px + dy; };
    for (const OutlineStep& step : outline.steps) {
        const auto& p = step.points;
        switch (step.kind) {
            case OutlineStep::Kind::kMove:
                cairo_move_to(cr, x(p[0]), y(p[1]));
                break;
            case OutlineStep::Kind::kLine:
                cairo_line_to(cr, x(p[0]), y(p[1]));
                break;
            case OutlineStep::Kind::kCurve:
                cairo_curve_to(cr, x(p[0]), y(p[1]), x(p[2]), y(p[3]), x(p[4]), y(p[5]));
                break;
            case OutlineStep::Kind::kClose:
                cairo_close_path(cr);
                break;
        }
    }
}

template <typename Path>
Stamp stamp(const RectF& ink, double outline_px, bool small, const Path& path) {
    const RectF reach = grown(ink, outline_px);
    Stamp made;
    made.area = {static_cast<int>(std::floor(reach.x0)), static_cast<int>(std::floor(reach.y0)), 0, 0};
    made.area.width = static_cast<int>(std::ceil(reach.x1)) - made.area.x;
    made.area.height = static_cast<int>(std::ceil(reach.y1)) - made.area.y;
    made.fill = drawn(made.area, small, [&](cairo_t* cr) {
        path(cr, -made.area.x, -made.area.y);
        cairo_fill(cr);
    });
    if (outline_px <= 0) return made;
    // What the stroke surrounds belongs to the outline: fills lie on it, not in holes of it.
    made.outline = drawn(made.area, small, [&](cairo_t* cr) {
        path(cr, -made.area.x, -made.area.y);
        cairo_set_line_width(cr, 2 * outline_px);
        cairo_stroke(cr);
    });
    std::transform(made.outline.bytes.begin(), made.outline.bytes.end(), made.fill.bytes.begin(),
                   made.outline.bytes.begin(), [](uint8_t a, uint8_t b) { return std::max(a, b); });
    return made;
}

}  // namespace

const Stamp& Stamps::of(const StampKey& key) {
    const auto [place, fresh] = stamps_.try_emplace(key);
    if (fresh) {
        const GlyphOutline& outline = key.face->outline(key.glyph);
        const double x = static_cast<double>(key.step_x) / kPenSteps, y = static_cast<double>(key.step_y) / kPenSteps;
        if (!outline.box.empty()) {
            place->second = stamp(placed(outline.box, key.em_px, x, y), key.outline_px, key.em_px < kSmallEmPx,
                                  [&](cairo_t* cr, int dx, int dy) { trace(cr, outline, key.em_px, x + dx, y + dy); });
        }
    }
    return place->second;
}

Stamp stamp_of_bar(const RectF& bar, double outline_px) {
    return stamp(bar, outline_px, false, [&](cairo_t* cr, int dx, int dy) {
        cairo_rectangle(cr, bar.x0 + dx, bar.y0 + dy, bar.x1 - bar.x0, bar.y1 - bar.y0);
    });
}

}  // namespace gatecast
