// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/graphics/ticker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <thread>

namespace gatecast {
namespace {

constexpr Rect kBand{0, 32, 640, 40};
constexpr Size kCanvas{640, 104};

/// Everything that a ticker is made of.
struct Place {
    Place() {
        display.canvas = kCanvas;
        graphic.name = "ticker";
        graphic.kind = GraphicKind::kTicker;
        graphic.area = kBand;
        graphic.box_opacity = 1;
        graphic.speed_px = 100;  // 4 px a frame
        graphic.words.vi = {"Giá cà phê Đắk Lắk hôm nay tăng", "Cửa khẩu Lệ Thanh mở cửa đến 18 giờ"};
        graphic.words.en = {"Coffee prices rose today", "The Le Thanh gate is open until 18:00"};
        graphic.words.km = {"តម្លៃកាហ្វេឡើងថ្លៃនៅថ្ងៃនេះ", "ច្រកទ្វារបើករហូតដល់ម៉ោង១៨"};
    }

    [[nodiscard]] GraphicSetup setup() const { return {graphic, display, style, Chroma::k420, Time::max(), {}}; }
    [[nodiscard]] std::shared_ptr<const TickerText> text() const { return draw_ticker_text(setup()); }
    [[nodiscard]] std::shared_ptr<const TickerText> text(const std::string& words) const {
        Graphic other = graphic;
        other.words = {{words}, {}, {}};
        return draw_ticker_text({other, display, style, Chroma::k420, Time::max(), {}});
    }

    Display display;
    Graphic graphic;
    Style style;
};

/// Columns of a plane, a string of code values each.
using Columns = std::vector<std::string>;

Columns columns_of(const Picture& picture, int plane, const Rect& area) {
    const int sx = picture.view.format.shift_x(plane), sy = picture.view.format.shift_y(plane);
    Columns columns;
    for (int x = area.x >> sx; x < area.right() >> sx; ++x) {
        std::string& column = columns.emplace_back();
        for (int y = area.y >> sy; y < area.bottom() >> sy; ++y)
            column += static_cast<char>(picture.view.planes[static_cast<size_t>(plane)].row(y)[x]);
    }
    return columns;
}

/// A ticker on its canvas, over a ground with a colour of its own.
class Wall {
public:
    explicit Wall(const Place& place)
        : canvas_(place.display.canvas, Chroma::k420),
          ground_(FillLayer{area_of(place.display.canvas), {90, 60, 180}}) {}

    [[nodiscard]] Picture at(SceneGraphic& ticker, int64_t tick) {
        layers_.assign(1, ground_);
        ticker.add_layers({frame_time(tick, {25, 1}), tick, {}}, layers_);
        return canvas_.compose(layers_);
    }
    [[nodiscard]] Columns columns(SceneGraphic& ticker, int64_t tick, int plane = 0) {
        return columns_of(at(ticker, tick), plane, kBand);
    }

private:
    Canvas canvas_;
    Layer ground_;
    std::vector<Layer> layers_;
};

/// All columns of a text, read from its strips where they stand at even places, or at odd ones.
Columns drawn_columns(const TickerText& text, int plane, bool odd = false) {
    Columns columns;
    for (const TickerStrip& strip : text.strips) {
        const Overlay& overlay = odd ? *strip.odd : *strip.even;
        Picture picture;
        picture.view = overlay.colour.view();
        const Columns some = columns_of(picture, plane, area_of(overlay.area.size()));
        columns.insert(columns.end(), some.begin(), some.end());
    }
    return columns;
}

bool moved_by(const Columns& before, const Columns& after, size_t pace) {
    return std::equal(before.begin() + static_cast<ptrdiff_t>(pace), before.end(), after.begin());
}

TEST(Ticker, moves_by_whole_pixels_a_frame_and_a_field) {
    Place place;
    EXPECT_EQ(ticker_pace(place.graphic, place.display), 4);
    place.graphic.speed_px = 90;
    EXPECT_EQ(ticker_pace(place.graphic, place.display), 4);
    place.graphic.speed_px = 3;
    EXPECT_EQ(ticker_pace(place.graphic, place.display), 1) << "it never stands";
    place.graphic.speed_px = 150;
    place.display.fields = FieldOrder::kTopFirst;
    EXPECT_EQ(ticker_pace(place.graphic, place.display), 3);
    place.display.fields = FieldOrder::kProgressive;
    place.display.rate = {30000, 1001};
    EXPECT_EQ(ticker_pace(place.graphic, place.display), 5);
}

TEST(Ticker, begins_with_an_empty_band_and_comes_in_from_the_right) {
    const Place place;
    Wall screen(place);
    const auto ticker = make_ticker(place.setup());
    const Columns first = screen.columns(*ticker, 0);
    EXPECT_EQ(std::count(first.begin(), first.end(), first.front()), kBand.width);
    const Columns text = drawn_columns(*place.text(), 0);
    const Columns later = screen.columns(*ticker, 100);
    EXPECT_TRUE(std::equal(later.begin(), later.begin() + 240, first.begin()));
    EXPECT_TRUE(std::equal(later.begin() + 240, later.end(), text.begin()));
}

TEST(Ticker, begins_when_it_is_first_seen) {
    Place place;
    Wall screen(place);
    const auto ticker = make_ticker(place.setup());
    place.graphic.from_s = 10;
    const auto late = make_ticker(place.setup());
    EXPECT_EQ(screen.columns(*late, 250 + 77), screen.columns(*ticker, 77));
}

TEST(Ticker, every_frame_is_the_one_before_moved_by_its_pace) {
    for (const double speed : {25.0, 50.0, 75.0, 100.0, 325.0}) {
        Place place;
        place.graphic.speed_px = speed;
        const auto pace = static_cast<size_t>(ticker_pace(place.graphic, place.display));
        Wall screen(place);
        const auto ticker = make_ticker(place.setup());
        std::vector<std::array<Columns, 3>> frames;
        for (int64_t tick = 0; tick < 700; ++tick) {
            const Picture picture = screen.at(*ticker, tick);
            frames.push_back(
                {columns_of(picture, 0, kBand), columns_of(picture, 1, kBand), columns_of(picture, 2, kBand)});
            if (tick == 0) continue;
            const auto& now = frames.back();
            ASSERT_TRUE(moved_by(frames[frames.size() - 2][0], now[0], pace)) << speed << ", frame " << tick;
            if (tick == 1) continue;
            // Two steps are whole samples of chroma whatever the pace.
            for (const size_t plane : {1, 2}) {
                ASSERT_TRUE(moved_by(frames[frames.size() - 3][plane], now[plane], pace))
                    << speed << ", frame " << tick;
            }
        }
    }
}

TEST(Ticker, shows_the_same_wherever_a_lane_begins) {
    Place place;
    place.graphic.speed_px = 75;
    Wall one(place), other(place);
    const auto from_start = make_ticker(place.setup());
    for (int64_t tick = 0; tick <= 2000; ++tick) {
        const Columns columns = one.columns(*from_start, tick);
        if (tick % 500 != 3) continue;
        const auto fresh = make_ticker(place.setup());
        EXPECT_EQ(other.columns(*fresh, tick), columns) << tick;
    }
}

TEST(Ticker, repeats_for_ever_without_a_gap) {
    Place place;
    place.graphic.speed_px = 25;  // 1 px a frame: every turn is whole frames long
    Wall screen(place);
    const auto ticker = make_ticker(place.setup());
    const int64_t turn = place.text()->width;
    const Columns columns = screen.columns(*ticker, 1000);
    EXPECT_EQ(screen.columns(*ticker, 1000 + turn), columns);
    EXPECT_EQ(screen.columns(*ticker, 1000 + 1'000'000 * turn), columns);
    const Columns text = drawn_columns(*place.text(), 0);
    const Columns joined = screen.columns(*ticker, turn + 320);
    EXPECT_TRUE(std::equal(joined.end() - 320, joined.end(), text.begin()));
    EXPECT_TRUE(std::equal(joined.begin(), joined.begin() + 320, text.end() - 320));
}

TEST(Ticker, says_each_message_in_all_languages_before_the_next) {
    const Place place;
    const auto text = place.text();
    ASSERT_EQ(text->message_ends.size(), 6U);
    const Columns all = drawn_columns(*text, 0);
    Columns expected;
    for (const size_t n : {0, 1}) {
        for (const char* language : {"vi", "en", "km"}) {
            Graphic lone = place.graphic;
            lone.words = {};
            auto& words = language == std::string("vi")   ? lone.words.vi
                          : language == std::string("en") ? lone.words.en
                                                          : lone.words.km;
            words = {place.graphic.words.of(language)[n]};
            const auto one = draw_ticker_text({lone, place.display, place.style, Chroma::k420, Time::max(), {}});
            const Columns columns = drawn_columns(*one, 0);
            expected.insert(expected.end(), columns.begin(), columns.end());
        }
    }
    EXPECT_EQ(all, expected);
}

TEST(Ticker, leaves_out_messages_without_a_visible_sign) {
    Place place;
    place.graphic.words = {{"", "   ", "Chợ biên giới"}, {}, {" "}};
    EXPECT_EQ(place.text()->message_ends.size(), 1U);
    place.graphic.words = {{""}, {}, {}};
    EXPECT_EQ(make_ticker(place.setup()), nullptr);
}

TEST(Ticker, cuts_long_messages_without_a_seam) {
    Place place;
    place.graphic.speed_px = 25;
    std::string words;
    for (int i = 0; i < 60; ++i) words += "Thông báo dài về lịch thông quan " + std::to_string(i) + " ";
    place.graphic.words = {{words}, {}, {"កម្មវិធី" + words}};
    const auto text = place.text();
    EXPECT_GT(text->strips.size(), 6U);
    int64_t x = 0;
    for (const TickerStrip& strip : text->strips) {
        EXPECT_EQ(strip.x, x);
        EXPECT_LE(strip.width, 4096);
        EXPECT_EQ(strip.even->area, (Rect{0, 0, strip.width, kBand.height}));
        EXPECT_EQ(strip.odd->area, strip.even->area);
        x += strip.width;
    }
    EXPECT_EQ(text->width, x);
    // Strips for odd places are cut one column earlier: a seam of one kind would stand inside the other.
    const Columns even = drawn_columns(*text, 0), odd = drawn_columns(*text, 0, true);
    EXPECT_TRUE(std::equal(even.begin(), even.end() - 1, odd.begin() + 1));
    EXPECT_EQ(even.back(), odd.front()) << "the last column of a message is empty";
}

TEST(Ticker, an_opaque_band_hides_what_lies_below_and_a_faint_one_does_not) {
    Place place;
    const auto opaque = place.text();
    for (const TickerStrip& strip : opaque->strips) EXPECT_TRUE(strip.even->opaque);
    EXPECT_TRUE(opaque->blank->opaque);
    EXPECT_EQ(opaque->strips[0].odd, nullptr) << "an even pace needs no drawing for odd places";
    place.graphic.box_opacity = 0.6;
    const auto faint = place.text();
    for (const TickerStrip& strip : faint->strips) EXPECT_FALSE(strip.even->opaque);
    place.graphic.box_opacity = 0;
    EXPECT_EQ(place.text()->blank, nullptr);
    EXPECT_NE(place.text()->strips[0].even, nullptr);
}

TEST(Ticker, faint_and_missing_bands_move_as_exactly) {
    for (const double opacity : {0.0, 0.3, 0.8}) {
        Place place;
        place.graphic.box_opacity = opacity;
        place.graphic.speed_px = 75;
        Wall screen(place);
        const auto ticker = make_ticker(place.setup());
        Columns before = screen.columns(*ticker, 0);
        for (int64_t tick = 1; tick < 600; ++tick) {
            Columns now = screen.columns(*ticker, tick);
            ASSERT_TRUE(moved_by(before, now, 3)) << opacity << ", frame " << tick;
            before = std::move(now);
        }
    }
}

TEST(Ticker, paints_nothing_outside_its_band) {
    for (const FieldOrder fields : {FieldOrder::kProgressive, FieldOrder::kTopFirst}) {
        Place place;
        place.display.fields = fields;
        place.graphic.area = {64, 32, 512, 40};
        Wall screen(place);
        const auto ticker = make_ticker(place.setup());
        for (const int64_t tick : {0, 5, 50, 333}) {
            const Picture picture = screen.at(*ticker, tick);
            for (int y = 0; y < kCanvas.height; ++y) {
                for (int x = 0; x < kCanvas.width; ++x) {
                    if (contains(place.graphic.area, {x, y, 1, 1})) continue;
                    ASSERT_EQ(picture.view.planes[0].row(y)[x], 90) << x << ", " << y;
                }
            }
        }
    }
}

TEST(Ticker, is_softened_for_fields_and_its_band_stays_whole) {
    Place place;
    place.display.fields = FieldOrder::kTopFirst;
    const auto soft = place.text();
    place.display.fields = FieldOrder::kProgressive;
    const auto sharp = place.text();
    ASSERT_EQ(soft->strips.size(), sharp->strips.size());
    EXPECT_NE(drawn_columns(*soft, 0), drawn_columns(*sharp, 0));
    for (const TickerStrip& strip : soft->strips) {
        EXPECT_TRUE(strip.even->opaque);
        EXPECT_EQ(strip.even->area, (Rect{0, 0, strip.width, kBand.height}));
    }
    // Each line is a mean of itself and its neighbours.
    const Columns a = drawn_columns(*sharp, 0), b = drawn_columns(*soft, 0);
    const auto at = [](const std::string& column, size_t y) { return static_cast<unsigned char>(column[y]); };
    for (size_t x = 0; x < a.size(); x += 7) {
        for (size_t y = 1; y + 1 < a[x].size(); ++y) {
            EXPECT_EQ(at(b[x], y), (at(a[x], y - 1) + 2 * at(a[x], y) + at(a[x], y + 1) + 2) / 4);
        }
    }
}

TEST(Ticker, changes_whenever_it_moves) {
    const Place place;
    const auto ticker = make_ticker(place.setup());
    EXPECT_TRUE(ticker->changes_between({Time{0}, 10, {}}, {Time{0}, 11, {}}));
    EXPECT_FALSE(ticker->changes_between({Time{0}, 10, {}}, {Time{0}, 10, {}}));
}

/// What must run through a window in which orders are carried out: messages one behind the other, column by column.
class Model {
public:
    explicit Model(std::shared_ptr<const TickerText> text) { take(std::move(text)); }

    void take(std::shared_ptr<const TickerText> text) {
        text_ = std::move(text);
        columns_ = drawn_columns(*text_, 0);
        message_ = 0;
    }
    /// Lets messages come in until `entered` columns have.
    void run_to(int64_t entered) {
        while (static_cast<int64_t>(run_.size()) < entered) {
            const int64_t from = message_ == 0 ? 0 : text_->message_ends[message_ - 1];
            run_.insert(run_.end(), columns_.begin() + from, columns_.begin() + text_->message_ends[message_]);
            message_ = (message_ + 1) % text_->message_ends.size();
        }
    }
    [[nodiscard]] Columns window(int64_t entered, const std::string& blank) const {
        Columns window;
        for (int64_t column = entered - kBand.width; column < entered; ++column) {
            window.push_back(column < 0 ? blank : run_[static_cast<size_t>(column)]);
        }
        return window;
    }

private:
    std::shared_ptr<const TickerText> text_;
    Columns columns_;
    size_t message_ = 0;
    Columns run_;
};

TEST(Ticker, fifty_changes_on_the_run_leave_no_jump_and_no_gap) {
    for (const double speed : {100.0, 175.0}) {
        Place place;
        place.graphic.speed_px = speed;
        place.graphic.words = {{"Tin đầu", "Tin thứ hai dài hơn một chút"}, {}, {"ព័ត៌មាន"}};
        const int64_t pace = ticker_pace(place.graphic, place.display);
        Ticker ticker(place.setup(), place.text());
        Model model(place.text());
        Wall screen(place);
        const std::string blank = screen.columns(ticker, 0).front();
        Columns before = screen.columns(ticker, 0);
        int changes = 0;
        for (int64_t tick = 1; changes < 50 || tick % 100 != 0; ++tick) {
            model.run_to((tick - 1) * pace);
            // Irregular, and at times on frames that follow each other.
            if (changes < 50 && (tick * tick + tick / 3) % 11 < 2) {
                ++changes;
                const auto next = place.text("Tin số " + std::to_string(changes) +
                                             std::string(static_cast<size_t>(changes % 7), 'x'));
                model.run_to(tick * pace);
                ticker.replace(next, tick);
                model.take(next);
            }
            model.run_to(tick * pace);
            Columns now = screen.columns(ticker, tick);
            ASSERT_TRUE(moved_by(before, now, static_cast<size_t>(pace))) << "frame " << tick;
            ASSERT_EQ(now, model.window(tick * pace, blank)) << "frame " << tick;
            before = std::move(now);
        }
        EXPECT_EQ(changes, 50);
    }
}

TEST(Ticker, carries_out_an_order_at_its_tick) {
    const Place place;
    Wall screen(place), other(place);
    Ticker ahead(place.setup(), place.text()), just_then(place.setup(), place.text());
    const auto next = place.text("Tin mới");
    ahead.replace(next, 400);
    for (int64_t tick = 0; tick < 1500; ++tick) {
        if (tick == 400) just_then.replace(next, 400);
        ASSERT_EQ(screen.columns(ahead, tick), other.columns(just_then, tick)) << tick;
    }
}

TEST(Ticker, an_order_for_a_tick_gone_by_changes_nothing_that_was_seen) {
    const Place place;
    Wall screen(place);
    Ticker ticker(place.setup(), place.text());
    Columns before = screen.columns(ticker, 500);
    ticker.replace(place.text("Tin muộn"), 3);
    for (int64_t tick = 501; tick < 1000; ++tick) {
        Columns now = screen.columns(ticker, tick);
        ASSERT_TRUE(moved_by(before, now, 4)) << tick;
        before = std::move(now);
    }
}

TEST(Ticker, an_order_before_the_start_replaces_the_first_messages) {
    const Place place;
    Wall screen(place);
    Ticker ticker(place.setup(), place.text());
    const auto next = place.text("Tin thay thế");
    ticker.replace(next, 0);
    Ticker fresh(place.setup(), next);
    for (const int64_t tick : {0, 1, 60, 160, 1000})
        EXPECT_EQ(screen.columns(ticker, tick), screen.columns(fresh, tick));
}

TEST(Ticker, runs_empty_and_fills_again) {
    const Place place;
    Wall screen(place);
    Ticker ticker(place.setup(), place.text());
    const Columns empty = screen.columns(ticker, 0);
    ticker.replace(place.text(""), 10);
    Columns before = empty;
    for (int64_t tick = 1; tick < 900; ++tick) {
        if (tick == 600) {
            EXPECT_EQ(screen.columns(ticker, 599), empty) << "all has left";
            ticker.replace(place.text("Tin sau khoảng lặng"), 600);
        }
        Columns now = screen.columns(ticker, tick);
        ASSERT_TRUE(moved_by(before, now, 4)) << tick;
        before = std::move(now);
    }
    EXPECT_NE(before, empty);
}

TEST(Ticker, more_orders_than_can_be_seen_at_once_wait_for_each_other) {
    Place place;
    place.graphic.separator = " ";
    place.graphic.words = {{"a"}, {}, {}};
    Wall screen(place);
    Ticker ticker(place.setup(), place.text());
    Columns before = screen.columns(ticker, 0);
    for (int64_t tick = 1; tick < 600; ++tick) {
        ticker.replace(place.text(std::string(1, static_cast<char>('a' + tick % 26))), tick);
        Columns now = screen.columns(ticker, tick);
        ASSERT_TRUE(moved_by(before, now, 4)) << tick;
        before = std::move(now);
    }
}

TEST(Ticker, takes_orders_from_another_thread_while_it_runs) {
    const Place place;
    Wall screen(place);
    Ticker ticker(place.setup(), place.text());
    std::vector<std::shared_ptr<const TickerText>> texts;
    for (int i = 0; i < 8; ++i) texts.push_back(place.text("Tin từ luồng khác " + std::to_string(i)));
    std::atomic<int64_t> composed{0};
    std::thread orders([&] {
        for (int n = 0; n < 50; ++n) {
            ticker.replace(texts[static_cast<size_t>(n % 8)], composed.load() + n % 5);
            std::this_thread::yield();
        }
    });
    Columns before = screen.columns(ticker, 0);
    for (int64_t tick = 1; tick < 1500; ++tick) {
        Columns now = screen.columns(ticker, tick);
        ASSERT_TRUE(moved_by(before, now, 4)) << tick;
        before = std::move(now);
        composed.store(tick);
    }
    orders.join();
}

TEST(Ticker, lets_go_of_texts_that_have_left) {
    const Place place;
    Wall screen(place);
    Ticker ticker(place.setup(), place.text());
    std::weak_ptr<const TickerText> first;
    {
        const auto text = place.text("Tin thứ nhất");
        first = text;
        ticker.replace(text, 10);
    }
    for (int64_t tick = 0; tick < 300; ++tick) (void)screen.at(ticker, tick);
    EXPECT_FALSE(first.expired());
    ticker.replace(place.text("Tin thứ hai"), 300);
    for (int64_t tick = 300; tick < 800; ++tick) (void)screen.at(ticker, tick);
    ticker.replace(place.text("Tin thứ ba"), 800);
    EXPECT_TRUE(first.expired());
}

TEST(Ticker, tells_signs_that_no_font_has) {
    Place place;
    place.graphic.words.vi = {"Thông báo \xF0\x93\x82\x80\xF3\xA0\x80\xA5 mới"};
    const auto ticker = make_ticker(place.setup());
    ASSERT_FALSE(ticker->problems().empty());
    EXPECT_NE(in_english(ticker->problems().front()).find("ticker"), std::string::npos);
}

}  // namespace
}  // namespace gatecast
