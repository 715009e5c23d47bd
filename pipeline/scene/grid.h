// SPDX-License-Identifier: GPL-3.0-or-later
// The grid counts output frames. For frame n of a display: for each of its regions the source picture whose interval
// holds n/rate, the layers of that moment, one composed frame, for interlaced displays woven from both field-times,
// then dimmed by the time of day and placed as it is sent. Policy "wait": it takes as long as the sources need. One
// thread for each grid.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "filters/brightness.h"
#include "filters/canvas.h"
#include "filters/place.h"
#include "pipeline/scene/scene.h"

namespace gatecast {

/// Where the pictures of a region come from.
struct RegionSource {
    FrameSource* source = nullptr;
    Time from{0};  // the moment of it that frame 0 shows
};

class Grid {
public:
    /// `sources`: one for each region of the scene's display; shared by the grids of a lane.
    Grid(Scene& scene, std::vector<RegionSource> sources);
    /// The same pictures in every region.
    Grid(Scene& scene, FrameSource& source, Time from);

    struct Frame {
        Picture picture;  // as it is sent
        /// What it was made from (of the first field), for each region, without pixels where nothing was shown. Valid
        /// until the next frame is asked for.
        std::span<const Picture> source_pictures;
    };
    /// n never goes back.
    [[nodiscard]] Frame frame(int64_t n);

    /// Layers that could not be drawn, since the start: 0 in a sound render.
    [[nodiscard]] int64_t failed_layers() const;

private:
    void ask_sources(Time t, FieldUse use);
    void keep_source_pictures();
    Picture compose_at(const Moment& now, Canvas& canvas);
    Picture compose_fields(const Moment& first, const Moment& second);
    Picture with_second_field(const Picture& first, const Moment& later);
    [[nodiscard]] bool passes_untouched() const;
    [[nodiscard]] bool shows_what_was_kept() const;

    Scene& scene_;
    std::vector<RegionSource> sources_;
    Canvas canvas_;
    Canvas second_field_;
    ImagePool woven_;
    Dimmer dimmer_;
    Placer placer_;
    std::vector<const ShownPicture*> shown_;  // by each region, at the moment in hand
    std::vector<Picture> source_pictures_;
    std::vector<Layer> layers_;
};

}  // namespace gatecast
