// SPDX-License-Identifier: GPL-3.0-or-later
// To be read: a title and a text for each language, in a band or over the whole screen, as large as they can be.
#include <algorithm>
#include <cmath>

#include "pipeline/scene/graphics/still_graphic.h"
#include "pipeline/scene/graphics/words_box.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/layout/layout.h"

namespace gatecast {
namespace {

constexpr double kTitleSize = 1.25;
constexpr double kTitleGap = 0.1, kLanguageGap = 0.6;  // of the em
constexpr double kPad = 0.06, kLeastPad = 0.1;         // of the shorter side; of the height of a band
constexpr double kEdge = 0.025;                        // accent, of the area's shorter side
constexpr double kMostShare = 0.08;                    // em, of the canvas
constexpr double kColumnsWorth = 0.9;                  // beside each other languages may be so much smaller
constexpr double kRuleOpacity = 0.35;

class Notice {
public:
    explicit Notice(const GraphicSetup& setup)
        : setup_(setup), graphic_(setup.graphic), lettering_(setup.style), paint_(words_paint(setup)) {
        const Screen screen = text_screen(setup.display);
        for (LanguageWords& each : words_shown(graphic_)) {
            languages_.push_back(wordings_of(each, lettering_.least_em_px(each.language, screen)));
            least_ = std::max(least_, languages_.back().front().least_em_px);
        }
        const Rect safe = safe_area(screen);
        full_ = contains(graphic_.area, safe);
        if (full_) paint_.outline_em = 0;
        const int shorter = std::min(graphic_.area.width, graphic_.area.height);
        edge_ = even_px(shorter * kEdge);
        const int pad = even_px(shorter * (full_ ? kPad : kLeastPad));
        const Rect& area = graphic_.area;
        inner_ = intersection(
            safe, {area.x + edge_ + 2 * pad, area.y + pad, area.width - edge_ - 4 * pad, area.height - 2 * pad});
        gap_ = 4 * pad;
    }

    std::unique_ptr<SceneGraphic> make() {
        const Rect box = bled(graphic_.area, setup_.display);
        Plate plate(box);
        plate.box(box, graphic_.box_colour, full_ ? 1 : graphic_.box_opacity);
        plate.box({box.x, box.y, edge_, box.height}, graphic_.accent_colour, 1);
        SetWords words = stacked();
        if (languages_.size() > 1) {
            if (SetWords beside = in_columns(); is_better(beside, words)) {
                words = std::move(beside);
                for (size_t i = 1; i < languages_.size(); ++i) draw_rule(plate, i);
            }
        }
        return std::make_unique<StillGraphic>(
            on_plate(plate, moved(std::move(words.lines), inner_.x, inner_.y), paint_, setup_),
            problems_of(words, setup_));
    }

private:
    [[nodiscard]] std::vector<Wording> wordings_of(const LanguageWords& words, double least_em_px) const {
        std::vector<Wording> all;
        const double size = languages_.empty() ? 1 : foreign_size(setup_.style, words.language);
        const bool titled = words.lines.size() > 1;
        for (const std::string& line : words.lines) {
            Wording wording{line, words.language, graphic_.bold, size, 0, least_em_px, {}};
            if (titled && all.empty()) {
                wording.bold = true;
                wording.size *= kTitleSize;
            } else if (all.size() == 1) {
                wording.gap_em = kTitleGap;
            }
            all.push_back(std::move(wording));
        }
        return all;
    }

    [[nodiscard]] SetRoom room(int width) const {
        SetRoom room;
        room.size = {width, inner_.height};
        room.em_px = most_em_px(setup_, kMostShare, least_);
        room.align = graphic_.align;
        return room;
    }

    [[nodiscard]] SetWords stacked() {
        std::vector<Wording> all;
        for (const std::vector<Wording>& language : languages_) {
            const bool first = all.empty();
            all.insert(all.end(), language.begin(), language.end());
            if (!first) all[all.size() - language.size()].gap_em = kLanguageGap;
        }
        return set_whole(lettering_, std::move(all), room(inner_.width), paint_);
    }

    [[nodiscard]] int column_width() const {
        const auto count = static_cast<int>(languages_.size());
        return (inner_.width - (count - 1) * gap_) / count;
    }
    [[nodiscard]] int column_x(size_t column) const { return static_cast<int>(column) * (column_width() + gap_); }

    /// Beside each other from one height on, all at the size of the one that needs the smallest.
    [[nodiscard]] SetWords in_columns() {
        SetRoom column = room(column_width());
        column.vertical = -1;
        for (const std::vector<Wording>& language : languages_)
            column.em_px = std::min(column.em_px, set_whole(lettering_, language, column, paint_).em_px);
        SetWords all;
        all.em_px = column.em_px;
        all.fits = true;
        for (size_t i = 0; i < languages_.size(); ++i) {
            SetWords words = set_whole(lettering_, languages_[i], column, paint_);
            all.fits = all.fits && words.fits;
            for (PlacedLine& line : moved(std::move(words.lines), column_x(i), 0)) all.lines.push_back(std::move(line));
            all.faults.insert(all.faults.end(), words.faults.begin(), words.faults.end());
        }
        const Rect area = painted_area(all.lines, paint_);
        all.lines = moved(std::move(all.lines), 0, (inner_.height - area.height) / 2 - area.y);
        return all;
    }

    [[nodiscard]] static bool is_better(const SetWords& columns, const SetWords& stack) {
        if (columns.fits != stack.fits) return columns.fits;
        return columns.em_px * kColumnsWorth > stack.em_px;
    }

    /// Between two columns.
    void draw_rule(Plate& plate, size_t column) const {
        const int x = inner_.x + column_x(column) - gap_ / 2;
        plate.box({x & ~1, inner_.y, 2, inner_.height}, graphic_.colour, kRuleOpacity);
    }

    const GraphicSetup& setup_;
    const Graphic& graphic_;
    Lettering lettering_;
    Paint paint_;
    std::vector<std::vector<Wording>> languages_;
    double least_ = 0;
    bool full_ = false;  // over the whole screen: nothing is seen through it
    Rect inner_;         // where words stand
    int edge_ = 0, gap_ = 0;
};

}  // namespace

std::unique_ptr<SceneGraphic> make_notice(const GraphicSetup& setup) {
    return Notice(setup).make();
}

}  // namespace gatecast
