// SPDX-License-Identifier: GPL-3.0-or-later
// The plan: which room, how large, how many lines for whom. Made from style, screen and fonts, never from a cue.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "subtitles/layout/layout.h"
#include "subtitles/layout/legibility.h"

namespace gatecast {
namespace {

constexpr double kBandGapEm = 0.12;
constexpr double kShrinkStep = 0.02;
// A place that holds less of the screen than this is not worth standing in.
constexpr double kLeastPlaceShare = 0.12;
// Beside a logo or clock lines may be narrower; below this share of the width they rather move above it.
constexpr double kLeastWidthShare = 0.6;

struct Place {
    Rect outer;  // what the share of the height is of
    Rect inner;  // without the margins
};

Rect inset(const Rect& area, double percent) {
    const int x = static_cast<int>(std::ceil(area.width * percent / 100));
    const int y = static_cast<int>(std::ceil(area.height * percent / 100));
    return {area.x + x, area.y + y, area.width - 2 * x, area.height - 2 * y};
}

Place place_of(const Style& style, const Screen& screen) {
    const Rect canvas = area_of(screen.canvas);
    const Rect safe = safe_area(screen);
    const Rect picture = screen.picture.empty() ? canvas : intersection(screen.picture, canvas);
    const auto within = [&](const Rect& outer) {
        return Place{outer, intersection(safe, inset(outer, screen.safe_area_percent))};
    };
    const auto is_enough = [&](const Rect& area) {
        return area.height >= kLeastPlaceShare * canvas.height && area.width >= kLeastWidthShare * canvas.width;
    };
    const Rect under{0, picture.bottom(), canvas.width, canvas.height - picture.bottom()};
    if (style.place == TextPlace::kUnderPicture && is_enough(under)) return within(under);
    if (style.place != TextPlace::kScreen && is_enough(picture)) return within(picture);
    return {canvas, safe};
}

struct Interval {
    int from = 0;
    int until = 0;
    [[nodiscard]] int length() const { return until - from; }
};

/// The widest piece of the area's width that no keep-out crosses between two heights; in the area's middle if that is
/// wide enough.
Interval free_width(const Rect& area, const std::vector<Rect>& keep_out, int y0, int y1) {
    std::vector<Interval> blocked;
    for (const Rect& each : keep_out) {
        const Rect hit = intersection(each, {area.x, y0, area.width, y1 - y0});
        if (!hit.empty()) blocked.push_back({hit.x, hit.right()});
    }
    std::ranges::sort(blocked, {}, &Interval::from);
    Interval best{area.x, area.x};
    int from = area.x;
    blocked.push_back({area.right(), area.right()});
    for (const Interval& each : blocked) {
        if (each.from - from > best.length()) best = {from, each.from};
        from = std::max(from, each.until);
    }
    const int margin = std::max(best.from - area.x, area.right() - best.until);
    const Interval middle{area.x + margin, area.right() - margin};
    return middle.length() >= kLeastWidthShare * area.width ? middle : best;
}

/// The part of `area` at its foot (or head) that is `height` high and free, as high as it can be made.
Rect free_room(const Rect& area, const std::vector<Rect>& keep_out, int height, bool top) {
    std::vector<int> edges{top ? area.y : area.bottom()};
    for (const Rect& each : keep_out) edges.push_back(top ? each.bottom() : each.y);
    std::ranges::sort(edges);
    if (!top) std::ranges::reverse(edges);
    Rect best;
    for (const int edge : edges) {
        const int y0 = top ? edge : edge - height;
        if (y0 < area.y || y0 + height > area.bottom()) continue;
        const Interval width = free_width(area, keep_out, y0, y0 + height);
        if (width.length() <= best.width) continue;
        best = {width.from, y0, width.length(), height};
        if (width.length() >= kLeastWidthShare * area.width) break;
    }
    if (best.empty()) return best;
    const int far = top ? area.bottom() : area.y;
    int limit = far;
    for (const Rect& each : keep_out) {
        if (each.right() <= best.x || each.x >= best.right()) continue;
        if (top && each.y >= best.bottom()) limit = std::min(limit, each.y);
        if (!top && each.bottom() <= best.y) limit = std::max(limit, each.bottom());
    }
    return top ? Rect{best.x, best.y, best.width, limit - best.y}
               : Rect{best.x, limit, best.width, best.bottom() - limit};
}

Paint paint_of(const Style& style, const BandStyle& band) {
    Paint paint;
    paint.fill = band.colour.value_or(style.colour);
    paint.outline = style.outline_colour;
    paint.outline_em = style.outline_percent / 100;
    paint.shadow_em = style.shadow_percent / 100;
    if (style.box) paint.box = style.box_colour;
    paint.box_opacity = style.box_opacity;
    paint.opacity = style.opacity * band.opacity;
    return paint;
}

/// Heights of ordinary lines of the slot's language at its size.
void measure_slot(Slot& slot, Typesetter& typesetter) {
    const MeasuredText& text = typesetter.measure(tall_letters(slot.language), slot.language, {});
    constexpr double kAnyWidth = 1e9;
    const BlockRef block = typesetter.set(text, 0, text.text.size(), {slot.em_px, kAnyWidth, 1, 0}, slot.paint);
    slot.above = block->above;
    slot.below = block->below;
    slot.pitch = std::ceil(line_pitch(block->lines.front(), block->lines.front(), slot.paint, slot.em_px));
}

double height_of_slots(const Plan& plan) {
    std::vector<int> lines;
    for (const Slot& slot : plan.slots) lines.push_back(slot.lines);
    return plan.height(lines);
}

/// Works out how many lines each band gets and how much smaller than wished all are.
class Allotment {
public:
    Allotment(const Style& style, Plan& plan, Typesetter& typesetter) : plan_(plan), typesetter_(typesetter) {
        for (const Slot& slot : plan.slots) {
            wished_.push_back(slot.em_px);
            least_ = std::max({least_, style.min_shrink, slot.least_em_px / slot.em_px});
        }
        least_ = std::min(least_, 1.0);
        for (Slot& slot : plan.slots) slot.lines = std::min(slot.band.max_lines, plan.max_lines);
    }

    /// False: not even one line each.
    bool succeeds() {
        while (total() > plan_.max_lines || !fits_shrunk()) {
            Slot* least = least_important();
            if (least == nullptr) return false;
            --least->lines;
        }
        return true;
    }

    void set_scale(double scale) {
        for (size_t i = 0; i < wished_.size(); ++i) {
            plan_.slots[i].em_px = wished_[i] * scale;
            measure_slot(plan_.slots[i], typesetter_);
        }
        plan_.gap = std::ceil(kBandGapEm * plan_.slots.front().em_px);
    }

    /// One line at whatever size the height holds.
    void squeeze(double height) {
        constexpr double kStep = 0.95;
        plan_.slots.front().lines = 1;
        for (double scale = 1; scale > 0.05 && plan_.height({1}) > height; scale *= kStep) set_scale(scale);
    }

private:
    [[nodiscard]] int total() const {
        return std::accumulate(plan_.slots.begin(), plan_.slots.end(), 0,
                               [](int sum, const Slot& slot) { return sum + slot.lines; });
    }

    bool fits_shrunk() {
        for (double scale = 1;; scale = std::max(scale - kShrinkStep, least_)) {
            set_scale(scale);
            if (height_of_slots(plan_) <= plan_.max_height) return true;
            if (scale <= least_) return false;
        }
    }

    /// Of the bands with the most lines, the one that can best do with fewer.
    Slot* least_important() {
        Slot* found = nullptr;
        for (Slot& slot : plan_.slots) {
            if (slot.lines < 2) continue;
            if (found == nullptr || slot.lines > found->lines ||
                (slot.lines == found->lines && slot.band.priority < found->band.priority)) {
                found = &slot;
            }
        }
        return found;
    }

    Plan& plan_;
    Typesetter& typesetter_;
    std::vector<double> wished_;
    double least_ = 0;
};

void make_slots(const Style& style, const Screen& screen, const std::vector<std::string>& languages,
                const FontHeights& heights, Plan& plan) {
    // Sizes are measured by the style's first band whether it is on or not.
    std::vector<BandStyle> bands = style.bands;
    for (const std::string& language : languages) {
        const BandStyle band = band_of(style, language);
        if (std::ranges::find(bands, band.language, &BandStyle::language) == bands.end()) bands.push_back(band);
    }
    const std::vector<BandSize> sizes = band_sizes(style, screen, bands, heights);
    for (const std::string& language : languages) {
        Slot slot;
        slot.band = band_of(style, language);
        slot.language = language;
        slot.paint = paint_of(style, slot.band);
        const auto at = std::ranges::find(bands, slot.band.language, &BandStyle::language) - bands.begin();
        slot.em_px = sizes[static_cast<size_t>(at)].latin_em_px;
        slot.least_em_px = sizes[static_cast<size_t>(at)].least_em_px;
        plan.slots.push_back(std::move(slot));
    }
}

size_t least_important(const std::vector<Slot>& slots) {
    // Of equals the lower one goes.
    const auto found = std::min_element(slots.rbegin(), slots.rend(),
                                        [](const Slot& a, const Slot& b) { return a.band.priority < b.band.priority; });
    return static_cast<size_t>(slots.rend() - found) - 1;
}

/// The room of a plan whose slots are made; where keep-outs leave less than they need, what they leave.
Rect room_for(const Rect& area, const std::vector<Rect>& keep_out, double height, bool top) {
    constexpr double kStep = 0.85;
    for (double wanted = std::min<double>(height, area.height); wanted >= 2; wanted *= kStep) {
        const Rect room = free_room(area, keep_out, static_cast<int>(std::ceil(wanted)), top);
        if (!room.empty()) return room;
    }
    return area;
}

/// Slots for as many languages as the plan's height holds. True if they fit it.
bool fill_slots(const Style& style, const Screen& screen, const std::vector<std::string>& languages,
                const FontHeights& heights, Typesetter& typesetter, Plan& plan) {
    std::vector<size_t> kept(languages.size());
    std::iota(kept.begin(), kept.end(), size_t{0});
    plan.left_out.clear();
    for (;;) {
        std::vector<std::string> rest;
        for (const size_t each : kept) rest.push_back(languages[each]);
        plan.slots.clear();
        make_slots(style, screen, rest, heights, plan);
        if (Allotment(style, plan, typesetter).succeeds()) return true;
        if (kept.size() == 1) return false;
        const size_t goes = least_important(plan.slots);
        plan.left_out.push_back(kept[goes]);
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(goes));
    }
}

}  // namespace

double Plan::height(const std::vector<int>& lines) const {
    double height = 0;
    int bands = 0;
    for (size_t i = 0; i < slots.size(); ++i) {
        height += slots[i].height(lines[i]);
        bands += lines[i] > 0 ? 1 : 0;
    }
    return height + gap * std::max(0, bands - 1);
}

Rect safe_area(const Screen& screen) {
    Rect safe = inset(area_of(screen.canvas), screen.safe_area_percent);
    if (!screen.interlaced) return safe;
    // Softened for fields, ink spreads by a line.
    return {safe.x, safe.y + 1, safe.width, safe.height - 2};
}

Plan make_plan(const Style& style, const Screen& screen, const std::vector<std::string>& languages, bool top,
               FontSet& fonts, Typesetter& typesetter) {
    const Place place = place_of(style, screen);
    const TextLook look{1, style.khmer_to_latin, style.bold, style.fonts};
    const FontHeights heights{x_height(fonts, look), ka_height(fonts, look)};
    Plan plan;
    plan.top = top;
    plan.fixed_slots = style.fixed_slots;
    plan.max_lines = style.max_lines;
    plan.max_height = std::min<double>(place.inner.height, place.outer.height * style.max_height_percent / 100);
    if (languages.empty()) return plan;
    bool fits = fill_slots(style, screen, languages, heights, typesetter, plan);
    // A line that is more than its share of a low screen is still shown.
    plan.room = room_for(place.inner, screen.keep_out, height_of_slots(plan), top);
    if (plan.room.height < height_of_slots(plan)) {
        plan.max_height = plan.room.height;
        fits = fill_slots(style, screen, languages, heights, typesetter, plan);
    }
    if (!fits && height_of_slots(plan) > plan.room.height) {
        Allotment(style, plan, typesetter).squeeze(plan.room.height);
    }
    plan.max_height = std::min<double>(std::max(plan.max_height, height_of_slots(plan)), plan.room.height);
    return plan;
}

}  // namespace gatecast
