// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/words/text_layer.h"

#include <algorithm>

namespace gatecast {

TextLayer::TextLayer(std::shared_ptr<const Subtitles> subtitles, const Display& display, Chroma chroma, Time from)
    : times_(subtitles->showings(), display, from),
      worker_(subtitles, {chroma, display.fields != FieldOrder::kProgressive}) {}

void TextLayer::add_layers(Time t, std::vector<Layer>& layers) {
    const int64_t tick = times_.tick_at(t);
    const std::vector<size_t> on = times_.between(tick, tick + 1);
    std::erase_if(on_screen_, [&](const Held& held) { return std::ranges::find(on, held.showing) == on.end(); });
    for (const size_t showing : on) {
        const int opacity = times_.opacity(showing, tick);
        if (opacity == 0) continue;
        if (OverlayRef overlay = overlay_of(showing)) layers.emplace_back(OverlayLayer{std::move(overlay), opacity});
    }
}

OverlayRef TextLayer::overlay_of(size_t showing) {
    const auto held = std::ranges::find(on_screen_, showing, &Held::showing);
    if (held != on_screen_.end()) return held->overlay;
    return on_screen_.emplace_back(showing, worker_.take(showing)).overlay;
}

bool TextLayer::changes_between(Time earlier, Time later) const {
    return times_.changes_between(times_.tick_at(earlier), times_.tick_at(later));
}

}  // namespace gatecast
