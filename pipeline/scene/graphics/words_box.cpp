// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/graphics/words_box.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "filters/blend.h"
#include "pipeline/scene/sources/surface.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

// A fainter box lets the picture be seen so well that letters need their outline.
constexpr double kFaintBox = 0.5;
constexpr double kForeignSize = 0.8;
// Rows that a box beyond the canvas is drawn further: softened for fields, its edge is none on the screen.
constexpr int kBeyond_px = 4;

Rect even_area(const Rect& area) {
    const int x = area.x & ~1, y = area.y & ~1;
    return {x, y, (area.right() - x + 1) & ~1, (area.bottom() - y + 1) & ~1};
}

void rounded(cairo_t* cr, const Rect& box, double radius) {
    constexpr double kQuarter = std::numbers::pi / 2;
    const double x0 = box.x + radius, y0 = box.y + radius, x1 = box.right() - radius, y1 = box.bottom() - radius;
    cairo_new_sub_path(cr);
    cairo_arc(cr, x1, y0, radius, -kQuarter, 0);
    cairo_arc(cr, x1, y1, radius, 0, kQuarter);
    cairo_arc(cr, x0, y1, radius, kQuarter, 2 * kQuarter);
    cairo_arc(cr, x0, y0, radius, 2 * kQuarter, 3 * kQuarter);
    cairo_close_path(cr);
}

void lay_plane(const ConstImageView& colour, const ConstImageView& alpha, const ImageView& to, size_t plane) {
    const Size size = plane_size(to.size, to.format, static_cast<int>(plane));
    for (int y = 0; y < size.height; ++y)
        fast_kernels().over(to.planes[plane].row(y), colour.planes[plane].row(y), alpha.planes[0].row(y), size.width);
}

/// What of `over` lies inside `under`.
void lay_over(Overlay& under, const Overlay& over) {
    const Rect common = intersection(under.area, over.area);
    if (common.empty()) return;
    const PixelFormat format = under.colour.format();
    const auto part = [&](auto view, const Overlay& of, int plane) {
        const int shift_x = format.shift_x(plane), shift_y = format.shift_y(plane);
        return crop(view, {(common.x - of.area.x) >> shift_x, (common.y - of.area.y) >> shift_y,
                           common.width >> shift_x, common.height >> shift_y});
    };
    const ConstImageView colour = part(over.colour.view(), over, 0);
    const ConstImageView alpha = part(over.alpha.view(), over, 0);
    const ConstImageView chroma_alpha = part(over.chroma_alpha.view(), over, 1);
    const ImageView to = part(under.colour.view(), under, 0);
    lay_plane(colour, alpha, to, 0);
    for (const size_t plane : {1U, 2U}) lay_plane(colour, chroma_alpha, to, plane);
    lay_plane(alpha, alpha, part(under.alpha.view(), under, 0), 0);
    lay_plane(chroma_alpha, chroma_alpha, part(under.chroma_alpha.view(), under, 1), 0);
    find_ink(under);
}

}  // namespace

int even_px(double value) {
    return std::max(2, static_cast<int>(std::lround(value / 2)) * 2);
}

Plate::Plate(const Rect& area) : area_(even_area(area)) {
    drawing_.size = area_.size();
    drawing_.bgra.assign(static_cast<size_t>(area_.width) * static_cast<size_t>(area_.height) * 4, 0);
}

template <typename Path>
void Plate::paint(const Rgb& colour, double opacity, const Path& path) {
    const Surface surface(cairo_image_surface_create_for_data(drawing_.bgra.data(), CAIRO_FORMAT_ARGB32, area_.width,
                                                              area_.height, area_.width * 4));
    const Context cr(cairo_create(surface.get()));
    cairo_translate(cr.get(), -area_.x, -area_.y);
    path(cr.get());
    cairo_set_source_rgba(cr.get(), colour.r, colour.g, colour.b, opacity);
    cairo_fill(cr.get());
    cairo_surface_flush(surface.get());
}

void Plate::box(const Rect& box, const Rgb& colour, double opacity, double radius_px) {
    if (opacity <= 0 || box.empty()) return;
    paint(colour, opacity, [&](cairo_t* cr) {
        if (radius_px > 0) {
            rounded(cr, box, radius_px);
        } else {
            cairo_rectangle(cr, box.x, box.y, box.width, box.height);
        }
    });
}

void Plate::dot(double x, double y, double radius_px, const Rgb& colour) {
    paint(colour, 1, [&](cairo_t* cr) { cairo_arc(cr, x, y, radius_px, 0, 2 * std::numbers::pi); });
}

Overlay Plate::overlay(Chroma chroma) const {
    return make_overlay(drawing_.view(), area_.x, area_.y, chroma, 0);
}

std::vector<LanguageWords> words_shown(const Graphic& graphic) {
    std::vector<LanguageWords> all;
    for (const std::string& language : graphic.languages) {
        const std::vector<std::string>& lines = graphic.words.of(language);
        if (!lines.empty()) all.push_back({language, lines});
    }
    return all;
}

double foreign_size(const Style& style, const std::string& language) {
    if (!style.foreign_share) return kForeignSize;
    const bool khmer = script_of_language(language) == Script::kKhmer;
    return std::min(kForeignSize, *style.foreign_share / (khmer ? style.khmer_to_latin : 1));
}

Paint words_paint(const GraphicSetup& setup) {
    Paint paint;
    paint.fill = setup.graphic.colour;
    paint.outline = setup.style.outline_colour;
    if (setup.graphic.box_opacity >= kFaintBox)
        paint.outline_em = 0;
    else if (setup.style.outline_percent > 0)
        paint.outline_em = setup.style.outline_percent / 100;
    return paint;
}

Rgb quieter(const Graphic& graphic) {
    constexpr double kShare = 0.16;  // of the box's colour
    const auto mixed = [](double text, double box) { return text + (box - text) * kShare; };
    return {mixed(graphic.colour.r, graphic.box_colour.r), mixed(graphic.colour.g, graphic.box_colour.g),
            mixed(graphic.colour.b, graphic.box_colour.b)};
}

double most_em_px(const GraphicSetup& setup, double share, double least_em_px) {
    const Graphic& graphic = setup.graphic;
    const Size canvas = setup.display.canvas;
    const double wished = graphic.text_percent > 0
                              ? graphic.area.height * graphic.text_percent / 100
                              : std::sqrt(static_cast<double>(canvas.width) * canvas.height) * share;
    return std::max(wished, least_em_px);
}

SetWords set_whole(Lettering& lettering, std::vector<Wording> wordings, SetRoom room, const Paint& paint) {
    SetWords words = lettering.set(wordings, room, paint);
    if (words.fits) return words;
    room.least_em_px = 0;
    for (Wording& wording : wordings) wording.least_em_px = 0;
    words = lettering.set(wordings, room, paint);
    words.fits = false;
    return words;
}

SetWords set_best(Lettering& lettering, const std::vector<Way>& ways, SetRoom room, const Paint& paint) {
    // What cannot be read is only shown where nothing can; what is not all there, where nothing is.
    constexpr double kUnread = 0.01, kCut = 0.0001;
    SetWords best;
    double best_worth = 0;
    for (const Way& way : ways) {
        room.most_lines = way.most_lines;
        SetWords words = set_whole(lettering, way.wordings, room, paint);
        const double worth = words.em_px * (words.fits ? way.worth : words.whole ? kUnread : kCut);
        if (worth <= best_worth) continue;
        best_worth = worth;
        best = std::move(words);
    }
    return best;
}

Rect bled(const Rect& box, const Display& display) {
    if (display.fields == FieldOrder::kProgressive) return box;
    const int above = box.y <= 0 ? kBeyond_px : 0;
    const int below = box.bottom() >= display.canvas.height ? kBeyond_px : 0;
    return {box.x, box.y - above, box.width, box.height + above + below};
}

std::vector<PlacedLine> moved(std::vector<PlacedLine> lines, int x, int y) {
    for (PlacedLine& line : lines) {
        line.x += x;
        line.baseline += y;
    }
    return lines;
}

OverlayRef on_plate(const Plate& plate, const std::vector<PlacedLine>& lines, const Paint& paint,
                    const GraphicSetup& setup) {
    Overlay drawn = plate.overlay(setup.chroma);
    if (const OverlayRef words = draw_lines(lines, paint, setup.display.canvas, setup.chroma, 0))
        lay_over(drawn, *words);
    return finished(std::move(drawn), setup);
}

std::vector<Message> problems_of(const SetWords& words, const GraphicSetup& setup) {
    std::vector<Message> problems;
    const Graphic& graphic = setup.graphic;
    if (!words.fits) {
        problems.push_back(
            message("Graphic {}: its words do not fit {} × {} pixels at a size that can be read. Shorten "
                    "them, show fewer languages, or make its area larger.",
                    graphic.name, graphic.area.width, graphic.area.height));
    }
    for (const ShapeFault& fault : words.faults) {
        const std::string package = fault.package;
        problems.push_back(
            package.empty()
                ? message("Graphic {}: {} cannot be drawn with the fonts of the style {}.", graphic.name,
                          fault.code_points, setup.style.name)
                : message("Graphic {}: {} cannot be drawn with the fonts of the style {}. Package {} brings one.",
                          graphic.name, fault.code_points, setup.style.name, package));
    }
    return problems;
}

}  // namespace gatecast
