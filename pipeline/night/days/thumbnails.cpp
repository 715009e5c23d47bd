// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fstream>

#include "filters/scale.h"
#include "pipeline/media/small_png.h"
#include "pipeline/night/items/item_work.h"
#include "pipeline/render/preview.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr Size kWithin{176, 120};

Size fitted(Size size) {
    const double scale = std::min(
        {1.0, static_cast<double>(kWithin.width) / size.width, static_cast<double>(kWithin.height) / size.height});
    return {std::max(1, static_cast<int>(size.width * scale)), std::max(1, static_cast<int>(size.height * scale))};
}

Image small_rgb(const Picture& picture) {
    ScaleSpec spec;
    spec.source_size = picture.view.size;
    spec.source_format = picture.view.format;
    spec.source_colour = picture.colour;
    spec.target_size = fitted(picture.view.size);
    spec.target_format = {Chroma::kRgb, 8};
    spec.target_colour = {Matrix::kRgb, Transfer::kBt709, Primaries::kBt709, Range::kFull, ChromaSite::kLeft};
    spec.kernel = Kernel::kLanczos;
    Image rgb(spec.target_size, spec.target_format);
    Scaler(spec).scale(picture.view, rgb.view());
    return rgb;
}

}  // namespace

fs::path thumbnail_of(const fs::path& folder, const FileReport& file) {
    return folder / (file.display + "." + file.encode + ".png");
}

void draw_thumbnails(const RenderPlan& plan) {
    for (size_t i = 0; i < plan.outputs.size(); ++i) {
        if (plan.outputs[i].composition < 0) continue;
        const Image picture = small_rgb(preview_frame(plan, i, plan.length / 3).picture);
        FileReport file;
        file.display = plan.outputs[i].display_name;
        file.encode = plan.outputs[i].encode.name;
        std::ofstream(thumbnail_of(plan.request.directory, file), std::ios::binary) << small_png(picture.view());
    }
}

}  // namespace gatecast
