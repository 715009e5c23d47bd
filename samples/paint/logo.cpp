// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <utility>

#include "samples/paint/scene.h"

namespace paint {

void draw_logo(cairo_t* cr, double size) {
    cairo_scale(cr, size / 100, size / 100);
    cairo_arc(cr, 50, 50, 48, 0, 2 * kPi);
    set_colour(cr, {0.06, 0.20, 0.36}, 0.88);
    cairo_fill(cr);
    for (const auto& [radius, width] : {std::pair{45.5, 2.2}, std::pair{40.5, 0.8}}) {
        cairo_set_line_width(cr, width);
        cairo_arc(cr, 50, 50, radius, 0, 2 * kPi);
        set_colour(cr, {0.98, 0.80, 0.36});
        cairo_stroke(cr);
    }
    cairo_arc(cr, 50, 66, 15, kPi, 2 * kPi);  // the sun behind the letters
    set_colour(cr, {0.98, 0.80, 0.36}, 0.9);
    cairo_fill(cr);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_width(cr, 3.2);
    for (const double y : {70.0, 76.0}) {
        cairo_new_path(cr);
        for (double x = 73 - y / 1.5; x <= 27 + y / 1.5; x += 0.5) cairo_line_to(cr, x, y + 1.2 * std::sin(x * 0.55));
        cairo_stroke(cr);
    }
    cairo_set_line_width(cr, 6.4);
    set_colour(cr, {1, 1, 1});
    cairo_arc(cr, 35.5, 40, 13, 0.22 * kPi, 1.78 * kPi);  // G
    cairo_stroke(cr);
    cairo_move_to(cr, 37.5, 41);
    cairo_line_to(cr, 46.5, 41);
    cairo_line_to(cr, 46.5, 48);
    cairo_stroke(cr);
    cairo_arc(cr, 66, 40, 13, 0.25 * kPi, 1.75 * kPi);  // C
    cairo_stroke(cr);
}

}  // namespace paint
