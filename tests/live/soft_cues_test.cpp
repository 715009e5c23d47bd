// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/soft_cues.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/live/outputs/hls_master.h"
#include "pipeline/live/outputs/webvtt_segment.h"

namespace gatecast {
namespace {

LiveCue cue(const char* language, const char* text, int64_t from, int64_t until) {
    return {{}, language, text, from, until};
}

std::vector<std::string> texts(const std::vector<LiveCue>& cues) {
    std::vector<std::string> all;
    for (const LiveCue& each : cues) all.push_back(each.text);
    return all;
}

TEST(SoftCues, tells_what_is_said_within_a_stretch_by_language) {
    SoftCues cues;
    cues.take({-1, {}, {cue("vi", "hai", 50, 80), cue("vi", "một", 10, 50), cue("km", "មួយ", 10, 50)}});
    EXPECT_THAT(texts(cues.between(0, 100, "vi")), testing::ElementsAre("một", "hai"));
    EXPECT_THAT(texts(cues.between(0, 50, "vi")), testing::ElementsAre("một"));
    EXPECT_THAT(texts(cues.between(50, 51, "vi")), testing::ElementsAre("hai"));
    EXPECT_THAT(texts(cues.between(0, 100, "km")), testing::ElementsAre("មួយ"));
    EXPECT_TRUE(cues.between(0, 100, "en").empty());
}

TEST(SoftCues, another_item_ends_what_the_one_before_it_would_have_said) {
    SoftCues cues;
    cues.take({-1, {}, {cue("vi", "đang nói", 10, 60), cue("vi", "sẽ nói", 60, 90)}});
    cues.take({40, {}, {cue("vi", "mới", 45, 70)}});
    EXPECT_THAT(texts(cues.between(0, 1000, "vi")), testing::ElementsAre("đang nói", "mới"));
    EXPECT_EQ(cues.between(0, 1000, "vi").front().until, 40);
}

TEST(SoftCues, a_live_line_takes_the_place_of_what_stands_in_its_language) {
    SoftCues cues;
    cues.take(news_of(cue("vi", "một", 0, 100)));
    cues.take(news_of(cue("en", "one", 0, 100)));
    cues.take(news_of(cue("vi", "hai", 30, 100)));
    cues.take(news_of(cue("vi", "", 60, 100)));
    const std::vector<LiveCue> said = cues.between(0, 1000, "vi");
    ASSERT_THAT(texts(said), testing::ElementsAre("một", "hai"));
    EXPECT_EQ(said[0].until, 30);
    EXPECT_EQ(said[1].until, 60);
    EXPECT_EQ(cues.between(0, 1000, "en").front().until, 100);
}

TEST(SoftCues, a_live_line_stands_over_the_items_beneath_it) {
    SoftCues cues;
    cues.take(news_of(cue("vi", "tin khẩn", 0, 100)));
    cues.take({50, {}, {cue("vi", "phim", 50, 80)}});
    cues.take(news_of(cue("vi", "", 70, 100)));
    const std::vector<LiveCue> said = cues.between(0, 1000, "vi");
    ASSERT_THAT(texts(said), testing::ElementsAre("tin khẩn", "phim"));
    EXPECT_EQ(said[0].until, 70);
    EXPECT_EQ(said[1].until, 80);
}

TEST(SoftCues, go_as_letters_and_are_forgotten) {
    SoftCues cues;
    cues.take(cue_news_from(to_json(CueNews{-1, {}, {cue("vi", "một\nhai", 1, 5), cue("vi", "ba", 5, 9)}})));
    cues.forget_before(5);
    SoftCues other;
    for (const CueNews& each : cues.whole()) other.take(cue_news_from(to_json(each)));
    EXPECT_THAT(texts(other.between(0, 1000, "vi")), testing::ElementsAre("ba"));
}

TEST(WebvttSegment, stands_on_the_stream_s_clock_which_wraps) {
    const int64_t begun = 3600 * 25 * 30;  // after 30 hours: the clock of 33 bits has begun anew
    const std::string text = webvtt_segment({cue("vi", "a < b & c", begun + 25, begun + 75)}, begun, {25, 1}, 126'000);
    const int64_t clock = (int64_t{30} * 3600 * 90'000 + 126'000) % (int64_t{1} << 33);
    EXPECT_EQ(text, "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:" + std::to_string(clock) +
                        ",LOCAL:30:00:00.000\n\n30:00:01.000 --> 30:00:03.000\na &lt; b &amp; c\n");
}

TEST(WebvttSegment, without_a_word_is_still_one) {
    EXPECT_EQ(webvtt_segment({}, 0, {25, 1}, 0), "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n");
}

TEST(HlsMaster, names_languages_as_their_speakers_do) {
    const std::string text =
        hls_master({{500'000, {640, 360}, "index.m3u8"}}, "avc1.64001f,mp4a.40.2", {25, 1}, {"vi", "km"});
    EXPECT_THAT(text, testing::HasSubstr("NAME=\"Tiếng Việt\",LANGUAGE=\"vi\",AUTOSELECT=YES,DEFAULT=YES"));
    EXPECT_THAT(text, testing::HasSubstr("NAME=\"ភាសាខ្មែរ\",LANGUAGE=\"km\",AUTOSELECT=YES,DEFAULT=NO"));
    EXPECT_THAT(text, testing::HasSubstr("URI=\"km.m3u8\""));
    EXPECT_THAT(text, testing::HasSubstr("SUBTITLES=\"subtitles\"\nindex.m3u8\n"));
}

}  // namespace
}  // namespace gatecast
