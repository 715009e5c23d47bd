// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/sources/card.h"

#include <glib.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pipeline/scene/drawing.h"
#include "pipeline/scene/sources/surface.h"
#include "subtitles/lettering/lettering.h"

namespace gatecast {
namespace {

constexpr Rgb kSky{0.043, 0.125, 0.220};     // deep blue, above
constexpr Rgb kGround{0.075, 0.286, 0.361};  // towards teal, below
constexpr Rgb kGold{0.957, 0.761, 0.357};
constexpr Rgb kPale{0.965, 0.953, 0.914};

Rect share_of(Size region, double x, double y, double width, double height) {
    const auto even = [](double px) { return static_cast<int>(std::lround(px / 2)) * 2; };
    return {even(region.width * x), even(region.height * y), even(region.width * width), even(region.height * height)};
}

/// The largest square in the middle of an area.
Rect square_in(const Rect& area) {
    const int side = std::min(area.width, area.height) & ~1;
    return {area.x + ((area.width - side) / 2 & ~1), area.y + ((area.height - side) / 2 & ~1), side, side};
}

void set_source(cairo_t* cr, const Rgb& colour, double alpha = 1.0) {
    cairo_set_source_rgba(cr, colour.r, colour.g, colour.b, alpha);
}

/// A sky with a glow where the bars are, and rings going out from them as from a sender, ever fainter.
void draw_background(cairo_t* cr, Size region, const Rect& bars) {
    const Pattern sky(cairo_pattern_create_linear(0, 0, 0, region.height));
    cairo_pattern_add_color_stop_rgb(sky.get(), 0, kSky.r, kSky.g, kSky.b);
    cairo_pattern_add_color_stop_rgb(sky.get(), 1, kGround.r, kGround.g, kGround.b);
    cairo_set_source(cr, sky.get());
    cairo_paint(cr);

    const double x = bars.x + bars.width / 2.0;
    const double y = bars.y + bars.height / 2.0;
    const double reach = std::hypot(region.width, region.height) * 0.55;
    const Pattern glow(cairo_pattern_create_radial(x, y, 0, x, y, reach));
    cairo_pattern_add_color_stop_rgba(glow.get(), 0, kGold.r, kGold.g, kGold.b, 0.20);
    cairo_pattern_add_color_stop_rgba(glow.get(), 0.45, kGold.r, kGold.g, kGold.b, 0.05);
    cairo_pattern_add_color_stop_rgba(glow.get(), 1, kGold.r, kGold.g, kGold.b, 0.0);
    cairo_set_source(cr, glow.get());
    cairo_paint(cr);

    cairo_set_line_width(cr, std::max(1.5, bars.height * 0.012));
    for (int ring = 1; ring <= 7; ++ring) {
        set_source(cr, kPale, 0.11 / std::sqrt(ring));
        cairo_arc(cr, x, y, bars.height * (0.45 + 0.33 * ring), 0, 2 * std::numbers::pi);
        cairo_stroke(cr);
    }
}

/// Straight RGBA over what is there.
void draw_pixels(cairo_t* cr, const uint8_t* bgra_premultiplied, const Rect& area) {
    const Surface source(cairo_image_surface_create_for_data(
        const_cast<uint8_t*>(bgra_premultiplied), CAIRO_FORMAT_ARGB32, area.width, area.height, area.width * 4));
    cairo_set_source_surface(cr, source.get(), area.x, area.y);
    cairo_paint(cr);
}

void draw_cover(cairo_t* cr, const Drawing& cover, const Rect& area) {
    const double border = std::max(2.0, area.width * 0.012);
    set_source(cr, kPale, 0.9);
    cairo_rectangle(cr, area.x - border, area.y - border, area.width + 2 * border, area.height + 2 * border);
    cairo_fill(cr);
    draw_pixels(cr, cover.bgra.data(), area);
}

std::vector<Wording> wordings_of(const Clip& clip, const CardWords& words) {
    std::vector<Wording> wordings;
    if (!words.programme.empty()) wordings.push_back({words.programme, "vi", false, 0.62});
    for (const char* language : {"vi", "en", "km"}) {
        const bool first = wordings.size() == (words.programme.empty() ? 0U : 1U);
        for (const std::string& title : words.titles.of(language))
            wordings.push_back({title, language, first, first ? 1.0 : 0.74, first ? 0.1 : 0.16});
    }
    if (words.titles.empty())
        if (const std::string title = card_title(clip); !title.empty()) wordings.push_back({title, "vi", true, 1});
    return wordings;
}

void draw_words(cairo_t* cr, const Clip& clip, const CardWords& words, const Style& style, const CardLayout& layout) {
    const std::vector<Wording> wordings = wordings_of(clip, words);
    if (wordings.empty() || layout.words.empty()) return;
    Paint paint;
    paint.fill = kPale;
    paint.outline_em = 0;
    paint.shadow_em = 0.045;
    paint.shadow_opacity = 0.4;
    SetRoom room;
    room.size = layout.words.size();
    room.em_px = layout.words.height * 0.34;
    room.least_em_px = kLeastEmPx;
    room.align = layout.align;
    room.most_lines = 3;
    Lettering lettering(style);  // whose faces the lines are drawn with
    const SetWords set = lettering.set(wordings, room, paint);
    const DrawnRgba drawn = draw_rgba(set.lines, paint, layout.words.size());
    if (drawn.area.empty()) return;
    std::vector<uint8_t> bgra(drawn.rgba.size());
    for (size_t i = 0; i < bgra.size(); i += 4) {
        const unsigned alpha = drawn.rgba[i + 3];
        for (size_t c = 0; c < 3; ++c) bgra[i + c] = static_cast<uint8_t>((drawn.rgba[i + 2 - c] * alpha + 127) / 255);
        bgra[i + 3] = static_cast<uint8_t>(alpha);
    }
    draw_pixels(cr, bgra.data(),
                {layout.words.x + drawn.area.x, layout.words.y + drawn.area.y, drawn.area.width, drawn.area.height});
}

}  // namespace

CardLayout card_layout(Size region, bool with_cover) {
    if (region.width > 4 * region.height) {  // a ribbon: side by side
        const double left = with_cover ? 0.10 : 0.02;
        return {with_cover ? square_in(share_of(region, 0.02, 0.1, 0.07, 0.8)) : Rect{},
                share_of(region, left, 0.2, 0.22, 0.6), share_of(region, left + 0.26, 0.08, 0.72 - left, 0.84), -1};
    }
    if (with_cover && region.width > region.height)
        return {square_in(share_of(region, 0.06, 0.14, 0.36, 0.72)), share_of(region, 0.47, 0.62, 0.46, 0.24),
                share_of(region, 0.47, 0.14, 0.47, 0.44), -1};
    if (with_cover)
        return {square_in(share_of(region, 0.1, 0.06, 0.8, 0.42)), share_of(region, 0.14, 0.82, 0.72, 0.12),
                share_of(region, 0.08, 0.51, 0.84, 0.28), 0};
    const double wide = std::min(0.62, 1.1 * region.height / region.width);
    const double high = std::min(0.34, wide * region.width * 0.42 / region.height);
    return {
        {}, share_of(region, 0.5 - wide / 2, 0.36 - high / 2, wide, high), share_of(region, 0.07, 0.57, 0.86, 0.36), 0};
}

std::string card_title(const Clip& clip) {
    std::string title = clip.title;
    if (title.empty()) {
        title = clip.path.stem().string();
        std::replace(title.begin(), title.end(), '_', ' ');
    }
    // Names from a Mac come with the marks apart from their letters.
    const std::unique_ptr<char, decltype(&g_free)> composed(g_utf8_normalize(title.c_str(), -1, G_NORMALIZE_NFC),
                                                            &g_free);
    return composed ? composed.get() : std::string();
}

Picture draw_card(const Clip& clip, Size region, const CardWords& words, const Style& style) {
    const Size size{std::max(2, region.width), std::max(2, region.height)};
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width, size.height));
    const Context cr(cairo_create(surface.get()));
    const CardLayout layout = card_layout(size, !words.cover.empty());
    draw_background(cr.get(), size, layout.bars);
    if (!words.cover.empty()) draw_cover(cr.get(), draw_image_over(words.cover, layout.cover.size()), layout.cover);
    draw_words(cr.get(), clip, words, style, layout);
    if (cairo_status(cr.get()) != CAIRO_STATUS_SUCCESS) {
        throw Error(message("{}: no memory for its title card.", clip.path.filename().string()));
    }
    return picture_of(surface.get());
}

}  // namespace gatecast
