// SPDX-License-Identifier: GPL-3.0-or-later
// Who speaks, what is seen: for each language a name in bold and lines below it, on a box as large as they need at the
// foot of the area.
#include <algorithm>
#include <cmath>

#include "pipeline/scene/graphics/still_graphic.h"
#include "pipeline/scene/graphics/words_box.h"
#include "pipeline/scene/words/text_screen.h"

namespace gatecast {
namespace {

constexpr double kNameShare = 0.043;  // of the canvas, where the preset asks for no size
constexpr double kRoleSize = 0.72;    // of the name
constexpr double kLanguageGap = 0.3;  // of the em, between languages
// Of the area's height.
constexpr double kPadAbove = 0.075, kPadBeside = 0.13;
constexpr double kBarShare = 0.05;

// Worth of ways to lay the words out, to that of one line each: in two or more lines; with names and roles of other
// languages together.
constexpr double kTwoLines = 0.8, kMoreLines = 0.5, kCompact = 0.7, kCompactTwoLines = 0.6;

std::string joined(const std::vector<std::string>& lines) {
    return fmt::format("{}", fmt::join(lines, " – "));
}

class LowerThird {
public:
    explicit LowerThird(const GraphicSetup& setup)
        : setup_(setup), graphic_(setup.graphic), lettering_(setup.style), paint_(words_paint(setup)) {
        const Screen screen = text_screen(setup.display);
        for (const LanguageWords& each : words_shown(graphic_)) {
            languages_.push_back({each, lettering_.least_em_px(each.language, screen)});
            least_ = std::max(least_, languages_.back().least_em_px);
        }
        const int height = graphic_.area.height, most_em = static_cast<int>(most_em_px(setup, kNameShare, least_));
        pad_above_ = std::min(even_px(height * kPadAbove), even_px(most_em * 0.36));
        pad_beside_ = std::min(even_px(height * kPadBeside), even_px(most_em * 0.6));
        bar_ = graphic_.box_opacity > 0 ? std::min(even_px(height * kBarShare), even_px(most_em * 0.18)) : 0;
    }

    std::unique_ptr<SceneGraphic> make() {
        SetWords words = best();
        const Rect box = box_of(words.area);
        Plate plate(bled(graphic_.area, setup_.display));
        plate.box(bled(box, setup_.display), graphic_.box_colour, graphic_.box_opacity);
        if (bar_ > 0) plate.box(bled({box.x, box.y, bar_, box.height}, setup_.display), graphic_.accent_colour, 1);
        const int x = box.x + bar_ + pad_beside_ - words.area.x, y = box.y + pad_above_ - words.area.y;
        return std::make_unique<StillGraphic>(on_plate(plate, moved(std::move(words.lines), x, y), paint_, setup_),
                                              problems_of(words, setup_));
    }

private:
    struct Language {
        LanguageWords words;
        double least_em_px = 0;
    };

    [[nodiscard]] std::vector<Wording> wordings(bool compact) const {
        std::vector<Wording> all;
        for (size_t i = 0; i < languages_.size(); ++i) {
            const auto& [words, least] = languages_[i];
            const double size = i == 0 ? 1 : foreign_size(setup_.style, words.language);
            const double gap = i == 0 ? 0 : kLanguageGap;
            // A name that is written alike is not said again.
            const bool known = i > 0 && words.lines.size() > 1 && words.lines[0] == languages_[0].words.lines[0];
            if (compact && i > 0) {
                const std::vector<std::string> lines(words.lines.begin() + (known ? 1 : 0), words.lines.end());
                all.push_back({joined(lines), words.language, graphic_.bold, size * kRoleSize, gap, least, {}});
                continue;
            }
            for (size_t line = known ? 1 : 0; line < words.lines.size(); ++line) {
                Wording wording{words.lines[line], words.language, true, size, 0, least, {}};
                if (all.empty()) wording.least_em_px = least_;  // the first is never the smaller one
                if (line > 0) {
                    wording.bold = graphic_.bold;
                    wording.size *= kRoleSize;
                    wording.colour = quieter(graphic_);
                }
                if (line == (known ? 1 : 0)) wording.gap_em = gap;
                all.push_back(std::move(wording));
            }
        }
        return all;
    }

    [[nodiscard]] SetWords best() {
        SetRoom room;
        room.size = {graphic_.area.width - bar_ - 2 * pad_beside_, graphic_.area.height - 2 * pad_above_};
        room.em_px = most_em_px(setup_, kNameShare, least_);
        room.align = graphic_.align;
        std::vector<Way> ways{
            {wordings(false), 1, 1}, {wordings(false), 2, kTwoLines}, {wordings(false), 0, kMoreLines}};
        if (languages_.size() > 1) {
            ways.push_back({wordings(true), 1, kCompact});
            ways.push_back({wordings(true), 2, kCompactTwoLines});
        }
        return set_best(lettering_, ways, room, paint_);
    }

    /// Round the words, with the room that their ornaments take.
    [[nodiscard]] Rect box_of(const Rect& words) const {
        const Rect& area = graphic_.area;
        const int width = std::min(area.width, even_px(words.width + bar_ + 2 * pad_beside_));
        const int height = std::min(area.height, even_px(words.height + 2 * pad_above_));
        const int spare = area.width - width;
        const int x = area.x + (graphic_.align < 0 ? 0 : graphic_.align > 0 ? spare : spare / 2 & ~1);
        return {x, area.bottom() - height, width, height};
    }

    const GraphicSetup& setup_;
    const Graphic& graphic_;
    Lettering lettering_;
    Paint paint_;
    std::vector<Language> languages_;
    double least_ = 0;
    int pad_above_ = 0, pad_beside_ = 0, bar_ = 0;
};

}  // namespace

std::unique_ptr<SceneGraphic> make_lower_third(const GraphicSetup& setup) {
    return LowerThird(setup).make();
}

}  // namespace gatecast
