// SPDX-License-Identifier: GPL-3.0-or-later
// Photos are brought to the size they are shown in once, not every frame: a camera's are ten times as large.
#include <algorithm>
#include <cmath>
#include <utility>

#include "filters/scale.h"
#include "pipeline/media/still.h"
#include "pipeline/scene/sources/still_source.h"

namespace gatecast {
namespace {

int even(double px) {
    return std::max(2, 2 * static_cast<int>(std::lround(px / 2)));
}

/// Upright, and just large enough to cover `region`; a smaller photo keeps its size.
Picture made_ready(const Picture& photo, int rotation_degrees, Size region) {
    const bool sideways = rotation_degrees % 180 != 0;
    const Size size = photo.view.size;
    const Size upright = sideways ? Size{size.height, size.width} : size;
    const double cover = std::max(static_cast<double>(region.width) / upright.width,
                                  static_cast<double>(region.height) / upright.height);
    const double scale = std::min(1.0, cover);

    ScaleSpec spec;
    spec.source_size = size;
    spec.source_format = photo.view.format;
    spec.source_colour = photo.colour;
    spec.target_size = {even(upright.width * scale), even(upright.height * scale)};
    spec.target_format = {Chroma::k444, 8};  // the chroma is thrown away once, at the display
    spec.kernel = Kernel::kLanczos;
    spec.rotation_degrees = rotation_degrees;
    auto image = std::make_shared<Image>(spec.target_size, spec.target_format);
    Scaler(spec).scale(photo.view, image->view());

    Picture ready;
    ready.view = std::as_const(*image).view();
    ready.colour = spec.target_colour;
    ready.owner = std::move(image);
    return ready;
}

Picture load_photo(const std::filesystem::path& file, const SourceOptions& options) {
    try {
        const Clip photo = probe_clip(file, options.limits);
        const int rotation = photo.video ? photo.video->rotation_degrees : 0;
        return made_ready(read_still(file, options.limits), rotation, options.region);
    } catch (const ScaleError&) {
        throw Error(message("{}: its pixel format cannot be shown. Save it as JPEG or PNG.", file.filename().string()));
    }
}

}  // namespace

std::unique_ptr<FrameSource> open_slideshow(const Clip& clip, const SourceOptions& options) {
    auto load = [photos = clip.pictures, options](int i) {
        return load_photo(photos[static_cast<size_t>(i)], options);
    };
    return std::make_unique<SlideSource>(static_cast<int>(clip.pictures.size()), options.each, options.fade, load);
}

}  // namespace gatecast
