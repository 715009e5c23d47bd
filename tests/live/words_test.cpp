// SPDX-License-Identifier: GPL-3.0-or-later
// Words on the air without processes: which are seen at a frame, what arrives of an overlay, what a followed file says.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/live/mixer/on_air_words.h"
#include "pipeline/live/words/followed_file.h"
#include "pipeline/live/words/overlay_letter.h"
#include "presets/message.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

OverlayRef overlay_at(const Rect& area) {
    auto overlay = std::make_shared<Overlay>();
    overlay->area = area;
    return overlay;
}

DrawnWords words(const std::string& deck, const std::string& language, int64_t from, int64_t until, int y = 0) {
    return {deck, language, from, until, {}, {}, overlay_at({0, y, 16, 8})};
}

size_t seen(OnAirWords& on_air, const std::string& deck, int64_t item_frame, int64_t grid_frame = 0) {
    return on_air.seen_at({&deck, item_frame, grid_frame}).size();
}

TEST(OnAirWords, are_seen_from_their_first_frame_to_their_last_of_their_own_deck_only) {
    OnAirWords on_air;
    on_air.put(words("a", "vi", 10, 20));
    EXPECT_EQ(seen(on_air, "a", 9), 0U);
    EXPECT_EQ(seen(on_air, "a", 10), 1U);
    EXPECT_EQ(seen(on_air, "b", 15), 0U);
    EXPECT_EQ(seen(on_air, "a", 19), 1U);
    EXPECT_EQ(seen(on_air, "a", 20), 0U);
    EXPECT_TRUE(on_air.seen_at({nullptr, 15, 0}).empty()) << "standby says nothing";
}

TEST(OnAirWords, a_come_again_takes_its_own_place_and_is_not_late) {
    OnAirWords on_air;
    on_air.put(words("a", "vi", 10, 20));
    EXPECT_EQ(seen(on_air, "a", 12), 1U);
    on_air.put(words("a", "vi", 10, 20));
    EXPECT_EQ(seen(on_air, "a", 13), 1U);
    EXPECT_EQ(on_air.late(), 0);
    on_air.put(words("a", "km", 10, 20, 8));
    EXPECT_EQ(seen(on_air, "a", 14), 2U);
    EXPECT_EQ(on_air.late(), 1);
}

TEST(OnAirWords, a_live_line_stands_in_place_of_the_items_own_in_its_language) {
    OnAirWords on_air;
    on_air.put(words("a", "vi", 0, 100));
    on_air.put(words("a", "km", 0, 100, 8));
    on_air.set_lines({words("", "vi", 1000, 1010)});
    const std::string deck = "a";
    const auto at = [&](int64_t grid_frame) { return on_air.seen_at({&deck, 5, grid_frame}); };
    EXPECT_EQ(at(999).size(), 2U);
    ASSERT_EQ(at(1000).size(), 2U);
    EXPECT_EQ(at(1000)[0].overlay->area.y, 8) << "the Khmer of the item stays";
    EXPECT_EQ(at(1010).size(), 2U) << "and its Vietnamese is back";
    EXPECT_EQ(at(1010)[0].overlay->area.y, 0);
}

TEST(OnAirWords, fade_by_the_frame) {
    OnAirWords on_air;
    DrawnWords fading = words("a", "vi", 10, 20);
    fading.opening = {64, 128};
    fading.closing = {200, 100};
    on_air.put(fading);
    const std::string deck = "a";
    std::vector<int> opacities;
    for (int64_t n = 10; n < 20; ++n) opacities.push_back(on_air.seen_at({&deck, n, 0}).at(0).opacity_256);
    EXPECT_EQ(opacities, (std::vector<int>{64, 128, 256, 256, 256, 256, 256, 256, 200, 100}));
}

TEST(OnAirWords, a_withdrawn_language_goes_and_the_others_stay) {
    OnAirWords on_air;
    on_air.put(words("a", "vi", 0, 100));
    on_air.put(words("a", "km", 0, 100, 8));
    on_air.forget("a", "vi");
    EXPECT_EQ(seen(on_air, "a", 5), 1U);
    on_air.forget("a", "");
    EXPECT_EQ(seen(on_air, "a", 6), 0U);
}

Overlay painted(const Rect& area) {
    Overlay overlay;
    overlay.area = area;
    overlay.colour = Image(area.size(), {Chroma::k420, 8});
    overlay.alpha = Image(area.size(), {Chroma::kGrey, 8});
    overlay.chroma_alpha = Image({area.width / 2, area.height / 2}, {Chroma::kGrey, 8});
    fill(overlay.colour.view(), {100, 120, 140});
    fill(overlay.alpha.view(), {0, 0, 0});
    fill(overlay.chroma_alpha.view(), {0, 0, 0});
    overlay.alpha.view().planes[0].row(3)[5] = 255;
    return overlay;
}

TEST(OverlayLetter, arrives_pixel_by_pixel_with_its_ink_found_anew) {
    const Overlay sent = painted({6, 4, 30, 10});
    const OverlayRef got = unpack(pack(sent), sent.area, {64, 32}, Chroma::k420);
    EXPECT_EQ(got->area, sent.area);
    EXPECT_EQ(got->colour.view().planes[1].row(2)[3], 120);
    ASSERT_EQ(got->ink.size(), 1U);
    EXPECT_EQ(got->ink[0].y, 3);
    EXPECT_LE(got->ink[0].x0, 5);
    EXPECT_GT(got->ink[0].x1, 5);
}

TEST(OverlayLetter, refuses_what_does_not_fit_its_display_or_has_not_its_pixels) {
    const Overlay sent = painted({6, 4, 30, 10});
    const Descriptor pixels = pack(sent);
    EXPECT_THROW(unpack(pixels, {40, 4, 30, 10}, {64, 32}, Chroma::k420), Error);
    EXPECT_THROW(unpack(pixels, {-2, 4, 30, 10}, {64, 32}, Chroma::k420), Error);
    EXPECT_THROW(unpack(pixels, {6, 4, 30, INT32_MAX - 1}, {64, 32}, Chroma::k420), Error);
    EXPECT_THROW(unpack(pixels, {6, 4, 30, 12}, {64, 32}, Chroma::k420), Error);
    EXPECT_THROW(unpack(Descriptor(), sent.area, {64, 32}, Chroma::k420), Error);
}

class FollowedFiles : public ::testing::Test {
protected:
    void write(const std::string& text) const { std::ofstream(file_, std::ios::app) << text; }

    test::TempFolder scratch_;
    std::filesystem::path file_ = scratch_ / "noi.txt";
};

TEST_F(FollowedFiles, give_what_is_new_and_whole_and_of_several_the_newest) {
    write("cũ\n");
    FollowedFile followed(file_, "vi");
    EXPECT_FALSE(followed.take_new());
    write("một\nhai\r\nba");
    EXPECT_EQ(followed.take_new()->text, "hai");
    EXPECT_FALSE(followed.take_new()) << "the third is not whole yet";
    write(" bốn\n");
    EXPECT_EQ(followed.take_new()->text, "ba bốn");
    write("\n");
    EXPECT_EQ(followed.take_new()->text, "");
}

TEST_F(FollowedFiles, are_read_from_their_start_when_they_are_replaced_or_begun_anew) {
    FollowedFile followed(file_, "vi");
    EXPECT_FALSE(followed.take_new()) << "it is not there yet";
    write("một\n");
    EXPECT_EQ(followed.take_new()->text, "một");
    std::filesystem::resize_file(file_, 0);
    write("x\n");
    EXPECT_EQ(followed.take_new()->text, "x");
    std::ofstream(scratch_ / "other") << "hai\n";
    std::filesystem::rename(scratch_ / "other", file_);
    EXPECT_EQ(followed.take_new()->text, "hai");
}

TEST_F(FollowedFiles, of_an_srt_give_its_cues_with_their_length) {
    file_ = scratch_ / "noi.km.srt";
    FollowedFile followed(file_, "km");
    write("1\r\n00:00:01,000 --> 00:00:03,500\r\nសូមស្វាគមន៍\r\nកម្ពុជា\r\n");
    EXPECT_FALSE(followed.take_new()) << "its empty line is still to come";
    write("\r\n2\r\n00:00:04,000 -->");
    const auto cue = followed.take_new();
    ASSERT_TRUE(cue);
    EXPECT_EQ(cue->text, "សូមស្វាគមន៍\nកម្ពុជា");
    EXPECT_EQ(cue->length, std::chrono::milliseconds(2500));
}

}  // namespace
}  // namespace gatecast
