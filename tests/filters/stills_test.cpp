// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/stills.h"

#include <gtest/gtest.h>

namespace gatecast {
namespace {

constexpr Size kSize{32, 16};
constexpr PixelFormat k420{Chroma::k420, 8};

PictureKey picture(uint64_t id, int x = 0) {
    PictureKey key;
    key.id = id;
    key.area = {x, 0, kSize.width, kSize.height};
    return key;
}

// As a painter does in a frame of its own: true where the pixels were there already.
bool paint(Stills& stills, const PictureKey& key) {
    if (stills.paint_again(key) != nullptr) return true;
    if (Still* still = stills.worth_keeping(key, kSize, k420)) still->kept = true;
    return false;
}

bool paint_in_next_frame(Stills& stills, const PictureKey& key) {
    stills.next_frame();
    return paint(stills, key);
}

TEST(Stills, APictureIsThereFromItsThirdPaintingOn) {
    Stills stills;
    EXPECT_FALSE(paint_in_next_frame(stills, picture(1)));
    EXPECT_FALSE(paint_in_next_frame(stills, picture(1)));
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(paint_in_next_frame(stills, picture(1)));
}

TEST(Stills, AFilmKeepsNothing) {
    Stills stills;
    for (uint64_t id = 1; id < 100; ++id) {
        stills.next_frame();
        EXPECT_FALSE(stills.has(picture(id)));
        EXPECT_EQ(stills.worth_keeping(picture(id), kSize, k420), nullptr);
    }
}

TEST(Stills, AFilmWhosePicturesArePaintedTwiceIsScaledOnceEach) {
    Stills stills;
    (void)paint_in_next_frame(stills, picture(1));
    (void)paint_in_next_frame(stills, picture(1));
    for (uint64_t id = 2; id < 100; ++id) {
        EXPECT_FALSE(paint_in_next_frame(stills, picture(id)));
        EXPECT_TRUE(paint_in_next_frame(stills, picture(id)));
    }
}

TEST(Stills, AFilmThatIsOnlyLookedAtTwiceKeepsNothing) {
    Stills stills;
    for (uint64_t id = 1; id < 100; ++id) {
        EXPECT_FALSE(paint_in_next_frame(stills, picture(id)));
        stills.next_frame();
        EXPECT_FALSE(stills.has(picture(id)));
    }
}

TEST(Stills, TwoPicturesOfOnePlaceInOneFrameAreBothKept) {
    Stills stills;
    for (int i = 0; i < 5; ++i) {
        stills.next_frame();
        EXPECT_EQ(paint(stills, picture(1)), i >= 2);
        EXPECT_EQ(paint(stills, picture(2)), i >= 2);
    }
}

TEST(Stills, OpacityMakesNoOtherPicture) {
    Stills stills;
    for (int i = 0; i < 5; ++i) {
        PictureKey fading = picture(1);
        fading.opacity_256 = 40 * i;
        EXPECT_EQ(paint_in_next_frame(stills, fading), i >= 2);
    }
}

TEST(Stills, UnknownPicturesAreNeverKept) {
    Stills stills;
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(paint_in_next_frame(stills, picture(0)));
}

TEST(Stills, WhatIsNotSeenForTenSecondsIsGivenUp) {
    Stills stills;
    for (int i = 0; i < 3; ++i) (void)paint_in_next_frame(stills, picture(1));
    for (int i = 0; i < 240; ++i) stills.next_frame();
    EXPECT_TRUE(stills.has(picture(1)));
    for (int i = 0; i < 260; ++i) stills.next_frame();
    EXPECT_FALSE(stills.has(picture(1)));
}

TEST(Stills, OfMoreThanItKeepsInOneFrameTheRestIsPaintedEachTime) {
    Stills stills;
    int there = 0;
    for (int i = 0; i < 4; ++i) {
        stills.next_frame();
        there = 0;
        for (int n = 0; n < 9; ++n) there += paint(stills, picture(static_cast<uint64_t>(n) + 1, 40 * n)) ? 1 : 0;
    }
    EXPECT_EQ(there, 6);
}

}  // namespace
}  // namespace gatecast
