// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/small_jpeg.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

#include "pipeline/media/libav.h"
#include "presets/message.h"

namespace gatecast {
namespace {

constexpr int kQuality = 5;  // of 2 (best) to 31

/// Each sample the mean of factor × factor.
void shrink(const ConstPlane& from, int factor, AVFrame& frame, int plane) {
    const int width = plane == 0 ? frame.width : frame.width / 2;
    const int height = plane == 0 ? frame.height : frame.height / 2;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            int sum = factor * factor / 2;
            for (int row = 0; row < factor; ++row) {
                const uint8_t* samples = from.row(y * factor + row) + x * factor;
                for (int column = 0; column < factor; ++column) sum += samples[column];
            }
            frame.data[plane][frame.linesize[plane] * y + x] = static_cast<uint8_t>(sum / (factor * factor));
        }
}

uint8_t level(double value) {
    return static_cast<uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

/// What a JPEG's numbers mean: BT.601, full range.
void convert(AVFrame& frame, bool is_709) {
    for (int y = 0; y < frame.height; ++y)
        for (int x = 0; x < frame.width; ++x) {
            uint8_t& luma = frame.data[0][frame.linesize[0] * y + x];
            const double cb = frame.data[1][frame.linesize[1] * (y / 2) + x / 2] - 128;
            const double cr = frame.data[2][frame.linesize[2] * (y / 2) + x / 2] - 128;
            const double more = is_709 ? (0.101579 * cb + 0.196076 * cr) * 255 / 224 : 0;
            luma = level((luma - 16) * 255.0 / 219 + more);
        }
    for (int y = 0; y < frame.height / 2; ++y)
        for (int x = 0; x < frame.width / 2; ++x) {
            uint8_t& blue = frame.data[1][frame.linesize[1] * y + x];
            uint8_t& red = frame.data[2][frame.linesize[2] * y + x];
            const double cb = (blue - 128) * 255.0 / 224, cr = (red - 128) * 255.0 / 224;
            blue = level(128 + (is_709 ? 0.989854 * cb - 0.110653 * cr : cb));
            red = level(128 + (is_709 ? -0.072453 * cb + 0.983398 * cr : cr));
        }
}

}  // namespace

std::string small_jpeg(const Picture& picture, int most_px) {
    if (picture.view.format != PixelFormat{Chroma::k420, 8})
        throw std::invalid_argument("small_jpeg: 8 bit 4:2:0 only");
    const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    if (!encoder)
        throw Error(message("This machine's libavcodec has no {} encoder. Install the package libavcodec59.", "JPEG"));
    const Size size = picture.view.size;
    const int factor = std::max(1, (size.width + most_px - 1) / most_px);
    libav::Frame frame = libav::make_frame();
    frame->format = AV_PIX_FMT_YUVJ420P;
    frame->width = std::max(2, size.width / factor & ~1);
    frame->height = std::max(2, size.height / factor & ~1);
    if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::bad_alloc();
    for (int plane = 0; plane < 3; ++plane)
        shrink(picture.view.planes[static_cast<size_t>(plane)], factor, *frame, plane);
    convert(*frame, picture.colour.matrix == Matrix::kBt709);
    const libav::Codec codec = libav::make_codec(encoder);
    codec->width = frame->width;
    codec->height = frame->height;
    codec->pix_fmt = AV_PIX_FMT_YUVJ420P;
    codec->color_range = AVCOL_RANGE_JPEG;
    codec->time_base = {1, 25};
    codec->thread_count = 1;
    codec->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_QSCALE;
    codec->global_quality = kQuality * FF_QP2LAMBDA;
    frame->quality = codec->global_quality;
    const libav::PacketRef packet = libav::make_packet();
    int code = avcodec_open2(codec.get(), encoder, nullptr);
    if (code >= 0) code = avcodec_send_frame(codec.get(), frame.get());
    if (code >= 0) code = avcodec_send_frame(codec.get(), nullptr);
    if (code >= 0) code = avcodec_receive_packet(codec.get(), packet.get());
    if (code < 0) throw Error(message("{} could not be made ({}).", "JPEG", libav::reason(code)));
    return {reinterpret_cast<const char*>(packet->data), static_cast<size_t>(packet->size)};
}

}  // namespace gatecast
