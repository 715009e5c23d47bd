// SPDX-License-Identifier: GPL-3.0-or-later
// Regions, their inputs and the brightness by time of day, as people write them in displays.
#include <gmock/gmock.h>

#include "tests/presets/preset_files.h"

namespace gatecast {
namespace {

using testing::HasSubstr;

class DisplayParts : public PresetFiles {
protected:
    [[nodiscard]] std::string complaint_of(const std::string& lines) const {
        return display_complaint("canvas = [640, 360]\n" + lines);
    }
};

TEST_F(DisplayParts, RegionsNameTheirInputAndShineThrough) {
    const Display read = display(
        "canvas = [640, 360]\n[[picture]]\n[[picture]]\nname = \"guest\"\nsource = \"guest\"\nopacity = 0.5\n"
        "area = [\"60%\", 0, \"40%\", \"40%\"]\n");
    ASSERT_EQ(read.pictures.size(), 2u);
    EXPECT_EQ(read.pictures[0].source, "programme");
    EXPECT_DOUBLE_EQ(read.pictures[0].opacity, 1);
    EXPECT_EQ(read.pictures[1].source, "guest");
    EXPECT_DOUBLE_EQ(read.pictures[1].opacity, 0.5);
    EXPECT_THAT(complaint_of("[[picture]]\nsource = \"\"\n"), HasSubstr("write source = \"programme\""));
    EXPECT_THAT(complaint_of("[[picture]]\nopacity = 1.5\n"), HasSubstr("from 0 to 1"));
}

TEST_F(DisplayParts, AScreenHasAtMostFourPictures) {
    std::string five;
    for (int i = 0; i < 5; ++i) five += "[[picture]]\n";
    EXPECT_THAT(complaint_of(five), HasSubstr("5 [[picture]] are more than a screen has; at most 4."));
    EXPECT_EQ(complaint_of(five.substr(five.find('\n') + 1)), "");
}

TEST_F(DisplayParts, BrightnessGoesByTheTimeOfDay) {
    const Display read = display(
        "canvas = [640, 360]\n[[brightness]]\nfrom = \"18:00\"\nuntil = \"22:30\"\npercent = 60\n"
        "[[brightness]]\nfrom = \"22:30\"\nuntil = \"5:30\"\npercent = 35\n");
    ASSERT_EQ(read.brightness.size(), 2u);
    EXPECT_EQ(read.brightness[0].from_minutes, 18 * 60);
    EXPECT_EQ(read.brightness[1].until_minutes, 5 * 60 + 30);
    EXPECT_DOUBLE_EQ(read.brightness[1].percent, 35);
    EXPECT_TRUE(library().display("led-p4").brightness.empty()) << "most controllers dim by themselves";
}

TEST_F(DisplayParts, BrightnessMayNotMeetItself) {
    const std::string evening = "[[brightness]]\nfrom = \"18:00\"\nuntil = \"23:00\"\npercent = 60\n";
    EXPECT_THAT(complaint_of(evening + "[[brightness]]\nfrom = \"22:00\"\nuntil = \"05:00\"\n"),
                HasSubstr("the brightness from 18:00 and the one from 22:00 meet"));
    EXPECT_THAT(complaint_of(evening + "[[brightness]]\nfrom = \"12:00\"\nuntil = \"12:00\"\n"), HasSubstr("meet"))
        << "one that ends as it begins lasts all day";
    EXPECT_THAT(complaint_of("[[brightness]]\nfrom = \"25:00\"\n"), HasSubstr("a time of day such as \"18:30\""));
    EXPECT_THAT(complaint_of("[[brightness]]\npercent = 0\n"), HasSubstr("from 1 to 100"));
}

TEST_F(DisplayParts, ShippedDisplaysOfSeveralPicturesNameTheirInputs) {
    const auto sources = [this](const char* name) {
        std::vector<std::string> found;
        for (const Region& region : library().display(name).pictures) found.push_back(region.source);
        return found;
    };
    EXPECT_THAT(sources("tv-pip"), testing::ElementsAre("programme", "guest"));
    EXPECT_THAT(sources("tv-side-by-side"), testing::ElementsAre("programme", "guest"));
    EXPECT_THAT(sources("tv-quad"), testing::ElementsAre("programme", "guest", "third", "fourth"));
    for (const char* name : {"tv-side-by-side", "tv-quad"}) {
        const Display read = library().display(name);
        EXPECT_EQ(library().style(read.subtitle_style).place, TextPlace::kScreen) << name;
        for (size_t i = 1; i < read.pictures.size(); ++i)
            EXPECT_TRUE(intersection(read.pictures[i - 1].area, read.pictures[i].area).empty()) << name;
    }
}

}  // namespace
}  // namespace gatecast
