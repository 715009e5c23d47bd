// SPDX-License-Identifier: GPL-3.0-or-later
// The obviously right slow scaler: every weight in double precision, straight from the definition.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "filters/image.h"
#include "tests/filters/pictures.h"

namespace gatecast::testing {

/// Catmull-Rom, the cubic with B = 0 and C = 0.5.
inline double cubic(double distance) {
    const double d = std::abs(distance);
    if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
    if (d < 2) return ((-0.5 * d + 2.5) * d - 4) * d + 2;
    return 0;
}

/// Where sample 0 of a plane stands, and how far apart samples are, in luma pixels.
struct Axis {
    double first = 0.5;
    double step = 1;
};

struct Tap {
    int first = 0;
    std::vector<double> weights;
};

/// Weights of the source samples for target sample i; luma position t of the target is `start + t * ratio` of the
/// source.
inline Tap tap_of(int i, Axis axis, double start, double ratio) {
    const double at = start + (axis.first + i * axis.step) * ratio;
    const double centre = (at - axis.first) / axis.step;
    const double widening = std::max(1.0, ratio);
    Tap tap;
    tap.first = static_cast<int>(std::floor(centre - 2 * widening));
    double sum = 0;
    for (int s = tap.first; s <= centre + 2 * widening; ++s) {
        tap.weights.push_back(cubic((s - centre) / widening));
        sum += tap.weights.back();
    }
    for (double& weight : tap.weights) weight /= sum;
    return tap;
}

/// One plane of `from`, the luma area (x, y, width, height) of it scaled to `to_size` of luma; edges are repeated.
inline std::vector<double> scaled_plane(const ConstImageView& from, int plane, double x, double y, double width,
                                        double height, Size to_size) {
    const int sx = from.format.shift_x(plane);
    const int sy = from.format.shift_y(plane);
    const Axis across{0.5, static_cast<double>(1 << sx)};            // left: on the even pixel
    const Axis down{0.5 * (1 << sy), static_cast<double>(1 << sy)};  // between the lines
    const Size source = plane_size(from.size, from.format, plane);
    const Size target = plane_size(to_size, from.format, plane);
    std::vector<double> columns(static_cast<size_t>(target.width) * static_cast<size_t>(source.height));
    for (int tx = 0; tx < target.width; ++tx) {
        const Tap tap = tap_of(tx, across, x, width / to_size.width);
        for (int row = 0; row < source.height; ++row) {
            double sum = 0;
            for (size_t k = 0; k < tap.weights.size(); ++k) {
                const int at = std::clamp(tap.first + static_cast<int>(k), 0, source.width - 1);
                sum += tap.weights[k] * sample(from, plane, at, row);
            }
            columns[static_cast<size_t>(row * target.width + tx)] = sum;
        }
    }
    std::vector<double> result(static_cast<size_t>(target.width) * static_cast<size_t>(target.height));
    for (int ty = 0; ty < target.height; ++ty) {
        const Tap tap = tap_of(ty, down, y, height / to_size.height);
        for (int tx = 0; tx < target.width; ++tx) {
            double sum = 0;
            for (size_t k = 0; k < tap.weights.size(); ++k) {
                const int at = std::clamp(tap.first + static_cast<int>(k), 0, source.height - 1);
                sum += tap.weights[k] * columns[static_cast<size_t>(at * target.width + tx)];
            }
            result[static_cast<size_t>(ty * target.width + tx)] = std::clamp(sum, 0.0, 255.0);
        }
    }
    return result;
}

/// Against the reference, inside a margin: what scalers do beyond the edge is their own choice.
inline double psnr(const std::vector<double>& reference, const ConstImageView& view, int plane) {
    constexpr int kMargin = 8;
    const Size size = plane_size(view.size, view.format, plane);
    double sum = 0;
    int64_t count = 0;
    for (int y = kMargin; y < size.height - kMargin; ++y) {
        for (int x = kMargin; x < size.width - kMargin; ++x) {
            const double error = reference[static_cast<size_t>(y * size.width + x)] - sample(view, plane, x, y);
            sum += error * error;
            ++count;
        }
    }
    return 10 * std::log10(255.0 * 255.0 * static_cast<double>(count) / sum);
}

}  // namespace gatecast::testing
