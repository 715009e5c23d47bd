// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/overlay.h"

#include <gtest/gtest.h>

#include <cmath>

#include "filters/lay_over.h"
#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::between;
using testing::equal;
using testing::noise;
using testing::sample;

struct Drawing {
    Drawing(Size wanted, bool premultiplied_wanted, uint32_t seed) : size(wanted), premultiplied(premultiplied_wanted) {
        testing::Random random(seed);
        bgra.resize(static_cast<size_t>(size.width * size.height) * 4);
        for (size_t i = 0; i < bgra.size(); i += 4) {
            static constexpr std::array<int, 4> kAlphas{0, 0, 255, -1};
            const int chosen = kAlphas[static_cast<size_t>(between(random, 0, 3))];
            const int alpha = chosen < 0 ? between(random, 1, 254) : chosen;
            for (size_t c = 0; c < 3; ++c) {
                bgra[i + c] = static_cast<uint8_t>(between(random, 0, premultiplied ? alpha : 255));
            }
            bgra[i + 3] = static_cast<uint8_t>(alpha);
        }
    }

    [[nodiscard]] BgraView view() const { return {bgra.data(), ptrdiff_t{4} * size.width, size, premultiplied}; }

    struct Pixel {
        Rgb straight;
        double alpha = 0;
    };
    [[nodiscard]] Pixel at(int x, int y) const {
        if (x >= size.width || y >= size.height) return {};
        const uint8_t* p = &bgra[static_cast<size_t>(y * size.width + x) * 4];
        if (p[3] == 0) return {};
        const double whole = premultiplied ? p[3] : 255.0;
        return {{p[2] / whole, p[1] / whole, p[0] / whole}, p[3] / 255.0};
    }

    Size size;
    bool premultiplied;
    std::vector<uint8_t> bgra;
};

TEST(Overlay, IsThePremultipliedDisplayColourWithinHalfACodeValue) {
    for (const bool premultiplied : {true, false}) {
        for (const Chroma chroma : {Chroma::k420, Chroma::k422}) {
            const Drawing drawing({37, 21}, premultiplied, 3);
            const Overlay overlay = make_overlay(drawing.view(), 11, 7, chroma, 5);
            EXPECT_EQ(overlay.area, (Rect{10, 6, 38, 22}));
            const PixelFormat format = overlay.colour.format();
            for (int p = 0; p < 3; ++p) {
                const int across = 1 << format.shift_x(p);
                const int down = 1 << format.shift_y(p);
                const Size size = plane_size(overlay.area.size(), format, p);
                const ConstImageView alpha = p == 0 ? overlay.alpha.view() : overlay.chroma_alpha.view();
                for (int y = 0; y < size.height; ++y) {
                    for (int x = 0; x < size.width; ++x) {
                        double colour_sum = 0;
                        double alpha_sum = 0;
                        for (int by = 0; by < down; ++by) {
                            for (int bx = 0; bx < across; ++bx) {
                                const auto [straight, a] = drawing.at(x * across + bx, y * down + by);
                                colour_sum += a * to_ycbcr(straight, kDisplayColour)[static_cast<size_t>(p)];
                                alpha_sum += a * 255;
                            }
                        }
                        const double pixels = across * down;
                        ASSERT_NEAR(sample(overlay.colour.view(), p, x, y), colour_sum / pixels, 0.501);
                        ASSERT_NEAR(sample(alpha, 0, x, y), alpha_sum / pixels, 0.501);
                    }
                }
            }
        }
    }
}

void expect_spans_hold_all_ink(const Overlay& overlay) {
    const auto check = [](const ConstImageView& alpha, const std::vector<InkSpan>& ink, int step) {
        std::vector<bool> covered(static_cast<size_t>(alpha.size.width * alpha.size.height));
        for (size_t i = 0; i < ink.size(); ++i) {
            EXPECT_LT(ink[i].x0, ink[i].x1);
            EXPECT_GE(ink[i].x0, 0);
            EXPECT_LE(ink[i].x1, alpha.size.width);
            EXPECT_EQ(ink[i].x0 % step, 0);
            if (i > 0) {
                EXPECT_TRUE(ink[i - 1].y < ink[i].y || (ink[i - 1].y == ink[i].y && ink[i - 1].x1 < ink[i].x0));
            }
            for (int x = ink[i].x0; x < ink[i].x1; ++x) {
                covered[static_cast<size_t>(ink[i].y * alpha.size.width + x)] = true;
            }
        }
        for (int y = 0; y < alpha.size.height; ++y) {
            for (int x = 0; x < alpha.size.width; ++x) {
                if (sample(alpha, 0, x, y) > 0) {
                    ASSERT_TRUE(covered[static_cast<size_t>(y * alpha.size.width + x)]);
                }
            }
        }
    };
    check(overlay.alpha.view(), overlay.ink, 2);
    check(overlay.chroma_alpha.view(), overlay.chroma_ink, 1);
}

TEST(Overlay, SpansHoldAllInkInOrder) {
    for (uint32_t seed = 0; seed < 20; ++seed) {
        const Drawing drawing({static_cast<int>(seed) * 9 + 1, 12}, true, seed);
        const Overlay overlay = make_overlay(drawing.view(), 0, 0, Chroma::k420, 1);
        expect_spans_hold_all_ink(overlay);
        expect_spans_hold_all_ink(soften_for_fields(overlay, 2));
    }
}

TEST(Overlay, EmptyStretchesAreNotInk) {
    Drawing drawing({400, 4}, true, 1);
    std::fill(drawing.bgra.begin(), drawing.bgra.end(), uint8_t{0});
    for (const int x : {10, 300}) drawing.bgra[static_cast<size_t>(400 + x) * 4 + 3] = 255;
    const Overlay overlay = make_overlay(drawing.view(), 0, 0, Chroma::k420, 1);
    ASSERT_EQ(overlay.ink.size(), 2U);
    EXPECT_EQ(overlay.ink[0].y, 1);
    EXPECT_EQ(overlay.ink[0].x0, 10);
    EXPECT_EQ(overlay.ink[0].x1, 12);
    ASSERT_EQ(overlay.chroma_ink.size(), 2U);
    EXPECT_EQ(overlay.chroma_ink[1].y, 0);
    EXPECT_EQ(overlay.chroma_ink[1].x0, 150);
}

// The definition, pixel by pixel, without spans.
Image laid_over(const Overlay& overlay, int opacity, const ConstImageView& below) {
    Image result(below.size, below.format);
    copy(below, result.view());
    for (int p = 0; p < 3; ++p) {
        const Size size = plane_size(below.size, below.format, p);
        const ConstImageView alpha = p == 0 ? overlay.alpha.view() : overlay.chroma_alpha.view();
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                const int ox = x - (overlay.area.x >> below.format.shift_x(p));
                const int oy = y - (overlay.area.y >> below.format.shift_y(p));
                if (ox < 0 || oy < 0 || ox >= alpha.size.width || oy >= alpha.size.height) continue;
                const int c = (sample(overlay.colour.view(), p, ox, oy) * opacity + 128) / 256;
                const int a = (sample(alpha, 0, ox, oy) * opacity + 128) / 256;
                const long value = c + std::lround(sample(below, p, x, y) * (255 - a) / 255.0);
                result.view().planes[static_cast<size_t>(p)].row(y)[x] = static_cast<uint8_t>(std::min(value, 255L));
            }
        }
    }
    return result;
}

TEST(Overlay, BlendingFollowsItsDefinitionAtEveryPlaceAndOpacity) {
    testing::Random random(4);
    for (int round = 0; round < 120; ++round) {
        const Chroma chroma = round % 2 ? Chroma::k420 : Chroma::k422;
        const Drawing drawing({between(random, 1, 90), between(random, 1, 50)}, true, static_cast<uint32_t>(round));
        const auto overlay = std::make_shared<const Overlay>(
            make_overlay(drawing.view(), between(random, -60, 120), between(random, -40, 70), chroma, 1));
        const int opacity = round % 3 == 0 ? 256 : between(random, 0, 256);
        Image canvas = noise({120, 70}, {chroma, 8}, static_cast<uint32_t>(round) + 500);
        const Image expected = laid_over(*overlay, opacity, std::as_const(canvas).view());
        ASSERT_TRUE(lay_over(fast_kernels(), {overlay, opacity}, canvas.view(), {0, 0, 120, 70}));
        ASSERT_TRUE(equal(std::as_const(canvas).view(), expected.view())) << "round " << round;
    }
}

TEST(Overlay, PiecesOfAClipMakeTheWhole) {
    const Drawing drawing({90, 50}, true, 9);
    const OverlayLayer layer{std::make_shared<const Overlay>(make_overlay(drawing.view(), 12, 8, Chroma::k420, 1)),
                             200};
    Image whole = noise({120, 70}, {Chroma::k420, 8}, 1);
    Image pieces = noise({120, 70}, {Chroma::k420, 8}, 1);
    (void)lay_over(fast_kernels(), layer, whole.view(), {0, 0, 120, 70});
    for (const Rect& clip : {Rect{0, 0, 50, 70}, Rect{50, 0, 70, 30}, Rect{50, 30, 70, 40}}) {
        (void)lay_over(fast_kernels(), layer, pieces.view(), clip);
    }
    EXPECT_TRUE(equal(std::as_const(whole).view(), std::as_const(pieces).view()));
}

TEST(SoftenedOverlay, NoLineStandsInOneFieldAlone) {
    Drawing drawing({40, 8}, true, 1);
    std::fill(drawing.bgra.begin(), drawing.bgra.end(), uint8_t{0});
    for (int x = 0; x < 40; ++x) {
        for (size_t c = 0; c < 4; ++c) drawing.bgra[static_cast<size_t>(3 * 40 + x) * 4 + c] = 255;
    }
    const Overlay sharp = make_overlay(drawing.view(), 20, 20, Chroma::k422, 1);
    const Overlay soft = soften_for_fields(sharp, 2);
    EXPECT_EQ(soft.change_id, 2U);
    const int row = 20 + 3 - soft.area.y;
    EXPECT_EQ(sample(soft.alpha.view(), 0, 10, row), 128);
    EXPECT_EQ(sample(soft.alpha.view(), 0, 10, row - 1), 64);
    EXPECT_EQ(sample(soft.alpha.view(), 0, 10, row + 1), 64);
    EXPECT_EQ(sample(soft.alpha.view(), 0, 10, row + 2), 0);
    EXPECT_EQ(sample(soft.colour.view(), 0, 10, row), 118);  // (2 * 235 + 2) / 4
}

}  // namespace
}  // namespace gatecast
