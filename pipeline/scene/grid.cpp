// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/grid.h"

#include <algorithm>

namespace gatecast {

Grid::Grid(Scene& scene, std::vector<RegionSource> sources)
    : scene_(scene),
      sources_(std::move(sources)),
      canvas_(scene.display().canvas, scene.chroma()),
      second_field_(scene.display().canvas, scene.chroma()),
      placer_({scene.display().canvas, scene.display().rotation_degrees, scene.display().fold_rows,
               scene.display().frame, scene.display().placement.x, scene.display().placement.y}),
      shown_(sources_.size()),
      source_pictures_(sources_.size()) {}

Grid::Grid(Scene& scene, FrameSource& source, Time from)
    : Grid(scene, std::vector<RegionSource>(scene.display().pictures.size(), {&source, from})) {}

Grid::Frame Grid::frame(int64_t n) {
    Frame frame;
    const Moment now = scene_.moment(n * ticks_a_frame(scene_.display()));
    if (scene_.display().fields == FieldOrder::kProgressive) {
        ask_sources(now.t, FieldUse::kProgressive);
        keep_source_pictures();
        frame.picture = compose_at(now, canvas_);
    } else {
        frame.picture = compose_fields(now, scene_.moment(now.tick + 1));
    }
    frame.picture = placer_.place(dimmer_.dim(frame.picture, signal_share_at(scene_.display(), now.wall)));
    frame.source_pictures = source_pictures_;
    return frame;
}

/// A source that stands in several regions is asked once.
void Grid::ask_sources(Time t, FieldUse use) {
    for (size_t i = 0; i < sources_.size(); ++i) {
        const auto asked = std::find_if(sources_.begin(), sources_.begin() + static_cast<ptrdiff_t>(i),
                                        [&](const RegionSource& other) { return other.source == sources_[i].source; });
        const auto same = static_cast<size_t>(asked - sources_.begin());
        shown_[i] = same < i ? shown_[same] : sources_[i].source->at(sources_[i].from + t, use);
    }
}

void Grid::keep_source_pictures() {
    std::ranges::transform(shown_, source_pictures_.begin(),
                           [](const ShownPicture* shown) { return shown ? shown->picture : Picture{}; });
}

Picture Grid::compose_at(const Moment& now, Canvas& canvas) {
    scene_.layers_at(now, shown_, layers_);
    return canvas.compose(layers_);
}

/// An interlaced picture of the display's own size, order and colour goes through as it is.
bool Grid::passes_untouched() const {
    const Display& display = scene_.display();
    if (display.pictures.size() != 1 || !shown_.front()) return false;
    const Region& region = display.pictures.front();
    const ShownPicture& shown = *shown_.front();
    const Picture& picture = shown.picture;
    return picture.fields == display.fields && shown.rotation_degrees == 0 && shown.sample_aspect == Rational{1, 1} &&
           picture.view.format == PixelFormat{scene_.chroma(), 8} && picture.colour == kDisplayColour &&
           region.area.size() == picture.view.size && region.opacity >= 1;
}

/// Whether the pictures now in hand are those that were kept, and none is on its way to the next.
bool Grid::shows_what_was_kept() const {
    return std::ranges::equal(shown_, source_pictures_, [](const ShownPicture* shown, const Picture& kept) {
        return shown ? shown->picture.id == kept.id && shown->share_256 == 0 : kept.id == 0;
    });
}

Picture Grid::compose_fields(const Moment& first, const Moment& second) {
    if (sources_.size() == 1) {
        ask_sources(first.t, FieldUse::kAsCoded);
        if (passes_untouched()) {
            keep_source_pictures();
            const Picture whole = compose_at(first, canvas_);
            return scene_.changes_between(first, second) ? with_second_field(whole, second) : whole;
        }
    }
    ask_sources(first.t, FieldUse::kProgressive);
    keep_source_pictures();
    const Picture early = compose_at(first, canvas_);
    ask_sources(second.t, FieldUse::kProgressive);
    return shows_what_was_kept() && !scene_.changes_between(first, second) ? early : with_second_field(early, second);
}

/// The lines of the later field as they are at its own moment.
Picture Grid::with_second_field(const Picture& first, const Moment& later) {
    const Picture second = compose_at(later, second_field_);
    const auto woven = woven_.take(first.view.size, first.view.format);
    weave(first.view, second.view, scene_.display().fields == FieldOrder::kTopFirst, woven->view());
    return {woven->view(), kDisplayColour, scene_.display().fields, new_picture_id(), woven};
}

int64_t Grid::failed_layers() const {
    return canvas_.stats().failed_layers + second_field_.stats().failed_layers;
}

}  // namespace gatecast
