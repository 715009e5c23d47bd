// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/place.h"

#include <gtest/gtest.h>

#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::equal;
using testing::noise;
using testing::picture_of;
using testing::sample;

constexpr PixelFormat k420{Chroma::k420, 8};

TEST(Placer, DoesNothingWhereThereIsNothingToDo) {
    const Image canvas = noise({64, 32}, k420, 1);
    Placer placer({.canvas = {64, 32}, .frame = {}});
    EXPECT_EQ(placer.place(picture_of(canvas, 1)).view.planes[0].data, canvas.view().planes[0].data);
}

TEST(Placer, FoldsARibbonIntoRows) {
    const Image ribbon = noise({384, 24}, k420, 1);
    const Placement placement{.canvas = {384, 24}, .fold_rows = 2, .frame = {192, 108}};
    EXPECT_EQ(problem_of(placement), "");
    EXPECT_EQ(folded_size(placement), (Size{192, 48}));
    Placer placer(placement);
    const Picture frame = placer.place(picture_of(ribbon, 1));
    ASSERT_EQ(frame.view.size, (Size{192, 108}));
    EXPECT_TRUE(equal(crop(frame.view, {0, 0, 192, 24}), crop(ribbon.view(), {0, 0, 192, 24})));
    EXPECT_TRUE(equal(crop(frame.view, {0, 24, 192, 24}), crop(ribbon.view(), {192, 0, 192, 24})));
    EXPECT_EQ(sample(frame.view, 0, 5, 60), 16);
    EXPECT_EQ(sample(frame.view, 1, 5, 30), 128);
}

TEST(Placer, TurnsAndPlaces) {
    for (const int degrees : {90, 180, 270}) {
        const Image canvas = noise({40, 24}, k420, 1);
        const Size turned = degrees == 180 ? Size{40, 24} : Size{24, 40};
        Placer placer({.canvas = {40, 24}, .rotation_degrees = degrees, .frame = {64, 64}, .x = 6, .y = 8});
        const Picture frame = placer.place(picture_of(canvas, 1));
        const ConstImageView part = crop(frame.view, {6, 8, turned.width, turned.height});
        for (int p = 0; p < 3; ++p) {
            const Size size = plane_size({40, 24}, k420, p);
            for (int y = 0; y < size.height; ++y) {
                for (int x = 0; x < size.width; ++x) {
                    const int tx = degrees == 90 ? size.height - 1 - y : degrees == 180 ? size.width - 1 - x : y;
                    const int ty = degrees == 90 ? x : degrees == 180 ? size.height - 1 - y : size.width - 1 - x;
                    ASSERT_EQ(sample(part, p, tx, ty), sample(canvas.view(), p, x, y));
                }
            }
        }
        EXPECT_EQ(sample(frame.view, 0, 63, 63), 16);
    }
}

TEST(Placer, AQuarterTurnOf422KeepsItsShape) {
    const Image canvas = testing::rings({64, 48}, {Chroma::k422, 8});
    Placer placer({.canvas = {64, 48}, .rotation_degrees = 90, .frame = {}});
    const Picture frame = placer.place(picture_of(canvas, 1));
    ASSERT_EQ(frame.view.size, (Size{48, 64}));
    for (int y = 0; y < 48; ++y) {
        for (int x = 0; x < 64; ++x) ASSERT_EQ(sample(frame.view, 0, 47 - y, x), sample(canvas.view(), 0, x, y));
    }
}

TEST(Placer, TheSameCanvasGivesTheSameFrame) {
    const Image canvas = noise({40, 24}, k420, 1);
    Placer placer({.canvas = {40, 24}, .frame = {64, 64}});
    const Picture first = placer.place(picture_of(canvas, 3));
    const Picture second = placer.place(picture_of(canvas, 3));
    const Picture third = placer.place(picture_of(canvas, 4));
    EXPECT_EQ(first.id, second.id);
    EXPECT_EQ(first.view.planes[0].data, second.view.planes[0].data);
    EXPECT_NE(first.id, third.id);
    EXPECT_NE(first.view.planes[0].data, third.view.planes[0].data);
}

TEST(Placer, SaysWhatDoesNotFit) {
    EXPECT_NE(problem_of({.canvas = {100, 24}, .fold_rows = 3, .frame = {}}), "");
    EXPECT_NE(problem_of({.canvas = {64, 32}, .frame = {32, 32}}), "");
    EXPECT_NE(problem_of({.canvas = {64, 32}, .frame = {128, 64}, .x = 1}), "");
}

}  // namespace
}  // namespace gatecast
