// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/arrangement.h"

#include <algorithm>
#include <limits>

#include "pipeline/scene/band_room.h"
#include "pipeline/scene/free_place.h"
#include "pipeline/scene/graphic_words.h"
#include "pipeline/scene/text_screen.h"

namespace gatecast {
namespace {

constexpr const char* kLogo = "logo";
constexpr double kForEver = std::numeric_limits<double>::infinity();
// What moves keeps this share of the screen's shorter side between itself and its new neighbours, where there is room.
constexpr double kGapShare = 0.012;
// What hides for a while does not come back for less.
constexpr double kLeastShown_s = 2;

double end_of(const Graphic& graphic) {
    return graphic.until_s.value_or(kForEver);
}

bool meet_in_time(const Graphic& a, const Graphic& b) {
    return a.from_s < end_of(b) && b.from_s < end_of(a);
}

bool meet(const Graphic& a, const Graphic& b) {
    return meet_in_time(a, b) && !intersection(a.area, b.area).empty();
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

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

/// Works on one list of graphics in z order; those that stay come first in every decision.
class Arranger {
public:
    Arranger(const Display& display, const Programme& programme, const Style& style,
             const std::vector<std::string>& languages, bool with_logo)
        : display_(display),
          programme_(programme),
          safe_(safe_area(text_screen(display))),
          with_logo_(with_logo && !display.logo_area.empty()),
          bands_(display, style, languages) {}

    Arrangement arrange() {
        take_shown();
        move_aside();
        hide();
        result_.graphics = std::move(graphics_);
        result_.keep_out = areas_of(result_.graphics);
        say_overlaps();
        say_no_room_for_subtitles();
        say_beyond_edges();
        return std::move(result_);
    }

private:
    void take_shown() {
        for (const Graphic& graphic : programme_.graphics)
            if (graphic.shown && has_content(graphic)) graphics_.push_back(graphic);
        std::ranges::stable_sort(graphics_, {}, graphic_z);
    }

    /// Full notices, frames and still pictures of the whole screen lie over or under everything by design.
    [[nodiscard]] bool fills_screen(const Graphic& graphic) const {
        const bool may = graphic.kind == GraphicKind::kNotice || !carries_words(graphic);
        return may && contains(graphic.area, safe_);
    }

    [[nodiscard]] bool is_apart(const Graphic& graphic) const { return !fills_screen(graphic); }

    [[nodiscard]] Graphic logo() const {
        Graphic logo;
        logo.name = kLogo;
        logo.area = display_.logo_area;
        return logo;
    }

    /// What others keep clear of: the logo and the graphics that `counts` chooses.
    template <typename Counts>
    [[nodiscard]] std::vector<Graphic> standing(const Counts& counts) const {
        std::vector<Graphic> all;
        if (with_logo_) all.push_back(logo());
        for (const Graphic& graphic : graphics_)
            if (is_apart(graphic) && counts(graphic)) all.push_back(graphic);
        return all;
    }

    [[nodiscard]] std::vector<Rect> areas_of(const std::vector<Graphic>& graphics) const {
        std::vector<Rect> areas;
        if (with_logo_) areas.push_back(display_.logo_area);
        for (const Graphic& graphic : graphics)
            if (is_apart(graphic)) areas.push_back(graphic.area);
        return areas;
    }

    static std::vector<Rect> places_of(const std::vector<Graphic>& graphics) {
        std::vector<Rect> places;
        for (const Graphic& graphic : graphics) places.push_back(graphic.area);
        return places;
    }

    /// Where subtitles stand when they need heed only what stays; as graphics that are on all the time.
    [[nodiscard]] std::vector<Graphic> subtitles_beside(const std::vector<Graphic>& others) {
        std::vector<Graphic> subtitles;
        for (const BandPlan& plan : bands_.plans(places_of(others))) {
            subtitles.emplace_back();
            subtitles.back().area = plan.area();
        }
        return subtitles;
    }

    /// What stands on top keeps its place before what lies below it.
    void move_aside() {
        std::vector<Graphic> taken = standing([](const Graphic& each) { return each.yields == Yielding::kStays; });
        const std::vector<Graphic> subtitles = subtitles_beside(taken);
        for (auto mover = graphics_.rbegin(); mover != graphics_.rend(); ++mover) {
            if (mover->yields != Yielding::kMoves || fills_screen(*mover)) continue;
            if (!find_place(*mover, taken, subtitles)) {
                mover->yields = Yielding::kHides;
                say_no_place(*mover);
                continue;
            }
            taken.push_back(*mover);
        }
    }

    /// Off everything; where that cannot be, where subtitles can still go round it.
    [[nodiscard]] bool find_place(Graphic& mover, const std::vector<Graphic>& taken,
                                  const std::vector<Graphic>& subtitles) {
        std::vector<Graphic> all = taken;
        all.insert(all.end(), subtitles.begin(), subtitles.end());
        if (move_off(mover, all)) return true;
        Graphic moved = mover;
        if (!move_off(moved, taken)) return false;
        all = taken;
        all.push_back(moved);
        if (!bands_.harmed(places_of(all)).empty()) return false;
        mover = moved;
        return true;
    }

    void say_no_place(const Graphic& mover) {
        result_.clashes.push_back(
            {mover.name, "", false,
             message("{}: {} finds no free place, {}, and is left out while others or subtitles stand there. Make its "
                     "area smaller in {}.",
                     display_.name, mover.name, in_words(mover.area), preset_of(mover))});
    }

    [[nodiscard]] bool move_off(Graphic& mover, const std::vector<Graphic>& others) const {
        std::vector<Rect> taken;
        for (const Graphic& other : others)
            if (meet_in_time(mover, other)) taken.push_back(other.area);
        const int gap = static_cast<int>(std::min(display_.canvas.width, display_.canvas.height) * kGapShare) / 2 * 2;
        std::optional<Rect> place = nearest_free(mover.area, taken, safe_, gap);
        if (!place) place = nearest_free(mover.area, taken, safe_, 0);
        if (place) mover.area = *place;
        return place.has_value();
    }

    void hide() {
        const auto stays = [](const Graphic& each) { return each.yields != Yielding::kHides; };
        std::vector<Graphic> needing = standing(stays);
        const std::vector<Graphic> subtitles = subtitles_beside(needing);
        needing.insert(needing.end(), subtitles.begin(), subtitles.end());
        std::vector<Graphic> kept;
        for (const Graphic& graphic : graphics_) {
            std::vector<Graphic> parts{graphic};
            if (!stays(graphic) && is_apart(graphic))
                for (const Graphic& other : needing) parts = hidden_behind(other, parts);
            kept.insert(kept.end(), parts.begin(), parts.end());
        }
        graphics_ = std::move(kept);
    }

    static std::vector<Graphic> hidden_behind(const Graphic& other, const std::vector<Graphic>& parts) {
        std::vector<Graphic> left;
        for (const Graphic& part : parts) {
            if (!meet(part, other)) {
                left.push_back(part);
                continue;
            }
            const std::vector<Graphic> rest = apart_from(part, other);
            left.insert(left.end(), rest.begin(), rest.end());
        }
        return left;
    }

    void say_overlaps() {
        const std::vector<Graphic>& graphics = result_.graphics;
        for (size_t i = 0; i < graphics.size(); ++i) {
            if (!is_apart(graphics[i])) continue;
            if (with_logo_ && meet(graphics[i], logo())) say_overlap(graphics[i], logo());
            for (size_t k = i + 1; k < graphics.size(); ++k)
                if (is_apart(graphics[k]) && meet(graphics[i], graphics[k])) say_overlap(graphics[k], graphics[i]);
        }
    }

    /// `graphic` can be moved by who reads this; of two notices the more important is shown alone.
    void say_overlap(const Graphic& graphic, const Graphic& other) {
        if (graphic.kind == GraphicKind::kNotice && other.kind == GraphicKind::kNotice) return;
        const std::string where = in_words(intersection(graphic.area, other.area));
        const bool stops = carries_words(graphic) || carries_words(other);
        const Message text = message(
            "{}: {} and {} overlap, {}. Change the area of {} in {}, or let it give way with yields = \"moves\" "
            "or \"hides\".",
            display_.name, graphic.name, other.name, where, graphic.name, preset_of(graphic));
        result_.clashes.push_back({graphic.name, other.name, stops, text});
    }

    void say_no_room_for_subtitles() {
        const std::vector<std::string> harmed = bands_.harmed(result_.keep_out);
        if (harmed.empty()) return;
        for (const Graphic& graphic : result_.graphics) {
            if (!is_apart(graphic)) continue;
            std::vector<Graphic> others = result_.graphics;
            std::erase_if(others, [&](const Graphic& each) { return each.name == graphic.name; });
            if (!bands_.harmed(areas_of(others)).empty()) continue;
            result_.clashes.push_back(
                {graphic.name, "", true,
                 message("{}: beside {}, {}, there is no room for subtitles in {}. Let it give way with yields = "
                         "\"hides\" in {}, make its area smaller, or show fewer languages.",
                         display_.name, graphic.name, in_words(graphic.area), joined(harmed), preset_of(graphic))});
            return;
        }
        result_.clashes.push_back(
            {"", "", true,
             message("{}: the graphics together leave no room for subtitles in {}. Let some give way with yields = "
                     "\"hides\" in {}, make their areas smaller, or show fewer languages.",
                     display_.name, joined(harmed), "displays/" + display_.name + ".toml")});
    }

    /// Tickers run into the edge, notices may reach it.
    void say_beyond_edges() {
        std::string said;
        for (const Graphic& graphic : result_.graphics) {
            if (graphic.kind == GraphicKind::kTicker || graphic.kind == GraphicKind::kNotice) continue;
            if (fills_screen(graphic) || contains(safe_, graphic.area) || graphic.name == said) continue;
            said = graphic.name;
            result_.clashes.push_back(
                {graphic.name, "", false,
                 message("{}: {}, {}, reaches into the edge that some screens hide. Keep its area within {} in {}.",
                         display_.name, graphic.name, in_words(graphic.area), in_words(safe_), preset_of(graphic))});
        }
    }

    [[nodiscard]] std::string preset_of(const Graphic& graphic) const { return file_of(graphic, display_, programme_); }

    const Display& display_;
    const Programme& programme_;
    const Rect safe_;
    const bool with_logo_;
    BandRoom bands_;
    std::vector<Graphic> graphics_;
    Arrangement result_;
};

}  // namespace

Arrangement arrange(const Display& display, const Programme& programme, const Style& style,
                    const std::vector<std::string>& languages, bool with_logo) {
    return Arranger(display, programme, style, languages, with_logo).arrange();
}

}  // namespace gatecast
