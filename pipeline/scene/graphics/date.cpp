// SPDX-License-Identifier: GPL-3.0-or-later
// The date in words of each language: one under the other, or in turn where only one line is large enough to be read.
// Drawn for the day of the first frame and the one after; a scene that runs longer is set up again by then.
#include <algorithm>

#include "pipeline/scene/graphics/ground.h"
#include "subtitles/lettering/calendar.h"

namespace gatecast {
namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr Time kTurn = std::chrono::seconds(6);
// Languages stand together as long as that costs them no more of their size.
constexpr double kStackWorth = 0.6;
// Where there is a box: of the area's height, at most of its width.
constexpr double kPadBeside = 0.2, kPadAbove = 0.08, kMostBeside = 0.035;
constexpr double kRadius = 0.17;
constexpr int kDaysDrawn = 2;

class DateGraphic final : public SceneGraphic {
public:
    explicit DateGraphic(const GraphicSetup& setup);

    void add_layers(const Moment& now, std::vector<Layer>& layers) noexcept override {
        const size_t shown = shown_at(now);
        if (shown < drawn_.size() && drawn_[shown]) layers.emplace_back(OverlayLayer{drawn_[shown]});
    }
    [[nodiscard]] bool changes_between(const Moment& earlier, const Moment& later) const noexcept override {
        return shown_at(earlier) != shown_at(later);
    }
    [[nodiscard]] std::vector<Message> problems() const override { return problems_; }

private:
    /// The drawing for a moment; beyond the last: none.
    [[nodiscard]] size_t shown_at(const Moment& now) const noexcept {
        if (!now.wall) return drawn_.size();
        const int64_t day = (std::chrono::floor<days>(*now.wall) - first_day_).count();
        if (day < 0 || day >= kDaysDrawn) return drawn_.size();
        const auto turn = static_cast<size_t>(std::max(now.t, Time{0}) / kTurn);
        return static_cast<size_t>(day) * turns_ + turn % turns_;
    }

    local_days first_day_;
    size_t turns_ = 1;
    std::vector<OverlayRef> drawn_;  // day by day, turn by turn
    std::vector<Message> problems_;
};

/// Sets and draws the dates of one graphic.
class DateSetter {
public:
    explicit DateSetter(const GraphicSetup& setup)
        : setup_(setup), lettering_(setup.style), paint_(paint_on_ground(setup)) {
        const Rect& area = setup.graphic.area;
        const bool boxed = setup.graphic.box_opacity > 0;
        beside_ = boxed ? even_px(std::min(area.height * kPadBeside, area.width * kMostBeside)) : 0;
        above_ = boxed ? even_px(area.height * kPadAbove) : 0;
        room_.size = {area.width - 2 * beside_, area.height - 2 * above_};
        room_.align = setup.graphic.align;
        room_.most_lines = 1;
        if (setup.graphic.text_percent > 0) room_.em_px = area.height * setup.graphic.text_percent / 100;
    }

    /// The languages one under the other, or each by itself; then all days and turns in the size of the least.
    [[nodiscard]] std::vector<std::vector<Wording>> turns_of(local_days day) const {
        std::vector<std::vector<Wording>> turns(1);
        for (const std::string& language : setup_.graphic.languages) {
            if (!together_ && !turns.back().empty()) turns.emplace_back();
            const double size = turns.back().empty() ? 1 : foreign_size(setup_.style, language);
            turns.back().push_back(
                {date_in_words(std::chrono::year_month_day(day), language), language, setup_.graphic.bold, size});
        }
        return turns;
    }

    void choose(local_days first) {
        const double stacked = least_em(first);
        together_ = false;
        const double alone = least_em(first);
        together_ = stacked >= kStackWorth * alone;
        room_.em_px = together_ ? stacked : alone;
    }

    [[nodiscard]] double least_em(local_days first) {
        double least = room_.size.height * 2;
        for (int day = 0; day < kDaysDrawn; ++day) {
            for (const auto& turn : turns_of(first + days(day)))
                least = std::min(least, lettering_.set(turn, room_, paint_).em_px);
        }
        return least;
    }

    [[nodiscard]] SetWords set(const std::vector<Wording>& words) { return lettering_.set(words, room_, paint_); }

    /// On a box for words of `widest` size, at the nearest outer edge of the screen.
    [[nodiscard]] OverlayRef draw(SetWords words, Size widest) const {
        const Graphic& graphic = setup_.graphic;
        const Rect& area = graphic.area;
        const Size size{std::min(area.width, even_px(widest.width + 2 * beside_)),
                        std::min(area.height, even_px(widest.height + 2 * above_))};
        Rect box = logo_place(size, area, setup_.display.canvas);
        box.x = area.x + placed(area.width - size.width);
        Plate plate(bled(area, setup_.display));
        plate.box(box, graphic.box_colour, graphic.box_opacity, box.height * kRadius);
        const int x = box.x + beside_ + placed(size.width - 2 * beside_ - words.area.width) - words.area.x;
        const int y = box.y + (size.height - words.area.height) / 2 - words.area.y;
        return on_plate(plate, moved(std::move(words.lines), x, y), paint_, setup_);
    }

private:
    [[nodiscard]] int placed(int spare) const {
        const int align = setup_.graphic.align;
        return align < 0 ? 0 : align > 0 ? spare : spare / 2 & ~1;
    }

    const GraphicSetup& setup_;
    Lettering lettering_;
    Paint paint_;
    SetRoom room_;
    int beside_ = 0, above_ = 0;
    bool together_ = true;
};

DateGraphic::DateGraphic(const GraphicSetup& setup) : first_day_(std::chrono::floor<days>(*setup.on_air)) {
    DateSetter setter(setup);
    setter.choose(first_day_);
    std::vector<SetWords> all;
    Size widest;
    for (int day = 0; day < kDaysDrawn; ++day) {
        const auto turns = setter.turns_of(first_day_ + days(day));
        turns_ = turns.size();
        for (const auto& turn : turns) {
            const Rect& area = all.emplace_back(setter.set(turn)).area;
            widest = {std::max(widest.width, area.width), std::max(widest.height, area.height)};
        }
    }
    for (SetWords& words : all) {
        if (problems_.empty()) problems_ = problems_of(words, setup);
        drawn_.push_back(setter.draw(std::move(words), widest));
    }
}

}  // namespace

std::unique_ptr<SceneGraphic> make_date(const GraphicSetup& setup) {
    if (!setup.on_air || setup.graphic.languages.empty()) return nullptr;
    return std::make_unique<DateGraphic>(setup);
}

}  // namespace gatecast
