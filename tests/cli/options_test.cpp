// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/options.h"

#include <gtest/gtest.h>

#include <sstream>

namespace gatecast {
namespace {

constexpr Option kOptions[] = {
    {"output,o", "DIR", "where files go"},
    {"display", "NAME", "for which screen"},
    {"force", nullptr, "replace files"},
};
constexpr Synopsis kSynopsis{"render CLIP", "Renders.", kOptions, 1, 2};

class ReadOptions : public testing::Test {
protected:
    std::optional<Options> read(const std::vector<std::string>& arguments) {
        return read_options(kSynopsis, arguments, console_);
    }
    std::string refusal(const std::vector<std::string>& arguments) {
        try {
            static_cast<void>(read(arguments));
        } catch (const UsageError& error) {
            return error.what();
        }
        return {};
    }

    std::ostringstream out_, err_;
    Console console_{out_, err_, Catalogue{}, false};
};

TEST_F(ReadOptions, TakesWordsAndOptionsInAnyOrder) {
    const auto options = read({"--display", "a", "clip.mp4", "-o", "dir", "--display=b", "--force"});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->words(), (std::vector<std::string>{"clip.mp4"}));
    EXPECT_EQ(options->all("display"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(options->one("display"), "b");
    EXPECT_EQ(options->one("output"), "dir");
    EXPECT_TRUE(options->has("force"));
    EXPECT_FALSE(read({"clip.mp4"})->has("force"));
    EXPECT_EQ(read({"clip.mp4"})->one("output", "here"), "here");
}

TEST_F(ReadOptions, WordsAfterTwoDashesAreWords) {
    EXPECT_EQ(read({"--", "--odd.mp4"})->words(), (std::vector<std::string>{"--odd.mp4"}));
}

TEST_F(ReadOptions, RefusesSlips) {
    EXPECT_EQ(refusal({"a", "--dispaly", "x"}), "Unknown option --dispaly. Did you mean --display?");
    EXPECT_EQ(refusal({"a", "--zebra"}), "Unknown option --zebra.");
    EXPECT_EQ(refusal({"a", "--disp", "x"}).substr(0, 14), "Unknown option") << "cut-off names are not guessed";
    EXPECT_EQ(refusal({"a", "--display"}), "Option --display needs a value after it.");
    EXPECT_EQ(refusal({"a", "--force=yes"}), "Option --force takes no value.");
    EXPECT_EQ(refusal({}), "Something is missing after the command.");
    EXPECT_EQ(refusal({"a", "b", "c"}), "\"c\" is one word too many.");
}

TEST_F(ReadOptions, HelpIsPrintedAndNothingIsLeftToDo) {
    EXPECT_FALSE(read({"--help"}));
    EXPECT_NE(out_.str().find("gatecast render CLIP"), std::string::npos);
    EXPECT_NE(out_.str().find("-o [ --output ] DIR"), std::string::npos);
    EXPECT_NE(out_.str().find("--json"), std::string::npos);
}

TEST_F(ReadOptions, NumbersKeepToTheirLimits) {
    EXPECT_EQ(read({"a", "-o", "12"})->number("output", 3, 1, 20), 12);
    EXPECT_EQ(read({"a"})->number("output", 3, 1, 20), 3);
    for (const char* wrong : {"0", "21", "x", "1.5", "3x", "", "99999999999999999999"}) {
        EXPECT_THROW(static_cast<void>(read({"a", std::string("--output=") + wrong})->number("output", 3, 1, 20)),
                     UsageError)
            << wrong;
    }
}

}  // namespace
}  // namespace gatecast
