// SPDX-License-Identifier: GPL-3.0-or-later
// Lower thirds, labels, notices, pictures and sequences as they are drawn.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "pipeline/media/still.h"
#include "pipeline/scene/graphics/graphic.h"
#include "tests/folder.h"
#include "tests/scene/graphic_words.h"

namespace gatecast::test {
namespace {

using namespace std::chrono_literals;

/// A graphic on a screen of 1440 × 720.
struct Place {
    explicit Place(GraphicKind kind, Rect area = {60, 440, 1000, 240}) {
        display.canvas = {1440, 720};
        graphic.name = "it";
        graphic.kind = kind;
        graphic.area = area;
        graphic.box_opacity = 0.85;
        graphic.words = words_for(kind);
    }

    [[nodiscard]] std::unique_ptr<SceneGraphic> make() const {
        return make_graphic({graphic, display, style, Chroma::k420, Time::max(), {}});
    }
    [[nodiscard]] OverlayRef overlay(Time t = Time{0}) const {
        std::vector<Layer> layers;
        make()->add_layers(Moment{t, 0, {}}, layers);
        return layers.empty() ? nullptr : std::get<OverlayLayer>(layers.front()).overlay;
    }
    [[nodiscard]] std::vector<std::string> problems() const {
        std::vector<std::string> told;
        for (const Message& each : make()->problems()) told.push_back(in_english(each));
        return told;
    }

    Display display;
    Style style;
    Graphic graphic;
};

/// What is painted of an overlay, on the canvas; `counts` chooses by alpha and luma.
Rect painted(
    const Overlay& overlay, const std::function<bool(int, int)>& counts = [](int a, int) { return a > 0; }) {
    Rect area;
    const ConstImageView colour = overlay.colour.view(), alpha = overlay.alpha.view();
    for (int y = 0; y < overlay.area.height; ++y) {
        for (int x = 0; x < overlay.area.width; ++x) {
            if (!counts(alpha.planes[0].row(y)[x], colour.planes[0].row(y)[x])) continue;
            const int left = area.empty() ? x : std::min(area.x, x), right = area.empty() ? x : area.right() - 1;
            const int top = area.empty() ? y : area.y;
            area = {left, top, std::max(right, x) - left + 1, y - top + 1};
        }
    }
    return {area.x + overlay.area.x, area.y + overlay.area.y, area.width, area.height};
}

Rect letters(const Overlay& overlay) {
    return painted(overlay, [](int a, int luma) { return a == 255 && luma > 200; });
}

TEST(Graphics, WithNothingToShowAreNotMade) {
    Place place(GraphicKind::kLabel);
    EXPECT_NE(place.make(), nullptr);
    place.graphic.shown = false;
    EXPECT_EQ(place.make(), nullptr);
    place.graphic.shown = true;
    place.graphic.words = {};
    EXPECT_EQ(place.make(), nullptr);
}

TEST(Graphics, StayInsideTheirAreas) {
    for (const GraphicKind kind : {GraphicKind::kLowerThird, GraphicKind::kLabel, GraphicKind::kNotice}) {
        for (const Rect area : {Rect{60, 440, 1000, 240}, {200, 20, 300, 90}, {0, 600, 1440, 120}, {7, 9, 101, 333}}) {
            for (const double box : {0.0, 0.85}) {
                Place place(kind, area);
                place.graphic.box_opacity = box;
                const Rect even{area.x & ~1, area.y & ~1, area.width + 2, area.height + 2};
                EXPECT_TRUE(contains(even, painted(*place.overlay()))) << static_cast<int>(kind) << " " << area.width;
            }
        }
    }
}

TEST(Graphics, OfWordsAreStillAndSeenAtOnce) {
    const Place place(GraphicKind::kLowerThird);
    const auto made = place.make();
    EXPECT_FALSE(made->changes_between({0s, 0, {}}, {10s, 250, {}}));
    EXPECT_TRUE(made->problems().empty());
}

TEST(LowerThird, StandsAtTheFootOfItsAreaAsLargeAsItsWords) {
    Place place(GraphicKind::kLowerThird);
    const Rect left = painted(*place.overlay());
    EXPECT_EQ(left.x, 60);
    EXPECT_EQ(left.bottom(), 680);
    EXPECT_LT(left.width, 1000);
    place.graphic.align = 1;
    EXPECT_EQ(painted(*place.overlay()).right(), 1060);
}

TEST(LowerThird, OfOneLanguageIsLargerThanItsShareOfThree) {
    Place place(GraphicKind::kLowerThird, {60, 560, 1000, 120});
    const auto name_width = [&] { return letters(*place.overlay()).width; };
    const int three = name_width();
    place.graphic.languages = {"vi"};
    EXPECT_GT(name_width(), three * 5 / 4);
}

TEST(LowerThird, SaysANameThatIsWrittenAlikeOnce) {
    Place place(GraphicKind::kLowerThird, {60, 200, 1000, 480});
    place.graphic.words = {{"Trần Văn An", "Nông dân"}, {"Trần Văn An", "Farmer"}, {}};
    const int once = painted(*place.overlay()).height;
    place.graphic.words.en[0] = "Mr An";
    EXPECT_GT(painted(*place.overlay()).height, once + 20);
}

TEST(LowerThird, ABarInTheAccentColourStandsAtItsLeft) {
    Place place(GraphicKind::kLowerThird);
    place.graphic.accent_colour = {1, 0, 0};
    const OverlayRef overlay = place.overlay();
    const Rect box = painted(*overlay);
    const auto red = to_ycbcr8({1, 0, 0}, kDisplayColour);
    const int x = box.x + 2 - overlay->area.x, y = box.y + box.height / 2 - overlay->area.y;
    EXPECT_NEAR(overlay->colour.view().planes[0].row(y)[x], red[0], 1);
    EXPECT_NEAR(overlay->colour.view().planes[2].row(y / 2)[x / 2], red[2], 1);
}

TEST(Graphics, TellWordsThatCannotBeReadAtTheirPlaceAndShowAllOfThem) {
    for (const GraphicKind kind : {GraphicKind::kLowerThird, GraphicKind::kLabel, GraphicKind::kNotice}) {
        Place place(kind, {60, 600, 300, 40});
        place.graphic.words = {{"Phim có cảnh bạo lực", "Không dành cho trẻ em dưới mười sáu tuổi"},
                               {"Scenes of violence", "Not for children under sixteen years of age"},
                               {}};
        const std::vector<std::string> told = place.problems();
        ASSERT_EQ(told.size(), 1U) << static_cast<int>(kind);
        EXPECT_NE(told[0].find("do not fit 300 × 40 pixels"), std::string::npos) << told[0];
        const Rect ink = painted(*place.overlay(), [](int a, int luma) { return a > 225 && luma > 60; });
        EXPECT_GT(ink.width, 80);
        EXPECT_GT(ink.height, 20);
    }
}

TEST(Graphics, OnAWallMustBeReadFromItsDistance) {
    Place place(GraphicKind::kLabel, {60, 60, 300, 80});
    EXPECT_TRUE(place.problems().empty());
    place.display.pitch_mm = 4;
    place.display.viewing_distance_m = 60;
    EXPECT_EQ(place.problems().size(), 1U);
}

TEST(Graphics, TellSignsThatNoFontHas) {
    Place place(GraphicKind::kNotice);
    place.graphic.words = {{"Tin \U00012000"}, {}, {}};
    const std::vector<std::string> told = place.problems();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].find("U+12000"), std::string::npos);
}

TEST(Label, SaysWhatIsTheSameInAllLanguagesOnce) {
    Place place(GraphicKind::kLabel, {60, 60, 200, 120});
    place.graphic.words = {{"C13"}, {"C13"}, {"C13"}};
    const Rect all = painted(*place.overlay());
    place.graphic.languages = {"vi"};
    EXPECT_EQ(painted(*place.overlay()), all);
}

TEST(Label, ItsDotHasTheAccentColour) {
    Place place(GraphicKind::kLabel, {60, 60, 400, 80});
    place.graphic.words = {{"● TRỰC TIẾP"}, {}, {}};
    place.graphic.accent_colour = {1, 0, 0};
    const OverlayRef overlay = place.overlay();
    const auto red = to_ycbcr8({1, 0, 0}, kDisplayColour);
    const ConstImageView colour = overlay->colour.view();
    int dots = 0;
    for (int x = 0; x < overlay->area.width / 2; ++x)
        dots += std::abs(colour.planes[2].row(overlay->area.height / 4)[x] - red[2]) < 8;
    EXPECT_GT(dots, 5);
    EXPECT_LT(dots, 30);
}

TEST(Notice, OverTheWholeScreenHidesThePicture) {
    for (const FieldOrder fields : {FieldOrder::kProgressive, FieldOrder::kTopFirst}) {
        Place place(GraphicKind::kNotice, {0, 0, 1440, 720});
        place.display.fields = fields;
        const OverlayRef overlay = place.overlay();
        const ConstImageView alpha = overlay->alpha.view();
        for (int y = -overlay->area.y; y < 720 - overlay->area.y; ++y) {
            for (int x = 0; x < 1440; ++x) ASSERT_EQ(alpha.planes[0].row(y)[x], 255) << x << ", " << y;
        }
    }
}

TEST(Notice, InABandFillsIt) {
    const Place place(GraphicKind::kNotice, {60, 300, 1200, 240});
    EXPECT_EQ(painted(*place.overlay()), place.graphic.area);
}

TEST(Graphics, OfInterlacedDisplaysAreSoftened) {
    Place place(GraphicKind::kLabel);
    const Rect sharp = painted(*place.overlay());
    place.display.fields = FieldOrder::kTopFirst;
    EXPECT_EQ(painted(*place.overlay()).height, sharp.height + 2);
}

/// A picture file: `colour` in the middle, nothing round it.
void write_picture(const std::filesystem::path& file, Size size, std::array<uint8_t, 3> bgr) {
    BgraImage image;
    image.size = size;
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const bool inside = x >= size.width / 4 && x < size.width * 3 / 4;
            image.pixels.insert(image.pixels.end(), {bgr[0], bgr[1], bgr[2], static_cast<uint8_t>(inside ? 255 : 0)});
        }
    }
    write_png(file, image);
}

TEST(ImageGraphic, KeepsItsProportionsAndItsAlphaAtTheOuterCorner) {
    const TempFolder folder;
    write_picture(folder / "a.png", {400, 100}, {0, 0, 255});
    Place place(GraphicKind::kImage, {1100, 20, 300, 300});
    place.graphic.image = folder / "a.png";
    const OverlayRef overlay = place.overlay();
    EXPECT_EQ(overlay->area, (Rect{1100, 20, 300, 76}));
    EXPECT_NEAR(painted(*overlay).width, 150, 3);
    place.graphic.area = {20, 400, 100, 300};
    EXPECT_EQ(place.overlay()->area.bottom(), 700);
}

TEST(ImageGraphic, ThatIsNotThereIsAnErrorThatNamesIt) {
    Place place(GraphicKind::kImage);
    place.graphic.image = "/nowhere/logo.png";
    try {
        static_cast<void>(place.make());
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("logo.png"), std::string::npos);
    }
}

/// Three pictures, each lighter than the one before.
struct SequenceFiles {
    explicit SequenceFiles(int first, int count = 3) {
        for (int i = 0; i < count; ++i) {
            const auto grey = static_cast<uint8_t>(40 + 60 * i);
            write_picture(folder / fmt::format("p.{:04d}.png", first + i), {64, 64}, {grey, grey, grey});
        }
    }
    TempFolder folder;
};

Place sequence(const SequenceFiles& files) {
    Place place(GraphicKind::kSequence, {100, 100, 64, 64});
    place.graphic.image = files.folder / "p.%04d.png";
    place.graphic.images_a_second = 25;
    return place;
}

int grey_at(const Place& place, int64_t frame, Rational rate = {25, 1}) {
    return place.overlay(frame_time(frame, rate))->colour.view().planes[0].row(32)[32];
}

TEST(Sequence, ShowsAPictureAfterTheOtherFromItsStart) {
    for (const int first : {0, 1}) {
        const SequenceFiles files(first);
        Place place = sequence(files);
        place.graphic.from_s = 2;
        EXPECT_LT(grey_at(place, 50), grey_at(place, 51));
        EXPECT_LT(grey_at(place, 51), grey_at(place, 52));
        EXPECT_EQ(grey_at(place, 53), grey_at(place, 50));
        place.graphic.repeats = false;
        EXPECT_EQ(grey_at(place, 53), grey_at(place, 52));
    }
}

TEST(Sequence, AtTheRateOfTheDisplayGivesEachFrameItsOwnPicture) {
    const SequenceFiles files(0);
    Place place = sequence(files);
    place.graphic.images_a_second = 30;
    for (int64_t frame = 0; frame < 300; ++frame)
        ASSERT_NE(grey_at(place, frame, {30, 1}), grey_at(place, frame + 1, {30, 1})) << frame;
}

TEST(Sequence, TellsWhenItChanges) {
    const SequenceFiles files(0);
    Place place = sequence(files);
    place.graphic.images_a_second = 5;
    const auto made = place.make();
    EXPECT_FALSE(made->changes_between({0s, 0, {}}, {160ms, 4, {}}));
    EXPECT_TRUE(made->changes_between({160ms, 4, {}}, {200ms, 5, {}}));
}

TEST(Sequence, WithoutPicturesSaysWhatTheFirstMustBeCalled) {
    const TempFolder folder;
    Place place(GraphicKind::kSequence);
    place.graphic.image = folder / "sao.%04d.png";
    try {
        static_cast<void>(place.make());
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("sao.0001.png"), std::string::npos) << error.what();
    }
}

TEST(Sequence, ThatNeedsTooMuchMemorySaysWhatToDo) {
    const SequenceFiles files(0, 60);
    Place place = sequence(files);
    place.graphic.area = {0, 0, 1440, 720};
    try {
        static_cast<void>(place.make());
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("fewer pictures"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace gatecast::test
