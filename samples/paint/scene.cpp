// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/paint/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace paint {

namespace {

constexpr std::array<Palette, 5> kPalettes{{
    {{.07, .09, .25},
     {.32, .24, .46},
     {.87, .47, .43},
     {1., .62, .42},
     {.42, .31, .49},
     {.10, .12, .22},
     {.04, .05, .10},
     .9,
     1.},
    {{.20, .31, .57},
     {.80, .53, .58},
     {1., .76, .49},
     {1., .86, .60},
     {.62, .49, .60},
     {.14, .20, .24},
     {.06, .09, .10},
     .15,
     .8},
    {{.28, .55, .83},
     {.66, .81, .92},
     {1., .93, .77},
     {1., .97, .84},
     {.56, .68, .77},
     {.17, .34, .26},
     {.08, .17, .11},
     .0,
     .3},
    {{.15, .17, .42},
     {.66, .31, .45},
     {.99, .58, .30},
     {1., .55, .25},
     {.45, .27, .42},
     {.15, .12, .21},
     {.06, .05, .09},
     .3,
     1.},
    {{.02, .03, .11},
     {.06, .10, .25},
     {.16, .20, .37},
     {.93, .94, .86},
     {.10, .13, .27},
     {.04, .06, .13},
     {.02, .02, .05},
     1.,
     1.},
}};

}  // namespace

Colour mix(const Colour& a, const Colour& b, double share) {
    return {std::lerp(a.r, b.r, share), std::lerp(a.g, b.g, share), std::lerp(a.b, b.b, share)};
}

Palette palette_at(double hour) {
    const auto first = static_cast<size_t>(std::clamp(std::floor(hour), 0.0, 3.0));
    const Palette& a = kPalettes[first];
    const Palette& b = kPalettes[first + 1];
    const double share = std::clamp(hour - static_cast<double>(first), 0.0, 1.0);
    return {mix(a.sky_high, b.sky_high, share), mix(a.sky_middle, b.sky_middle, share),
            mix(a.sky_low, b.sky_low, share),   mix(a.sun, b.sun, share),
            mix(a.far_hill, b.far_hill, share), mix(a.near_hill, b.near_hill, share),
            mix(a.ground, b.ground, share),     std::lerp(a.stars, b.stars, share),
            std::lerp(a.lamps, b.lamps, share)};
}

double scatter(int index, int salt) {
    auto bits = static_cast<uint32_t>(index) * 2654435761U ^ static_cast<uint32_t>(salt) * 2246822519U;
    bits = (bits ^ bits >> 15) * 2246822519U;
    bits = (bits ^ bits >> 13) * 3266489917U;
    return static_cast<double>(bits ^ bits >> 16) / 4294967296.0;
}

double Scene::sun_y() const {
    constexpr std::array<double, 6> kHeights{690, 560, 330, 560, 240, 200};
    const auto at = static_cast<size_t>(std::clamp(hour, 0.0, 4.0));
    return std::lerp(kHeights[at], kHeights[at + 1], hour - std::floor(hour));
}

void set_colour(cairo_t* cr, const Colour& colour, double alpha) {
    cairo_set_source_rgba(cr, colour.r, colour.g, colour.b, alpha);
}

void fill_downwards(const Scene& s, double top, double bottom, const Colour& high, const Colour& low) {
    cairo_pattern_t* gradient = cairo_pattern_create_linear(0, top, 0, bottom);
    cairo_pattern_add_color_stop_rgb(gradient, 0, high.r, high.g, high.b);
    cairo_pattern_add_color_stop_rgb(gradient, 1, low.r, low.g, low.b);
    cairo_set_source(s.cr, gradient);
    cairo_fill(s.cr);
    cairo_pattern_destroy(gradient);
}

void glow(cairo_t* cr, double x, double y, double radius, const Colour& colour, double alpha) {
    cairo_pattern_t* light = cairo_pattern_create_radial(x, y, 0, x, y, radius);
    cairo_pattern_add_color_stop_rgba(light, 0.0, colour.r, colour.g, colour.b, alpha);
    cairo_pattern_add_color_stop_rgba(light, 0.35, colour.r, colour.g, colour.b, alpha * 0.36);
    cairo_pattern_add_color_stop_rgba(light, 1.0, colour.r, colour.g, colour.b, 0);
    cairo_set_source(cr, light);
    cairo_rectangle(cr, x - radius, y - radius, 2 * radius, 2 * radius);
    cairo_fill(cr);
    cairo_pattern_destroy(light);
}

}  // namespace paint
