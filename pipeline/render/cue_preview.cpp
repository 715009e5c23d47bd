// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/cue_preview.h"

#include <algorithm>

#include "subtitles/drawing/draw.h"

namespace gatecast {

namespace {

const Composition& composition_of(const RenderPlan& plan, const OutputPlan& output) {
    return plan.compositions[static_cast<size_t>(output.composition)];
}

std::span<const Showing> showings_of(const RenderPlan& plan, const OutputPlan& output) {
    const auto& subtitles = composition_of(plan, output).subtitles;
    return subtitles ? subtitles->showings() : std::span<const Showing>();
}

bool inside(const RenderPlan& plan, const Showing& showing) {
    return showing.until > plan.from && showing.from < plan.from + plan.length;
}

Time middle_of(const RenderPlan& plan, const Showing& showing) {
    const Time from = std::max(showing.from, plan.from);
    const Time until = std::min(showing.until, plan.from + plan.length);
    return from + (until - from) / 2 - plan.from;
}

void lay(const DrawnRgba& drawing, int opacity_256, BgraImage& picture) {
    const Rect area = intersection(drawing.area, area_of(picture.size));
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            const auto from = (static_cast<size_t>(y - drawing.area.y) * static_cast<size_t>(drawing.area.width) +
                               static_cast<size_t>(x - drawing.area.x)) *
                              4;
            const auto to =
                (static_cast<size_t>(y) * static_cast<size_t>(picture.size.width) + static_cast<size_t>(x)) * 4;
            if (drawing.rgba[from + 3] == 0) continue;
            for (size_t c = 0; c < 3; ++c) picture.pixels[to + c] = drawing.rgba[from + 2 - c];
            picture.pixels[to + 3] = static_cast<uint8_t>((drawing.rgba[from + 3] * opacity_256 + 128) >> 8);
        }
    }
}

Rect ink_of(const BgraImage& picture) {
    int left = picture.size.width, right = -1, top = picture.size.height, bottom = -1;
    for (int y = 0; y < picture.size.height; ++y) {
        const uint8_t* row =
            picture.pixels.data() + static_cast<size_t>(y) * static_cast<size_t>(picture.size.width) * 4;
        for (int x = 0; x < picture.size.width; ++x) {
            if (row[size_t{4} * static_cast<size_t>(x) + 3] == 0) continue;
            left = std::min(left, x);
            right = std::max(right, x);
            top = std::min(top, y);
            bottom = std::max(bottom, y);
        }
    }
    return right < 0 ? Rect{} : Rect{left, top, right - left + 1, bottom - top + 1};
}

}  // namespace

std::optional<Time> moment_of_cue(const RenderPlan& plan, const OutputPlan& output, const std::string& language,
                                  int cue) {
    for (const Showing& showing : showings_of(plan, output))
        if (showing.language == language && std::ranges::find(showing.cues, cue) != showing.cues.end() &&
            inside(plan, showing))
            return middle_of(plan, showing);
    return {};
}

std::vector<Time> moments_of_cues(const RenderPlan& plan, const OutputPlan& output) {
    std::vector<const Showing*> by_end;
    for (const Showing& showing : showings_of(plan, output))
        if (inside(plan, showing)) by_end.push_back(&showing);
    std::ranges::stable_sort(by_end, {}, &Showing::until);
    std::vector<Time> moments;
    for (const Showing* showing : by_end) {
        // The one that ends first is looked at in its middle; whatever else is on then needs no look of its own.
        const bool seen = std::ranges::any_of(moments, [&](Time moment) {
            return showing->from <= moment + plan.from && moment + plan.from < showing->until;
        });
        if (!seen) moments.push_back(middle_of(plan, *showing));
    }
    std::ranges::sort(moments);
    return moments;
}

TextAlone text_alone(const RenderPlan& plan, const OutputPlan& output, Time at) {
    const Composition& composition = composition_of(plan, output);
    const Size canvas = composition.display.canvas;
    TextAlone alone;
    alone.picture.size = canvas;
    alone.picture.pixels.resize(static_cast<size_t>(canvas.width) * static_cast<size_t>(canvas.height) * 4);
    if (!composition.subtitles) return alone;
    const TextTimes& times = *composition.text_times;
    const int64_t tick = times.tick_at(frame_time(frame_at(at, output.rate), output.rate));
    for (const size_t i : times.between(tick, tick + 1)) {
        const Showing& showing = times.showings()[i];
        lay(composition.subtitles->draw_rgba(i), times.opacity(i, tick), alone.picture);
        alone.texts.push_back({showing.language, showing.lines, showing.area});
    }
    std::ranges::stable_sort(alone.texts, {}, [](const TextAlone::Text& text) { return text.area.y; });
    alone.ink = ink_of(alone.picture);
    return alone;
}

}  // namespace gatecast
