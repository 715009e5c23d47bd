// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/team_scaler.h"

#include <gtest/gtest.h>

#include "filters/canvas.h"
#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::equal;

/// A team of one thread that does the last slice first.
class Backwards final : public Team {
public:
    explicit Backwards(int size) : size_(size) {}
    [[nodiscard]] int size() const noexcept override { return size_; }
    void run(int count, void (*job)(void*, int) noexcept, void* context) noexcept override {
        for (int i = count; i-- > 0;) job(context, i);
        slices_done += count;
    }
    int slices_done = 0;

private:
    int size_;
};

constexpr PixelFormat k420{Chroma::k420, 8};
constexpr PixelFormat k422{Chroma::k422, 8};

ScaleSpec filling(Size source, Size target, PixelFormat format) {
    ScaleSpec spec;
    spec.source_size = source;
    spec.source_format = spec.target_format = format;
    spec.source_area_px16 = fit_picture(source, {1, 1}, 0, area_of(target), Fit::kFill).source_area_px16;
    spec.target_size = target;
    return spec;
}

// The bytes of the whole; and into how many slices it was cut.
int compare_with_whole(const ScaleSpec& spec, int threads) {
    Backwards team(threads);
    TeamScaler cut(spec, &team);
    Scaler whole(spec);
    const Image source = testing::rings(spec.source_size, spec.source_format);
    Image expected(spec.target_size, spec.target_format);
    Image actual(spec.target_size, spec.target_format);
    whole.scale(source.view(), expected.view());
    cut.scale(source.view(), actual.view());
    EXPECT_TRUE(equal(std::as_const(actual).view(), std::as_const(expected).view()))
        << spec.source_size.width << 'x' << spec.source_size.height << " to " << spec.target_size.width << 'x'
        << spec.target_size.height;
    EXPECT_EQ(team.slices_done, cut.slices() > 1 ? cut.slices() : 0);
    return cut.slices();
}

TEST(TeamScaler, WallsAreCutAndHaveTheBytesOfTheWhole) {
    for (const Size source : {Size{1920, 1080}, Size{1280, 720}, Size{720, 576}}) {
        for (const Size target : {Size{2560, 1440}, Size{3840, 1080}, Size{2304, 1152}}) {
            EXPECT_GT(compare_with_whole(filling(source, target, k420), 2), 1);
        }
    }
    EXPECT_GT(compare_with_whole(filling({3840, 2160}, {1920, 1080}, k422), 2), 1);
    EXPECT_GT(compare_with_whole(filling({1920, 1080}, {2560, 1440}, k422), 2), 1);
}

TEST(TeamScaler, EveryKernelAndNumberOfThreadsGivesTheBytesOfTheWhole) {
    for (const Kernel kernel : {Kernel::kBilinear, Kernel::kBicubic, Kernel::kLanczos, Kernel::kSpline36}) {
        for (const int threads : {2, 3, 8}) {
            ScaleSpec spec = filling({1280, 720}, {2560, 1440}, k420);
            spec.kernel = kernel;
            EXPECT_GT(compare_with_whole(spec, threads), threads);
        }
    }
}

TEST(TeamScaler, ColourConvertedPicturesHaveTheBytesOfTheWhole) {
    ScaleSpec spec = filling({720, 576}, {2560, 1440}, k420);
    spec.source_colour.matrix = Matrix::kBt601;
    spec.source_colour.primaries = Primaries::kBt601_625;
    EXPECT_GT(compare_with_whole(spec, 2), 1);
    spec.source_format.depth = 10;
    EXPECT_GT(compare_with_whole(spec, 2), 1);
}

TEST(TeamScaler, OddRatiosAreRightWhetherOrNotTheyCanBeCut) {
    testing::Random random(3);
    for (int round = 0; round < 24; ++round) {
        const Size source{2 * testing::between(random, 100, 900), 2 * testing::between(random, 100, 600)};
        const int width = 2 * testing::between(random, 700, 2000);
        const Size target{width, (2'000'000 / width + testing::between(random, 1, 300)) & ~1};
        compare_with_whole(filling(source, target, round % 2 ? k420 : k422), 2 + round % 3);
    }
}

TEST(TeamScaler, TinyPicturesMadeLargeAreRight) {
    for (const Size source : {Size{16, 10}, Size{64, 36}, Size{1920, 8}}) {
        for (const Kernel kernel : {Kernel::kBicubic, Kernel::kSpline36}) {
            ScaleSpec spec = filling(source, {2048, 1152}, k420);
            spec.source_area_px16 = {};
            spec.kernel = kernel;
            compare_with_whole(spec, 2);
        }
    }
    ScaleSpec spec = filling({1920, 8640}, {1920, 1080}, k420);
    spec.source_area_px16 = {};
    EXPECT_GT(compare_with_whole(spec, 4), 1);
}

TEST(TeamScaler, SmallAndTurnedPicturesAndThoseWithoutATeamAreNotCut) {
    EXPECT_EQ(compare_with_whole(filling({1920, 1080}, {1440, 720}, k420), 2), 1);
    EXPECT_EQ(compare_with_whole(filling({1920, 1080}, {2560, 1440}, k420), 1), 1);
    ScaleSpec turned = filling({1080, 1920}, {2560, 1440}, k420);
    turned.rotation_degrees = 90;
    turned.source_area_px16 = {};
    EXPECT_EQ(compare_with_whole(turned, 2), 1);
    EXPECT_EQ(TeamScaler(filling({1920, 1080}, {2560, 1440}, k420), nullptr).slices(), 1);
}

}  // namespace
}  // namespace gatecast
