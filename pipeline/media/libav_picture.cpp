// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/libav_picture.h"

namespace gatecast::libav {

bool planar_as_is(const AVFrame& frame) {
    const PixelFormat format = nearest_planar(static_cast<AVPixelFormat>(frame.format));
    AVPixelFormat plain = static_cast<AVPixelFormat>(frame.format);
    if (plain == AV_PIX_FMT_YUVJ420P) plain = AV_PIX_FMT_YUV420P;
    if (plain == AV_PIX_FMT_YUVJ422P) plain = AV_PIX_FMT_YUV422P;
    if (plain == AV_PIX_FMT_YUVJ444P) plain = AV_PIX_FMT_YUV444P;
    return plain == to_av(format);
}

Picture picture_of(std::shared_ptr<AVFrame> frame, const ColourSpec& colour) {
    Picture picture;
    picture.view.format = nearest_planar(static_cast<AVPixelFormat>(frame->format));
    picture.view.size = {frame->width, frame->height};
    const bool rgb = picture.view.format.chroma == Chroma::kRgb;
    for (int plane = 0; plane < picture.view.format.planes(); ++plane) {
        const auto from = static_cast<size_t>(rgb ? (plane + 2) % 3 : plane);  // libav keeps them G, B, R
        picture.view.planes[static_cast<size_t>(plane)] = {frame->data[from], frame->linesize[from]};
    }
    picture.colour = colour;
    picture.owner = std::move(frame);
    return picture;
}

}  // namespace gatecast::libav
