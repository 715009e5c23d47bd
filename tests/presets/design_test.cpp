// SPDX-License-Identifier: GPL-3.0-or-later
// Screens designed from their pixels: the preset reads as it was meant, and what is said of it is so.
#include "presets/design.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/presets/preset_files.h"

namespace gatecast {
namespace {

using testing::HasSubstr;

DesignRequest pixels(Size size, double pitch_mm, double nearest_m, double farthest_m) {
    DesignRequest request;
    request.pixels = size;
    request.pitch_mm = pitch_mm;
    request.nearest_m = nearest_m;
    request.farthest_m = farthest_m;
    return request;
}

DesignRequest cabinets(int columns, int rows, Size each) {
    DesignRequest request = pixels({}, 4, 8, 40);
    request.columns = columns;
    request.rows = rows;
    request.cabinet_px = each;
    return request;
}

std::string refusal(const DesignRequest& request) {
    try {
        static_cast<void>(design(request));
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

std::vector<std::string> in_english(const std::vector<Message>& messages) {
    std::vector<std::string> sentences;
    for (const Message& each : messages) sentences.push_back(gatecast::in_english(each));
    return sentences;
}

const Graphic& named(const Design& design, const char* name) {
    return *std::ranges::find(design.display.graphics, name, &Graphic::name);
}

using Designs = PresetFiles;

TEST_F(Designs, AreWholePresets) {
    const Design made = design(cabinets(6, 3, {240, 240}));
    const auto file = write("displays/mine.toml", made.toml);
    for (const Message& problem : library().check(file)) ADD_FAILURE() << gatecast::in_english(problem);
    const Display read = library().display("mine");
    EXPECT_EQ(read.canvas, (Size{1440, 720}));
    EXPECT_EQ(read.cabinets.columns, 6);
    EXPECT_DOUBLE_EQ(read.viewing_distance_m, 40);
    EXPECT_EQ(read.graphics, made.display.graphics);
    EXPECT_THAT(made.toml, HasSubstr("# "));
    EXPECT_THAT(made.toml, testing::Not(HasSubstr("extends")));
    EXPECT_NO_THROW(static_cast<void>(library().style(read.subtitle_style)));
    EXPECT_NO_THROW(static_cast<void>(library().programme("ban-tin", read)));
}

TEST_F(Designs, OfAnyShapeKeepTheirPlacesApart) {
    for (const Size size :
         {Size{1440, 720}, {576, 288}, {256, 128}, {640, 1280}, {3840, 240}, {1920, 384}, {7680, 4320}}) {
        for (const double farthest : {8.0, 25.0, 60.0}) {
            const Design made = design(pixels(size, 5, 4, farthest));
            const auto where = testing::Message() << made.display.name << " to " << farthest << " m: ";
            for (const Graphic& one : made.display.graphics) {
                if (one.name == "notice") continue;
                EXPECT_TRUE(intersection(one.area, made.display.logo_area).empty()) << where << one.name << ", logo";
                for (const Graphic& other : made.display.graphics) {
                    const bool hides = one.yields == Yielding::kHides || other.yields == Yielding::kHides;
                    const bool pair = other.name > one.name && other.name != "notice" && !hides;
                    EXPECT_TRUE(!pair || intersection(one.area, other.area).empty())
                        << where << one.name << ", " << other.name;
                }
            }
        }
    }
}

TEST_F(Designs, AskForLettersOfTwoAndAHalfMillimetresAMetre) {
    const Design made = design(pixels({1440, 720}, 4, 8, 40));
    ASSERT_EQ(made.texts.size(), 6u);
    EXPECT_EQ(made.texts[0].language, "vi");
    EXPECT_DOUBLE_EQ(made.texts[0].em_px, 20) << "near by the least that points can form counts";
    EXPECT_NEAR(made.texts[3].letter_mm, 100, 0.01);
    EXPECT_NEAR(made.texts[5].letter_mm, 100, 0.01) << "of KA as of the x";
    EXPECT_GT(made.texts[5].line_px, made.texts[3].line_px) << "Khmer stacks higher";
}

TEST_F(Designs, CountTheLanguagesThatFit) {
    EXPECT_EQ(design(pixels({1440, 720}, 4, 8, 20)).languages_at_once, 3);
    EXPECT_EQ(design(pixels({576, 288}, 10, 10, 20)).languages_at_once, 2);
    EXPECT_EQ(design(pixels({256, 128}, 5, 5, 20)).languages_at_once, 1);
    EXPECT_EQ(design(pixels({256, 128}, 5, 5, 200)).languages_at_once, 0);
    const Design wall = design(pixels({1440, 720}, 4, 8, 20));
    EXPECT_EQ(design(pixels({1440, 720}, 4, 8, wall.three_languages_to_m - 0.1)).languages_at_once, 3);
    EXPECT_LT(design(pixels({1440, 720}, 4, 8, wall.three_languages_to_m + 0.1)).languages_at_once, 3);
    EXPECT_EQ(wall.display.subtitle_style, "led");
    EXPECT_EQ(design(pixels({576, 288}, 10, 10, 20)).display.subtitle_style, "led-small");
}

TEST_F(Designs, OfSmallWallsSayWhatToDo) {
    const auto advice = in_english(design(pixels({576, 288}, 10, 6, 60)).advice);
    EXPECT_THAT(advice, testing::Contains(HasSubstr("one language a play")));
    EXPECT_THAT(advice, testing::Contains(HasSubstr("more than the tenth that advertising may take")));
    EXPECT_THAT(advice, testing::Contains(HasSubstr("seen one by one")));
    EXPECT_THAT(in_english(design(pixels({1440, 720}, 4, 6, 12)).advice), testing::IsEmpty());
    EXPECT_THAT(in_english(design(pixels({2880, 1440}, 4, 6, 12)).advice),
                testing::ElementsAre(HasSubstr("sending card")));
}

TEST_F(Designs, HidePlacesTooLowForLettersAndLimitTheLanguagesOfOthers) {
    const Design small = design(pixels({256, 128}, 5, 5, 20));
    EXPECT_FALSE(named(small, "lower-third").shown);
    EXPECT_TRUE(named(small, "ticker").shown);
    EXPECT_EQ(named(small, "ticker").languages, (std::vector<std::string>{"vi", "en"}));
    EXPECT_EQ(named(design(pixels({1440, 720}, 4, 8, 10)), "lower-third").languages.size(), 3u);
}

TEST_F(Designs, OfRibbonsAreFoldedForTheCardAndAreNearlyAllTicker) {
    const Design ribbon = design(pixels({3840, 240}, 8, 8, 50));
    EXPECT_EQ(ribbon.display.fold_rows, 2);
    EXPECT_EQ(ribbon.display.frame, (Size{1920, 1080}));
    EXPECT_EQ(ribbon.display.subtitle_style, "led-ribbon");
    EXPECT_GT(named(ribbon, "ticker").area.height, 120);
    const Design thin = design(pixels({3840, 16}, 10, 4, 20));
    EXPECT_EQ(named(thin, "ticker").area.height, 16);
    EXPECT_TRUE(named(thin, "ticker").shown);
    EXPECT_FALSE(named(thin, "clock").shown);
}

TEST_F(Designs, OfWhatIsNoScreenAreRefused) {
    EXPECT_THAT(refusal(cabinets(6, 0, {240, 240})), HasSubstr("columns x rows"));
    EXPECT_THAT(refusal(cabinets(6, 3, {})), HasSubstr("one cabinet"));
    EXPECT_THAT(refusal(pixels({}, 4, 8, 40)), HasSubstr("Give the pixels"));
    EXPECT_THAT(refusal(pixels({101, 720}, 4, 8, 40)), HasSubstr("even number"));
    EXPECT_THAT(refusal(pixels({16384, 720}, 4, 8, 40)), HasSubstr("16 to 8192"));
    EXPECT_THAT(refusal(pixels({1440, 720}, 0, 8, 40)), HasSubstr("pitch"));
    EXPECT_THAT(refusal(pixels({1440, 720}, 4, 40, 8)), HasSubstr("such as 8..40"));
    DesignRequest both = cabinets(6, 3, {240, 240});
    both.pixels = {1920, 1080};
    EXPECT_THAT(refusal(both), HasSubstr("1440x720 pixels, not 1920x1080"));
}

}  // namespace
}  // namespace gatecast
