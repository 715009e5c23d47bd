// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/places/band_room.h"

#include <algorithm>
#include <cmath>

#include "pipeline/scene/words/text_screen.h"

namespace gatecast {
namespace {

constexpr double kLeastWidthEm = 12;  // lines of a word or two are not read

std::vector<std::string> in_band_order(std::vector<std::string> languages, const Style& style) {
    std::ranges::stable_sort(languages, {}, [&](const std::string& language) {
        return std::ranges::find(style.bands, band_of(style, language).language, &BandStyle::language) -
               style.bands.begin();
    });
    return languages;
}

double planned_height(const Plan& plan) {
    std::vector<int> lines;
    for (const Slot& slot : plan.slots) lines.push_back(slot.lines);
    return plan.height(lines);
}

bool meets_any(const Rect& area, const std::vector<Rect>& others) {
    return std::ranges::any_of(others, [&](const Rect& other) { return !intersection(area, other).empty(); });
}

}  // namespace

Rect BandPlan::area() const {
    const Rect& room = plan.room;
    const int height = std::min(room.height, static_cast<int>(std::ceil(planned_height(plan))));
    return {room.x, plan.top ? room.y : room.bottom() - height, room.width, height};
}

BandRoom::BandRoom(const Display& display, const Style& style, const std::vector<std::string>& languages)
    : display_(display), style_(style), typesetter_(fonts_, style) {
    const std::vector<std::string> ordered = in_band_order(languages, style);
    if (style.languages == LanguageChoice::kAll) {
        if (!ordered.empty()) shown_together_.push_back(ordered);
    } else {
        for (const std::string& language : ordered) shown_together_.push_back({language});
    }
    undisturbed_ = plans({});
}

std::vector<BandPlan> BandRoom::plans(const std::vector<Rect>& keep_out) {
    const Screen screen = text_screen(display_, keep_out);
    std::vector<BandPlan> plans;
    for (const std::vector<std::string>& languages : shown_together_)
        plans.push_back({languages, make_plan(style_, screen, languages, style_.top, fonts_, typesetter_)});
    return plans;
}

std::vector<std::string> BandRoom::harmed(const std::vector<Rect>& keep_out) {
    std::vector<std::string> harmed;
    const std::vector<BandPlan> now = plans(keep_out);
    for (size_t i = 0; i < now.size(); ++i) {
        const Plan& plan = now[i].plan;
        const Plan& before = undisturbed_[i].plan;
        const bool covered = meets_any(now[i].area(), keep_out);
        const bool narrow = plan.room.width < plan.slots.front().em_px * kLeastWidthEm;
        const bool squeezed = plan.slots.size() == before.slots.size() &&
                              plan.slots.front().em_px < before.slots.front().em_px * style_.min_shrink;
        for (size_t k = 0; k < now[i].languages.size(); ++k) {
            const auto is_left_out = [k](const Plan& of) {
                return std::ranges::find(of.left_out, k) != of.left_out.end();
            };
            if (is_left_out(before)) continue;
            if (covered || narrow || squeezed || is_left_out(plan)) harmed.push_back(now[i].languages[k]);
        }
    }
    return harmed;
}

}  // namespace gatecast
