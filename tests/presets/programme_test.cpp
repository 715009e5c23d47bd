// SPDX-License-Identifier: GPL-3.0-or-later
// Programmes over displays: what is laid over what, and what is said where it cannot be.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/presets/preset_files.h"

namespace gatecast {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Settings = std::vector<std::pair<std::string, std::string>>;

class Programmes : public PresetFiles {
protected:
    [[nodiscard]] Display gate() const {
        return display(
            "canvas = [640, 360]\n[[graphic]]\nname = \"ticker\"\narea = [0, 330, 640, 30]\nspeed = 75\n"
            "[[graphic]]\nname = \"clock\"\narea = [0, 0, 100, 30]\nshown = false\n");
    }
    [[nodiscard]] Programme programme(const std::string& text, const Settings& settings = {}) const {
        write("programmes/p.toml", text);
        return library().programme("p", gate(), settings);
    }
    [[nodiscard]] std::string refused(const std::string& text, const Settings& settings = {}) const {
        try {
            static_cast<void>(programme(text, settings));
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }
    [[nodiscard]] static const Graphic& named(const Programme& programme, const char* name) {
        return *std::ranges::find(programme.graphics, name, &Graphic::name);
    }
};

TEST_F(Programmes, ChangeOnlyWhatTheySayOfTheDisplaysGraphics) {
    const Programme made = programme(
        "title_vi = \"P\"\nnews = true\ntransition = \"wipe\"\nwipe_from = \"top\"\ntransition_time = 0.5\n"
        "[[graphic]]\nname = \"ticker\"\nwords.vi = \"Xin chào\"\n"
        "[[graphic]]\nname = \"stamp\"\nkind = \"label\"\narea = [\"80%\", 0, \"20%\", 40]\nwords.vi = \"Mới\"\n");
    EXPECT_EQ(made.name, "p");
    EXPECT_TRUE(made.news);
    EXPECT_EQ(made.transition, Transition::kWipe);
    EXPECT_EQ(made.wipe_from, Edge::kTop);
    EXPECT_DOUBLE_EQ(made.transition_s, 0.5);
    ASSERT_EQ(made.graphics.size(), 3u);
    EXPECT_DOUBLE_EQ(named(made, "ticker").speed_px, 75);
    EXPECT_EQ(named(made, "ticker").area, (Rect{0, 330, 640, 30}));
    EXPECT_THAT(named(made, "ticker").words.vi, ElementsAre("Xin chào"));
    EXPECT_FALSE(named(made, "clock").shown);
    EXPECT_EQ(named(made, "stamp").area, (Rect{512, 0, 128, 40}));
}

TEST_F(Programmes, OfNoNameAreTheDisplaysOwn) {
    const Programme none = library().programme("", gate());
    EXPECT_EQ(none.graphics, gate().graphics);
    EXPECT_EQ(none.name, "");
    EXPECT_FALSE(none.news);
}

TEST_F(Programmes, BuildOnEachOtherGraphicByGraphic) {
    write("programmes/base.toml",
          "transition = \"cut\"\n[[graphic]]\nname = \"ticker\"\nwords.vi = \"A\"\nbold = true\n"
          "[[graphic]]\nname = \"clock\"\nshown = true\n");
    const Programme made = programme("extends = \"base\"\n[[graphic]]\nname = \"ticker\"\nwords.vi = \"B\"\n");
    EXPECT_DOUBLE_EQ(made.transition_s, 0) << "a cut takes no time";
    EXPECT_THAT(named(made, "ticker").words.vi, ElementsAre("B"));
    EXPECT_TRUE(named(made, "ticker").bold);
    EXPECT_TRUE(named(made, "clock").shown);
}

TEST_F(Programmes, SettingsOfTheCommandLineComeLast) {
    const Programme made = programme("[[graphic]]\nname = \"ticker\"\nwords.vi = \"A\"\n",
                                     {{"ticker.words.vi", "Chào quý khách, mời vào | Mở cửa 7:00"},
                                      {"ticker.words.km", "ផ្សាយផ្ទាល់"},
                                      {"clock.shown", "true"},
                                      {"clock.area", "0,0,50%,40"},
                                      {"clock.shown", "false"}});
    EXPECT_THAT(named(made, "ticker").words.vi, ElementsAre("Chào quý khách, mời vào", "Mở cửa 7:00"));
    EXPECT_THAT(named(made, "ticker").words.km, ElementsAre("ផ្សាយផ្ទាល់"));
    EXPECT_FALSE(named(made, "clock").shown) << "of two settings of one key the last counts";
    EXPECT_EQ(named(made, "clock").area, (Rect{0, 0, 320, 40}));
    const Programme none = library().programme("", gate(), {{"clock.shown", "true"}});
    EXPECT_TRUE(named(none, "clock").shown) << "they need no programme";
}

TEST_F(Programmes, SettingsThatFitNothingAreRefusedWithWhatThereIs) {
    EXPECT_EQ(refused("", {{"tickr.shown", "true"}}),
              "tickr.shown=true: there is no graphic tickr here. There are: ticker, clock.");
    EXPECT_THAT(refused("", {{"ticker", "Xin chào"}}), HasSubstr("such as ticker.shown=true"));
    EXPECT_THAT(refused("", {{"ticker.speeed", "50"}}), HasSubstr("Did you mean speed?"));
    EXPECT_THAT(refused("", {{"clock.speed", "50"}}),
                HasSubstr("clock.speed=50: a graphic of the kind clock has no use"));
    EXPECT_THAT(refused("", {{"ticker.bold", "yes"}}), HasSubstr("must be true or false"));
    const Display bare = display("canvas = [640, 360]\n");
    EXPECT_THROW(static_cast<void>(library().programme("", bare, {{"ticker.shown", "true"}})), Error);
}

TEST_F(Programmes, ForWhichADisplayHasNoPlaceSayWhatToDo) {
    EXPECT_THAT(refused("[[graphic]]\nname = \"label\"\nwords.vi = \"Mới\"\n"),
                HasSubstr("programmes/p.toml:1:1: the display a keeps no place for label."));
    EXPECT_THAT(refused("[[graphic]]\nname = \"stamp\"\nwords.vi = \"Mới\"\n"),
                HasSubstr("graphic stamp needs a kind"));
    EXPECT_THAT(refused("transition = \"disolve\"\n"), HasSubstr("Allowed: cross-fade, fade, wipe, cut."));
    EXPECT_EQ(complaint(PresetKind::kProgramme, "ban-tn"), "There is no programme ban-tn. Did you mean ban-tin?");
}

TEST_F(Programmes, AreCheckedWithoutADisplay) {
    const auto good = write("programmes/p.toml",
                            "[[graphic]]\nname = \"board\"\nwords.vi = \"Giá\"\n[[graphic]]\nname = \"ticker\"\n"
                            "words.vi = \"A\"\nspeed = 100\n");
    EXPECT_TRUE(library().check(good).empty());
    const auto bad = write("programmes/p.toml",
                           "[[graphic]]\nname = \"board\"\nword.vi = \"Giá\"\n[[graphic]]\nname = \"clock\"\n"
                           "speed = 100\n");
    EXPECT_EQ(library().check(bad).size(), 2u);
    EXPECT_TRUE(library().check(write("x.toml", "news = true\ntransition = \"cut\"\n")).empty())
        << "known as a programme by its keys";
}

TEST_F(Programmes, NameTheirPicturesFromTheirOwnFile) {
    const Programme made =
        programme("[[graphic]]\nname = \"stamp\"\nkind = \"image\"\narea = [0, 0, 64, 64]\nimage = \"art/s.png\"\n");
    EXPECT_EQ(named(made, "stamp").image, (root_ / "programmes/art/s.png").string());
}

}  // namespace
}  // namespace gatecast
