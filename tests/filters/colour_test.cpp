// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/colour.h"

#include <gtest/gtest.h>

#include <cmath>

#include "filters/scale.h"
#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::sample;

constexpr std::array<Rgb, 10> kBars{{{1, 1, 1},
                                     {0.75, 0.75, 0},
                                     {0, 0.75, 0.75},
                                     {0, 0.75, 0},
                                     {0.75, 0, 0.75},
                                     {0.75, 0, 0},
                                     {0, 0, 0.75},
                                     {0, 0, 0},
                                     {0.5, 0.5, 0.5},
                                     {0.8, 0.55, 0.4}}};

// One flat picture of a colour through the scaler, read from its middle.
std::array<int, 3> converted(const std::array<int, 3>& codes, PixelFormat format, const ColourSpec& colour,
                             PixelFormat target_format, const ColourSpec& target_colour) {
    Image source({64, 32}, format);
    fill(source.view(), codes);
    ScaleSpec spec;
    spec.source_size = {64, 32};
    spec.source_format = format;
    spec.source_colour = colour;
    spec.target_size = {48, 48};
    spec.target_format = target_format;
    spec.target_colour = target_colour;
    Image target(spec.target_size, target_format);
    Scaler(spec).scale(source.view(), target.view());
    std::array<int, 3> result{};
    for (int p = 0; p < target_format.planes(); ++p) {
        result[static_cast<size_t>(p)] = sample(std::as_const(target).view(), p, 12, 12);
    }
    return result;
}

struct SourceKind {
    ColourSpec colour;
    PixelFormat format;
};

class Bars : public ::testing::TestWithParam<SourceKind> {};

TEST_P(Bars, ArriveWithinOneCodeValueOfDoublePrecision) {
    const auto& [colour, format] = GetParam();
    const double scale = 1 << (format.depth - 8);
    for (const Rgb& bar : kBars) {
        std::array<int, 3> codes{};
        std::array<double, 3> exact_codes = to_ycbcr(bar, colour);
        for (size_t i = 0; i < 3; ++i) {
            const double code = colour.range == Range::kFull && (i == 0 || format.chroma == Chroma::kRgb)
                                    ? exact_codes[i] / 255 * (256 * scale - 1)
                                    : exact_codes[i] * scale;
            codes[i] = std::min(static_cast<int>(std::lround(code)), static_cast<int>(256 * scale) - 1);
            exact_codes[i] = colour.range == Range::kFull && (i == 0 || format.chroma == Chroma::kRgb)
                                 ? codes[i] / (256 * scale - 1) * 255
                                 : codes[i] / scale;
        }
        const auto expected = to_ycbcr(to_rgb(exact_codes, colour), kDisplayColour);
        for (const Chroma chroma : {Chroma::k420, Chroma::k422, Chroma::k444}) {
            const auto got = converted(codes, format, colour, {chroma, 8}, kDisplayColour);
            for (size_t i = 0; i < 3; ++i) EXPECT_NEAR(got[i], std::clamp(expected[i], 0.0, 255.0), 1) << "plane " << i;
        }
    }
}

ColourSpec spec_of(Matrix matrix, Range range) {
    ColourSpec spec;
    spec.matrix = matrix;
    spec.range = range;
    return spec;
}

INSTANTIATE_TEST_SUITE_P(Sources, Bars,
                         ::testing::Values(SourceKind{spec_of(Matrix::kBt601, Range::kLimited), {Chroma::k420, 8}},
                                           SourceKind{spec_of(Matrix::kBt601, Range::kFull), {Chroma::k420, 8}},
                                           SourceKind{spec_of(Matrix::kBt601, Range::kFull), {Chroma::k444, 8}},
                                           SourceKind{spec_of(Matrix::kBt709, Range::kLimited), {Chroma::k422, 10}},
                                           SourceKind{spec_of(Matrix::kBt709, Range::kFull), {Chroma::k420, 8}},
                                           SourceKind{spec_of(Matrix::kBt2020, Range::kLimited), {Chroma::k420, 10}},
                                           SourceKind{spec_of(Matrix::kRgb, Range::kFull), {Chroma::kRgb, 8}},
                                           SourceKind{spec_of(Matrix::kRgb, Range::kFull), {Chroma::kRgb, 16}}));

TEST(Colour, CodeValuesOfTheStandards) {
    const ColourSpec bt601 = spec_of(Matrix::kBt601, Range::kLimited);
    EXPECT_EQ(to_ycbcr8({1, 1, 1}, kDisplayColour), (std::array<uint8_t, 3>{235, 128, 128}));
    EXPECT_EQ(to_ycbcr8({0, 0, 0}, kDisplayColour), (std::array<uint8_t, 3>{16, 128, 128}));
    EXPECT_EQ(to_ycbcr8({1, 0, 0}, bt601), (std::array<uint8_t, 3>{81, 90, 240}));
    EXPECT_EQ(to_ycbcr8({1, 0, 0}, kDisplayColour), (std::array<uint8_t, 3>{63, 102, 240}));
    EXPECT_EQ(to_ycbcr8({0, 0, 1}, kDisplayColour), (std::array<uint8_t, 3>{32, 240, 118}));
}

TEST(Colour, ThereAndBackIsTheSame) {
    for (const Matrix matrix : {Matrix::kRgb, Matrix::kBt601, Matrix::kBt709, Matrix::kBt2020}) {
        for (const Range range : {Range::kLimited, Range::kFull}) {
            for (const Rgb& bar : kBars) {
                const Rgb back = to_rgb(to_ycbcr(bar, spec_of(matrix, range)), spec_of(matrix, range));
                EXPECT_NEAR(back.r, bar.r, 1e-12);
                EXPECT_NEAR(back.g, bar.g, 1e-12);
                EXPECT_NEAR(back.b, bar.b, 1e-12);
            }
        }
    }
}

TEST(Colour, GreyPicturesBecomeGrey) {
    const ColourSpec jpeg = spec_of(Matrix::kBt601, Range::kFull);
    for (const int level : {0, 100, 255}) {
        const auto got = converted({level, 0, 0}, {Chroma::kGrey, 8}, jpeg, {Chroma::k420, 8}, kDisplayColour);
        EXPECT_NEAR(got[0], 16 + level * 219 / 255.0, 1);
        EXPECT_EQ(got[1], 128);
        EXPECT_EQ(got[2], 128);
    }
}

TEST(Colour, StillsKeepTheirCodeValues) {
    ColourSpec srgb = spec_of(Matrix::kRgb, Range::kFull);
    srgb.transfer = Transfer::kSrgb;
    const auto got = converted({64, 128, 192}, {Chroma::kRgb, 8}, srgb, {Chroma::k444, 8}, kDisplayColour);
    const auto expected = to_ycbcr({64 / 255.0, 128 / 255.0, 192 / 255.0}, kDisplayColour);
    for (size_t i = 0; i < 3; ++i) EXPECT_NEAR(got[i], expected[i], 1);
}

TEST(Colour, AThumbnailComesBackAsRgb) {
    ColourSpec rgb = spec_of(Matrix::kRgb, Range::kFull);
    const auto codes = to_ycbcr8({0.8, 0.55, 0.4}, kDisplayColour);
    const auto got =
        converted({codes[0], codes[1], codes[2]}, {Chroma::k420, 8}, kDisplayColour, {Chroma::kRgb, 8}, rgb);
    EXPECT_NEAR(got[0], 0.8 * 255, 1.5);
    EXPECT_NEAR(got[1], 0.55 * 255, 1.5);
    EXPECT_NEAR(got[2], 0.4 * 255, 1.5);
}

using Matrix3 = std::array<std::array<double, 3>, 3>;

// RGB to XYZ by the definition: chromaticities scaled so that white comes out right.
Matrix3 to_xyz(const std::array<std::array<double, 2>, 3>& primaries) {
    const std::array<double, 3> white{0.3127 / 0.3290, 1, (1 - 0.3127 - 0.3290) / 0.3290};
    Matrix3 m{};
    for (size_t c = 0; c < 3; ++c) {
        const auto [x, y] = primaries[c];
        m[0][c] = x / y;
        m[1][c] = 1;
        m[2][c] = (1 - x - y) / y;
    }
    const auto determinant = [](const Matrix3& a) {
        return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) +
               a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
    };
    Matrix3 result = m;
    for (size_t c = 0; c < 3; ++c) {
        Matrix3 replaced = m;
        for (size_t r = 0; r < 3; ++r) replaced[r][c] = white[r];
        for (size_t r = 0; r < 3; ++r) result[r][c] = m[r][c] * determinant(replaced) / determinant(m);
    }
    return result;
}

std::array<double, 3> times(const Matrix3& m, const std::array<double, 3>& v) {
    std::array<double, 3> result{};
    for (size_t r = 0; r < 3; ++r) result[r] = m[r][0] * v[0] + m[r][1] * v[1] + m[r][2] * v[2];
    return result;
}

TEST(Colour, OldPrimariesAreConvertedInLightAsADisplayEmitsIt) {
    const std::array<std::array<double, 2>, 3> ebu{{{0.64, 0.33}, {0.29, 0.60}, {0.15, 0.06}}};
    const std::array<std::array<double, 2>, 3> bt709{{{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}}};
    ColourSpec archive = spec_of(Matrix::kBt601, Range::kLimited);
    archive.primaries = Primaries::kBt601_625;
    for (const Rgb& shown : {Rgb{0.7, 0.6, 0.5}, Rgb{0.3, 0.5, 0.4}, Rgb{0.5, 0.5, 0.5}, Rgb{0.6, 0.4, 0.7}}) {
        // Backwards: from what should be shown to what the archive must hold; rounded to its code values once.
        std::array<double, 3> light{std::pow(shown.r, 2.4), std::pow(shown.g, 2.4), std::pow(shown.b, 2.4)};
        const auto xyz = times(to_xyz(bt709), light);
        // Solve ebu * v = xyz by a few steps of iteration around bt709's inverse being near: Newton on a linear map.
        std::array<double, 3> guess = light;
        for (int step = 0; step < 200; ++step) {
            const auto reached = times(to_xyz(ebu), guess);
            for (size_t i = 0; i < 3; ++i) guess[i] += 0.3 * (xyz[i] - reached[i]);
        }
        const Rgb held{std::pow(guess[0], 1 / 2.4), std::pow(guess[1], 1 / 2.4), std::pow(guess[2], 1 / 2.4)};
        std::array<int, 3> codes{};
        const auto exact = to_ycbcr(held, archive);
        for (size_t i = 0; i < 3; ++i) codes[i] = static_cast<int>(std::lround(exact[i] * 256));
        const auto got = converted(codes, {Chroma::k444, 16}, archive, {Chroma::k444, 8}, kDisplayColour);
        const auto expected = to_ycbcr(shown, kDisplayColour);
        for (size_t i = 0; i < 3; ++i) EXPECT_NEAR(got[i], expected[i], 1);
    }
}

}  // namespace
}  // namespace gatecast
