// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fit.h"

#include <cmath>

namespace gatecast {
namespace {

bool on_its_side(int degrees) {
    return degrees == 90 || degrees == 270;
}

int even_rounded(double value) {
    return static_cast<int>(std::lround(value / 2)) * 2;
}

// Centred in `space` pixels from `start`, both even.
int centred(int start, int space, int length) {
    return start + ((space - length) / 4) * 2;
}

// Width over height as shown, after rotation.
double display_aspect(Size source, Rational sample_aspect, int degrees) {
    const double pixel = sample_aspect.num > 0 && sample_aspect.den > 0 ? sample_aspect.value() : 1;
    const double aspect = source.width * pixel / source.height;
    return on_its_side(degrees) ? 1 / aspect : aspect;
}

Rect whole_px16(Size source) {
    return {0, 0, source.width * 16, source.height * 16};
}

// Rounded to 1/16 px of the source, the middle kept.
Rect middle_px16(Size source, double share_x, double share_y) {
    const Rect whole = whole_px16(source);
    const int width = std::clamp(static_cast<int>(std::lround(whole.width * share_x)), 16, whole.width);
    const int height = std::clamp(static_cast<int>(std::lround(whole.height * share_y)), 16, whole.height);
    return {(whole.width - width) / 2, (whole.height - height) / 2, width, height};
}

// A part of `whole` between two shares of it, each 0..1.
Rect between(const Rect& whole, double x0, double x1, double y0, double y1) {
    const auto at = [](int start, int length, double share) {
        return start + static_cast<int>(std::lround(length * share));
    };
    const int left = at(whole.x, whole.width, x0);
    const int top = at(whole.y, whole.height, y0);
    return {left, top, std::max(1, at(whole.x, whole.width, x1) - left),
            std::max(1, at(whole.y, whole.height, y1) - top)};
}

}  // namespace

Rect even_inside(const Rect& area) {
    const int x = (area.x + 1) & ~1;
    const int y = (area.y + 1) & ~1;
    return {x, y, std::max(0, (area.right() & ~1) - x), std::max(0, (area.bottom() & ~1) - y)};
}

Rect even_around(const Rect& area) {
    const int x = area.x & ~1;
    const int y = area.y & ~1;
    return {x, y, ((area.right() + 1) & ~1) - x, ((area.bottom() + 1) & ~1) - y};
}

FitResult fit_picture(Size source, Rational sample_aspect, int rotation_degrees, const Rect& area, Fit fit) {
    const Rect room = even_inside(area);
    if (room.empty() || source.width <= 0 || source.height <= 0) return {};
    const double aspect = display_aspect(source, sample_aspect, rotation_degrees);
    const double room_aspect = static_cast<double>(room.width) / room.height;
    switch (fit) {
        case Fit::kStretch:
            return {room, whole_px16(source)};
        case Fit::kFill: {
            double share_x = std::min(1.0, room_aspect / aspect);
            double share_y = std::min(1.0, aspect / room_aspect);
            if (on_its_side(rotation_degrees)) std::swap(share_x, share_y);
            return {room, middle_px16(source, share_x, share_y)};
        }
        case Fit::kFit:
        case Fit::kBlurFill:
            break;
    }
    const int width = std::clamp(even_rounded(room.height * aspect), 2, room.width);
    const int height = std::clamp(even_rounded(room.width / aspect), 2, room.height);
    return {{centred(room.x, room.width, width), centred(room.y, room.height, height), width, height},
            whole_px16(source)};
}

Rect source_of_part(const FitResult& fit, int rotation_degrees, const Rect& part) {
    if (part == fit.target) return fit.source_area_px16;
    const double x0 = static_cast<double>(part.x - fit.target.x) / fit.target.width;
    const double x1 = static_cast<double>(part.right() - fit.target.x) / fit.target.width;
    const double y0 = static_cast<double>(part.y - fit.target.y) / fit.target.height;
    const double y1 = static_cast<double>(part.bottom() - fit.target.y) / fit.target.height;
    switch (rotation_degrees) {
        case 90:
            return between(fit.source_area_px16, y0, y1, 1 - x1, 1 - x0);
        case 180:
            return between(fit.source_area_px16, 1 - x1, 1 - x0, 1 - y1, 1 - y0);
        case 270:
            return between(fit.source_area_px16, 1 - y1, 1 - y0, x0, x1);
        default:
            return between(fit.source_area_px16, x0, x1, y0, y1);
    }
}

}  // namespace gatecast
