// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/test_card_words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/scene/sources/surface.h"
#include "pipeline/scene/test_card.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/layout/legibility.h"

namespace gatecast {
namespace {

constexpr Rgb kWhite{1, 1, 1};
constexpr Rgb kPale{0.72, 0.79, 0.85};
constexpr Rgb kGold{0.957, 0.761, 0.357};
constexpr double kLeastFigurePx = 11;
constexpr double kRowGap = 0.35;   // of the em, between rows
constexpr double kLineGap = 0.1;   // and between the lines of one

struct Phrases {
    const char* language;
    std::array<const char*, 3> longest_first;  // with letters that reach as high and as low as any
};
constexpr std::array<Phrases, 3> kPhrases{{
    {"vi", {"Kính chào quý khách đến cửa khẩu quốc tế", "Cửa khẩu quốc tế", "Cửa khẩu"}},
    {"km", {"សូមស្វាគមន៍មកកាន់ច្រកទ្វារអន្តរជាតិ", "ច្រកទ្វារអន្តរជាតិ", "ច្រកទ្វារ"}},
    {"en", {"Welcome to the international border gate", "International gate", "Gate"}},
}};

Style card_style(const Screen& screen) {
    Style style;
    style.bold = least_letter_px(style, screen) > 0;  // as walls are written
    return style;
}

int ceiling(double value) {
    return static_cast<int>(std::ceil(value));
}

}  // namespace

TestCardWords::TestCardWords(const Display& display, cairo_t* cr)
    : display_(display), cr_(cr), screen_(text_screen(display)), style_(card_style(screen_)), lettering_(style_) {}

void TestCardWords::paint(const std::vector<PlacedLine>& lines, const Rgb& colour) {
    Paint paint;
    paint.fill = colour;
    paint.outline_em = 0;
    const DrawnRgba drawn = draw_rgba(lines, paint, display_.canvas);
    if (drawn.area.empty()) return;
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, drawn.area.width, drawn.area.height));
    uint8_t* const bytes = cairo_image_surface_get_data(surface.get());
    const ptrdiff_t stride = cairo_image_surface_get_stride(surface.get());
    const uint8_t* from = drawn.rgba.data();
    for (int y = 0; y < drawn.area.height; ++y) {
        uint8_t* to = bytes + stride * y;
        for (int x = 0; x < drawn.area.width; ++x, from += 4, to += 4) {
            const unsigned alpha = from[3];
            for (size_t c = 0; c < 3; ++c) to[c] = static_cast<uint8_t>((from[2 - c] * alpha + 127) / 255);
            to[3] = from[3];
        }
    }
    cairo_surface_mark_dirty(surface.get());
    cairo_set_source_surface(cr_, surface.get(), drawn.area.x, drawn.area.y);
    cairo_paint(cr_);
    taken_.push_back(drawn.area);
}

void TestCardWords::draw(const Text& text, Point corner, const Rgb& colour) {
    paint({{text.line, corner.x + text.at.x, corner.y + text.at.y, text.em_px}}, colour);
}

void TestCardWords::draw_name(const Rect& room) {
    const auto [width, height] = display_.canvas;
    constexpr double kSmall = 0.44;
    std::vector<Wording> wordings{{display_.name, "en", true, 1, 0}};
    if (!display_.title_vi.empty()) wordings.push_back({display_.title_vi, "vi", false, kSmall, 0.1});
    if (!display_.title_en.empty()) wordings.push_back({display_.title_en, "en", false, kSmall, 0});
    wordings.push_back(
        {fmt::format("{} × {} px, {:g} Hz", width, height, display_.rate.value()), "en", true, kSmall, 0.2});
    if (display_.pitch_mm > 0)
        wordings.push_back({fmt::format("{:g} mm, {:.2f} × {:.2f} m", display_.pitch_mm,
                                        width * display_.pitch_mm / 1000, height * display_.pitch_mm / 1000),
                            "en", true, kSmall, 0});
    const SetRoom in{room.size(), std::min(room.height * 0.3, room.width * 0.14), 0, 0, 0, 1};
    Paint plain;
    plain.outline_em = 0;
    SetWords words = lettering_.set(wordings, in, plain);
    for (PlacedLine& line : words.lines) {
        line.x += room.x;
        line.baseline += room.y;
    }
    const int padding = ceiling(words.em_px * 0.4);
    const Rect panel{room.x + words.area.x - padding, room.y + words.area.y - padding, words.area.width + 2 * padding,
                     words.area.height + 2 * padding};
    draw_panel(intersection(panel, room));
    paint(words.lines, kWhite);
}

void TestCardWords::draw_panel(const Rect& area) {
    cairo_set_source_rgba(cr_, 0.03, 0.04, 0.055, 0.88);
    cairo_rectangle(cr_, area.x, area.y, area.width, area.height);
    cairo_fill(cr_);
}

double TestCardWords::em_for(const std::string& language, double distance) {
    Screen from_there = screen_;
    from_there.viewing_distance_m = distance;
    if (least_letter_px(style_, from_there) > 0) return lettering_.least_em_px(language, from_there);
    const double pixel = display_.pitch_mm > 0 ? display_.pitch_mm : 1000.0 / display_.canvas.height;  // mm
    return std::max(style_.millimetres_per_metre * distance / pixel / FontHeights{}.x, kLeastEmPx);
}

double TestCardWords::label_em() const {
    const auto [width, height] = display_.canvas;
    return std::max(kLeastEmPx, std::min(width, height) * 0.028);
}

TestCardWords::Text TestCardWords::longest(const std::string& language, double distance, int width) {
    const auto phrases = std::ranges::find(kPhrases, language, &Phrases::language);
    Text text;
    text.em_px = em_for(language, distance);
    for (const char* phrase : phrases->longest_first) {
        text.line = lettering_.line({phrase, language}, text.em_px);
        if (text.line.ink.x1 - text.line.ink.x0 <= width) return text;
    }
    return {};
}

void TestCardWords::add_line(Row& row, std::vector<Text> texts) {
    double above = 0, below = 0;
    for (const Text& text : texts) {
        above = std::max(above, -text.line.ink.y0);
        below = std::max(below, text.line.ink.y1);
    }
    const int baseline = row.height + ceiling(above);
    for (Text& text : texts) {
        text.at.y = baseline;
        row.texts.push_back(std::move(text));
    }
    row.height = baseline + ceiling(below + kLineGap * texts.back().em_px);
}

TestCardWords::Row TestCardWords::row_for(double distance, int width) {
    const bool side_by_side = display_.canvas.width > display_.canvas.height;
    Text label;
    label.em_px = label_em();
    label.line =
        lettering_.line({fmt::format("{:g} {}", distance, display_.pitch_mm > 0 ? "m" : "H"), "en", true}, label.em_px);
    const int indent = ceiling(label.em_px * 4.2);
    const int column = (width - indent) / (side_by_side ? static_cast<int>(kPhrases.size()) : 1);
    Row row;
    std::vector<Text> line{label};
    for (const Phrases& phrases : kPhrases) {
        Text text = longest(phrases.language, distance, column - ceiling(label.em_px));
        if (text.em_px == 0) return {};
        const int columns_before = side_by_side ? static_cast<int>(&phrases - kPhrases.data()) : 0;
        text.at.x = indent + columns_before * column - static_cast<int>(text.line.ink.x0);
        line.push_back(std::move(text));
        if (!side_by_side) add_line(row, std::exchange(line, {}));
    }
    if (side_by_side) add_line(row, std::move(line));
    row.height += ceiling(row.texts.back().em_px * kRowGap);
    return row;
}

std::vector<TestCardWords::Row> TestCardWords::rows_for(Size room) {
    std::vector<Row> rows;
    int height = 0;
    for (const double distance : test_card_distances(display_)) {
        Row row = row_for(distance, room.width);
        height += row.height;
        if (row.texts.empty() || height > room.height) break;
        rows.push_back(std::move(row));
    }
    return rows;
}

int TestCardWords::height_of_lines(Size room) {
    int height = 0;
    for (const Row& row : rows_for(room)) height += row.height;
    return height;
}

void TestCardWords::draw_lines(const Rect& room) {
    int y = room.y;
    for (const Row& row : rows_for(room.size())) {
        draw(row.texts.front(), {room.x, y}, kGold);
        for (size_t i = 1; i < row.texts.size(); ++i) draw(row.texts[i], {room.x, y}, kWhite);
        y += row.height;
    }
}

double TestCardWords::figure_em(Size room) {
    constexpr double kSample = 100;
    const double width = lettering_.line({"100", "en"}, kSample).advance_px / kSample;  // of the widest
    const double em = std::min({label_em(), room.height * 0.4, room.width * 0.9 / width});
    return em < kLeastFigurePx ? 0 : em;
}

void TestCardWords::draw_figure(int figure, double em_px, const Rect& area, const Rgb& colour) {
    if (em_px == 0) return;
    const ShapedLine line = lettering_.line({std::to_string(figure), "en"}, em_px);
    const int x = area.x + static_cast<int>((area.width - line.ink.x0 - line.ink.x1) / 2);
    const int baseline = area.y + static_cast<int>((area.height - line.ink.y0 - line.ink.y1) / 2);
    paint({{line, x, baseline, em_px}}, colour);
}

void TestCardWords::draw_cabinet_numbers() {
    const Cabinets& cabinets = display_.cabinets;
    const auto [width, height] = cabinets.pixels;
    for (int row = 0; row < cabinets.rows; ++row) {
        for (int column = 0; column < cabinets.columns; ++column) {
            Text number;
            number.em_px = std::max(kLeastEmPx, std::min(width, height) * 0.1);
            number.line = lettering_.line({fmt::format("{}-{}", column + 1, row + 1), "en", true}, number.em_px);
            draw_number({column * width, row * height, width, height}, number);
        }
    }
}

void TestCardWords::draw_number(const Rect& cabinet, const Text& number) {
    const RectF& ink = number.line.ink;
    const int padding = ceiling(number.em_px * 0.28);
    const Size tag{ceiling(ink.x1 - ink.x0) + 2 * padding, ceiling(ink.y1 - ink.y0) + 2 * padding};
    const int left = cabinet.x + 2, top = cabinet.y + 2;
    const int right = cabinet.right() - 2 - tag.width, bottom = cabinet.bottom() - 2 - tag.height;
    const int middle = cabinet.x + (cabinet.width - tag.width) / 2;
    for (const Point at : {Point{left, top}, Point{right, top}, Point{left, bottom}, Point{right, bottom},
                           Point{middle, top}, Point{middle, bottom}}) {
        const Rect place{at.x, at.y, tag.width, tag.height};
        const auto meets = [&](const Rect& other) { return !intersection(place, other).empty(); };
        if (!contains(cabinet, place) || std::ranges::any_of(taken_, meets)) continue;
        cairo_set_source_rgba(cr_, 0.02, 0.03, 0.05, 0.85);
        cairo_rectangle(cr_, place.x, place.y, place.width, place.height);
        cairo_fill(cr_);
        const int x = place.x + padding - static_cast<int>(std::floor(ink.x0));
        paint({{number.line, x, place.y + padding + ceiling(-ink.y0), number.em_px}}, kPale);
        return;
    }
}

}  // namespace gatecast
