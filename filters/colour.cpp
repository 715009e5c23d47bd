// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/colour.h"

#include <algorithm>
#include <cmath>

namespace gatecast {
namespace {

struct Weights {
    double red = 0;
    double blue = 0;
    [[nodiscard]] double green() const { return 1 - red - blue; }
};

Weights weights_of(Matrix matrix) {
    switch (matrix) {
        case Matrix::kBt601:
            return {0.299, 0.114};
        case Matrix::kBt2020:
            return {0.2627, 0.0593};
        case Matrix::kBt709:
        case Matrix::kRgb:
            break;
    }
    return {0.2126, 0.0722};
}

struct Levels {
    double black, luma, neutral, chroma;
};

Levels levels_of(const ColourSpec& spec) {
    if (spec.range == Range::kFull) return {0, 255, 128, 255};
    return {16, 219, 128, 224};
}

}  // namespace

std::array<double, 3> to_ycbcr(const Rgb& colour, const ColourSpec& spec) {
    const Levels levels = levels_of(spec);
    if (spec.matrix == Matrix::kRgb) {
        return {levels.black + levels.luma * colour.r, levels.black + levels.luma * colour.g,
                levels.black + levels.luma * colour.b};
    }
    const Weights weights = weights_of(spec.matrix);
    const double luma = weights.red * colour.r + weights.green() * colour.g + weights.blue * colour.b;
    const double cb = (colour.b - luma) / (2 * (1 - weights.blue));
    const double cr = (colour.r - luma) / (2 * (1 - weights.red));
    return {levels.black + levels.luma * luma, levels.neutral + levels.chroma * cb,
            levels.neutral + levels.chroma * cr};
}

std::array<uint8_t, 3> to_ycbcr8(const Rgb& colour, const ColourSpec& spec) {
    std::array<uint8_t, 3> rounded{};
    const std::array<double, 3> exact = to_ycbcr(colour, spec);
    std::transform(exact.begin(), exact.end(), rounded.begin(),
                   [](double value) { return static_cast<uint8_t>(std::clamp(std::lround(value), 0L, 255L)); });
    return rounded;
}

Rgb to_rgb(const std::array<double, 3>& ycbcr8, const ColourSpec& spec) {
    const Levels levels = levels_of(spec);
    const double luma = (ycbcr8[0] - levels.black) / levels.luma;
    if (spec.matrix == Matrix::kRgb) {
        return {luma, (ycbcr8[1] - levels.black) / levels.luma, (ycbcr8[2] - levels.black) / levels.luma};
    }
    const Weights weights = weights_of(spec.matrix);
    const double blue = luma + 2 * (1 - weights.blue) * (ycbcr8[1] - levels.neutral) / levels.chroma;
    const double red = luma + 2 * (1 - weights.red) * (ycbcr8[2] - levels.neutral) / levels.chroma;
    return {red, (luma - weights.red * red - weights.blue * blue) / weights.green(), blue};
}

}  // namespace gatecast
