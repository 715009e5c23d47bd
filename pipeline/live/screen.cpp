// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/screen.h"

#include <algorithm>
#include <array>

#include "pipeline/live/counter.h"
#include "pipeline/scene/places/arrangement.h"

namespace gatecast {

namespace {

Display live_display(const std::string& name, const PresetLibrary& library) {
    Display display = library.display(name);
    if (display.fields != FieldOrder::kProgressive)
        throw Error(message("{}: an interlaced display cannot be shown live. Choose a progressive one.", name));
    return display;
}

}  // namespace

Screen::Screen(const ScreenSettings& settings, const PresetLibrary& library)
    : scene_(live_display(settings.display, library), chroma()),
      canvas_(display().canvas, chroma()),
      placer_({display().canvas, display().rotation_degrees, display().fold_rows, display().frame,
               display().placement.x, display().placement.y}),
      counter_(settings.counter) {
    const Style style = library.style(display().subtitle_style);
    Programme programme = library.programme(settings.programme, display());
    for (Graphic& graphic : programme.graphics) static_cast<void>(fill_fields(graphic, settings.fields));
    for (const Graphic& graphic : arrange(display(), programme, style, {}, false).graphics)
        scene_.add(graphic, make_graphic({graphic, display(), style, chroma(), Time::max(), {}}));
}

Picture Screen::compose(int64_t n, WallTime wall, const ShownPicture* shown) {
    const Moment now{frame_time(n, display().rate), n, wall};
    const std::vector<const ShownPicture*>::size_type regions = display().pictures.size();
    const std::array<const ShownPicture*, 4> in_regions{shown, shown, shown, shown};
    scene_.layers_at(now, std::span(in_regions).first(std::min(regions, in_regions.size())), layers_);
    const Picture picture = placer_.place(dimmer_.dim(canvas_.compose(layers_), signal_share_at(display(), wall)));
    layers_.clear();
    return own(picture, shown, n);
}

/// A picture that went through untouched still lies in the ring, where its deck waits for the place.
Picture Screen::own(const Picture& picture, const ShownPicture* shown, int64_t n) {
    if (!counter_ && (shown == nullptr || picture.id != shown->picture.id)) return picture;
    const std::shared_ptr<Image> image = pool_.take(picture.view.size, picture.view.format);
    copy(picture.view, image->view());
    if (counter_) draw_counter(image->view(), n);
    return {std::as_const(*image).view(), picture.colour, picture.fields, new_picture_id(), image};
}

}  // namespace gatecast
