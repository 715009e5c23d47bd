// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/place.h"

#include <string>
#include <utility>

#include "filters/rotate.h"

namespace gatecast {
namespace {

bool identity(const Placement& placement) {
    return placement.rotation_degrees == 0 && placement.fold_rows == 1 && placement.frame == placement.canvas &&
           placement.x == 0 && placement.y == 0;
}

}  // namespace

Size folded_size(const Placement& placement) {
    const Size turned = rotated(placement.canvas, placement.rotation_degrees);
    return {turned.width / placement.fold_rows, turned.height * placement.fold_rows};
}

std::string problem_of(const Placement& placement) {
    const Size turned = rotated(placement.canvas, placement.rotation_degrees);
    if (placement.fold_rows < 1 || turned.width % (2 * placement.fold_rows) != 0) {
        return "the width is not a whole number of even columns for each fold";
    }
    if (placement.fold_rows > 1 && turned.height % 2 != 0) return "strips of odd height cannot be folded";
    const Size folded = folded_size(placement);
    if (placement.x % 2 != 0 || placement.y % 2 != 0) return "the place in the frame is not even";
    if (placement.frame != Size{} &&
        !contains(area_of(placement.frame), {placement.x, placement.y, folded.width, folded.height})) {
        return "the canvas does not fit into the frame";
    }
    return {};
}

Placer::Placer(const Placement& placement) : placement_(placement), folded_(folded_size(placement)) {
    if (placement_.frame == Size{}) placement_.frame = folded_;
}

Picture Placer::place(const Picture& canvas) {
    if (identity(placement_)) return canvas;
    if (canvas.id != 0 && canvas.id == last_canvas_id_) return last_;
    const PixelFormat format = canvas.view.format;
    const std::shared_ptr<Image> frame = pool_.take(placement_.frame, format);
    // A pooled frame comes back with its border still black only if it was ours; writing it is cheap next to asking.
    if (placement_.frame != folded_) fill_black(frame->view(), canvas.colour);
    turn_and_fold(canvas.view, crop(frame->view(), {placement_.x, placement_.y, folded_.width, folded_.height}));
    last_canvas_id_ = canvas.id;
    last_ = canvas;
    last_.view = std::as_const(*frame).view();
    last_.id = canvas.id == 0 ? 0 : new_picture_id();
    last_.owner = frame;
    return last_;
}

void Placer::turn_and_fold(const ConstImageView& canvas, const ImageView& to) {
    const ConstImageView source = placement_.rotation_degrees == 0 ? canvas : turned(canvas);
    const Size strip{folded_.width, source.size.height};
    for (int row = 0; row < placement_.fold_rows; ++row) {
        copy(crop(source, {row * strip.width, 0, strip.width, strip.height}),
             crop(to, {0, row * strip.height, strip.width, strip.height}));
    }
}

ConstImageView Placer::turned(const ConstImageView& canvas) {
    const int degrees = placement_.rotation_degrees;
    const Size size = rotated(canvas.size, degrees);
    if (turned_.size() != size || turned_.format() != canvas.format) turned_ = Image(size, canvas.format);
    if (canvas.format.chroma == Chroma::k422 && size != canvas.size) {
        turn_by_scaler(canvas);
        return std::as_const(turned_).view();
    }
    for (int p = 0; p < canvas.format.planes(); ++p) {
        const auto i = static_cast<size_t>(p);
        rotate_plane(canvas.planes[i], plane_size(canvas.size, canvas.format, p), canvas.format.bytes_per_sample(),
                     degrees, turned_.view().planes[i]);
    }
    return std::as_const(turned_).view();
}

// A quarter turn leaves 4:2:2 subsampled the wrong way: its chroma must be resampled.
void Placer::turn_by_scaler(const ConstImageView& canvas) {
    if (!scaler_) {
        ScaleSpec spec;
        spec.source_size = canvas.size;
        spec.source_format = spec.target_format = canvas.format;
        spec.target_size = turned_.size();
        spec.rotation_degrees = placement_.rotation_degrees;
        scaler_ = std::make_unique<Scaler>(spec);
    }
    scaler_->scale(canvas, turned_.view());
}

}  // namespace gatecast
