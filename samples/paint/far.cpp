// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "samples/paint/scene.h"

namespace paint {

namespace {

void draw_sky(const Scene& s) {
    cairo_rectangle(s.cr, -s.half_width, 0, 2 * s.half_width, 360);
    fill_downwards(s, 0, 360, s.palette.sky_high, s.palette.sky_middle);
    cairo_rectangle(s.cr, -s.half_width, 359.5, 2 * s.half_width, kHorizon - 359);
    fill_downwards(s, 360, kHorizon, s.palette.sky_middle, s.palette.sky_low);
    for (int i = 0; i < 110; ++i) {
        const double twinkle = 0.6 + 0.4 * std::sin(s.seconds * (1 + 2 * scatter(i, 4)) + 6 * scatter(i, 5));
        const double y = 480 * scatter(i, 2);
        set_colour(s.cr, {1, 1, 0.92}, s.palette.stars * twinkle * (1 - y / 520));
        cairo_arc(s.cr, s.half_width * (2 * scatter(i, 1) - 1), y, 0.6 + 1.3 * scatter(i, 3), 0, 2 * kPi);
        cairo_fill(s.cr);
    }
}

void draw_sun(const Scene& s) {
    glow(s.cr, s.sun_x(), s.sun_y(), 620, s.palette.sun, 0.62);
    cairo_arc(s.cr, s.sun_x(), s.sun_y(), s.hour > 3.5 ? 34 : 52, 0, 2 * kPi);
    set_colour(s.cr, mix(s.palette.sun, {1, 1, 0.95}, 0.55));
    cairo_fill(s.cr);
}

void draw_clouds(const Scene& s) {
    const double span = 2 * s.half_width + 700;
    for (int i = 0; i < 7; ++i) {
        const double drift = s.seconds * (5 + 5 * scatter(i, 12)) + span * scatter(i, 11);
        const double x = std::fmod(drift, span) - s.half_width - 350;
        const double y = 90 + 300 * scatter(i, 13);
        const Colour lit = mix(s.palette.sky_low, {1, 1, 1}, 0.35);
        for (int puff = 0; puff < 5; ++puff) {
            cairo_save(s.cr);
            cairo_translate(s.cr, x + 75 * (puff - 2), y + 10 * scatter(i * 5 + puff, 14));
            cairo_scale(s.cr, 1, 0.16);
            glow(s.cr, 0, 0, 130 + 70 * scatter(i * 5 + puff, 15), lit, 0.34);
            cairo_restore(s.cr);
        }
    }
}

double ridge(double x, int layer) {
    const double swing = std::sin(x * 0.0031 + layer * 2.1) + 0.55 * std::sin(x * 0.0083 + layer * 4.3) +
                         0.22 * std::sin(x * 0.021 + layer * 1.7) + 0.07 * std::sin(x * 0.063 + layer);
    return swing * (46 - 5 * layer);
}

void hill_path(const Scene& s, int layer, double base, double flip) {
    const double shift = s.camera * 0.12 * (layer + 1);
    cairo_move_to(s.cr, -s.half_width, kHorizon);
    for (double x = -s.half_width; x <= s.half_width + 8; x += 8)
        cairo_line_to(s.cr, x, kHorizon + flip * (base - kHorizon - ridge(x + shift, layer)));
    cairo_line_to(s.cr, s.half_width, kHorizon);
    cairo_close_path(s.cr);
}

void draw_hills(const Scene& s) {
    for (int layer = 0; layer < 4; ++layer) {
        const double base = 500 + 36 * layer;
        const Colour body = mix(s.palette.far_hill, s.palette.near_hill, layer / 3.0);
        hill_path(s, layer, base, 1);
        fill_downwards(s, base - 70, kHorizon + 10, body, mix(body, s.palette.sky_low, 0.62 - 0.12 * layer));
    }
}

void draw_river(const Scene& s) {
    cairo_rectangle(s.cr, -s.half_width, kHorizon, 2 * s.half_width, kHeight - kHorizon);
    fill_downwards(s, kHorizon, 900, mix(s.palette.sky_low, s.palette.sky_middle, 0.3),
                   mix(s.palette.sky_high, s.palette.ground, 0.35));
    hill_path(s, 3, 608, -0.8);
    set_colour(s.cr, s.palette.near_hill, 0.30);
    cairo_fill(s.cr);
    cairo_set_line_cap(s.cr, CAIRO_LINE_CAP_ROUND);
    for (int i = 0; i < 420; ++i) {
        const bool in_the_light = i % 2 == 0;
        const double depth = std::pow(scatter(i, 21), 1.5);
        const double phase = s.seconds * (0.9 + 1.5 * scatter(i, 22)) + 2 * kPi * scatter(i, 23);
        const double spread = in_the_light ? 36 + 170 * depth : 2.2 * s.half_width;
        const double x =
            (in_the_light ? s.sun_x() : 0) + spread * (scatter(i, 24) - 0.5) * 2 + 7 * std::sin(phase * 0.5);
        const double y = kHorizon + 6 + 250 * depth;
        const double length = (8 + 46 * scatter(i, 25)) * (0.35 + depth);
        const double alpha = std::max(0.0, std::sin(phase)) * (in_the_light ? 0.75 : 0.20);
        set_colour(s.cr, mix(s.palette.sun, {1, 1, 1}, in_the_light ? 0.35 : 0.1), alpha);
        cairo_set_line_width(s.cr, 1.2 + 2.4 * depth);
        cairo_move_to(s.cr, x - length, y);
        cairo_line_to(s.cr, x + length, y);
        cairo_stroke(s.cr);
    }
}

void draw_mist(const Scene& s) {
    for (int i = 0; i < 6; ++i) {
        cairo_save(s.cr);
        const double x = s.half_width * (2.4 * scatter(i, 31) - 1.2) + 40 * std::sin(s.seconds * 0.15 + i);
        cairo_translate(s.cr, x, kHorizon - 8 + 16 * scatter(i, 32));
        cairo_scale(s.cr, 1, 0.07);
        glow(s.cr, 0, 0, 520, mix(s.palette.sky_low, {1, 1, 1}, 0.3), 0.42);
        cairo_restore(s.cr);
    }
}

void draw_birds(const Scene& s) {
    if (s.hour > 3.6) return;
    cairo_set_line_width(s.cr, 2.6);
    set_colour(s.cr, mix(s.palette.near_hill, s.palette.sky_middle, 0.25), 0.85);
    for (int i = 0; i < 7; ++i) {
        const double x = -1.2 * s.half_width + s.seconds * 66 + 130 - 34 * std::abs(i - 3) + 9 * scatter(i, 71);
        const double y = 250 + 17 * (i - 3) + 8 * std::sin(s.seconds * 0.7 + i);
        const double wing = 6 * std::sin(s.seconds * 7 + 1.3 * i);
        cairo_move_to(s.cr, x - 17, y - wing);
        cairo_curve_to(s.cr, x - 9, y - 6 - wing * 0.5, x - 4, y - 2, x, y);
        cairo_curve_to(s.cr, x + 4, y - 2, x + 9, y - 6 - wing * 0.5, x + 17, y - wing);
        cairo_stroke(s.cr);
    }
}

}  // namespace

void draw_far(const Scene& s) {
    draw_sky(s);
    draw_sun(s);
    draw_clouds(s);
    draw_hills(s);
    draw_river(s);
    draw_mist(s);
    draw_birds(s);
}

}  // namespace paint
