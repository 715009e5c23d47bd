// SPDX-License-Identifier: GPL-3.0-or-later
// Graphics as people write them in displays, and what is wrong with some.
#include "presets/graphic.h"

#include <gmock/gmock.h>

#include "tests/presets/preset_files.h"

namespace gatecast {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Graphics : public PresetFiles {
protected:
    /// The complaint about a display of 640 x 360 with these lines.
    [[nodiscard]] std::string complaint_of(const std::string& lines) const {
        return display_complaint("canvas = [640, 360]\n[[graphic]]\n" + lines);
    }
    [[nodiscard]] Graphic graphic(const std::string& lines) const {
        return display("canvas = [640, 360]\n[[graphic]]\n" + lines).graphics.at(0);
    }
};

constexpr const char* kTicker = "name = \"ticker\"\narea = [0, 330, 640, 30]\n";
constexpr const char* kClock = "name = \"clock\"\narea = [0, 0, 100, 30]\n";

TEST_F(Graphics, AreReadWithEveryKeyOfTheirKind) {
    const Graphic read = graphic(
        "name = \"who\"\nkind = \"lower-third\"\narea = [\"5%\", 200, 300, 80]\nshown = false\nz = 250\n"
        "opacity = 0.9\nyields = \"moves\"\nfrom = 2\nuntil = 8.5\nfade_in = 0.25\nfade_out = 0.5\nenter = \"right\"\n"
        "leave = \"left\"\nmove = 0.6\neasing = \"in-out\"\nwords.vi = [\"Nguyễn Thị Sen\", \"Nghệ nhân\"]\n"
        "words.en = \"Nguyễn Thị Sen\"\nlanguages = [\"vi\", \"en\"]\ntext_percent = 40\nbold = true\n"
        "align = \"middle\"\ncolour = \"#ff0000\"\nbox_colour = \"#00ff00\"\nbox_opacity = 0.8\n"
        "accent_colour = \"#0000ff\"\n");
    EXPECT_EQ(read.kind, GraphicKind::kLowerThird);
    EXPECT_EQ(read.area, (Rect{32, 200, 300, 80}));
    EXPECT_FALSE(read.shown);
    EXPECT_EQ(graphic_z(read), 250);
    EXPECT_EQ(read.yields, Yielding::kMoves);
    EXPECT_DOUBLE_EQ(read.from_s, 2);
    EXPECT_EQ(read.until_s, 8.5);
    EXPECT_DOUBLE_EQ(read.fade_in_s, 0.25);
    EXPECT_EQ(read.enter, Direction::kRight);
    EXPECT_EQ(read.leave, Direction::kLeft);
    EXPECT_EQ(read.easing, Easing::kInOut);
    EXPECT_THAT(read.words.vi, ElementsAre("Nguyễn Thị Sen", "Nghệ nhân"));
    EXPECT_THAT(read.words.en, ElementsAre("Nguyễn Thị Sen"));
    EXPECT_EQ(read.align, 0);
    EXPECT_EQ(read.accent_colour, (Rgb{0, 0, 1}));
    EXPECT_TRUE(has_content(read));
}

TEST_F(Graphics, AreOfTheKindOfTheirNameUnlessTheySayAnother) {
    EXPECT_EQ(graphic(kTicker).kind, GraphicKind::kTicker);
    EXPECT_EQ(graphic(std::string(kTicker) + "kind = \"label\"\n").kind, GraphicKind::kLabel);
    EXPECT_EQ(complaint_of("name = \"foot\"\narea = [0, 330, 640, 30]\n"),
              "displays/a.toml:2:1: graphic foot needs a kind: one of image, sequence, lower-third, ticker, clock, "
              "countdown, date, label, notice.");
    EXPECT_THAT(complaint_of(std::string(kTicker) + "kind = \"tiker\"\n"), HasSubstr("Did you mean \"ticker\"?"));
}

TEST_F(Graphics, KeysThatTheKindHasNoUseForAreRefusedWithThoseItKnows) {
    const std::string said = complaint_of(std::string(kClock) + "speed = 50\n");
    EXPECT_THAT(said, HasSubstr("displays/a.toml:5:1: a graphic of the kind clock has no use for speed. It knows: "));
    EXPECT_THAT(said, HasSubstr("format"));
    EXPECT_THAT(said, testing::Not(HasSubstr("separator")));
    EXPECT_THAT(complaint_of(std::string(kClock) + "words.vi = \"Giờ\"\n"), HasSubstr("no use for words"));
    EXPECT_THAT(complaint_of(std::string(kTicker) + "sped = 50\n"), HasSubstr("Did you mean speed?"));
}

TEST_F(Graphics, EveryProblemOfAFileIsNamedAtOnce) {
    const auto file = write("displays/a.toml", std::string("canvas = [640, 360]\n[[graphic]]\n") + kClock +
                                                   "speed = 50\nopacity = 2\n[[graphic]]\n" + kTicker + "spee = 1\n");
    EXPECT_EQ(library().check(file).size(), 3u);
}

TEST_F(Graphics, NeedANameAPlaceAndNoTwin) {
    EXPECT_THAT(complaint_of("kind = \"clock\"\narea = [0, 0, 100, 30]\n"),
                HasSubstr("2:1: a [[graphic]] needs a name"));
    EXPECT_THAT(complaint_of("name = \"a.b\"\nkind = \"clock\"\n"), HasSubstr("needs a name of letters"));
    EXPECT_THAT(complaint_of("name = \"clock\"\n"), HasSubstr("graphic clock has no place. Write area ="));
    EXPECT_THAT(complaint_of(std::string(kClock) + "[[graphic]]\n" + kClock),
                HasSubstr("5:1: two graphics are called clock"));
    EXPECT_EQ(complaint_of("name = \"clock\"\narea = [600, 0, 100, 30]\n"),
              "displays/a.toml:4:8: area = [600, 0, 100, 30] is empty or does not lie inside the canvas of 640x360 "
              "pixels.");
}

TEST_F(Graphics, ThatCannotBeShownInTimeAreRefused) {
    EXPECT_THAT(complaint_of(std::string(kClock) + "from = 5\nuntil = 5\n"),
                HasSubstr("6:9: graphic clock would be gone"));
    EXPECT_THAT(complaint_of(std::string(kClock) + "until = 1\nfade_in = 0.6\nfade_out = 0.6\n"),
                HasSubstr("is shown for 1 seconds, but comes and goes for 1.2"));
    EXPECT_THAT(complaint_of(std::string(kClock) + "until = 1\nmove = 0.7\nenter = \"up\"\nleave = \"down\"\n"),
                HasSubstr("comes and goes for 1.4"));
    EXPECT_EQ(complaint_of(std::string(kClock) + "until = 1\nfade_in = 0.5\nfade_out = 0.5\n"), "");
}

TEST_F(Graphics, FormatsOfAClockAreHoursMinutesAndSeconds) {
    for (const char* format : {"HH:mm", "HH:mm:ss", "HH giờ", "mm.ss"}) {
        const std::string said = complaint_of(std::string(kClock) + "format = \"" + format + "\"\n");
        EXPECT_EQ(said.empty(), std::string_view(format) != "HH giờ") << format;
    }
    EXPECT_THAT(complaint_of(std::string(kClock) + "format = \"hh:mm\"\n"),
                HasSubstr("5:10: format = \"hh:mm\" is no time: write HH for hours"));
    EXPECT_THAT(complaint_of(std::string(kClock) + "format = \"HH:HH\"\n"), HasSubstr("is no time"));
    EXPECT_THAT(complaint_of(std::string(kClock) + "format = \"--\"\n"), HasSubstr("is no time"));
}

TEST_F(Graphics, PicturesOfASequenceAreNumbered) {
    const std::string place = "name = \"star\"\narea = [0, 0, 100, 100]\n";
    EXPECT_THAT(complaint_of(place + "kind = \"sequence\"\nimage = \"star.png\"\n"), HasSubstr("write %04d"));
    EXPECT_THAT(complaint_of(place + "kind = \"image\"\nimage = \"star.%04d.png\"\n"),
                HasSubstr("kind = \"sequence\""));
    EXPECT_EQ(graphic(place + "kind = \"sequence\"\nimage = \"art/star.%04d.png\"\n").image,
              (root_ / "displays/art/star.%04d.png").string());
}

TEST_F(Graphics, LanguagesAndTimesOfDayAreChecked) {
    EXPECT_THAT(complaint_of(std::string(kTicker) + "languages = [\"vi\", \"fr\"]\n"), HasSubstr("vi, en and km"));
    EXPECT_THAT(complaint_of(std::string(kTicker) + "languages = [\"vi\", \"vi\"]\n"), HasSubstr("each once"));
    EXPECT_THAT(complaint_of(std::string(kTicker) + "languages = []\n"), HasSubstr("vi, en and km"));
    const std::string countdown = "name = \"countdown\"\narea = [0, 0, 100, 30]\n";
    EXPECT_EQ(graphic(countdown + "until_clock = \"19:30\"\n").until_clock, "19:30");
    EXPECT_THAT(complaint_of(countdown + "until_clock = \"24:10\"\n"), HasSubstr("must be a time of day"));
}

TEST_F(Graphics, OfABasePresetChangeOnlyInWhatIsSaid) {
    write("displays/b.toml",
          std::string("canvas = [640, 360]\n[[graphic]]\n") + kClock +
              "[[graphic]]\nname = \"ticker\"\narea = [0, \"90%\", \"100%\", \"10%\"]\nbold = true\n");
    const Display read = display(
        "extends = \"b\"\ncanvas = [320, 180]\n[[graphic]]\nname = \"ticker\"\nspeed = 75\n"
        "[[graphic]]\nname = \"label\"\narea = [0, 40, 60, 20]\n");
    ASSERT_EQ(read.graphics.size(), 3u);
    EXPECT_EQ(read.graphics[0].name, "clock");
    EXPECT_EQ(read.graphics[1].area, (Rect{0, 162, 320, 18}));
    EXPECT_TRUE(read.graphics[1].bold);
    EXPECT_DOUBLE_EQ(read.graphics[1].speed_px, 75);
    EXPECT_EQ(read.graphics[2].name, "label");
}

TEST_F(Graphics, AreShownSoThatTheyCanBeReadAgain) {
    write("displays/b.toml", std::string("canvas = [640, 360]\n[[graphic]]\n") + kTicker +
                                 "words.vi = [\"Giá \\\"tốt\\\" hôm nay\", \"C:\\\\hang\"]\nz = 410\nuntil = 30\n");
    std::string text;
    for (const ShownOption& option : library().show(PresetKind::kDisplay, "b")) {
        if (option.key == "canvas" || option.key == "graphic") text += option.key + " = " + option.value + "\n";
        EXPECT_STRNE(option.help, "") << option.key;
    }
    EXPECT_THAT(text, testing::Not(HasSubstr("separator"))) << "what is as usual is left out";
    EXPECT_EQ(display(text).graphics, library().display("b").graphics);
}

TEST(GraphicKinds, StandAboveEachOtherInTheOrderOfTheRules) {
    const GraphicKind kinds[] = {GraphicKind::kImage, GraphicKind::kLowerThird, GraphicKind::kTicker,
                                 GraphicKind::kClock, GraphicKind::kLabel,      GraphicKind::kNotice};
    int below = 0;
    for (const GraphicKind kind : kinds) {
        Graphic graphic;
        graphic.kind = kind;
        EXPECT_GT(graphic_z(graphic), below);
        below = graphic_z(graphic);
        EXPECT_EQ(below < kSubtitlesZ, kind == GraphicKind::kImage || kind == GraphicKind::kLowerThird);
    }
}

TEST(GraphicKinds, HaveContentOfTheirOwnOrWordsInALanguageThatIsShown) {
    Graphic graphic;
    EXPECT_FALSE(has_content(graphic));
    graphic.image = "logo.png";
    EXPECT_TRUE(has_content(graphic));
    graphic.kind = GraphicKind::kDate;
    EXPECT_TRUE(has_content(graphic));
    graphic.kind = GraphicKind::kTicker;
    EXPECT_FALSE(has_content(graphic));
    graphic.words.km = {"ផ្សាយផ្ទាល់"};
    EXPECT_TRUE(has_content(graphic));
    graphic.languages = {"vi"};
    EXPECT_FALSE(has_content(graphic));
}

Graphic lower_third(std::vector<std::string> vi, std::vector<std::string> km = {}) {
    Graphic graphic;
    graphic.name = "lower-third";
    graphic.kind = GraphicKind::kLowerThird;
    graphic.words.vi = std::move(vi);
    graphic.words.km = std::move(km);
    return graphic;
}

TEST(Fields, AreFilledByLanguageAndElseByTheirBareName) {
    Graphic graphic = lower_third({"{title}", "{place} – {title.km}"}, {"{title}", "{place}"});
    const Fields fields{{"title.vi", "Chợ Lộc Thịnh"}, {"title.km", "ផ្សារ"}, {"place", "Lộc Ninh"}};
    EXPECT_THAT(fill_fields(graphic, fields), IsEmpty());
    EXPECT_THAT(graphic.words.vi, ElementsAre("Chợ Lộc Thịnh", "Lộc Ninh – ផ្សារ"));
    EXPECT_THAT(graphic.words.km, ElementsAre("ផ្សារ", "Lộc Ninh"));
}

TEST(Fields, ThatAreEmptyTakeTheirLineAway) {
    Graphic graphic = lower_third({"{title}", "Dịch: {translator?}", "Ảnh: {photo}"}, {"{title}"});
    EXPECT_THAT(fill_fields(graphic, {{"title.vi", "Chợ"}, {"photo", " "}}), IsEmpty());
    EXPECT_THAT(graphic.words.vi, ElementsAre("Chợ"));
    EXPECT_THAT(graphic.words.km, IsEmpty()) << "the title is only known in Vietnamese";
}

TEST(Fields, ThatNobodyKnowsAreToldOnce) {
    Graphic graphic = lower_third({"{titl} {titl}"}, {"{titl}"});
    const auto problems = fill_fields(graphic, {{"title", "Chợ"}, {"place", "Lộc Ninh"}});
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(in_english(problems[0]),
              "Graphic lower-third: its words ask for {titl}, which the item does not have. Did you mean {title}?");
    Graphic other = lower_third({"{anything at all}"});
    EXPECT_THAT(in_english(fill_fields(other, {{"title", "Chợ"}}).at(0)), HasSubstr("It has: title."));
    Graphic alone = lower_third({"{title}"});
    EXPECT_THAT(in_english(fill_fields(alone, {}).at(0)), HasSubstr("nothing is known of the item"));
}

TEST(Fields, LeaveBracesThatAreNoneAlone) {
    Graphic graphic = lower_third({"a { b", "c } d", "{title}{"});
    EXPECT_THAT(fill_fields(graphic, {{"title", "Chợ"}}), IsEmpty());
    EXPECT_THAT(graphic.words.vi, ElementsAre("a { b", "c } d", "Chợ{"));
}

}  // namespace
}  // namespace gatecast
