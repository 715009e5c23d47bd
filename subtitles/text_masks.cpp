// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/text_masks.h"

#include <cairo.h>

#include <algorithm>
#include <memory>

#include "subtitles/font_face.h"

namespace gatecast {
namespace {

// Cairo's defaults take three times as long and nobody sees the difference.
constexpr double kTolerancePx = 0.3;

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

// A coverage with Cairo's pen on it. Nothing is hinted, lines and glyphs lie where their numbers say.
class Canvas {
public:
    explicit Canvas(const Rect& area) : area_(area) {
        const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, area.width);
        coverage_.stride = static_cast<size_t>(stride);
        coverage_.bytes.assign(coverage_.stride * static_cast<size_t>(area.height), 0);
        surface_.reset(cairo_image_surface_create_for_data(coverage_.bytes.data(), CAIRO_FORMAT_A8, area.width,
                                                           area.height, stride));
        context_.reset(cairo_create(surface_.get()));
        cairo_set_antialias(context_.get(), CAIRO_ANTIALIAS_FAST);
        cairo_set_tolerance(context_.get(), kTolerancePx);
        cairo_set_line_join(context_.get(), CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_cap(context_.get(), CAIRO_LINE_CAP_ROUND);
    }

    void trace(const GlyphOutline& outline, double em_px, double x, double y) {
        cairo_t* cr = context_.get();
        const double dx = x - area_.x, dy = y - area_.y;
        const auto at = [&](float value, double offset) { return value * em_px + offset; };
        for (const OutlineStep& step : outline.steps) {
            const auto& p = step.points;
            switch (step.kind) {
                case OutlineStep::Kind::kMove:
                    cairo_move_to(cr, at(p[0], dx), at(p[1], dy));
                    break;
                case OutlineStep::Kind::kLine:
                    cairo_line_to(cr, at(p[0], dx), at(p[1], dy));
                    break;
                case OutlineStep::Kind::kCurve:
                    cairo_curve_to(cr, at(p[0], dx), at(p[1], dy), at(p[2], dx), at(p[3], dy), at(p[4], dx),
                                   at(p[5], dy));
                    break;
                case OutlineStep::Kind::kClose:
                    cairo_close_path(cr);
                    break;
            }
        }
    }
    void trace(const RectF& r, double x, double y) {
        cairo_rectangle(context_.get(), r.x0 + x - area_.x, r.y0 + y - area_.y, r.x1 - r.x0, r.y1 - r.y0);
    }
    void fill() { cairo_fill(context_.get()); }
    void stroke(double width_px) {
        cairo_set_line_width(context_.get(), width_px);
        cairo_stroke(context_.get());
    }

    Coverage finish() {
        context_.reset();
        cairo_surface_finish(surface_.get());
        surface_.reset();
        return std::move(coverage_);
    }

private:
    Rect area_;
    Coverage coverage_;
    std::unique_ptr<cairo_surface_t, DestroySurface> surface_;
    std::unique_ptr<cairo_t, DestroyContext> context_;
};

bool touches(const Rect& area, const RectF& ink) {
    return ink.x1 > area.x && ink.y1 > area.y && ink.x0 < area.right() && ink.y0 < area.bottom();
}

// Calls ink(shape, em, x, y) for each glyph of a run that has ink inside the area, and for its underline.
template <typename Glyphs, typename Underline>
void visit_ink(const PlacedLine& line, const GlyphRun& run, const Rect& area, double margin, const Glyphs& glyphs,
               const Underline& underline) {
    for (const Glyph& glyph : run.glyphs) {
        const GlyphOutline& outline = run.face->outline(glyph.id);
        const double x = line.x + glyph.x, y = line.baseline + glyph.y;
        if (outline.box.empty() || !touches(area, grown(placed(outline.box, run.em_px, x, y), margin))) continue;
        glyphs(outline, x, y);
    }
    if (!run.underline.empty()) underline(run.underline);
}

// Glyph by glyph: letters that lie over each other may run round their ink in opposite ways, and would cancel out.
void draw_fill(Canvas& canvas, const PlacedLine& line, const GlyphRun& run, const Rect& area) {
    visit_ink(
        line, run, area, 0,
        [&](const GlyphOutline& outline, double x, double y) {
            canvas.trace(outline, run.em_px, x, y);
            canvas.fill();
        },
        [&](const RectF& underline) {
            canvas.trace(underline, line.x, line.baseline);
            canvas.fill();
        });
}

void draw_outline(Canvas& canvas, const PlacedLine& line, const GlyphRun& run, const Rect& area, double width) {
    visit_ink(
        line, run, area, width,
        [&](const GlyphOutline& outline, double x, double y) {
            canvas.trace(outline, run.em_px, x, y);
            canvas.stroke(2 * width);
        },
        [&](const RectF& underline) {
            canvas.trace(underline, line.x, line.baseline);
            canvas.stroke(2 * width);
        });
}

// What a stroke surrounds belongs to it: the fills lie on the outline, not in holes of it.
void unite(Coverage& outline, const Coverage& fill) {
    std::transform(outline.bytes.begin(), outline.bytes.end(), fill.bytes.begin(), outline.bytes.begin(),
                   [](uint8_t a, uint8_t b) { return std::max(a, b); });
}

}  // namespace

double outline_px(const PlacedLine& line, const Paint& paint) {
    return paint.outline_em <= 0 ? 0 : std::max(kMinOutlinePx, paint.outline_em * line.em_px);
}

TextMasks draw_masks(const std::vector<PlacedLine>& lines, const Paint& paint, const Rect& area) {
    TextMasks masks;
    masks.area = area;
    std::vector<Canvas> fills;
    for (const PlacedLine& line : lines) {
        for (const GlyphRun& run : line.line.runs) {
            const Rgb colour = run.span.colour.value_or(paint.fill);
            const auto known = std::find_if(masks.fills.begin(), masks.fills.end(),
                                            [&](const TextMasks::Fill& fill) { return fill.colour == colour; });
            const auto n = static_cast<size_t>(known - masks.fills.begin());
            if (known == masks.fills.end()) {
                masks.fills.push_back({colour, {}});
                fills.emplace_back(area);
            }
            draw_fill(fills[n], line, run, area);
        }
    }
    for (size_t n = 0; n < fills.size(); ++n) masks.fills[n].coverage = fills[n].finish();
    if (paint.outline_em <= 0) return masks;
    Canvas outlines(area);
    for (const PlacedLine& line : lines) {
        for (const GlyphRun& run : line.line.runs) draw_outline(outlines, line, run, area, outline_px(line, paint));
    }
    masks.outline = outlines.finish();
    for (const TextMasks::Fill& fill : masks.fills) unite(masks.outline, fill.coverage);
    return masks;
}

}  // namespace gatecast
