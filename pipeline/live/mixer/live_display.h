// SPDX-License-Identifier: GPL-3.0-or-later
// One display on the air: its scene for as long as the mixer lives, composed a frame at a time from what its feed
// shows. Made by the mixer while it starts; composes on the mixer's one thread and never waits.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "filters/brightness.h"
#include "filters/canvas.h"
#include "filters/place.h"
#include "pipeline/live/mixer/live_dress.h"
#include "pipeline/live/mixer/on_air_words.h"
#include "pipeline/scene/scene.h"

namespace gatecast {

/// A notice as it will stand on one display, drawn.
struct DrawnNotice {
    std::string id;
    int priority = 0;
    int64_t from = 0, until = 0;    // frames of the grid
    int64_t stands = 0, every = 0;  // frames: each time, and from one time to the next; 0: it is on throughout
    bool full = false;              // on the whole canvas
    Graphic graphic;
    std::unique_ptr<SceneGraphic> made;
};

class LiveDisplay {
public:
    /// Throws Error where a preset cannot be used live.
    LiveDisplay(const LiveDisplaySettings& settings, const PresetLibrary& library);

    [[nodiscard]] const Display& display() const { return display_; }
    [[nodiscard]] static constexpr Chroma chroma() { return Chroma::k420; }

    /// What the feed gives for a frame of the grid; `picture` null: the display's background.
    struct Given {
        const ShownPicture* picture = nullptr;
        const std::string* deck = nullptr;  // whose subtitles are seen; null: nobody's
        int64_t item_frame = 0;
    };
    /// Frame n of the grid, seen at `wall`. The picture holds nothing of the feed's, so that it may wait for an encoder
    /// as long as it likes.
    [[nodiscard]] Picture compose(int64_t n, WallTime wall, const Given& given);
    /// Frame n as nothing but black.
    [[nodiscard]] Picture black(int64_t n);

    /// Other graphics of the same display, drawn. Any thread. Throws Error where they cannot be used live.
    [[nodiscard]] std::unique_ptr<Scene> draw_scene(const LiveDisplaySettings& settings,
                                                    const PresetLibrary& library) const;
    /// Seen from the next frame on; what was seen before is given back.
    [[nodiscard]] std::unique_ptr<Scene> wear(std::unique_ptr<Scene> scene);
    [[nodiscard]] OnAirWords& words() { return words_; }
    [[nodiscard]] const OnAirWords& words() const { return words_; }

    /// Any thread: takes the time that setting and drawing take.
    [[nodiscard]] DrawnNotice draw_notice(const std::string& id, const Words& words, bool full) const;
    /// In place of one of the same id.
    void show_notice(DrawnNotice notice);
    void hide_notice(const std::string& id);

private:
    LiveDisplay(LiveDress dress, bool counter);
    void add_notice(const Moment& now);
    [[nodiscard]] Picture own(const Picture& picture, const ShownPicture* shown, int64_t n);

    const Display display_;
    const Style style_;
    std::unique_ptr<Scene> scene_;
    Canvas canvas_;
    Dimmer dimmer_;
    Placer placer_;
    ImagePool pool_;
    bool counter_;
    std::vector<Layer> layers_;
    std::vector<DrawnNotice> notices_;
    OnAirWords words_;
};

}  // namespace gatecast
