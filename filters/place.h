// SPDX-License-Identifier: GPL-3.0-or-later
// From the finished canvas to the frame a sending card takes: turned, folded, laid into a larger black frame.
// Plain copies; the render and live rooms call it after Canvas, on the same thread.
#pragma once

#include <memory>
#include <string>

#include "filters/scale.h"

namespace gatecast {

struct Placement {
    Size canvas;
    int rotation_degrees = 0;  // clockwise
    int fold_rows = 1;         // cut into so many columns, laid one under the other
    Size frame;                // empty: as large as the turned and folded canvas
    int x = 0, y = 0;          // of the canvas in `frame`, even
};

/// Size of the canvas once turned and folded.
[[nodiscard]] Size folded_size(const Placement& placement);

/// Problem in English, empty if there is none: the canvas must fit the frame, folds must cut at even columns.
[[nodiscard]] std::string problem_of(const Placement& placement);

class Placer {
public:
    explicit Placer(const Placement& placement);

    /// The picture itself where there is nothing to do; the same id for the same canvas.
    [[nodiscard]] Picture place(const Picture& canvas);

private:
    void turn_and_fold(const ConstImageView& canvas, const ImageView& to);
    ConstImageView turned(const ConstImageView& canvas);
    void turn_by_scaler(const ConstImageView& canvas);

    Placement placement_;
    Size folded_;
    ImagePool pool_;
    Image turned_;
    std::unique_ptr<Scaler> scaler_;
    Picture last_;
    uint64_t last_canvas_id_ = 0;
};

}  // namespace gatecast
