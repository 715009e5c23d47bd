// SPDX-License-Identifier: GPL-3.0-or-later
// One display on the air: its scene for as long as the mixer lives, composed a frame at a time from what its feed
// shows. Made by the mixer while it starts; composes on the mixer's one thread and never waits.
#pragma once

#include "filters/brightness.h"
#include "filters/canvas.h"
#include "filters/place.h"
#include "pipeline/scene/scene.h"
#include "presets/library.h"

namespace gatecast {

struct ScreenSettings {
    std::string display;    // a preset
    std::string programme;  // its graphics; empty: the display's own
    Fields fields;          // for their words
    bool counter = false;
};

class Screen {
public:
    /// Throws Error where a preset cannot be used live.
    Screen(const ScreenSettings& settings, const PresetLibrary& library);

    [[nodiscard]] const Display& display() const { return scene_.display(); }
    [[nodiscard]] static constexpr Chroma chroma() { return Chroma::k420; }

    /// Frame n of the grid, seen at `wall`. `shown` null: the display's background. The picture holds nothing of the
    /// feed's, so that it may wait for an encoder as long as it likes.
    [[nodiscard]] Picture compose(int64_t n, WallTime wall, const ShownPicture* shown);

private:
    [[nodiscard]] Picture own(const Picture& picture, const ShownPicture* shown, int64_t n);

    Scene scene_;
    Canvas canvas_;
    Dimmer dimmer_;
    Placer placer_;
    ImagePool pool_;
    bool counter_;
    std::vector<Layer> layers_;
};

}  // namespace gatecast
