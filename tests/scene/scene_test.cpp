// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/scene.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/scene/drawing.h"
#include "pipeline/scene/grid.h"
#include "pipeline/scene/sources/still_source.h"
#include "tests/scene/allocations.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

Display display(FieldOrder fields = FieldOrder::kProgressive) {
    Display display;
    display.canvas = display.frame = {320, 180};
    display.placement = area_of(display.frame);
    display.fields = fields;
    display.pictures = {{"picture", {0, 0, 320, 180}}};
    return display;
}

OverlayRef box(const Rect& area) {
    std::vector<uint8_t> white(static_cast<size_t>(area.width) * static_cast<size_t>(area.height) * 4, 255);
    return std::make_shared<Overlay>(make_overlay({white.data(), area.width * 4, area.size(), true}, area.x, area.y,
                                                  Chroma::k420, next_change_id()));
}

/// A white box that changes every `every` ticks by one of two places; 0: never.
class Box : public SceneGraphic {
public:
    explicit Box(const Rect& area, int64_t every = 0)
        : first_(box(area)), second_(box({area.x + 20, area.y, area.width, area.height})), every_(every) {}
    void add_layers(const Moment& now, std::vector<Layer>& layers) noexcept override {
        layers.emplace_back(OverlayLayer{turn(now) == 0 ? first_ : second_});
    }
    bool changes_between(const Moment& earlier, const Moment& later) const noexcept override {
        return turn(earlier) != turn(later);
    }

private:
    [[nodiscard]] int64_t turn(const Moment& now) const { return every_ == 0 ? 0 : now.tick / every_ % 2; }
    OverlayRef first_, second_;
    int64_t every_;
};

Graphic graphic(GraphicKind kind, const Rect& area = {20, 20, 40, 20}) {
    Graphic graphic;
    graphic.kind = kind;
    graphic.area = area;
    return graphic;
}

void add_box(Scene& scene, const Graphic& graphic, int64_t every = 0) {
    scene.add(graphic, std::make_unique<Box>(graphic.area, every));
}

/// Where the overlays of a moment begin, bottom first.
std::vector<int> overlays_at(Scene& scene, Time t) {
    std::vector<Layer> layers;
    scene.layers_at(scene.moment(frame_at(t, scene.display().rate) * ticks_a_frame(scene.display())), {}, layers);
    std::vector<int> lefts;
    for (const Layer& layer : layers)
        if (const auto* overlay = std::get_if<OverlayLayer>(&layer)) lefts.push_back(overlay->overlay->area.x);
    return lefts;
}

Picture grey(Size size, uint8_t luma, FieldOrder fields = FieldOrder::kProgressive) {
    auto image = std::make_shared<Image>(size, PixelFormat{Chroma::k420, 8});
    fill(image->view(), {luma, 128, 128});
    Picture picture;
    picture.view = std::as_const(*image).view();
    picture.colour = kDisplayColour;
    picture.fields = fields;
    picture.owner = image;
    return picture;
}

int luma(const Picture& picture, int x, int y) {
    return picture.view.planes[0].row(y)[x];
}

TEST(Scene, GraphicsStandByTheirZWhateverTheOrderTheyAreAddedIn) {
    Scene scene(display(), Chroma::k420);
    add_box(scene, graphic(GraphicKind::kNotice, {80, 0, 10, 10}));
    add_box(scene, graphic(GraphicKind::kLowerThird, {20, 0, 10, 10}));
    add_box(scene, graphic(GraphicKind::kTicker, {40, 0, 10, 10}));
    add_box(scene, graphic(GraphicKind::kImage, {10, 0, 10, 10}));
    add_box(scene, graphic(GraphicKind::kTicker, {60, 0, 10, 10}));  // of equal z, the later one above
    EXPECT_THAT(overlays_at(scene, 0s), ElementsAre(10, 20, 40, 60, 80));
}

TEST(Scene, AGraphicIsSeenInItsWindowOnly) {
    Scene scene(display(), Chroma::k420);
    Graphic label = graphic(GraphicKind::kLabel);
    label.from_s = 1;
    label.until_s = 2;
    add_box(scene, label);
    EXPECT_THAT(overlays_at(scene, 960ms), IsEmpty());
    EXPECT_THAT(overlays_at(scene, 1s), ElementsAre(20));
    EXPECT_THAT(overlays_at(scene, 1960ms), ElementsAre(20));
    EXPECT_THAT(overlays_at(scene, 2s), IsEmpty());
}

TEST(Scene, OfNoticesTheMostUrgentIsSeen) {
    Scene scene(display(), Chroma::k420);
    Graphic always = graphic(GraphicKind::kNotice, {20, 0, 10, 10});
    Graphic urgent = graphic(GraphicKind::kNotice, {40, 0, 10, 10});
    urgent.priority = 5;
    urgent.from_s = 1;
    urgent.until_s = 2;
    add_box(scene, always);
    add_box(scene, urgent);
    add_box(scene, graphic(GraphicKind::kLabel, {60, 0, 10, 10}));
    EXPECT_THAT(overlays_at(scene, 0s), ElementsAre(60, 20));
    EXPECT_THAT(overlays_at(scene, 1s), ElementsAre(60, 40));
    EXPECT_THAT(overlays_at(scene, 2s), ElementsAre(60, 20));
}

TEST(Scene, OfEquallyUrgentNoticesTheFirstIsSeen) {
    Scene scene(display(), Chroma::k420);
    add_box(scene, graphic(GraphicKind::kNotice, {20, 0, 10, 10}));
    add_box(scene, graphic(GraphicKind::kNotice, {40, 0, 10, 10}));
    EXPECT_THAT(overlays_at(scene, 0s), ElementsAre(20));
}

TEST(Scene, MomentsCarryTheTimeOnTheWallWhereItIsKnown) {
    EXPECT_FALSE(Scene(display(), Chroma::k420).moment(25).wall);
    const WallTime on_air = std::chrono::local_days(std::chrono::year(2026) / 11 / 20) + 19h + 30min;
    const Scene fields(display(FieldOrder::kTopFirst), Chroma::k420, {Time::max(), on_air});
    EXPECT_EQ(fields.moment(3).t, 60ms);
    EXPECT_EQ(fields.moment(3).wall, on_air + 60ms);
}

TEST(Scene, TellsWhetherTwoMomentsDiffer) {
    Scene scene(display(FieldOrder::kTopFirst), Chroma::k420);
    Graphic late = graphic(GraphicKind::kLabel);
    late.from_s = 1;
    add_box(scene, late);
    add_box(scene, graphic(GraphicKind::kClock), 75);
    EXPECT_FALSE(scene.changes_between(scene.moment(0), scene.moment(1)));
    EXPECT_TRUE(scene.changes_between(scene.moment(49), scene.moment(50)));  // the label comes
    EXPECT_FALSE(scene.changes_between(scene.moment(50), scene.moment(51)));
    EXPECT_TRUE(scene.changes_between(scene.moment(74), scene.moment(75)));  // the clock turns
}

TEST(Scene, AsksNoMemoryAFrame) {
    Scene scene(display(), Chroma::k420, {60s, std::nullopt});
    Graphic fading = graphic(GraphicKind::kLowerThird);
    fading.fade_in_s = 1;
    fading.enter = Direction::kRight;
    add_box(scene, fading);
    for (const GraphicKind kind : {GraphicKind::kTicker, GraphicKind::kClock, GraphicKind::kNotice})
        add_box(scene, graphic(kind), 3);
    StillSource source(grey({320, 180}, 100));
    const ShownPicture* shown = source.at(0s, FieldUse::kProgressive);
    std::vector<Layer> layers;
    scene.layers_at(scene.moment(10), {&shown, 1}, layers);
    const int64_t before = test::allocations();
    for (int64_t tick = 11; tick < 100; ++tick) {
        scene.layers_at(scene.moment(tick), {&shown, 1}, layers);
        static_cast<void>(scene.changes_between(scene.moment(tick), scene.moment(tick + 1)));
    }
    EXPECT_EQ(test::allocations() - before, 0);
    EXPECT_EQ(layers.size(), 6u);
}

TEST(Grid, EachRegionShowsItsOwnSource) {
    Display pip = display();
    pip.pictures.push_back({"guest", {200, 20, 80, 60}, Fit::kStretch, "guest"});
    Scene scene(pip, Chroma::k420);
    StillSource programme(grey({320, 180}, 60)), guest(grey({80, 60}, 180));
    Grid grid(scene, {{&programme, 0s}, {&guest, 0s}});
    const Grid::Frame frame = grid.frame(0);
    EXPECT_EQ(luma(frame.picture, 10, 10), 60);
    EXPECT_EQ(luma(frame.picture, 240, 50), 180);
    ASSERT_EQ(frame.source_pictures.size(), 2u);
    EXPECT_EQ(luma(frame.source_pictures[1], 0, 0), 180);
}

TEST(Grid, ARegionMayBeSeenThrough) {
    Display pip = display();
    pip.pictures.push_back({"guest", {200, 20, 80, 60}, Fit::kStretch, "guest", 0.5});
    Scene scene(pip, Chroma::k420);
    StillSource programme(grey({320, 180}, 60)), guest(grey({80, 60}, 180));
    Grid grid(scene, {{&programme, 0s}, {&guest, 0s}});
    EXPECT_NEAR(luma(grid.frame(0).picture, 240, 50), 120, 1);
}

/// Gives pictures of one shade more a second, and remembers what it was asked.
class Counting : public FrameSource {
public:
    const ShownPicture* at(Time t, FieldUse) override {
        asked.push_back(t);
        if (!shown_ || t >= shown_->end) {
            shown_.emplace();
            shown_->start = std::chrono::floor<std::chrono::seconds>(t);
            shown_->end = shown_->start + 1s;
            shown_->picture = grey({320, 180}, static_cast<uint8_t>(50 + shown_->start / 1s));
            shown_->picture.id = new_picture_id();
        }
        return &*shown_;
    }
    std::vector<Time> asked;

private:
    std::optional<ShownPicture> shown_;
};

TEST(Grid, ASourceInSeveralRegionsIsAskedOnce) {
    Display twins = display();
    twins.pictures = {{"left", {0, 0, 160, 180}, Fit::kStretch}, {"right", {160, 0, 160, 180}, Fit::kStretch}};
    Scene scene(twins, Chroma::k420);
    Counting source;
    Grid grid(scene, source, 10s);
    const Picture picture = grid.frame(25).picture;
    EXPECT_THAT(source.asked, ElementsAre(11s));
    EXPECT_EQ(luma(picture, 20, 90), 61);
    EXPECT_EQ(luma(picture, 300, 90), 61);
}

TEST(Grid, WhereNothingChangesTheSameFrameIsGivenAgain) {
    Scene scene(display(), Chroma::k420, {60s, std::nullopt});
    add_box(scene, graphic(GraphicKind::kClock), 25);
    StillSource source(grey({320, 180}, 100));
    Grid grid(scene, source, 0s);
    const uint64_t first = grid.frame(1).picture.id;
    EXPECT_EQ(grid.frame(2).picture.id, first);
    EXPECT_EQ(grid.frame(24).picture.id, first);
    EXPECT_NE(grid.frame(25).picture.id, first);
}

TEST(Grid, AnInterlacedPictureWithNothingOverItPassesUntouched) {
    Scene scene(display(FieldOrder::kTopFirst), Chroma::k420);
    Graphic late = graphic(GraphicKind::kLabel);
    late.from_s = 1;
    add_box(scene, late);
    StillSource source(grey({320, 180}, 100, FieldOrder::kTopFirst));
    Grid grid(scene, source, 0s);
    const Picture coded = source.at(0s, FieldUse::kAsCoded)->picture;
    EXPECT_EQ(grid.frame(24).picture.view.planes[0].data, coded.view.planes[0].data);
    EXPECT_NE(grid.frame(25).picture.view.planes[0].data, coded.view.planes[0].data);
}

TEST(Grid, GraphicsOfInterlacedDisplaysMoveFromFieldToField) {
    Scene scene(display(FieldOrder::kTopFirst), Chroma::k420);
    add_box(scene, graphic(GraphicKind::kTicker, {20, 20, 20, 40}), 1);  // to and fro by a box's width
    StillSource source(grey({320, 180}, 60, FieldOrder::kTopFirst));
    Grid grid(scene, source, 0s);
    const Picture picture = grid.frame(0).picture;
    EXPECT_EQ(picture.fields, FieldOrder::kTopFirst);
    EXPECT_EQ(luma(picture, 30, 30), 235);
    EXPECT_EQ(luma(picture, 50, 30), 60);
    EXPECT_EQ(luma(picture, 30, 31), 60);
    EXPECT_EQ(luma(picture, 50, 31), 235);
}

TEST(Grid, ADisplayIsDimmedByTheTimeOfTheDay) {
    Display night = display();
    night.brightness = {{22 * 60, 5 * 60, 20}};
    const WallTime day = std::chrono::local_days(std::chrono::year(2026) / 11 / 20);
    StillSource source(grey({320, 180}, 200));
    const auto shown_at = [&](std::optional<WallTime> on_air) {
        Scene scene(night, Chroma::k420, {Time::max(), on_air});
        return luma(Grid(scene, source, 0s).frame(0).picture, 100, 100);
    };
    EXPECT_EQ(shown_at(std::nullopt), 200);
    EXPECT_EQ(shown_at(day + 21h + 59min), 200);
    EXPECT_LT(shown_at(day + 22h), 120);
    EXPECT_EQ(shown_at(day + 22h), shown_at(day + 4h + 59min));
    EXPECT_EQ(shown_at(day + 5h), 200);
}

}  // namespace
}  // namespace gatecast
