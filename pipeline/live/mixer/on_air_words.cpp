// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/on_air_words.h"

#include <algorithm>

namespace gatecast {

namespace {

int opacity_of(const DrawnWords& words, int64_t frame) {
    const auto at = static_cast<size_t>(frame - words.from);
    const auto left = static_cast<size_t>(words.until - 1 - frame);
    const int opening = at < words.opening.size() ? words.opening[at] : 256;
    const int closing = left < words.closing.size() ? words.closing[words.closing.size() - 1 - left] : 256;
    return std::min(opening, closing);
}

bool is_on(const DrawnWords& words, int64_t frame) {
    return words.from <= frame && frame < words.until;
}

}  // namespace

void OnAirWords::put(DrawnWords words) {
    const auto same = std::erase_if(items_, [&words](const DrawnWords& each) {
        return each.deck == words.deck && each.language == words.language && each.from == words.from &&
               each.overlay->area == words.overlay->area;
    });
    if (same == 0 && words.deck == on_ && words.from <= at_ && at_ < words.until) ++late_;
    items_.push_back(std::move(words));
}

void OnAirWords::forget(const std::string& deck, const std::string& language) {
    std::erase_if(items_, [&](const DrawnWords& each) {
        return each.deck == deck && (language.empty() || each.language == language);
    });
}

const std::vector<OverlayLayer>& OnAirWords::seen_at(const Moment& now) {
    seen_.clear();
    std::erase_if(lines_, [&now](const DrawnWords& each) { return each.until <= now.grid_frame; });
    if (now.deck == nullptr) return seen_;
    if (on_ != *now.deck) on_ = *now.deck;
    at_ = now.item_frame;
    std::erase_if(items_, [&](const DrawnWords& each) { return each.deck == on_ && each.until <= at_; });
    const auto said_live = [&](const DrawnWords& words) {
        return std::ranges::any_of(lines_, [&](const DrawnWords& line) {
            return line.language == words.language && is_on(line, now.grid_frame);
        });
    };
    for (const DrawnWords& each : items_)
        if (each.deck == on_ && is_on(each, at_) && !said_live(each))
            seen_.push_back({each.overlay, opacity_of(each, at_)});
    for (const DrawnWords& each : lines_)
        if (is_on(each, now.grid_frame)) seen_.push_back({each.overlay, opacity_of(each, now.grid_frame)});
    return seen_;
}

}  // namespace gatecast
