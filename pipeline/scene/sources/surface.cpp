// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/sources/surface.h"

namespace gatecast {

Picture picture_of(cairo_surface_t* surface) {
    cairo_surface_flush(surface);
    const Size size{cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface)};
    const uint8_t* bytes = cairo_image_surface_get_data(surface);
    const ptrdiff_t stride = cairo_image_surface_get_stride(surface);
    auto image = std::make_shared<Image>(size, PixelFormat{Chroma::kRgb, 8});
    const ImageView view = image->view();
    for (int y = 0; y < size.height; ++y) {
        const uint8_t* row = bytes + stride * y;  // B G R x
        for (int x = 0; x < size.width; ++x, row += 4) {
            view.planes[0].row(y)[x] = row[2];
            view.planes[1].row(y)[x] = row[1];
            view.planes[2].row(y)[x] = row[0];
        }
    }
    Picture picture;
    picture.view = view;
    // Drawn for a display: its curve, so that a colour comes out as the code values it was given.
    picture.colour = {Matrix::kRgb, Transfer::kBt709, Primaries::kBt709, Range::kFull, ChromaSite::kLeft};
    picture.id = new_picture_id();
    picture.owner = std::move(image);
    return picture;
}

}  // namespace gatecast
