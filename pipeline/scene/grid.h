// SPDX-License-Identifier: GPL-3.0-or-later
// The grid counts output frames. For frame n of a display: the source picture whose interval holds n/rate, the layers
// of that moment, one composed frame, for interlaced displays woven from both field-times, then placed as it is sent.
// Policy "wait": it takes as long as the source needs. One thread for each grid.
#pragma once

#include <vector>

#include "filters/canvas.h"
#include "filters/place.h"
#include "pipeline/scene/scene.h"

namespace gatecast {

class Grid {
public:
    /// `from`: the moment of the source that frame 0 shows. `source` is shared by the grids of a lane.
    Grid(const Scene& scene, FrameSource& source, Time from);

    struct Frame {
        Picture picture;         // as it is sent
        Picture source_picture;  // what it was made from (of the first field); no pixels if nothing was shown
    };
    /// n never goes back.
    [[nodiscard]] Frame frame(int64_t n);

    /// Layers that could not be drawn, since the start: 0 in a sound render.
    [[nodiscard]] int64_t failed_layers() const;

private:
    Picture compose_progressive(Time t, const ShownPicture* shown);
    Picture compose_fields(Time t, Frame& frame);
    Picture with_second_field(Picture first, Time t, const ShownPicture* shown);
    [[nodiscard]] bool passes_untouched(const ShownPicture& shown) const;

    const Scene& scene_;
    FrameSource& source_;
    Time from_;
    Canvas canvas_;
    Canvas second_field_;
    ImagePool woven_;
    Placer placer_;
    std::vector<Layer> layers_;
};

}  // namespace gatecast
