// SPDX-License-Identifier: GPL-3.0-or-later
// A few words in a rounded box: an age mark, a warning, "trực tiếp". A "●" before the words becomes a dot in the accent
// colour.
#include <algorithm>
#include <cmath>

#include "pipeline/scene/graphics/still_graphic.h"
#include "pipeline/scene/graphics/words_box.h"
#include "pipeline/scene/words/text_screen.h"

namespace gatecast {
namespace {

constexpr std::string_view kDot = "●";
constexpr const char* kBetween = " · ";
constexpr double kPadBeside = 0.2, kPadAbove = 0.14;  // of the area's height, or what a flat one of its width has
constexpr double kFlat = 0.4;
constexpr double kRadius = 0.2;                   // of the box's height
constexpr double kDotSize = 0.6, kDotGap = 0.55;  // of the em; of the dot
constexpr double kDotRise = 0.32;                 // of the em: its middle above the baseline
// Worth of a row of all, and of broken lines, to that of a stack.
constexpr double kInRow = 1.25, kTwoLines = 0.7, kMoreLines = 0.6;

/// The words, said once where languages say the same; whether a dot stands before them.
struct Saying {
    std::vector<LanguageWords> words;
    bool dot = false;
};

Saying saying_of(const Graphic& graphic) {
    Saying saying;
    std::vector<std::string> said;
    for (const LanguageWords& each : words_shown(graphic)) {
        LanguageWords words{each.language, {}};
        for (std::string line : each.lines) {
            if (line.starts_with(kDot)) {
                saying.dot = true;
                line.erase(0, std::min(line.size(), line.find_first_not_of(' ', kDot.size())));
            }
            if (line.empty() || std::ranges::find(said, line) != said.end()) continue;
            said.push_back(line);
            words.lines.push_back(std::move(line));
        }
        if (!words.lines.empty()) saying.words.push_back(std::move(words));
    }
    return saying;
}

class Label {
public:
    explicit Label(const GraphicSetup& setup)
        : setup_(setup),
          graphic_(setup.graphic),
          saying_(saying_of(setup.graphic)),
          lettering_(setup.style),
          paint_(words_paint(setup)) {
        const Screen screen = text_screen(setup.display);
        for (const LanguageWords& each : saying_.words)
            least_ = std::max(least_, lettering_.least_em_px(each.language, screen));
        const double height = std::min<double>(graphic_.area.height, graphic_.area.width * kFlat);
        pad_beside_ = even_px(height * kPadBeside);
        pad_above_ = even_px(height * kPadAbove);
    }

    std::unique_ptr<SceneGraphic> make() {
        SetWords words = best();
        if (saying_.dot) {
            size_dot(words.em_px);
            words = best();
            size_dot(words.em_px);
        }
        const Rect box = box_of(words.area);
        Plate plate(bled(graphic_.area, setup_.display));
        plate.box(box, graphic_.box_colour, graphic_.box_opacity, box.height * kRadius);
        const int x = box.x + (box.width + dot_room_ - words.area.width) / 2 - words.area.x;
        const int y = box.y + (box.height - words.area.height) / 2 - words.area.y;
        if (saying_.dot) {
            const double middle =
                words.lines.empty() ? box.height / 2.0 + box.y : y + words.lines[0].baseline - words.em_px * kDotRise;
            plate.dot(box.x + pad_beside_ + dot_ / 2.0, middle, dot_ / 2.0, graphic_.accent_colour);
        }
        return std::make_unique<StillGraphic>(on_plate(plate, moved(std::move(words.lines), x, y), paint_, setup_),
                                              problems_of(words, setup_));
    }

private:
    /// Beside words of this size.
    void size_dot(double em_px) {
        dot_ = even_px(em_px * kDotSize);
        dot_room_ = saying_.words.empty() ? dot_ : even_px(dot_ * (1 + kDotGap));
    }

    [[nodiscard]] std::vector<Wording> stack() const {
        std::vector<Wording> all;
        for (const LanguageWords& each : saying_.words) {
            const double size = all.empty() ? 1 : foreign_size(setup_.style, each.language);
            for (const std::string& line : each.lines) all.push_back({line, each.language, graphic_.bold, size});
        }
        return all;
    }

    [[nodiscard]] std::vector<Wording> row() const {
        std::vector<std::string> all;
        for (const LanguageWords& each : saying_.words) all.insert(all.end(), each.lines.begin(), each.lines.end());
        return {{fmt::format("{}", fmt::join(all, kBetween)), saying_.words.front().language, graphic_.bold}};
    }

    /// One language under the other or all in a row, whichever is read better.
    [[nodiscard]] SetWords best() {
        const Rect& area = graphic_.area;
        SetWords nothing;
        nothing.fits = true;
        nothing.em_px = area.height - 2 * pad_above_;
        if (saying_.words.empty()) return nothing;  // a dot alone
        SetRoom room;
        room.size = {area.width - 2 * pad_beside_ - dot_room_, area.height - 2 * pad_above_};
        if (graphic_.text_percent > 0) room.em_px = most_em_px(setup_, 0, least_);
        room.least_em_px = least_;
        room.align = graphic_.align;
        return set_best(lettering_,
                        {{stack(), 1, 1}, {stack(), 2, kTwoLines}, {stack(), 0, kMoreLines}, {row(), 1, kInRow}}, room,
                        paint_);
    }

    /// As large as its words need, at the nearest outer edge of the screen.
    [[nodiscard]] Rect box_of(const Rect& words) const {
        const Rect& area = graphic_.area;
        const Size size{std::min(area.width, even_px(words.width + dot_room_ + 2 * pad_beside_)),
                        std::min(area.height, even_px(std::max(words.height, dot_) + 2 * pad_above_))};
        Rect box = logo_place(size, area, setup_.display.canvas);
        const int spare = area.width - size.width;
        box.x = area.x + (graphic_.align < 0 ? 0 : graphic_.align > 0 ? spare : spare / 2 & ~1);
        return box;
    }

    const GraphicSetup& setup_;
    const Graphic& graphic_;
    Saying saying_;
    Lettering lettering_;
    Paint paint_;
    double least_ = 0;
    int pad_beside_ = 0, pad_above_ = 0, dot_ = 0, dot_room_ = 0;
};

}  // namespace

std::unique_ptr<SceneGraphic> make_label(const GraphicSetup& setup) {
    return Label(setup).make();
}

}  // namespace gatecast
