// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/places/arrangement.h"

#include <algorithm>

#include "pipeline/scene/places/clashes.h"
#include "pipeline/scene/places/free_place.h"
#include "pipeline/scene/places/graphic_words.h"

namespace gatecast {
namespace {

// What moves keeps this share of the screen's shorter side between itself and its new neighbours, where there is room.
constexpr double kGapShare = 0.012;
// What hides for a while does not come back for less.
constexpr double kLeastShown_s = 2;

/// The time of `graphic` in which `other` is not on: its part before it and its part after it.
std::vector<Graphic> apart_from(const Graphic& graphic, const Graphic& other) {
    std::vector<Graphic> parts;
    const double least = std::max(kLeastShown_s, graphic.fade_in_s + graphic.fade_out_s);
    if (other.from_s - graphic.from_s >= least) {
        parts.push_back(graphic);
        parts.back().until_s = other.from_s;
    }
    if (other.until_s && end_of(graphic) - *other.until_s >= least) {
        parts.push_back(graphic);
        parts.back().from_s = *other.until_s;
    }
    return parts;
}

std::vector<Graphic> hidden_behind(const Graphic& other, const std::vector<Graphic>& parts) {
    std::vector<Graphic> left;
    for (const Graphic& part : parts) {
        const std::vector<Graphic> rest = meet(part, other) ? apart_from(part, other) : std::vector{part};
        left.insert(left.end(), rest.begin(), rest.end());
    }
    return left;
}

/// Works on the graphics in z order. Of those that give way, what stands on top keeps its place before what lies below.
class Arranger {
public:
    Arranger(const Display& display, const Programme& programme, const Style& style,
             const std::vector<std::string>& languages, bool with_logo)
        : stage_(display, programme, with_logo), bands_(display, style, languages) {
        for (const Graphic& graphic : programme.graphics)
            if (graphic.shown && has_content(graphic)) graphics_.push_back(graphic);
        std::ranges::stable_sort(graphics_, {}, graphic_z);
    }

    Arrangement arrange() {
        std::vector<Graphic> staying = graphics_;
        std::erase_if(staying, [](const Graphic& each) { return each.yields != Yielding::kStays; });
        std::vector<Graphic> taken = stage_.standing(staying);
        move_aside(taken);
        hide(taken);
        std::vector<Clash> clashes = find_clashes(stage_, graphics_, bands_);
        clashes_.insert(clashes_.end(), clashes.begin(), clashes.end());
        return {graphics_, areas_of(stage_.standing(graphics_)), clashes_};
    }

private:
    /// Where subtitles stand when they need heed only these; as graphics that are on all the time.
    [[nodiscard]] std::vector<Graphic> with_subtitles(std::vector<Graphic> others) {
        for (const BandPlan& plan : bands_.plans(areas_of(others))) {
            others.emplace_back();
            others.back().area = plan.area();
        }
        return others;
    }

    void move_aside(std::vector<Graphic>& taken) {
        std::vector<Graphic> needing = with_subtitles(taken);
        for (auto mover = graphics_.rbegin(); mover != graphics_.rend(); ++mover) {
            if (mover->yields != Yielding::kMoves || stage_.fills_screen(*mover)) continue;
            if (!find_place(*mover, needing, taken)) {
                mover->yields = Yielding::kHides;
                say_no_place(*mover);
                continue;
            }
            taken.push_back(*mover);
            needing.push_back(*mover);
        }
    }

    /// Off everything; where that cannot be, where subtitles can still go round it.
    [[nodiscard]] bool find_place(Graphic& mover, const std::vector<Graphic>& needing, std::vector<Graphic> taken) {
        if (move_off(mover, needing)) return true;
        Graphic moved = mover;
        if (!move_off(moved, taken)) return false;
        taken.push_back(moved);
        if (!bands_.harmed(areas_of(taken)).empty()) return false;
        mover = moved;
        return true;
    }

    [[nodiscard]] bool move_off(Graphic& mover, const std::vector<Graphic>& others) const {
        std::vector<Rect> taken;
        for (const Graphic& other : others)
            if (meet_in_time(mover, other)) taken.push_back(other.area);
        const auto [width, height] = stage_.display().canvas;
        const int gap = static_cast<int>(std::min(width, height) * kGapShare) / 2 * 2;
        std::optional<Rect> place = nearest_free(mover.area, taken, stage_.safe(), gap);
        if (!place) place = nearest_free(mover.area, taken, stage_.safe(), 0);
        if (place) mover.area = *place;
        return place.has_value();
    }

    void say_no_place(const Graphic& mover) {
        clashes_.push_back(
            {mover.name, "", false,
             message("{}: {} finds no free place, {}, and is left out while others or subtitles stand there. Make its "
                     "area smaller in {}.",
                     stage_.display().name, mover.name, in_words(mover.area), stage_.file_of(mover))});
    }

    void hide(const std::vector<Graphic>& taken) {
        std::vector<Graphic> needing = with_subtitles(taken);
        std::vector<Graphic> kept;
        for (auto graphic = graphics_.rbegin(); graphic != graphics_.rend(); ++graphic) {
            std::vector<Graphic> parts{*graphic};
            if (graphic->yields == Yielding::kHides && !stage_.fills_screen(*graphic)) {
                for (const Graphic& other : needing) parts = hidden_behind(other, parts);
                needing.insert(needing.end(), parts.begin(), parts.end());
            }
            kept.insert(kept.end(), parts.rbegin(), parts.rend());
        }
        graphics_.assign(kept.rbegin(), kept.rend());
    }

    const Stage stage_;
    BandRoom bands_;
    std::vector<Graphic> graphics_;
    std::vector<Clash> clashes_;
};

}  // namespace

Arrangement arrange(const Display& display, const Programme& programme, const Style& style,
                    const std::vector<std::string>& languages, bool with_logo) {
    return Arranger(display, programme, style, languages, with_logo).arrange();
}

}  // namespace gatecast
