// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/picture_conform.h"

#include <algorithm>

#include "presets/message.h"

namespace gatecast {

namespace {

constexpr PixelFormat kForm{Chroma::k420, 8};

bool has_form(const Picture& picture) {
    const PixelFormat& format = picture.view.format;
    return format.depth == 8 && (format.chroma == Chroma::k420 || format.chroma == Chroma::k422) &&
           picture.colour == kDisplayColour;
}

}  // namespace

/// Halved and halved again by small steps, in proportion, until it fits.
Size PictureConform::size_for(Size size) const {
    Size fitting = size;
    for (int sixteenths = 16; sixteenths > 1 && !ring_.fits(fitting, kForm); --sixteenths)
        fitting = {std::max(2, size.width * (sixteenths - 1) / 16 & ~1),
                   std::max(2, size.height * (sixteenths - 1) / 16 & ~1)};
    return fitting;
}

Picture PictureConform::conform(const Picture& picture) {
    const ConstImageView& view = picture.view;
    if (has_form(picture) && ring_.fits(view.size, view.format)) return picture;
    ScaleSpec spec;
    spec.source_size = view.size;
    spec.source_format = view.format;
    spec.source_colour = picture.colour;
    spec.target_size = size_for(view.size);
    spec.target_format = kForm;
    try {
        if (!scaler_ || !(scaler_->spec() == spec)) scaler_ = std::make_unique<Scaler>(spec);
    } catch (const ScaleError& error) {
        throw Error(message("Its pictures are in a form that cannot be shown ({}).", error.what()));
    }
    const std::shared_ptr<Image> image = pool_.take(spec.target_size, kForm);
    scaler_->scale(view, image->view());
    return {std::as_const(*image).view(), kDisplayColour, FieldOrder::kProgressive, picture.id, image};
}

}  // namespace gatecast
