// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on one display at a moment: background, panels, pictures in their regions, graphics and subtitles by
// their z. Set up once by a lane; asked for layers by the grid, every frame, on the grid's thread.
#pragma once

#include <span>
#include <vector>

#include "filters/canvas.h"
#include "pipeline/scene/graphics/graphic.h"
#include "pipeline/scene/sources/source.h"
#include "pipeline/scene/words/text_layer.h"
#include "presets/display.h"

namespace gatecast {

/// When the item of a scene is seen.
struct ItemTimes {
    Time length = Time::max();
    std::optional<WallTime> on_air{};  // of its first frame
};

/// How one picture of a region becomes the next.
struct PictureChange {
    Transition kind = Transition::kCrossFade;
    Edge edge = Edge::kLeft;
    Time time{800'000'000};  // 0: cut
};

class Scene {
public:
    Scene(const Display& display, Chroma chroma, const ItemTimes& times = {});

    /// Of equal z, what is added later stands above.
    void add(const Graphic& graphic, std::unique_ptr<SceneGraphic> made);
    void set_text(std::unique_ptr<TextLayer> text) { text_ = std::move(text); }
    void set_picture_change(PictureChange change) { change_ = change; }

    [[nodiscard]] Moment moment(int64_t tick) const;
    /// Fills `layers`, whose memory is kept from frame to frame. `shown`: a picture for each region of the display,
    /// bottom first; null or missing: the region stays background. `words`: subtitles that somebody else keeps.
    void layers_at(const Moment& now, std::span<const ShownPicture* const> shown, std::vector<Layer>& layers,
                   std::span<const OverlayLayer> words = {});
    /// Whether graphics or subtitles differ between two moments.
    [[nodiscard]] bool changes_between(const Moment& earlier, const Moment& later);

    [[nodiscard]] const Display& display() const { return display_; }
    [[nodiscard]] Chroma chroma() const { return chroma_; }

private:
    void add_picture(const Region& region, const ShownPicture& shown, std::vector<Layer>& layers) const;
    void add_graphics(size_t first, size_t end, const Moment& now, std::vector<Layer>& layers) const;

    Display display_;
    Chroma chroma_;
    ItemTimes times_;
    PictureChange change_;
    std::vector<FillLayer> fills_;  // background and panels' colours
    std::vector<OverlayRef> panel_images_;
    std::unique_ptr<TextLayer> text_;                  // null: no subtitles
    std::vector<Graphic> graphics_;                    // by z
    std::vector<std::unique_ptr<SceneGraphic>> made_;  // of each
    size_t under_text_ = 0;                            // so many stand under the subtitles
    std::vector<Pose> poses_, later_poses_;            // of each, at the moments that were asked for last
};

/// A tick is a frame, of interlaced displays a field.
[[nodiscard]] int ticks_a_frame(const Display& display);
[[nodiscard]] Time tick_time(const Display& display, int64_t tick);

/// How much of its signal a display gives at a time of the day, of 256; all of it where the time is not known.
[[nodiscard]] int signal_share_at(const Display& display, const std::optional<WallTime>& wall);

/// How each graphic stands at `t`; of the notices that are on, only the most urgent one is seen. `poses` keeps its
/// memory.
void poses_at(std::span<const Graphic> graphics, const Display& display, Time t, Time length, std::vector<Pose>& poses);

}  // namespace gatecast
