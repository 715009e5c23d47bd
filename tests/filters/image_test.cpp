// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/image.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::equal;
using testing::noise;
using testing::sample;

TEST(Image, EveryRowStartsOn64BytesAndMayBeReadPastItsEnd) {
    for (const Chroma chroma : {Chroma::k420, Chroma::k422, Chroma::k444, Chroma::kGrey, Chroma::kRgb}) {
        for (const int depth : {8, 10}) {
            for (const int width : {1, 2, 63, 64, 65, 1920, 4096}) {
                const Image image({width, 5}, {chroma, depth});
                const ConstImageView view = image.view();
                unsigned sum = 0;
                for (int p = 0; p < view.format.planes(); ++p) {
                    const Size size = plane_size(view.size, view.format, p);
                    const ConstPlane& plane = view.planes[static_cast<size_t>(p)];
                    for (int y = 0; y < size.height; ++y) {
                        EXPECT_EQ(reinterpret_cast<uintptr_t>(plane.row(y)) % 64, 0U);
                        sum += plane.row(y)[size.width * view.format.bytes_per_sample() + 63];
                    }
                }
                EXPECT_LE(sum, 255U * 15);  // read under the address sanitizer
            }
        }
    }
}

TEST(Image, CropSharesThePixelsOfItsPart) {
    const Image image = noise({40, 30}, {Chroma::k420, 10}, 1);
    const ConstImageView part = crop(image.view(), {6, 4, 20, 10});
    EXPECT_EQ(sample(part, 0, 3, 2), sample(image.view(), 0, 9, 6));
    EXPECT_EQ(sample(part, 1, 3, 2), sample(image.view(), 1, 6, 4));
}

TEST(Image, FieldsAreEveryOtherLine) {
    const Image image = noise({16, 9}, {Chroma::k422, 8}, 1);
    const ConstImageView top = field_of(image.view(), 0);
    const ConstImageView bottom = field_of(image.view(), 1);
    EXPECT_EQ(top.size, (Size{16, 5}));
    EXPECT_EQ(bottom.size, (Size{16, 4}));
    EXPECT_EQ(sample(top, 2, 3, 2), sample(image.view(), 2, 3, 4));
    EXPECT_EQ(sample(bottom, 0, 3, 2), sample(image.view(), 0, 3, 5));
}

TEST(Image, CopyTakesThePixelsAndNoMore) {
    for (const Chroma chroma : {Chroma::k420, Chroma::k422, Chroma::kRgb, Chroma::kGrey}) {
        const Image from = noise({31, 17}, {chroma, 8}, 1);
        Image to = noise({60, 40}, {chroma, 8}, 2);
        const Image before = noise({60, 40}, {chroma, 8}, 2);
        copy(from.view(), crop(to.view(), {4, 6, 31, 17}));
        EXPECT_TRUE(equal(crop(std::as_const(to).view(), {4, 6, 31, 17}), from.view()));
        EXPECT_EQ(sample(std::as_const(to).view(), 0, 35, 6), sample(before.view(), 0, 35, 6));
        EXPECT_EQ(sample(std::as_const(to).view(), 0, 4, 5), sample(before.view(), 0, 4, 5));
    }
}

TEST(Image, BlackIsBlackInEveryRangeAndDepth) {
    ColourSpec full;
    full.range = Range::kFull;
    const auto black = [](PixelFormat format, const ColourSpec& colour) {
        Image image({4, 4}, format);
        fill_black(image.view(), colour);
        const ConstImageView view = std::as_const(image).view();
        return std::array<int, 2>{sample(view, 0, 1, 1), sample(view, 1, 1, 1)};
    };
    EXPECT_EQ(black({Chroma::k420, 8}, kDisplayColour), (std::array{16, 128}));
    EXPECT_EQ(black({Chroma::k422, 10}, kDisplayColour), (std::array{64, 512}));
    EXPECT_EQ(black({Chroma::k420, 8}, full), (std::array{0, 128}));
    EXPECT_EQ(black({Chroma::kRgb, 8}, full), (std::array{0, 0}));
}

TEST(ImagePool, GivesAnImageAgainOnceNobodyHoldsItOnAnyThread) {
    ImagePool pool(2);
    std::shared_ptr<Image> first = pool.take({32, 32}, {Chroma::k420, 8});
    const Image* address = first.get();
    EXPECT_NE(pool.take({32, 32}, {Chroma::k420, 8}).get(), address);
    std::thread([held = std::move(first)]() mutable { held.reset(); }).join();
    std::set<const Image*> seen;
    const auto a = pool.take({32, 32}, {Chroma::k420, 8});
    const auto b = pool.take({32, 32}, {Chroma::k420, 8});
    EXPECT_TRUE(a.get() == address || b.get() == address);
    EXPECT_EQ(pool.take({16, 32}, {Chroma::k420, 8})->size(), (Size{16, 32}));
}

TEST(ImagePool, ImagesOutliveIt) {
    std::shared_ptr<Image> image;
    {
        ImagePool pool;
        image = pool.take({32, 32}, {Chroma::kGrey, 8});
    }
    fill(image->view(), {7, 0, 0});
    EXPECT_EQ(sample(std::as_const(*image).view(), 0, 31, 31), 7);
}

}  // namespace
}  // namespace gatecast
