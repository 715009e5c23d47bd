// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/test_card.h"

#include <array>
#include <cmath>
#include <numbers>

#include "pipeline/scene/sources/surface.h"
#include "pipeline/scene/test_card_words.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/layout/layout.h"

namespace gatecast {
namespace {

constexpr Rgb kDark{0.055, 0.075, 0.098};
constexpr Rgb kLessDark{0.082, 0.110, 0.141};
constexpr Rgb kHatch{0.20, 0.26, 0.31};
constexpr Rgb kSeam{0.36, 0.47, 0.55};
constexpr Rgb kLine{0.92, 0.94, 0.96};
constexpr Rgb kGold{0.957, 0.761, 0.357};
constexpr int kGreys = 11;
constexpr std::array kNearBlackAndWhite{0, 1, 2, 3, 4, 6, 94, 96, 97, 98, 99, 100};
constexpr std::array<Rgb, 8> kColours{
    {{1, 1, 1}, {1, 1, 0}, {0, 1, 1}, {0, 1, 0}, {1, 0, 1}, {1, 0, 0}, {0, 0, 1}, {0, 0, 0}}};

struct Layout {
    Rect name, greys, colours, words;
    std::vector<Point> circles;  // centres
    int radius = 0;
};

Rect inset(const Rect& area, int by) {
    return {area.x + by, area.y + by, std::max(0, area.width - 2 * by), std::max(0, area.height - 2 * by)};
}

int gap_of(Size canvas) {
    return std::max(2, std::min(canvas.width, canvas.height) / 40);
}

/// A ribbon has everything side by side, and a circle at both ends of what is drawn.
Layout ribbon_layout(Size canvas, const Rect& safe, int gap) {
    const auto share = [&](double from, double until) {
        const int x = static_cast<int>(safe.width * from);
        return inset({safe.x + x, safe.y, static_cast<int>(safe.width * until) - x, safe.height}, gap / 2);
    };
    Layout layout{share(0.07, 0.28),       share(0.28, 0.40), share(0.40, 0.52), share(0.52, 0.93), {},
                  canvas.height * 47 / 100};
    for (const Rect& end : {share(0, 0.07), share(0.93, 1)})
        layout.circles.push_back({end.x + end.width / 2, canvas.height / 2});
    return layout;
}

/// Greys and colours beside the circle, the name in it, words below.
void lay_wide(const Rect& upper, int gap, Layout& layout) {
    const int beside = layout.circles.front().x - layout.radius - gap - upper.x;
    const int side = std::max(beside, upper.width / 5);
    layout.greys = {upper.x, upper.y, side, upper.height};
    layout.colours = {upper.right() - side, upper.y, side, upper.height};
    const int width = std::min(upper.width - 2 * side - 4 * gap, layout.radius * 29 / 20);
    layout.name = {layout.circles.front().x - width / 2, upper.y + 2 * gap, width, upper.height - 4 * gap};
}

void lay_tall(const Rect& upper, int gap, Layout& layout) {
    const int part = (upper.height - 2 * gap) / 100;
    layout.name = {upper.x, upper.y, upper.width, 26 * part};
    layout.colours = {upper.x + upper.width / 8, layout.name.bottom() + 5 * gap, upper.width * 3 / 4, 30 * part};
    layout.greys = {layout.colours.x, layout.colours.bottom() + gap, layout.colours.width, 30 * part};
}

Layout layout_for(Size canvas, const Rect& safe, TestCardWords& words) {
    const int gap = gap_of(canvas);
    if (canvas.width > 4 * canvas.height) return ribbon_layout(canvas, safe, gap);
    Layout layout;
    layout.circles.push_back({canvas.width / 2, canvas.height / 2});
    layout.radius = std::min(canvas.width, canvas.height) * 47 / 100;
    const bool wide = canvas.width > canvas.height;
    const Rect room = inset(safe, gap);
    const int height = words.height_of_lines({room.width - 2 * gap, room.height * (wide ? 54 : 40) / 100}) + 2 * gap;
    layout.words = {room.x, room.bottom() - height, room.width, height};
    const Rect upper{room.x, room.y, room.width, room.height - height - gap};
    wide ? lay_wide(upper, gap, layout) : lay_tall(upper, gap, layout);
    return layout;
}

class Card {
public:
    explicit Card(const Display& display)
        : display_(display),
          safe_(safe_area(text_screen(display))),
          surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, display.canvas.width, display.canvas.height)),
          cr_(cairo_create(surface_.get())),
          words_(display, cr_.get()) {}

    Picture draw() {
        const Layout layout = layout_for(display_.canvas, safe_, words_);
        draw_ground();
        draw_circles(layout);
        draw_edges();
        draw_greys(layout.greys);
        draw_colours(layout.colours);
        words_.draw_name(layout.name);
        words_.draw_panel(layout.words);
        words_.draw_lines(inset(layout.words, gap_of(display_.canvas)));
        words_.draw_cabinet_numbers();
        if (cairo_status(cr_.get()) != CAIRO_STATUS_SUCCESS)
            throw Error(message("{}: no memory for its test card.", display_.name));
        return picture_of(surface_.get());
    }

private:
    void colour(const Rgb& of, double alpha = 1) { cairo_set_source_rgba(cr_.get(), of.r, of.g, of.b, alpha); }

    void fill(const Rect& area, const Rgb& of) {
        colour(of);
        cairo_rectangle(cr_.get(), area.x, area.y, area.width, area.height);
        cairo_fill(cr_.get());
    }

    /// One pixel wide, on whole pixels.
    void draw_outline(const Rect& area, const Rgb& of) {
        fill({area.x, area.y, area.width, 1}, of);
        fill({area.x, area.bottom() - 1, area.width, 1}, of);
        fill({area.x, area.y, 1, area.height}, of);
        fill({area.right() - 1, area.y, 1, area.height}, of);
    }

    /// A wall's cabinets, every other one lighter: one that is wired to the wrong place is seen at once. Elsewhere
    /// squares that count from the middle.
    void draw_ground() {
        const auto [width, height] = display_.canvas;
        fill(area_of(display_.canvas), kDark);
        const Cabinets& cabinets = display_.cabinets;
        for (int row = 0; row < cabinets.rows; ++row)
            for (int column = 0; column < cabinets.columns; ++column)
                draw_cabinet({column * cabinets.pixels.width, row * cabinets.pixels.height, cabinets.pixels.width,
                              cabinets.pixels.height},
                             (row + column) % 2 == 0 ? kDark : kLessDark);
        if (cabinets.rows > 0) return;
        const int step = std::max(8, std::min(width, height) / 12);
        for (int x = width / 2 % step; x < width; x += step) fill({x, 0, 1, height}, kHatch);
        for (int y = height / 2 % step; y < height; y += step) fill({0, y, width, 1}, kHatch);
    }

    void draw_cabinet(const Rect& area, const Rgb& ground) {
        fill(area, ground);
        for (int quarter = 1; quarter < 4; ++quarter) {
            fill({area.x + area.width * quarter / 4, area.y, 1, area.height}, kHatch);
            fill({area.x, area.y + area.height * quarter / 4, area.width, 1}, kHatch);
        }
        draw_outline(area, kSeam);
    }

    void draw_circles(const Layout& layout) {
        const double thickness = std::max(1.5, layout.radius / 160.0);
        cairo_set_line_width(cr_.get(), thickness);
        colour(kLine);
        for (const Point& centre : layout.circles) {
            cairo_new_sub_path(cr_.get());
            cairo_arc(cr_.get(), centre.x, centre.y, layout.radius, 0, 2 * std::numbers::pi);
            cairo_stroke(cr_.get());
        }
    }

    /// The outermost pixels of the canvas, the safe area in dashes, the middle of each side.
    void draw_edges() {
        const auto [width, height] = display_.canvas;
        draw_outline(area_of(display_.canvas), kLine);
        const int dash = std::max(4, std::min(width, height) / 60);
        for (int x = safe_.x; x < safe_.right(); x += 2 * dash) {
            fill({x, safe_.y, std::min(dash, safe_.right() - x), 1}, kGold);
            fill({x, safe_.bottom() - 1, std::min(dash, safe_.right() - x), 1}, kGold);
        }
        for (int y = safe_.y; y < safe_.bottom(); y += 2 * dash) {
            fill({safe_.x, y, 1, std::min(dash, safe_.bottom() - y)}, kGold);
            fill({safe_.right() - 1, y, 1, std::min(dash, safe_.bottom() - y)}, kGold);
        }
        fill({width / 2 - 1, 0, 2, 2 * dash}, kLine);
        fill({width / 2 - 1, height - 2 * dash, 2, 2 * dash}, kLine);
        fill({0, height / 2 - 1, 2 * dash, 2}, kLine);
        fill({width - 2 * dash, height / 2 - 1, 2 * dash, 2}, kLine);
    }

    static Rect part_of(const Rect& area, int index, int count) {
        const int from = area.width * index / count;
        return {area.x + from, area.y, area.width * (index + 1) / count - from, area.height};
    }

    /// Every tenth, an even rise, and the steps at both ends that badly set screens swallow.
    void draw_greys(const Rect& area) {
        constexpr int kNear = static_cast<int>(kNearBlackAndWhite.size());
        const int steps = area.height / 2, rise = area.height / 5;
        const double em = words_.figure_em({area.width / kNear, area.height / 3});
        for (int i = 0; i < kGreys; ++i) draw_grey(part_of({area.x, area.y, area.width, steps}, i, kGreys), i * 10, em);
        for (int x = 0; x < area.width; ++x) {
            const double level = x / static_cast<double>(area.width - 1);
            fill({area.x + x, area.y + steps, 1, rise}, {level, level, level});
        }
        const Rect near{area.x, area.y + steps + rise, area.width, area.height - steps - rise};
        for (int i = 0; i < kNear; ++i)
            draw_grey(part_of(near, i, kNear), kNearBlackAndWhite[static_cast<size_t>(i)], em);
    }

    void draw_grey(const Rect& area, int percent, double figure_em_px) {
        const double level = percent / 100.0;
        fill(area, {level, level, level});
        words_.draw_figure(percent, figure_em_px, area, percent < 50 ? Rgb{0.7, 0.7, 0.7} : Rgb{0.1, 0.1, 0.1});
    }

    /// Full above, three quarters below.
    void draw_colours(const Rect& area) {
        const int full = area.height * 3 / 5;
        constexpr int kCount = static_cast<int>(kColours.size());
        for (int i = 0; i < kCount; ++i) {
            const Rgb& of = kColours[static_cast<size_t>(i)];
            fill(part_of({area.x, area.y, area.width, full}, i, kCount), of);
            fill(part_of({area.x, area.y + full, area.width, area.height - full}, i, kCount),
                 {of.r * 0.75, of.g * 0.75, of.b * 0.75});
        }
    }

    const Display& display_;
    const Rect safe_;
    const Surface surface_;
    const Context cr_;
    TestCardWords words_;
};

}  // namespace

std::vector<double> test_card_distances(const Display& display) {
    if (display.pitch_mm <= 0) return {3, 6, 9};
    const double nearest = display.viewing_distance_m > 0 ? display.viewing_distance_m : display.pitch_mm;
    const auto to_half = [](double metres) { return std::round(metres * 2) / 2; };
    return {nearest, to_half(nearest * 2.5), to_half(nearest * 5)};
}

Picture draw_test_card(const Display& display) {
    return Card(display).draw();
}

}  // namespace gatecast
