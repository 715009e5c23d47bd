// SPDX-License-Identifier: GPL-3.0-or-later
// Clocks, countdowns and dates, read back from the layers they show.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "pipeline/scene/graphics/graphic.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

constexpr auto kFriday = std::chrono::local_days(std::chrono::year(2026) / 11 / 20);

struct Place {
    explicit Place(GraphicKind kind) {
        display.canvas = {640, 360};
        graphic.name = "clock";
        graphic.kind = kind;
        graphic.area = {40, 20, 320, 80};
    }
    [[nodiscard]] std::unique_ptr<SceneGraphic> make() const {
        return make_graphic({graphic, display, style, Chroma::k420, length, on_air});
    }

    Display display;
    Graphic graphic;
    Style style;
    Time length = Time::max();
    std::optional<WallTime> on_air = kFriday + 19h;
};

std::vector<OverlayLayer> shown(SceneGraphic& graphic, const Moment& now) {
    std::vector<Layer> layers;
    graphic.add_layers(now, layers);
    std::vector<OverlayLayer> overlays;
    for (const Layer& layer : layers) overlays.push_back(std::get<OverlayLayer>(layer));
    return overlays;
}

Moment at(WallTime wall, Time t = Time{0}) {
    return {t, 0, wall};
}

/// Reads a clock without a box: what it shows of the ten minutes after midnight says which drawing is which figure.
class ClockReader {
public:
    explicit ClockReader(SceneGraphic& clock) : clock_(clock) {
        for (int n = 0; n < 10; ++n) figures_[shown(clock, at(kFriday + std::chrono::minutes(n))).at(4).overlay] = n;
    }

    [[nodiscard]] std::string read(const Moment& now) const {
        std::string text;
        for (const OverlayLayer& layer : shown(clock_, now)) {
            const auto known = figures_.find(layer.overlay);
            text += known == figures_.end() ? ":" : std::to_string(known->second);
        }
        return text;
    }
    [[nodiscard]] std::string read(WallTime wall) const { return read(at(wall)); }

private:
    SceneGraphic& clock_;
    std::map<OverlayRef, int> figures_;
};

TEST(Clock, shows_the_frames_time_and_nothing_while_that_is_unknown) {
    const Place place(GraphicKind::kClock);
    const auto clock = place.make();
    const ClockReader reader(*clock);
    EXPECT_EQ(reader.read(kFriday + 19h + 30min), "19:30");
    EXPECT_TRUE(shown(*clock, {5s, 125, {}}).empty());
}

TEST(Clock, is_right_to_the_nanosecond_across_a_minute_and_midnight) {
    Place place(GraphicKind::kClock);
    auto clock = place.make();
    const ClockReader reader(*clock);
    EXPECT_EQ(reader.read(kFriday + 9h + 59min + 59s + 999'999'999ns), "09:59");
    EXPECT_EQ(reader.read(kFriday + 10h), "10:00");
    EXPECT_EQ(reader.read(kFriday + 24h - 1ns), "23:59");
    EXPECT_EQ(reader.read(kFriday + 24h), "00:00");
    place.graphic.format = "HH:mm:ss";
    clock = place.make();
    const ClockReader with_seconds(*clock);
    EXPECT_EQ(with_seconds.read(kFriday + 23h + 59min + 59s + 960ms), "23:59:59");
    EXPECT_EQ(with_seconds.read(kFriday + 24h), "00:00:00");
}

TEST(Clock, follows_a_step_of_the_time_either_way) {
    const Place place(GraphicKind::kClock);
    const auto clock = place.make();
    const ClockReader reader(*clock);
    EXPECT_EQ(reader.read(at(kFriday + 12h, 10s)), "12:00");
    EXPECT_EQ(reader.read(at(kFriday + 13h + 5min, 10s + 40ms)), "13:05");
    EXPECT_EQ(reader.read(at(kFriday + 11h + 59min, 10s + 80ms)), "11:59");
    EXPECT_TRUE(clock->changes_between(at(kFriday + 12h), at(kFriday + 11h + 59min + 59s)));
    EXPECT_TRUE(clock->changes_between(at(kFriday + 12h), at(kFriday + 13h)));
}

TEST(Clock, knows_before_1970) {
    const auto clock = Place(GraphicKind::kClock).make();
    EXPECT_EQ(ClockReader(*clock).read(std::chrono::local_days(std::chrono::year(1969) / 7 / 20) + 20h + 17min),
              "20:17");
}

TEST(Clock, changes_only_when_a_figure_does) {
    const Place place(GraphicKind::kClock);
    const auto clock = place.make();
    int changes = 0;
    for (int64_t tick = 1; tick <= 25 * 120; ++tick) {
        const WallTime before = kFriday + 23h + 58min + 30s + frame_time(tick - 1, {25, 1});
        const WallTime now = kFriday + 23h + 58min + 30s + frame_time(tick, {25, 1});
        changes += clock->changes_between(at(before), at(now)) ? 1 : 0;
    }
    EXPECT_EQ(changes, 2);
    EXPECT_FALSE(clock->changes_between({0s, 0, {}}, {1s, 25, {}}));
    EXPECT_TRUE(clock->changes_between({0s, 0, {}}, at(kFriday)));
    EXPECT_TRUE(clock->changes_between(at(kFriday), at(kFriday + 12h))) << "between them it changed";
    EXPECT_FALSE(clock->changes_between(at(kFriday), at(kFriday + 24h))) << "the same figures, hours later";
}

TEST(Clock, nothing_moves_but_the_figures_that_change) {
    for (const Numerals numerals : {Numerals::kLatin, Numerals::kKhmer}) {
        Place place(GraphicKind::kClock);
        place.graphic.numerals = numerals;
        const auto clock = place.make();
        std::set<std::vector<int>> places;
        for (int minute = 0; minute < 24 * 60; ++minute) {
            std::vector<int> row;
            for (const OverlayLayer& layer : shown(*clock, at(kFriday + std::chrono::minutes(minute)))) {
                row.push_back(layer.overlay->area.x + layer.moved.x);
                EXPECT_EQ(layer.moved.x % 2, 0);
            }
            places.insert(row);
        }
        EXPECT_EQ(places.size(), 1U);
    }
}

TEST(Clock, says_the_words_between_its_figures) {
    Place place(GraphicKind::kClock);
    place.graphic.format = "HH giờ mm phút";
    const auto clock = place.make();
    const std::vector<OverlayLayer> layers = shown(*clock, at(kFriday + 11h + 22min));
    ASSERT_EQ(layers.size(), 6U);
    EXPECT_EQ(layers[0].overlay, layers[1].overlay);
    EXPECT_EQ(layers[3].overlay, layers[4].overlay);
    EXPECT_NE(layers[2].overlay, layers[5].overlay);
}

/// Where something is painted.
Rect inked(const OverlayLayer& layer) {
    int x0 = 1 << 20, x1 = 0, y0 = 1 << 20, y1 = 0;
    for (const InkSpan& span : layer.overlay->ink) {
        x0 = std::min(x0, span.x0), x1 = std::max(x1, span.x1);
        y0 = std::min(y0, span.y), y1 = std::max(y1, span.y + 1);
    }
    const Rect& area = layer.overlay->area;
    return {area.x + x0 + layer.moved.x, area.y + y0 + layer.moved.y, x1 - x0, y1 - y0};
}

TEST(Clock, stays_inside_its_area_whatever_it_shows) {
    for (const Numerals numerals : {Numerals::kLatin, Numerals::kKhmer}) {
        for (const char* format : {"HH:mm", "HH:mm:ss", "HH giờ mm"}) {
            for (const double box : {0.0, 0.7}) {
                Place place(GraphicKind::kClock);
                place.display.pictures.push_back({"picture", area_of(place.display.canvas)});
                place.graphic.numerals = numerals;
                place.graphic.format = format;
                place.graphic.box_opacity = box;
                place.graphic.area = {0, 0, 240, 60};
                const auto clock = place.make();
                for (int n = 0; n < 10; ++n) {
                    for (const OverlayLayer& layer : shown(*clock, at(kFriday + n * (2h + 11min + 11s)))) {
                        const Rect ink = inked(layer);
                        EXPECT_TRUE(contains(place.graphic.area, ink))
                            << format << " " << n << ": " << ink.x << ", " << ink.y << " to " << ink.right() << ", "
                            << ink.bottom();
                    }
                }
            }
        }
    }
}

TEST(Clock, fills_the_height_or_the_width_of_its_area) {
    Place place(GraphicKind::kClock);
    const auto height = [&] {
        const auto clock = place.make();
        return inked(shown(*clock, at(kFriday + 8h)).front()).height;
    };
    place.graphic.area = {0, 0, 600, 80};
    EXPECT_GE(height(), 72);
    place.graphic.area = {0, 0, 600, 40};
    EXPECT_GE(height(), 34);
    place.graphic.area = {0, 0, 100, 200};
    const int narrow = height();
    EXPECT_LT(narrow, 60);
    place.graphic.text_percent = 10;
    EXPECT_LT(height(), narrow);
}

TEST(Countdown, counts_to_the_hour_and_stops_at_nothing) {
    Place place(GraphicKind::kCountdown);
    place.graphic.until_clock = "19:02";
    place.on_air = kFriday + 18h + 59min;
    const auto countdown = place.make();
    EXPECT_EQ(shown(*countdown, at(kFriday + 18h + 59min)).size(), 4U) << "3:00";
    EXPECT_EQ(shown(*countdown, at(kFriday + 19h + 2min)).size(), 4U) << "0:00";
    EXPECT_FALSE(countdown->changes_between(at(kFriday + 19h + 2min), at(kFriday + 22h)));
    EXPECT_TRUE(countdown->changes_between(at(kFriday + 19h + 2min - 1ns), at(kFriday + 19h + 2min)));
    const auto none = shown(*countdown, at(kFriday + 20h));
    EXPECT_EQ(none[0].overlay, none[2].overlay);
    EXPECT_EQ(none[2].overlay, none[3].overlay);
    EXPECT_TRUE(shown(*countdown, {0s, 0, {}}).empty());
}

TEST(Countdown, a_second_that_has_begun_is_still_left) {
    Place place(GraphicKind::kCountdown);
    place.graphic.until_clock = "19:01";
    const auto countdown = place.make();
    EXPECT_FALSE(countdown->changes_between(at(kFriday + 19h), at(kFriday + 19h + 1s - 1ns)));
    EXPECT_TRUE(countdown->changes_between(at(kFriday + 19h + 1s - 1ns), at(kFriday + 19h + 1s)));
    int changes = 0;
    for (int64_t tick = 1; tick < 25 * 90; ++tick) {
        changes += countdown->changes_between(at(kFriday + 19h + frame_time(tick - 1, {25, 1})),
                                              at(kFriday + 19h + frame_time(tick, {25, 1})))
                       ? 1
                       : 0;
    }
    EXPECT_EQ(changes, 60);
}

TEST(Countdown, an_hour_gone_by_today_is_tomorrows) {
    Place place(GraphicKind::kCountdown);
    place.graphic.until_clock = "18:30";
    const auto countdown = place.make();
    EXPECT_EQ(shown(*countdown, at(kFriday + 19h)).size(), 8U) << "23:30:00";
    EXPECT_EQ(shown(*countdown, at(kFriday + 42h)).size(), 5U) << "30:00";
    EXPECT_EQ(shown(*countdown, at(kFriday + 41h)).size(), 7U) << "1:30:00";
    EXPECT_EQ(shown(*countdown, at(kFriday + 48h)).size(), 4U) << "0:00";
}

TEST(Countdown, without_an_hour_counts_to_the_items_end) {
    Place place(GraphicKind::kCountdown);
    place.on_air.reset();
    EXPECT_EQ(place.make(), nullptr) << "an end that nobody knows";
    place.length = 90s;
    const auto countdown = place.make();
    EXPECT_EQ(shown(*countdown, {0s, 0, {}}).size(), 4U) << "1:30";
    EXPECT_TRUE(countdown->changes_between({10s, 0, {}}, {11s, 0, {}}));
    EXPECT_FALSE(countdown->changes_between({90s, 0, {}}, {95s, 0, {}}));
}

TEST(Countdown, without_a_time_on_air_no_hour_can_be_counted_to) {
    Place place(GraphicKind::kCountdown);
    place.graphic.until_clock = "19:30";
    place.on_air.reset();
    EXPECT_EQ(place.make(), nullptr);
}

TEST(Date, shows_all_languages_together_where_there_is_room) {
    Place place(GraphicKind::kDate);
    place.graphic.area = {20, 20, 600, 160};
    const auto date = place.make();
    ASSERT_EQ(shown(*date, at(kFriday + 19h)).size(), 1U);
    EXPECT_FALSE(date->changes_between(at(kFriday + 19h), at(kFriday + 20h, 1h))) << "they do not take turns";
}

TEST(Date, languages_take_turns_on_a_single_line) {
    Place place(GraphicKind::kDate);
    place.graphic.area = {20, 20, 600, 44};
    const auto date = place.make();
    std::vector<OverlayRef> turns;
    for (const Time t : {0s, 6s, 12s}) turns.push_back(shown(*date, at(kFriday + 19h + t, t)).at(0).overlay);
    EXPECT_EQ(std::set<OverlayRef>(turns.begin(), turns.end()).size(), 3U);
    EXPECT_EQ(shown(*date, at(kFriday + 19h + 18s, 18s)).at(0).overlay, turns[0]);
    EXPECT_FALSE(date->changes_between(at(kFriday + 19h, 0s), at(kFriday + 19h + 5s, 6s - 1ns)));
    EXPECT_TRUE(date->changes_between(at(kFriday + 19h, 6s - 1ns), at(kFriday + 19h, 6s)));
}

TEST(Date, is_another_at_midnight) {
    Place place(GraphicKind::kDate);
    place.graphic.area = {20, 20, 600, 160};
    place.on_air = kFriday + 23h + 59min;
    const auto date = place.make();
    const OverlayRef today = shown(*date, at(kFriday + 24h - 1ns)).at(0).overlay;
    const OverlayRef tomorrow = shown(*date, at(kFriday + 24h)).at(0).overlay;
    EXPECT_NE(today, tomorrow);
    EXPECT_TRUE(date->changes_between(at(kFriday + 24h - 1ns), at(kFriday + 24h)));
    EXPECT_EQ(shown(*date, at(kFriday + 48h - 1ns)).at(0).overlay, tomorrow);
    EXPECT_TRUE(shown(*date, at(kFriday + 48h)).empty()) << "better none than a wrong one";
    EXPECT_TRUE(shown(*date, at(kFriday - 1ns)).empty());
    EXPECT_TRUE(shown(*date, {0s, 0, {}}).empty());
}

TEST(Date, stays_inside_its_area) {
    for (const int height : {40, 60, 100, 200}) {
        for (const double box : {0.0, 0.7}) {
            for (const int align : {-1, 0, 1}) {
                Place place(GraphicKind::kDate);
                place.graphic.area = {20, 120, 500, height};
                place.graphic.box_opacity = box;
                place.graphic.align = align;
                const auto date = place.make();
                for (const Time t : {0s, 6s, 12s}) {
                    const auto layers = shown(*date, at(kFriday + 19h, t));
                    ASSERT_EQ(layers.size(), 1U);
                    EXPECT_TRUE(contains(place.graphic.area, inked(layers[0]))) << height << ", " << align;
                }
            }
        }
    }
}

TEST(Date, without_a_time_on_air_there_is_none) {
    Place place(GraphicKind::kDate);
    place.on_air.reset();
    EXPECT_EQ(place.make(), nullptr);
}

}  // namespace
}  // namespace gatecast
