// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/layout/legibility.h"

#include <algorithm>

#include "subtitles/language.h"

namespace gatecast {
namespace {

// A desk or kiosk has a pitch too, but nobody stands off: below this its pixels cannot be told apart.
constexpr double kFinestWallPitchMm = 1.2;

bool is_khmer(const BandStyle& band) {
    return script_of_language(band.language) == Script::kKhmer;
}

double letter_height(const BandStyle& band, const Style& style, const FontHeights& heights) {
    return letter_height(style, is_khmer(band), heights);
}

double least_em(const BandStyle& band, const Style& style, const Screen& screen, const FontHeights& heights) {
    const double letter = least_letter_px(style, screen);
    return letter <= 0 ? 0 : least_em_px(style, is_khmer(band), letter, heights);
}

void keep_foreign_smaller(const Style& style, std::span<const BandStyle> bands, const FontHeights& heights,
                          std::vector<BandSize>& sizes) {
    const double first_letter = letter_height(bands[0], style, heights);
    for (size_t i = 1; i < bands.size(); ++i) {
        const double letter = letter_height(bands[i], style, heights) / *style.foreign_share;
        sizes[0].least_em_px = std::max(sizes[0].least_em_px, sizes[i].least_em_px * letter / first_letter);
    }
    sizes[0].latin_em_px = std::max(sizes[0].latin_em_px, sizes[0].least_em_px);
    for (size_t i = 1; i < bands.size(); ++i) {
        const double letter = letter_height(bands[i], style, heights) / *style.foreign_share;
        sizes[i].latin_em_px = std::min(sizes[i].latin_em_px, sizes[0].latin_em_px * first_letter / letter);
    }
}

}  // namespace

double least_letter_px(const Style& style, const Screen& screen) {
    if (screen.pitch_mm < kFinestWallPitchMm) return 0;
    return least_letter_px(style, screen.pitch_mm, screen.viewing_distance_m);
}

std::vector<BandSize> band_sizes(const Style& style, const Screen& screen, std::span<const BandStyle> bands,
                                 const FontHeights& heights) {
    const auto [width, height] = screen.canvas;
    const double base = std::min(width, height) * style.text_height_percent / 100;
    std::vector<BandSize> sizes;
    for (const BandStyle& band : bands) {
        const double least = least_em(band, style, screen, heights);
        sizes.push_back({std::max(base * band.size, least), least});
    }
    if (style.foreign_share && bands.size() > 1) keep_foreign_smaller(style, bands, heights, sizes);
    return sizes;
}

}  // namespace gatecast
