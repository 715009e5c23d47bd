// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on one display at a moment: background, the picture in its region, panels, subtitles, then overlays in
// the order they were added. Set up once by a lane; asked for layers by the grid, every frame, on the grid's thread.
#pragma once

#include <vector>

#include "filters/canvas.h"
#include "pipeline/scene/source.h"
#include "pipeline/scene/text_layer.h"
#include "presets/display.h"

namespace gatecast {

/// An overlay and when it is seen: from <= t < until, from the start of the output.
struct TimedOverlay {
    OverlayRef overlay;
    Time from{0};
    Time until = Time::max();
};

class Scene {
public:
    Scene(const Display& display, Chroma chroma);

    void add(TimedOverlay overlay) { overlays_.push_back(std::move(overlay)); }
    void set_text(std::unique_ptr<TextLayer> text) { text_ = std::move(text); }
    /// Fills `layers`, whose memory is kept from frame to frame. `shown` null: the region stays background.
    void layers_at(Time t, const ShownPicture* shown, std::vector<Layer>& layers) const;
    /// Overlays and subtitles that begin, end or fade between two moments.
    [[nodiscard]] bool changes_between(Time earlier, Time later) const;

    [[nodiscard]] const Display& display() const { return display_; }
    [[nodiscard]] Chroma chroma() const { return chroma_; }

private:
    void add_picture(const ShownPicture& shown, std::vector<Layer>& layers) const;

    Display display_;
    Chroma chroma_;
    std::vector<FillLayer> fills_;  // background and panels' colours
    std::vector<OverlayRef> panel_images_;
    std::unique_ptr<TextLayer> text_;  // null: no subtitles
    std::vector<TimedOverlay> overlays_;
};

}  // namespace gatecast
