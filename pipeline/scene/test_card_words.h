// SPDX-License-Identifier: GPL-3.0-or-later
// The words on a test card: what screen it is, the cabinets' numbers, lines that show what is read from where. Used by
// test_card.cpp. One thread.
#pragma once

#include <cairo.h>

#include "presets/display.h"
#include "subtitles/lettering/lettering.h"
#include "subtitles/screen.h"

namespace gatecast {

class TestCardWords {
public:
    TestCardWords(const Display& display, cairo_t* cr);

    /// Dark, for words to stand on.
    void draw_panel(const Rect& area);

    /// Name, titles, size and pitch of the screen.
    void draw_name(const Rect& room);

    /// A line for each distance, near ones first: as many as the room holds. On wide screens the languages stand side
    /// by side, else one under the other.
    void draw_lines(const Rect& room);
    [[nodiscard]] int height_of_lines(Size room);

    /// A figure of up to three digits in the middle of an area, at the em that figure_em() found for areas of its size;
    /// 0: there they are too small to be read, and none is drawn.
    [[nodiscard]] double figure_em(Size room);
    void draw_figure(int figure, double em_px, const Rect& area, const Rgb& colour);

    /// "3-2" on a dark tag in each cabinet, clear of the words drawn so far. Last of all.
    void draw_cabinet_numbers();

private:
    struct Text {
        ShapedLine line;
        double em_px = 0;
        Point at;  // of its baseline, from the row's left upper corner
    };
    struct Row {
        std::vector<Text> texts;  // the distance, then the languages
        int height = 0;
    };
    [[nodiscard]] std::vector<Row> rows_for(Size room);
    [[nodiscard]] Row row_for(double distance, int width);
    static void add_line(Row& row, std::vector<Text> texts);
    [[nodiscard]] Text longest(const std::string& language, double distance, int width);
    [[nodiscard]] double em_for(const std::string& language, double distance);
    [[nodiscard]] double label_em() const;
    void draw(const Text& text, Point corner, const Rgb& colour);
    void draw_number(const Rect& cabinet, const Text& number);
    void paint(const std::vector<PlacedLine>& lines, const Rgb& colour);

    const Display& display_;
    cairo_t* const cr_;
    const Screen screen_;
    const Style style_;
    Lettering lettering_;
    std::vector<Rect> taken_;
};

}  // namespace gatecast
