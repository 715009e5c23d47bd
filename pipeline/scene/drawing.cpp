// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/drawing.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <memory>

#include "pipeline/media/still.h"
#include "pipeline/scene/sources/surface.h"
#include "presets/message.h"

namespace gatecast {

namespace {

constexpr const char* kLabelFont = "Noto Sans";

Surface surface_for(Drawing& drawing) {
    drawing.bgra.assign(static_cast<size_t>(drawing.size.width) * static_cast<size_t>(drawing.size.height) * 4, 0);
    return Surface(cairo_image_surface_create_for_data(drawing.bgra.data(), CAIRO_FORMAT_ARGB32, drawing.size.width,
                                                       drawing.size.height, drawing.size.width * 4));
}

/// Straight alpha as files have it, to Cairo's premultiplied.
std::vector<uint8_t> premultiplied(const BgraImage& pixels) {
    std::vector<uint8_t> out(static_cast<size_t>(pixels.size.width) * static_cast<size_t>(pixels.size.height) * 4);
    for (size_t i = 0; i < out.size(); i += 4) {
        const unsigned alpha = pixels.pixels[i + 3];
        for (size_t c = 0; c < 3; ++c) out[i + c] = static_cast<uint8_t>((pixels.pixels[i + c] * alpha + 127) / 255);
        out[i + 3] = static_cast<uint8_t>(alpha);
    }
    return out;
}

Drawing draw_scaled(const BgraImage& pixels, Size size, double scale) {
    Drawing drawing;
    drawing.size = size;
    std::vector<uint8_t> bytes = premultiplied(pixels);
    const Surface source(cairo_image_surface_create_for_data(bytes.data(), CAIRO_FORMAT_ARGB32, pixels.size.width,
                                                             pixels.size.height, pixels.size.width * 4));
    const Surface target = surface_for(drawing);
    const Context cr(cairo_create(target.get()));
    cairo_translate(cr.get(), (size.width - pixels.size.width * scale) / 2,
                    (size.height - pixels.size.height * scale) / 2);
    cairo_scale(cr.get(), scale, scale);
    cairo_set_source_surface(cr.get(), source.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr.get()), CAIRO_FILTER_BEST);
    cairo_pattern_set_extend(cairo_get_source(cr.get()), CAIRO_EXTEND_PAD);
    cairo_rectangle(cr.get(), 0, 0, pixels.size.width, pixels.size.height);
    cairo_fill(cr.get());
    cairo_surface_flush(target.get());
    return drawing;
}

void paint_box(cairo_t* cr) {
    cairo_set_source_rgba(cr, 0.05, 0.06, 0.08, 0.62);
    cairo_paint(cr);
}

int even(double value) {
    return std::max(2, static_cast<int>(std::lround(value / 2)) * 2);
}

}  // namespace

Drawing draw_image_within(const std::filesystem::path& file, Size size) {
    const BgraImage pixels = read_bgra(file);
    const double scale = std::min(static_cast<double>(size.width) / pixels.size.width,
                                  static_cast<double>(size.height) / pixels.size.height);
    return draw_scaled(pixels, {even(pixels.size.width * scale), even(pixels.size.height * scale)}, scale);
}

Drawing draw_image_over(const std::filesystem::path& file, Size size) {
    const BgraImage pixels = read_bgra(file);
    const double scale = std::max(static_cast<double>(size.width) / pixels.size.width,
                                  static_cast<double>(size.height) / pixels.size.height);
    return draw_scaled(pixels, size, scale);
}

Drawing draw_label_box(Size size) {
    Drawing drawing;
    drawing.size = size;
    const Surface target = surface_for(drawing);
    const Context cr(cairo_create(target.get()));
    paint_box(cr.get());
    cairo_surface_flush(target.get());
    return drawing;
}

Drawing draw_label(const std::string& text, double height_px, bool box) {
    const auto prepare = [&](cairo_t* cr) {
        cairo_select_font_face(cr, kLabelFont, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
        cairo_set_font_size(cr, height_px);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    };
    Drawing drawing;
    drawing.size = {2, 2};
    cairo_text_extents_t ink{};
    {
        const Surface probe = surface_for(drawing);
        const Context cr(cairo_create(probe.get()));
        prepare(cr.get());
        cairo_text_extents(cr.get(), text.c_str(), &ink);
    }
    const double padding = kLabelPadding * height_px;
    drawing.size = {even(ink.x_advance + 2 * padding), even(1.25 * height_px + 2 * padding)};
    const Surface target = surface_for(drawing);
    const Context cr(cairo_create(target.get()));
    if (box) paint_box(cr.get());
    prepare(cr.get());
    cairo_move_to(cr.get(), padding, padding + height_px);
    cairo_text_path(cr.get(), text.c_str());
    cairo_set_source_rgba(cr.get(), 0, 0, 0, 1);
    cairo_set_line_width(cr.get(), std::max(2.0, 0.14 * height_px));
    cairo_stroke_preserve(cr.get());
    cairo_set_source_rgba(cr.get(), 1, 1, 1, 1);
    cairo_fill(cr.get());
    cairo_surface_flush(target.get());
    return drawing;
}

Rect logo_place(Size size, const Rect& area, Size canvas) {
    const bool right = area.x + area.width / 2 > canvas.width / 2;
    const bool low = area.y + area.height / 2 > canvas.height / 2;
    return {right ? area.right() - size.width : area.x, low ? area.bottom() - size.height : area.y, size.width,
            size.height};
}

uint64_t next_change_id() {
    static std::atomic<uint64_t> last{0};
    return ++last;
}

}  // namespace gatecast
