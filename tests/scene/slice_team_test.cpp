// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/slice_team.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <latch>

#include "filters/canvas.h"
#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

struct Counts {
    std::array<std::atomic<int>, 64> of_slice{};
};

void count_slice(void* context, int slice) noexcept {
    ++static_cast<Counts*>(context)->of_slice[static_cast<size_t>(slice)];
}

TEST(SliceTeam, EverySliceIsDoneOnceBeforeRunReturns) {
    for (const int size : {1, 2, 5}) {
        SliceTeam team(size);
        EXPECT_EQ(team.size(), size);
        for (int round = 0; round < 500; ++round) {
            Counts counts;
            const int slices = round % 64;
            team.run(slices, count_slice, &counts);
            for (int i = 0; i < 64; ++i) ASSERT_EQ(counts.of_slice[static_cast<size_t>(i)], i < slices ? 1 : 0);
        }
    }
}

TEST(SliceTeam, SlicesRunAtTheSameTime) {
    SliceTeam team(3);
    std::latch all_there(3);  // would wait for ever if one came after the other
    team.run(
        3, [](void* context, int) noexcept { static_cast<std::latch*>(context)->arrive_and_wait(); }, &all_there);
    EXPECT_TRUE(all_there.try_wait());
}

TEST(SliceTeam, EndsWithoutHavingWorked) {
    const SliceTeam team(4);
    EXPECT_EQ(team.size(), 4);
}

TEST(SliceTeam, ALargeWallHasTheSamePixelsWithAndWithoutIt) {
    constexpr Size kWall{2560, 1440};
    const Image source = testing::noise({1280, 720}, {Chroma::k420, 8}, 1);
    PictureLayer picture;
    picture.picture = testing::picture_of(source, 0);
    picture.area = area_of(kWall);
    const std::vector<Layer> layers{picture};
    SliceTeam team(2);
    Canvas alone(kWall, Chroma::k420);
    Canvas together(kWall, Chroma::k420, &team);
    for (int i = 0; i < 3; ++i) {
        const Picture expected = alone.compose(layers);
        ASSERT_TRUE(testing::equal(together.compose(layers).view, expected.view));
    }
}

}  // namespace
}  // namespace gatecast
