// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/card.h"

#include <glib.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>

#include "pipeline/scene/surface.h"

namespace gatecast {
namespace {

constexpr const char* kFont = "Noto Sans";
constexpr Rgb kSky{0.043, 0.125, 0.220};     // deep blue, above
constexpr Rgb kGround{0.075, 0.286, 0.361};  // towards teal, below
constexpr Rgb kGold{0.957, 0.761, 0.357};
constexpr Rgb kPale{0.965, 0.953, 0.914};
constexpr int kBars = 37;
constexpr size_t kMostLines = 3;

/// Where things stand; a ribbon has them side by side.
struct Layout {
    double wave_x, wave_y, wave_width, wave_height;
    double text_x, text_y, text_width, text_height;  // centre of the block
    double text_size_px;                             // at most
};

Layout layout_for(Size region) {
    const double w = region.width;
    const double h = region.height;
    if (w > 4 * h) return {w * 0.16, h * 0.5, w * 0.22, h * 0.6, w * 0.63, h * 0.5, w * 0.62, h * 0.8, h * 0.4};
    const double wide = std::min(w * 0.62, h * 1.1);
    return {w * 0.5,   h * 0.37, wide,     std::min(h * 0.34, wide * 0.42), w * 0.5,
            h * 0.735, w * 0.84, h * 0.30, std::min(h * 0.102, w * 0.082)};
}

void set_source(cairo_t* cr, const Rgb& colour, double alpha = 1.0) {
    cairo_set_source_rgba(cr, colour.r, colour.g, colour.b, alpha);
}

void draw_background(cairo_t* cr, Size region, const Layout& at) {
    const Pattern sky(cairo_pattern_create_linear(0, 0, 0, region.height));
    cairo_pattern_add_color_stop_rgb(sky.get(), 0, kSky.r, kSky.g, kSky.b);
    cairo_pattern_add_color_stop_rgb(sky.get(), 1, kGround.r, kGround.g, kGround.b);
    cairo_set_source(cr, sky.get());
    cairo_paint(cr);

    const double reach = std::hypot(region.width, region.height) * 0.55;
    const Pattern glow(cairo_pattern_create_radial(at.wave_x, at.wave_y, 0, at.wave_x, at.wave_y, reach));
    cairo_pattern_add_color_stop_rgba(glow.get(), 0, kGold.r, kGold.g, kGold.b, 0.20);
    cairo_pattern_add_color_stop_rgba(glow.get(), 0.45, kGold.r, kGold.g, kGold.b, 0.05);
    cairo_pattern_add_color_stop_rgba(glow.get(), 1, kGold.r, kGold.g, kGold.b, 0.0);
    cairo_set_source(cr, glow.get());
    cairo_paint(cr);

    // Rings going out from a sender, ever fainter.
    cairo_set_line_width(cr, std::max(1.5, at.wave_height * 0.012));
    for (int ring = 1; ring <= 7; ++ring) {
        set_source(cr, kPale, 0.11 / std::sqrt(ring));
        cairo_arc(cr, at.wave_x, at.wave_y, at.wave_height * (0.45 + 0.33 * ring), 0, 2 * std::numbers::pi);
        cairo_stroke(cr);
    }
}

/// Height of a bar, 0..1: a swell with a voice's unevenness in it.
double swell(int bar) {
    const double x = (bar - kBars / 2) / (kBars / 2.0);
    const double envelope = std::exp(-2.6 * x * x);
    const double voice = 0.62 + 0.26 * std::sin(bar * 1.9 + 0.6) + 0.12 * std::sin(bar * 4.7);
    return std::max(0.07, envelope * voice);
}

void draw_wave(cairo_t* cr, const Layout& at) {
    const double step = at.wave_width / kBars;
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_width(cr, step * 0.46);
    for (int bar = 0; bar < kBars; ++bar) {
        const double x = at.wave_x + (bar - (kBars - 1) / 2.0) * step;
        const double half = at.wave_height / 2 * swell(bar);
        const double nearness = 1 - std::abs(bar - kBars / 2) / (kBars / 2.0);
        const Rgb colour{std::lerp(kPale.r, kGold.r, nearness), std::lerp(kPale.g, kGold.g, nearness),
                         std::lerp(kPale.b, kGold.b, nearness)};
        set_source(cr, colour, 0.35 + 0.65 * nearness);
        cairo_move_to(cr, x, at.wave_y - half);
        cairo_line_to(cr, x, at.wave_y + half);
        cairo_stroke(cr);
    }
}

double width_of(cairo_t* cr, const std::string& text) {
    cairo_text_extents_t extents;
    cairo_text_extents(cr, text.c_str(), &extents);
    return extents.x_advance;
}

/// Greedy lines of at most `width`; a single longer word stands alone.
std::vector<std::string> wrap(cairo_t* cr, const std::string& text, double width) {
    std::vector<std::string> lines;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const std::string longer = lines.empty() ? word : lines.back() + " " + word;
        if (!lines.empty() && width_of(cr, longer) <= width) {
            lines.back() = longer;
        } else {
            lines.push_back(word);
        }
    }
    return lines;
}

/// As few lines as it takes, then as even as they can be: a title is not a paragraph.
std::vector<std::string> balanced(cairo_t* cr, const std::string& text, double width) {
    const std::vector<std::string> greedy = wrap(cr, text, width);
    std::vector<std::string> best = greedy;
    for (double narrower = width; narrower > width * 0.4; narrower -= width * 0.04) {
        std::vector<std::string> lines = wrap(cr, text, narrower);
        if (lines.size() > greedy.size()) break;
        best = std::move(lines);
    }
    return best;
}

bool fits(cairo_t* cr, const std::vector<std::string>& lines, double line_height, const Layout& at) {
    const bool wide = std::any_of(lines.begin(), lines.end(),
                                  [&](const std::string& line) { return width_of(cr, line) > at.text_width; });
    return !wide && lines.size() <= kMostLines && static_cast<double>(lines.size()) * line_height <= at.text_height;
}

void draw_title(cairo_t* cr, const std::string& title, const Layout& at) {
    constexpr double kLeading = 1.32;  // room for stacked Vietnamese marks
    double size = at.text_size_px;
    const double smallest = std::max(8.0, at.text_height * 0.12);
    cairo_select_font_face(cr, kFont, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
    cairo_set_font_size(cr, size);
    std::vector<std::string> lines = balanced(cr, title, at.text_width);
    while (!fits(cr, lines, size * kLeading, at) && size > smallest) {
        size *= 0.94;
        cairo_set_font_size(cr, size);
        lines = balanced(cr, title, at.text_width);
    }
    const double leading = size * kLeading;
    double baseline = at.text_y - leading * static_cast<double>(lines.size()) / 2 + leading / 2 + (size * 0.36);
    for (const std::string& line : lines) {
        const double x = at.text_x - width_of(cr, line) / 2;
        cairo_set_source_rgba(cr, 0, 0, 0, 0.35);
        cairo_move_to(cr, x + size * 0.03, baseline + size * 0.045);
        cairo_show_text(cr, line.c_str());
        set_source(cr, kPale);
        cairo_move_to(cr, x, baseline);
        cairo_show_text(cr, line.c_str());
        baseline += leading;
    }
}

}  // namespace

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

Picture draw_card(const Clip& clip, Size region) {
    const Size size{std::max(2, region.width), std::max(2, region.height)};
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width, size.height));
    const Context cr(cairo_create(surface.get()));
    const Layout layout = layout_for(size);
    draw_background(cr.get(), size, layout);
    draw_wave(cr.get(), layout);
    if (const std::string title = card_title(clip); !title.empty()) draw_title(cr.get(), title, layout);
    if (cairo_status(cr.get()) != CAIRO_STATUS_SUCCESS) {
        throw Error(message("{}: no memory for its title card.", clip.path.filename().string()));
    }
    return picture_of(surface.get());
}

}  // namespace gatecast
