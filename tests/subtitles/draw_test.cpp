// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/drawing/draw.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>

#include "subtitles/normalise.h"
#include "tests/subtitles/drawn_text.h"

namespace gatecast {
namespace {

class Drawing : public testing::Test {
protected:
    Drawing() { look_.families = {"Noto Sans", "Noto Sans Khmer"}; }

    PlacedLine line(const std::string& text, int x = 60, int baseline = 100, const std::vector<TextSpan>& spans = {}) {
        return placed_line(fonts_, text, "vi", look_, x, baseline, spans);
    }

    FontSet fonts_;
    TextLook look_;
    Size canvas_{640, 240};
};

std::array<int, 4> pixel(const DrawnRgba& drawn, int x, int y) {
    if (x < drawn.area.x || y < drawn.area.y || x >= drawn.area.right() || y >= drawn.area.bottom()) return {};
    const auto row = static_cast<size_t>(y - drawn.area.y), column = static_cast<size_t>(x - drawn.area.x);
    const uint8_t* at = &drawn.rgba[(row * static_cast<size_t>(drawn.area.width) + column) * 4];
    return {at[0], at[1], at[2], at[3]};
}

template <typename Which>
int count(const DrawnRgba& drawn, const Which& which) {
    int n = 0;
    for (int y = drawn.area.y; y < drawn.area.bottom(); ++y) {
        for (int x = drawn.area.x; x < drawn.area.right(); ++x) n += which(pixel(drawn, x, y)) ? 1 : 0;
    }
    return n;
}

// The area of what isn't fully transparent.
Rect seen(const DrawnRgba& drawn) {
    int x0 = drawn.area.right(), y0 = drawn.area.bottom(), x1 = 0, y1 = 0;
    for (int y = drawn.area.y; y < drawn.area.bottom(); ++y) {
        for (int x = drawn.area.x; x < drawn.area.right(); ++x) {
            if (pixel(drawn, x, y)[3] == 0) continue;
            x0 = std::min(x0, x), y0 = std::min(y0, y), x1 = std::max(x1, x + 1), y1 = std::max(y1, y + 1);
        }
    }
    return {x0, y0, x1 - x0, y1 - y0};
}

TEST_F(Drawing, ThePaintedAreaHoldsEverythingAndLittleMore) {
    Paint plain, bare, shadow, box, everything;
    bare.outline_em = 0;
    shadow.shadow_em = 0.1;
    box.box = Rgb{0, 0, 0.2};
    everything = box;
    everything.shadow_em = 0.5;
    for (const Paint& paint : {plain, bare, shadow, box, everything}) {
        const std::vector<PlacedLine> lines{line("Ngọc ខ្ញុំ"), line("Hồi", 90, 160)};
        const Rect declared = painted_area(lines, paint);
        const Rect painted = seen(draw_rgba(lines, paint, canvas_));
        EXPECT_TRUE(contains(declared, painted));
        EXPECT_LE(declared.width - painted.width, 3);
        EXPECT_LE(declared.height - painted.height, 3);
    }
}

TEST_F(Drawing, TheOverlayIsTheSamePictureAsItsRgba) {
    Paint paint;
    paint.shadow_em = 0.08;
    paint.box = Rgb{0.1, 0.2, 0.5};
    paint.opacity = 0.9;
    const std::vector<PlacedLine> lines{line("Chợ ផ្សារ", 60, 100, {{0, 3, false, false, true, Rgb{1, 0.8, 0}}})};
    for (const Chroma chroma : {Chroma::k420, Chroma::k422, Chroma::k444}) {
        const OverlayRef ours = draw_lines(lines, paint, canvas_, chroma, 7);
        const DrawnRgba drawn = draw_rgba(lines, paint, canvas_);
        std::vector<uint8_t> bgra(static_cast<size_t>(ours->area.width) * static_cast<size_t>(ours->area.height) * 4);
        for (int y = 0; y < ours->area.height; ++y) {
            for (int x = 0; x < ours->area.width; ++x) {
                const auto p = pixel(drawn, ours->area.x + x, ours->area.y + y);
                uint8_t* to = &bgra[static_cast<size_t>((y * ours->area.width + x) * 4)];
                for (size_t c = 0; c < 3; ++c) to[c] = static_cast<uint8_t>(p[2 - c]);
                to[3] = static_cast<uint8_t>(p[3]);
            }
        }
        const Overlay other = make_overlay({bgra.data(), ours->area.width * ptrdiff_t{4}, ours->area.size(), false},
                                           ours->area.x, ours->area.y, chroma, 7);
        const auto same = [](const ConstImageView& a, const ConstImageView& b) {
            ASSERT_EQ(a.size, b.size);
            for (int p = 0; p < a.format.planes(); ++p) {
                const Size size = plane_size(a.size, a.format, p);
                const auto i = static_cast<size_t>(p);
                for (int y = 0; y < size.height; ++y) {
                    for (int x = 0; x < size.width; ++x) {
                        ASSERT_NEAR(a.planes[i].row(y)[x], b.planes[i].row(y)[x], 2) << p << ": " << x << ", " << y;
                    }
                }
            }
        };
        EXPECT_EQ(ours->area, other.area);
        same(ours->colour.view(), other.colour.view());
        same(ours->alpha.view(), other.alpha.view());
        same(ours->chroma_alpha.view(), other.chroma_alpha.view());
        EXPECT_EQ(ours->ink.size(), other.ink.size());
        EXPECT_EQ(ours->change_id, 7U);
    }
}

TEST_F(Drawing, NoOutlineLiesOnAFillOfAnotherLine) {
    Paint paint;
    const DrawnRgba alone = draw_rgba({line("nguyên")}, paint, canvas_);
    const DrawnRgba crowded = draw_rgba({line("nguyên"), line("nghiêng", 70, 118)}, paint, canvas_);
    for (int y = 0; y < canvas_.height; ++y) {
        for (int x = 0; x < canvas_.width; ++x) {
            const auto before = pixel(alone, x, y), after = pixel(crowded, x, y);
            ASSERT_TRUE(before[3] < 255 || after[0] >= before[0]) << x << ", " << y;
        }
    }
}

TEST_F(Drawing, AnOutlineIsAtLeastTwoPixels) {
    look_.latin_em_px = 12;
    Paint thin, none;
    none.outline_em = 0;
    const Rect with = painted_area({line("l")}, thin), without = painted_area({line("l")}, none);
    EXPECT_GE(with.width - without.width, 3);
    const DrawnRgba drawn = draw_rgba({line("l")}, thin, canvas_);
    EXPECT_GT(count(drawn, [](const auto& p) { return p[3] > 240 && p[0] < 30; }), 12) << "solid black round it";
}

TEST_F(Drawing, HalfCoveredPixelsShowHalfTheLight) {
    // A stem that ends in the middle of pixels: somewhere coverage is near a half, its code value well above.
    const DrawnRgba white = draw_rgba({line("lllllllll ||||||||")}, Paint{}, canvas_);
    const int bright = count(white, [](const auto& p) { return p[3] == 255 && p[0] > 165 && p[0] < 225; });
    const int dim = count(white, [](const auto& p) { return p[3] == 255 && p[0] > 20 && p[0] < 90; });
    EXPECT_GT(bright, 3 * dim);
    Paint black;
    black.fill = {0, 0, 0};
    black.outline = {1, 1, 1};
    const DrawnRgba dark = draw_rgba({line("lllllllll ||||||||")}, black, canvas_);
    EXPECT_GT(count(dark, [](const auto& p) { return p[3] == 255 && p[0] < 160; }),
              count(white, [](const auto& p) { return p[3] == 255 && p[0] > 160; }) * 8 / 10)
        << "dark strokes are not thinner than light ones";
}

TEST_F(Drawing, ColoursAreThoseAskedFor) {
    Paint paint;
    paint.fill = {1, 1, 0};
    const std::string text = "vàng đỏ";
    const DrawnRgba drawn = draw_rgba(
        {line(text, 60, 100, {{text.find("đ"), text.size(), false, false, false, Rgb{1, 0, 0}}})}, paint, canvas_);
    EXPECT_GT(count(drawn, [](const auto& p) { return p == std::array{255, 255, 0, 255}; }), 100);
    EXPECT_GT(count(drawn, [](const auto& p) { return p == std::array{255, 0, 0, 255}; }), 100);
    EXPECT_GT(count(drawn, [](const auto& p) { return p == std::array{0, 0, 0, 255}; }), 100);
    EXPECT_EQ(count(drawn, [](const auto& p) { return p[2] > 2; }), 0) << "no blue anywhere";
}

TEST_F(Drawing, OpacityIsOfEverything) {
    Paint paint;
    paint.opacity = 0.5;
    paint.box = Rgb{0, 0, 0};
    paint.box_opacity = 1;
    const DrawnRgba drawn = draw_rgba({line("mờ")}, paint, canvas_);
    EXPECT_EQ(count(drawn, [](const auto& p) { return p[3] < 126 || p[3] > 129; }), 0);
    EXPECT_GT(count(drawn, [](const auto& p) { return p[0] >= 253; }), 50) << "colours stay what they are";
}

TEST_F(Drawing, ABoxIsPaddedRoundTheInk) {
    Paint paint;
    const Rect text = painted_area({line("hộp")}, paint);
    paint.box = Rgb{0, 0, 1};
    paint.box_padding_em = 0.25;
    const Rect boxed = painted_area({line("hộp")}, paint);
    EXPECT_NEAR(text.x - boxed.x, 12, 1);
    EXPECT_NEAR(boxed.bottom() - text.bottom(), 12, 1);
    const auto corner = pixel(draw_rgba({line("hộp")}, paint, canvas_), boxed.x, boxed.y);
    EXPECT_EQ(corner, (std::array{0, 0, 255, 191}));
}

TEST_F(Drawing, AShadowFallsDownAndRight) {
    Paint paint;
    paint.outline_em = 0;
    const Rect text = painted_area({line("bóng")}, paint);
    paint.shadow_em = 0.125;
    const Rect cast = painted_area({line("bóng")}, paint);
    EXPECT_EQ(cast.x, text.x);
    EXPECT_EQ(cast.y, text.y);
    EXPECT_EQ(cast.right() - text.right(), 6);
    EXPECT_EQ(cast.bottom() - text.bottom(), 6);
    const DrawnRgba drawn = draw_rgba({line("bóng")}, paint, canvas_);
    EXPECT_GT(count(drawn, [](const auto& p) { return p[0] == 0 && p[3] > 150 && p[3] < 156; }), 50);
}

TEST_F(Drawing, TheCanvasCutsAndOverlaysStandOnEvenPixels) {
    const Paint paint;
    const OverlayRef cut = draw_lines({line("dài quá", 500, 235)}, paint, {540, 240}, Chroma::k420, 1);
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->area.right(), 540);
    EXPECT_EQ(cut->area.bottom(), 240);
    for (int x = 60; x < 64; ++x) {
        const OverlayRef overlay = draw_lines({line("i", x, 100 + x)}, paint, canvas_, Chroma::k420, 1);
        EXPECT_EQ(overlay->area.x % 2 + overlay->area.y % 2 + overlay->area.width % 2 + overlay->area.height % 2, 0);
    }
    EXPECT_FALSE(draw_lines({line("xa", 5000, 100)}, paint, canvas_, Chroma::k420, 1));
    EXPECT_FALSE(draw_lines({line("  ")}, paint, canvas_, Chroma::k420, 1));
    EXPECT_FALSE(draw_lines({}, paint, canvas_, Chroma::k420, 1));
    EXPECT_TRUE(draw_rgba({}, paint, canvas_).rgba.empty());
}

TEST_F(Drawing, TheSameLettersWrittenInOtherWaysAreTheSamePixels) {
    const auto drawn = [&](const std::string& text) {
        return draw_rgba({line(normalised(text, "vi"))}, Paint{}, canvas_).rgba;
    };
    const auto composed = drawn("Việt Ễ ặ ở");
    EXPECT_EQ(drawn("Vie\u0323\u0302t E\u0302\u0303 a\u0323\u0306 o\u031B\u0309"), composed);
    EXPECT_EQ(drawn("Viê\u0323t Ê\u0303 ă\u0323 ơ\u0309"), composed);
}

TEST_F(Drawing, IsTheSameEveryTime) {
    const auto draw = [&] {
        FontSet fonts;
        return draw_rgba({placed_line(fonts, "ព្រំដែន Ngọc Hồi", "km", look_, 60, 100)}, Paint{}, canvas_).rgba;
    };
    EXPECT_EQ(draw(), draw());
}

}  // namespace
}  // namespace gatecast
