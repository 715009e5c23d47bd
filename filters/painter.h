// SPDX-License-Identifier: GPL-3.0-or-later
// Paints one layer into a canvas buffer. One thread; canvas.cpp decides what is painted where.
#pragma once

#include "filters/region.h"
#include "filters/scratch.h"

namespace gatecast {

class Painter {
public:
    explicit Painter(Team* team) : team_(team), regions_(team) {}

    void next_frame() { regions_.next_frame(); }

    /// Whether this picture need not be painted whole: its pixels are there from an earlier frame.
    [[nodiscard]] bool kept(const PictureLayer& layer) { return regions_.kept(layer); }

    /// `clip` is even. Pictures that are not kept are inside it whole; everything else is cut at it. False: left out,
    /// nothing or only its bars' colour painted.
    bool paint(const Layer& layer, const ImageView& canvas, const Rect& clip);

private:
    bool paint_picture(const PictureLayer& layer, const ImageView& canvas, const Rect& clip);
    bool paint_transition(const TransitionLayer& layer, const ImageView& canvas);
    bool paint_between(const TransitionLayer& layer, const Rect& area, const ImageView& to);

    Team* team_;
    RegionPainter regions_;
    Scratch other_;    // the second picture of a transition
    Scratch blended_;  // a region on its way to be mixed with what lies below
};

}  // namespace gatecast
