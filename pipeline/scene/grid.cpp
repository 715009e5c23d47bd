// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/grid.h"

namespace gatecast {

Grid::Grid(const Scene& scene, FrameSource& source, Time from)
    : scene_(scene),
      source_(source),
      from_(from),
      canvas_(scene.display().canvas, scene.chroma()),
      second_field_(scene.display().canvas, scene.chroma()),
      placer_({scene.display().canvas, scene.display().rotation_degrees, scene.display().fold_rows,
               scene.display().frame, scene.display().placement.x, scene.display().placement.y}) {}

Grid::Frame Grid::frame(int64_t n) {
    const Display& display = scene_.display();
    const Time t = frame_time(n, display.rate);
    Frame frame;
    if (display.fields == FieldOrder::kProgressive) {
        const ShownPicture* shown = source_.at(from_ + t, FieldUse::kProgressive);
        if (shown) frame.source_picture = shown->picture;
        frame.picture = compose_progressive(t, shown);
    } else {
        frame.picture = compose_fields(t, frame);
    }
    frame.picture = placer_.place(frame.picture);
    return frame;
}

Picture Grid::compose_progressive(Time t, const ShownPicture* shown) {
    scene_.layers_at(t, shown, layers_);
    return canvas_.compose(layers_);
}

/// An interlaced picture of the display's own size, order and colour goes through as it is.
bool Grid::passes_untouched(const ShownPicture& shown) const {
    const Display& display = scene_.display();
    const Picture& picture = shown.picture;
    return picture.fields == display.fields && shown.rotation_degrees == 0 && shown.sample_aspect == Rational{1, 1} &&
           picture.view.format == PixelFormat{scene_.chroma(), 8} && picture.colour == kDisplayColour &&
           display.pictures.size() == 1 && display.pictures.front().area.size() == picture.view.size;
}

Picture Grid::compose_fields(Time t, Frame& frame) {
    const Display& display = scene_.display();
    const Time half = frame_time(1, display.rate) / 2;
    const ShownPicture* coded = source_.at(from_ + t, FieldUse::kAsCoded);
    if (coded && passes_untouched(*coded)) {
        frame.source_picture = coded->picture;
        Picture whole = compose_progressive(t, coded);
        return scene_.changes_between(t, t + half) ? with_second_field(std::move(whole), t + half, coded) : whole;
    }
    const ShownPicture* shown = source_.at(from_ + t, FieldUse::kProgressive);
    const uint64_t first_id = shown ? shown->picture.id : 0;
    if (shown) frame.source_picture = shown->picture;
    Picture first = compose_progressive(t, shown);
    const ShownPicture* later = source_.at(from_ + t + half, FieldUse::kProgressive);
    const bool same_moment = (later ? later->picture.id : 0) == first_id && (!later || later->share_256 == 0);
    if (same_moment && !scene_.changes_between(t, t + half)) return first;
    return with_second_field(std::move(first), t + half, later);
}

/// The lines of the later field as they are at `t`.
Picture Grid::with_second_field(Picture first, Time t, const ShownPicture* shown) {
    const FieldOrder fields = scene_.display().fields;
    scene_.layers_at(t, shown, layers_);
    const Picture second = second_field_.compose(layers_);
    const auto woven = woven_.take(first.view.size, first.view.format);
    weave(first.view, second.view, fields == FieldOrder::kTopFirst, woven->view());
    return {woven->view(), kDisplayColour, fields, new_picture_id(), woven};
}

int64_t Grid::failed_layers() const {
    return canvas_.stats().failed_layers + second_field_.stats().failed_layers;
}

}  // namespace gatecast
