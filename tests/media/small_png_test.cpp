// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/small_png.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "pipeline/media/still.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

class SmallPng : public testing::Test {
protected:
    template <typename Colour>
    static Image painted(Size size, Colour colour) {
        Image image(size, {Chroma::kRgb, 8});
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x)
                for (size_t c = 0; c < 3; ++c) image.view().planes[c].row(y)[x] = colour(x, y)[c];
        }
        return image;
    }

    /// The largest difference of a sample after it went through a file.
    [[nodiscard]] int worst_difference(const Image& image) const {
        const std::string png = small_png(image.view());
        std::ofstream(file_, std::ios::binary) << png;
        const BgraImage read = read_bgra(file_);
        EXPECT_EQ(read.size, image.size());
        int worst = 0;
        for (int y = 0; y < read.size.height; ++y) {
            for (int x = 0; x < read.size.width; ++x) {
                const uint8_t* bgra = &read.pixels[4 * static_cast<size_t>(y * read.size.width + x)];
                EXPECT_EQ(bgra[3], 255);
                for (size_t c = 0; c < 3; ++c)
                    worst = std::max(worst, std::abs(bgra[2 - c] - image.view().planes[c].row(y)[x]));
            }
        }
        return worst;
    }

    using Rgb8 = std::array<uint8_t, 3>;
    const test::TempFolder folder_;
    const std::filesystem::path file_ = folder_ / "small.png";
};

TEST_F(SmallPng, FewColoursStayAsTheyAre) {
    const Image image = painted({67, 31}, [](int x, int y) {
        return Rgb8{static_cast<uint8_t>(x / 8 * 30), static_cast<uint8_t>(y / 8 * 60),
                    static_cast<uint8_t>(255 - x / 8 * 30)};
    });
    EXPECT_EQ(worst_difference(image), 0);
}

TEST_F(SmallPng, ManyColoursComeNear) {
    const Image image = painted({128, 128}, [](int x, int y) {
        return Rgb8{static_cast<uint8_t>(x * 2), static_cast<uint8_t>(y * 2), static_cast<uint8_t>(x + y)};
    });
    const int worst = worst_difference(image);
    EXPECT_GT(worst, 0);
    EXPECT_LE(worst, 24);
}

TEST_F(SmallPng, OnePixelIsAPictureToo) {
    EXPECT_EQ(worst_difference(painted({1, 1}, [](int, int) { return Rgb8{7, 200, 91}; })), 0);
}

TEST_F(SmallPng, OtherFormatsAreRefused) {
    const Image grey({8, 8}, {Chroma::kGrey, 8});
    EXPECT_THROW(static_cast<void>(small_png(grey.view())), std::invalid_argument);
}

}  // namespace
}  // namespace gatecast
