// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/message.h"

#include <gtest/gtest.h>

#include "presets/nearest.h"

namespace gatecast {
namespace {

TEST(Message, FillsItsValuesInOrder) {
    EXPECT_EQ(in_english(message("{}: {} of {}", "a", 2, 3.5)), "a: 2 of 3.5");
}

TEST(Message, TranslationsMayTurnTheValuesRound) {
    EXPECT_EQ(fill("{1} trước {0}", {"a", "b"}), "b trước a");
}

TEST(Message, BracesInValuesStayAsTheyAre) {
    EXPECT_EQ(in_english(message("mask {}", "{clip}")), "mask {clip}");
    EXPECT_EQ(in_english(message("a sentence with {braces} and no values")), "a sentence with {braces} and no values");
}

TEST(Message, ABrokenTranslationStillSaysItsValues) {
    EXPECT_EQ(fill("{} {} {}", {"a.mp4"}), "{} {} {} [a.mp4]");
    EXPECT_EQ(fill("{0} {", {"a.mp4"}), "{0} { [a.mp4]");
}

TEST(Message, ErrorsCarryTheirSentence) {
    const Error error(message("{}: no such file.", "a.mp4"));
    EXPECT_STREQ(error.what(), "a.mp4: no such file.");
    EXPECT_EQ(error.message().sentence, "{}: no such file.");
}

TEST(Nearest, FindsTyposAndNothingElse) {
    const std::string words[] = {"render", "probe", "presets", "check", "check-system"};
    EXPECT_EQ(nearest("rendr", words), "render");
    EXPECT_EQ(nearest("presest", words), "presets");
    EXPECT_EQ(nearest("chekc-system", words), "check-system");
    EXPECT_EQ(nearest("zebra", words), "");
    EXPECT_EQ(nearest("", words), "");
    EXPECT_EQ(nearest("render", {}), "");
}

}  // namespace
}  // namespace gatecast
