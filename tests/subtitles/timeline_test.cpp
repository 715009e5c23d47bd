// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/layout/timeline.h"

#include <gtest/gtest.h>

#include "tests/subtitles/programme.h"

namespace gatecast {
namespace {

std::vector<CueTime> times(std::initializer_list<std::pair<double, double>> list) {
    std::vector<CueTime> made;
    for (const auto& [start, end] : list) {
        made.push_back({static_cast<int>(made.size()), seconds(start), seconds(end)});
    }
    return made;
}

TEST(CueTimes, AreThoseOfTheCuesInOrder) {
    std::vector<Problem> problems;
    const auto found = cue_times(track("vi", {cue(5, 6, "b"), cue(1, 2.04, "a")}), problems);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].cue, 1);
    EXPECT_EQ(found[0].start, seconds(1));
    EXPECT_EQ(found[0].end, seconds(2.04));
    EXPECT_TRUE(problems.empty());
}

TEST(CueTimes, ACueThatEndsBeforeItBeginsIsSaidAndNeverShown) {
    std::vector<Problem> problems;
    Cue untimed = cue(0, 0, "d");
    untimed.timed = false;
    const auto found = cue_times(track("vi", {cue(5, 4, "a"), cue(6, 6, "b"), cue(7, 8, "c"), untimed}), problems);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].cue, 2);
    EXPECT_EQ(problems.size(), 3u);
    EXPECT_TRUE(has(problems, "ends-before-start"));
    EXPECT_TRUE(has(problems, "no-time"));
    EXPECT_EQ(problems[1].cue, 1);
}

TEST(CueTimes, BeginAtZeroAtTheEarliest) {
    std::vector<Problem> problems;
    const auto found = cue_times(track("vi", {cue(-2, 1, "a"), cue(-2, -1, "b")}), problems);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].start, seconds(0));
}

TEST(Alignment, CuesThatOverlapByHalfOrMoreBeginAndEndTogether) {
    std::vector<std::vector<CueTime>> tracks{times({{1, 3}, {5, 7}}), times({{1.4, 3.2}, {6.5, 8.5}})};
    align_languages(tracks);
    EXPECT_EQ(tracks[1][0].start, seconds(1));
    EXPECT_EQ(tracks[1][0].end, seconds(3));
    EXPECT_EQ(tracks[1][1].start, seconds(6.5));  // a quarter only
    EXPECT_EQ(tracks[1][1].end, seconds(8.5));
    EXPECT_EQ(tracks[0][0].start, seconds(1));  // the first language stays
}

TEST(Alignment, ACueThatSpansTwoIsLeftAlone) {
    std::vector<std::vector<CueTime>> tracks{times({{1, 3}, {3, 5}}), times({{1, 5}})};
    align_languages(tracks);
    EXPECT_EQ(tracks[1][0].start, seconds(1));
    EXPECT_EQ(tracks[1][0].end, seconds(5));
}

TEST(Alignment, OfTwoCuesWithinOneEachKeepsItsHalf) {
    std::vector<std::vector<CueTime>> tracks{times({{1, 5}}), times({{1.2, 3.2}, {3.2, 4.8}})};
    align_languages(tracks);
    EXPECT_LE(tracks[1][0].end, tracks[1][1].start);
    EXPECT_EQ(tracks[1][1].end, seconds(4.8));
}

TEST(Alignment, TheThirdLanguageFollowsTheSecondWhereTheFirstIsSilent) {
    std::vector<std::vector<CueTime>> tracks{times({{1, 3}}), times({{5, 7}}), times({{5.2, 7.1}})};
    align_languages(tracks);
    EXPECT_EQ(tracks[2][0].start, seconds(5));
    EXPECT_EQ(tracks[2][0].end, seconds(7));
}

TEST(Alignment, MakesNoOverlapWithinALanguage) {
    std::vector<std::vector<CueTime>> tracks{times({{1, 4}, {4, 8}}), times({{1, 3.4}, {3.4, 7}})};
    align_languages(tracks);
    EXPECT_LE(tracks[1][0].end, tracks[1][1].start);
    EXPECT_LT(tracks[1][0].start, tracks[1][0].end);
}

TEST(Moments, BeginWhereACueBeginsOrEnds) {
    const auto stretches = stretches_of(times({{1, 4}, {2, 3}, {6, 7}}));
    ASSERT_EQ(stretches.size(), 4u);
    EXPECT_EQ(stretches[0].cues, (std::vector<int>{0}));
    EXPECT_EQ(stretches[1].cues, (std::vector<int>{0, 1}));
    EXPECT_EQ(stretches[1].from, seconds(2));
    EXPECT_EQ(stretches[1].until, seconds(3));
    EXPECT_EQ(stretches[2].cues, (std::vector<int>{0}));
    EXPECT_EQ(stretches[3].from, seconds(6));
}

TEST(Moments, CuesThatTouchDoNotOverlap) {
    const auto stretches = stretches_of(times({{1, 2}, {2, 3}}));
    ASSERT_EQ(stretches.size(), 2u);
    EXPECT_EQ(stretches[0].until, stretches[1].from);
    EXPECT_EQ(stretches[1].cues, (std::vector<int>{1}));
}

TEST(Moments, NoneOfNothing) {
    EXPECT_TRUE(stretches_of({}).empty());
}

}  // namespace
}  // namespace gatecast
