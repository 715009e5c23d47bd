// SPDX-License-Identifier: GPL-3.0-or-later
// The sample picture's parts: a border gate above a river from before dawn to night, drawn with Cairo.
// Called by main.cpp, a frame at a time; the same scene gives the same pixels.
#pragma once

#include <cairo.h>

#include <numbers>

namespace paint {

inline constexpr double kPi = std::numbers::pi;
inline constexpr double kHeight = 1000;  // every length below is in thousandths of the picture's height
inline constexpr double kHorizon = 640;

struct Colour {
    double r, g, b;
};

[[nodiscard]] Colour mix(const Colour& a, const Colour& b, double share);

struct Palette {
    Colour sky_high, sky_middle, sky_low, sun, far_hill, near_hill, ground;
    double stars, lamps;
};

/// Hour 0 is before dawn, 1 sunrise, 2 morning, 3 dusk, 4 night.
[[nodiscard]] Palette palette_at(double hour);

/// 0..1, the same for the same numbers: where a star or a blade of grass stands.
[[nodiscard]] double scatter(int index, int salt);

struct Scene {
    cairo_t* cr;
    double half_width;
    double seconds;  // for what moves
    double camera;   // the ground's shift to the left; what is far moves less
    double hour;
    Palette palette;

    [[nodiscard]] double sun_x() const { return -0.28 * half_width; }
    [[nodiscard]] double sun_y() const;
    [[nodiscard]] double gate_x() const { return half_width > 500 ? 0.42 * half_width : 30; }
};

void set_colour(cairo_t* cr, const Colour& colour, double alpha = 1);
void fill_downwards(const Scene& s, double top, double bottom, const Colour& high, const Colour& low);
void glow(cairo_t* cr, double x, double y, double radius, const Colour& colour, double alpha);

void draw_far(const Scene& s);   // sky, sun, clouds, hills, river, mist, birds
void draw_near(const Scene& s);  // sky lanterns, bank, palms, gate
void draw_logo(cairo_t* cr, double size);

}  // namespace paint
