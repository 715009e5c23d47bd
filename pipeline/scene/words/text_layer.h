// SPDX-License-Identifier: GPL-3.0-or-later
// The subtitles of one display as layers of a moment: which showings are on, how opaque, their overlays out of the
// worker. Owned by a scene; on its composing thread.
#pragma once

#include "filters/canvas.h"
#include "pipeline/scene/words/overlay_worker.h"
#include "pipeline/scene/words/text_times.h"

namespace gatecast {

class TextLayer {
public:
    TextLayer(std::shared_ptr<const Subtitles> subtitles, const Display& display, Chroma chroma, Time from);

    /// Adds what is seen at `t` from the start of the output; waits for what is not drawn yet.
    void add_layers(Time t, std::vector<Layer>& layers);
    [[nodiscard]] bool changes_between(Time earlier, Time later) const;

private:
    struct Held {
        size_t showing = 0;
        OverlayRef overlay;
    };
    [[nodiscard]] OverlayRef overlay_of(size_t showing);

    TextTimes times_;
    OverlayWorker worker_;
    std::vector<Held> on_screen_;  // the worker is asked once a showing
};

}  // namespace gatecast
