// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "samples/paint/scene.h"

namespace paint {

namespace {

/// The near bank's edge: high at the right, where the gate stands, and down to the water at the left.
double bank(const Scene& s, double x) {
    const double along = x / s.half_width;
    return 868 - 46 * std::tanh(2.4 * along) + 9 * std::sin(x * 0.011 + 1) + 4 * std::sin(x * 0.037);
}

void draw_bank(const Scene& s) {
    cairo_move_to(s.cr, -s.half_width, kHeight);
    for (double x = -s.half_width; x <= s.half_width + 8; x += 8) cairo_line_to(s.cr, x, bank(s, x + s.camera));
    cairo_line_to(s.cr, s.half_width + 8, kHeight);
    cairo_close_path(s.cr);
    fill_downwards(s, 820, kHeight, mix(s.palette.ground, s.palette.near_hill, 0.5), s.palette.ground);
    set_colour(s.cr, mix(s.palette.ground, s.palette.near_hill, 0.5));
    cairo_set_line_width(s.cr, 2);
    for (int i = 0; i < 500; ++i) {
        const double world = (scatter(i, 41) * 2.6 - 1.3) * s.half_width;
        const double x = world - s.camera;
        const double tall = 8 + 20 * scatter(i, 42);
        const double sway = 5 * std::sin(s.seconds * 1.6 + world * 0.02);
        cairo_move_to(s.cr, x, bank(s, world) + 4);
        cairo_curve_to(s.cr, x, bank(s, world) - tall * 0.5, x + sway * 0.5, bank(s, world) - tall,
                       x + sway + 4 * (scatter(i, 43) - 0.5), bank(s, world) - tall);
        cairo_stroke(s.cr);
    }
}

void draw_palm(const Scene& s, double world, double tall, int salt) {
    const double x = world - s.camera;
    const double foot = bank(s, world) + 6;
    const double sway = 4 * std::sin(s.seconds * 0.9 + salt);
    const double top_x = x + 14 * (scatter(salt, 51) - 0.5) + sway;
    const double top_y = foot - tall;
    set_colour(s.cr, mix(s.palette.ground, s.palette.near_hill, 0.25));
    cairo_set_line_width(s.cr, 8);
    cairo_move_to(s.cr, x, foot);
    cairo_curve_to(s.cr, x + 4, foot - tall * 0.4, top_x - 4, foot - tall * 0.7, top_x, top_y);
    cairo_stroke(s.cr);
    for (int leaf = 0; leaf < 26; ++leaf) {  // the sugar palm's head is a ball of fans
        const double angle = kPi * (0.72 + 1.56 * leaf / 25.0) + 0.05 * std::sin(s.seconds * 1.3 + leaf + salt);
        const double reach = 40 + 16 * scatter(leaf, salt);
        for (int rib = -3; rib <= 3; ++rib) {
            const double turn = angle + rib * 0.07;
            cairo_set_line_width(s.cr, 2.6 - 0.4 * std::abs(rib));
            cairo_move_to(s.cr, top_x, top_y);
            cairo_line_to(s.cr, top_x + reach * 0.55 * std::cos(angle), top_y + reach * 0.55 * std::sin(angle));
            cairo_line_to(s.cr, top_x + reach * std::cos(turn), top_y + reach * std::sin(turn) + 0.004 * reach * reach);
            cairo_stroke(s.cr);
        }
    }
}

/// One roof with the eaves turned up, its ridge at `y`.
void draw_roof(cairo_t* cr, double x, double y, double half, double tall) {
    cairo_move_to(cr, x - half * 0.52, y);
    cairo_curve_to(cr, x - half * 0.62, y + tall * 0.7, x - half * 0.85, y + tall, x - half * 1.14, y + tall * 0.72);
    cairo_curve_to(cr, x - half, y + tall * 1.25, x - half * 0.8, y + tall * 1.3, x - half * 0.7, y + tall * 1.3);
    cairo_line_to(cr, x + half * 0.7, y + tall * 1.3);
    cairo_curve_to(cr, x + half * 0.8, y + tall * 1.3, x + half, y + tall * 1.25, x + half * 1.14, y + tall * 0.72);
    cairo_curve_to(cr, x + half * 0.85, y + tall, x + half * 0.62, y + tall * 0.7, x + half * 0.52, y);
    cairo_curve_to(cr, x + half * 0.3, y + 5, x - half * 0.3, y + 5, x - half * 0.52, y);
    cairo_fill(cr);
}

void draw_block(cairo_t* cr, double left, double top, double right, double bottom) {
    cairo_rectangle(cr, left, top, right - left, bottom - top);
    cairo_fill(cr);
}

void draw_lantern(const Scene& s, double x, double y, double size, int salt) {
    const double swing = 0.09 * std::sin(s.seconds * 1.7 + salt);
    const double flicker = s.palette.lamps * (0.9 + 0.1 * std::sin(s.seconds * 5.3 + 2 * salt));
    cairo_save(s.cr);
    cairo_translate(s.cr, x, y);
    cairo_rotate(s.cr, swing);
    glow(s.cr, 0, size * 1.6, size * 7, {1, 0.62, 0.25}, 0.55 * flicker);
    cairo_set_line_width(s.cr, 1.4);
    set_colour(s.cr, s.palette.ground);
    cairo_move_to(s.cr, 0, 0);
    cairo_line_to(s.cr, 0, size * 3.6);
    cairo_stroke(s.cr);
    cairo_translate(s.cr, 0, size * 1.6);
    cairo_scale(s.cr, 1, 0.82);
    cairo_arc(s.cr, 0, 0, size, 0, 2 * kPi);
    cairo_restore(s.cr);
    set_colour(s.cr, mix({0.55, 0.10, 0.08}, {1, 0.42, 0.20}, flicker));
    cairo_fill(s.cr);
}

void draw_gate(const Scene& s) {
    const double x = s.gate_x() - s.camera;
    const double foot = bank(s, s.gate_x()) + 14;
    const Colour wall = mix(s.palette.ground, s.palette.near_hill, 0.35);
    glow(s.cr, x, foot - 120, 330, {1, 0.66, 0.34}, 0.30 * s.palette.lamps);
    set_colour(s.cr, wall);
    for (const double offset : {-196.0, -84.0, 84.0, 196.0}) {
        const double ground = bank(s, s.gate_x() + offset) + 14;
        draw_block(s.cr, x + offset - 13, foot - (std::abs(offset) > 100 ? 168 : 232), x + offset + 13, ground);
        draw_block(s.cr, x + offset - 19, ground - 18, x + offset + 19, ground);
    }
    for (const double side : {-140.0, 140.0}) {
        draw_block(s.cr, x + side - 70, foot - 172, x + side + 70, foot - 144);
        draw_roof(s.cr, x + side, foot - 210, 80, 36);
    }
    draw_block(s.cr, x - 98, foot - 236, x + 98, foot - 204);
    draw_roof(s.cr, x, foot - 286, 124, 46);
    draw_block(s.cr, x - 66, foot - 322, x + 66, foot - 276);
    draw_roof(s.cr, x, foot - 366, 88, 38);
    for (const double offset : {-140.0, -44.0, 44.0, 140.0})
        draw_lantern(s, x + offset, foot - (std::abs(offset) > 100 ? 144 : 204), 15, static_cast<int>(offset));
}

void draw_sky_lanterns(const Scene& s) {
    for (int i = 0; i < 9; ++i) {
        const double rise = std::fmod(s.seconds * (7 + 5 * scatter(i, 62)) + 620 * scatter(i, 61), 620);
        const double x =
            s.half_width * (1.5 * scatter(i, 63) - 0.9) + 14 * std::sin(s.seconds * 0.5 + i) - 0.3 * s.camera;
        const double y = 700 - rise;
        const double size = 7 + 6 * scatter(i, 64);
        const double seen = std::min(1.0, std::min(rise, 620 - rise) / 90) * (0.35 + 0.65 * s.palette.lamps);
        glow(s.cr, x, y, size * 4.5, {1, 0.60, 0.22}, 0.55 * seen);
        cairo_move_to(s.cr, x - size * 0.5, y + size);
        cairo_curve_to(s.cr, x - size * 1.1, y - size, x - size * 0.6, y - size * 1.3, x, y - size * 1.3);
        cairo_curve_to(s.cr, x + size * 0.6, y - size * 1.3, x + size * 1.1, y - size, x + size * 0.5, y + size);
        cairo_close_path(s.cr);
        set_colour(s.cr, {1, 0.80, 0.48}, 0.95 * seen);
        cairo_fill(s.cr);
    }
}

}  // namespace

void draw_near(const Scene& s) {
    draw_sky_lanterns(s);
    draw_bank(s);
    draw_palm(s, -0.78 * s.half_width, 250, 1);
    draw_palm(s, -0.64 * s.half_width, 190, 2);
    draw_palm(s, 0.86 * s.half_width, 300, 3);
    draw_palm(s, 1.02 * s.half_width, 230, 4);
    draw_gate(s);
}

}  // namespace paint
