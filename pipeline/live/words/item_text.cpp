// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/item_text.h"

#include <optional>

namespace gatecast {

namespace {

constexpr Time kAhead = std::chrono::seconds(10);  // that overlays are drawn before they are seen

}  // namespace

ItemText::ItemText(ItemToSay item, const std::vector<Track>& tracks, std::span<const TextDisplay> displays)
    : item_(std::move(item)) {
    for (const TextDisplay& display : displays) {
        if (display.feed != item_.feed) continue;
        std::vector<Track> shown = tracks;
        std::erase_if(shown, [&display](const Track& track) { return !display.shows(track.language); });
        if (shown.empty()) continue;
        Subtitles subtitles(std::move(shown), display.style, display.screen, item_.play, item_.item);
        TextTimes times(subtitles.showings(), display.display, item_.in);
        displays_.push_back(std::make_unique<OnDisplay>(&display, std::move(subtitles), std::move(times)));
    }
}

void ItemText::goes_on(int64_t origin, int64_t period) {
    origin_ = origin;
    period_ = period;
}

bool ItemText::draw_next(int64_t grid_frame, WordsLine& mixer) {
    const int64_t frame = origin_ ? grid_frame - *origin_ : item_.first;
    bool drew = false;
    for (const auto& each : displays_) drew = draw_next_on(*each, frame, mixer) || drew;
    return drew;
}

bool ItemText::draw_next_on(OnDisplay& on, int64_t frame, WordsLine& mixer) {
    const std::span<const Showing> showings = on.subtitles.showings();
    const int64_t soon = frame + frame_at(kAhead, on.display->display.rate);
    for (; !showings.empty(); ++on.next) {
        if (on.next == showings.size()) {
            if (period_ <= 0) return false;
            on.next = 0;
            on.shift += period_;
        }
        const TextTimes::Span& span = on.times.span(on.next);
        if (span.from + on.shift > soon) return false;
        const bool over = period_ > 0 && span.from >= period_;  // behind the item's end
        if (span.until + on.shift <= frame || span.from >= span.until || over) continue;
        const Showing& showing = showings[on.next];
        if (silenced_.contains(showing.language) || silenced_.contains("")) continue;
        const OverlayRef overlay = on.subtitles.draw(on.next, LiveDisplay::chroma(), 0);
        if (overlay)
            mixer.show({on.display->name, item_.deck, showing.language, on.shift}, on.times, on.next, *overlay);
        ++on.next;
        return true;
    }
    return false;
}

}  // namespace gatecast
