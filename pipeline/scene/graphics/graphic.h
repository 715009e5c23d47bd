// SPDX-License-Identifier: GPL-3.0-or-later
// A graphic on its display: everything it may show is drawn while it is set up; a frame only chooses and places.
// Made by make_graphic() from a preset's value; asked by its scene every frame, on the grid's thread.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "filters/canvas.h"
#include "presets/display.h"
#include "presets/graphic.h"
#include "presets/style.h"

namespace gatecast {

/// The time on the wall of the place, to the nanosecond; the zone is the caller's business.
using WallTime = std::chrono::local_time<std::chrono::nanoseconds>;

/// When a frame (of interlaced displays: a field) is seen.
struct Moment {
    Time t{0};                       // from the start of the item
    int64_t tick = 0;                // frames, or fields, from the start of the item
    std::optional<WallTime> wall{};  // unknown: clocks show nothing
};

struct GraphicSetup {
    const Graphic& graphic;  // placed, fields filled in
    const Display& display;
    const Style& style;  // whose fonts it is set in
    Chroma chroma = Chroma::k420;
    Time length = Time::max();         // of the item
    std::optional<WallTime> on_air{};  // of its first frame; unknown in a file that may be aired at any time
};

class SceneGraphic {
public:
    virtual ~SceneGraphic() = default;
    /// Adds overlays, bottom first, at rest: the scene fades and moves them as the graphic's pose says.
    virtual void add_layers(const Moment& now, std::vector<Layer>& layers) noexcept = 0;
    /// Whether add_layers() would differ between two moments, pose apart.
    [[nodiscard]] virtual bool changes_between(const Moment& earlier, const Moment& later) const noexcept = 0;
    /// What could not be shown as asked: words too long for their box, signs no font has.
    [[nodiscard]] virtual std::vector<Message> problems() const { return {}; }
};

/// Null: nothing to show. Throws Error where it cannot be set up (a picture that is not there).
[[nodiscard]] std::unique_ptr<SceneGraphic> make_graphic(const GraphicSetup& setup);

/// The makers of each kind, one file each in this folder.
[[nodiscard]] std::unique_ptr<SceneGraphic> make_image(const GraphicSetup& setup);
[[nodiscard]] std::unique_ptr<SceneGraphic> make_sequence(const GraphicSetup& setup);
[[nodiscard]] std::unique_ptr<SceneGraphic> make_lower_third(const GraphicSetup& setup);
[[nodiscard]] std::unique_ptr<SceneGraphic> make_ticker(const GraphicSetup& setup);
[[nodiscard]] std::unique_ptr<SceneGraphic> make_clock(const GraphicSetup& setup);  // and countdown
[[nodiscard]] std::unique_ptr<SceneGraphic> make_date(const GraphicSetup& setup);
[[nodiscard]] std::unique_ptr<SceneGraphic> make_label(const GraphicSetup& setup);
[[nodiscard]] std::unique_ptr<SceneGraphic> make_notice(const GraphicSetup& setup);

/// For an overlay drawn at its place: softened where fields would flicker, with an id of its own.
[[nodiscard]] OverlayRef finished(Overlay overlay, const GraphicSetup& setup);

/// A preset's seconds on the stream.
[[nodiscard]] Time in_time(double seconds) noexcept;

/// How a graphic stands at a moment: its window, fades and moves in one.
struct Pose {
    int opacity_256 = 0;  // 0: not seen
    Point moved;          // even
    friend bool operator==(const Pose&, const Pose&) = default;
};
[[nodiscard]] Pose pose_at(const Graphic& graphic, const Display& display, Time t, Time length) noexcept;

/// Lets the overlays from `first` on stand as `pose` says.
void take_pose(const Pose& pose, std::vector<Layer>& layers, size_t first) noexcept;

}  // namespace gatecast
