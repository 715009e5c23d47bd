// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/still.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>

#include "pipeline/media/libav_picture.h"
#include "pipeline/media/probe_parts.h"
#include "presets/machine_error.h"

namespace gatecast {
namespace {

struct Decoded {
    std::shared_ptr<AVFrame> frame;
    ColourSpec colour;
};

Decoded decode(const std::filesystem::path& path, const ClipLimits& limits) {
    const probing::Magic magic = probing::sniff(path);
    if (!probing::still_demuxer(magic))
        throw Error(
            message("{} is no picture that can be read here. Use JPEG, PNG, WebP, TIFF or BMP.", path.string()));
    const auto file = probing::open_file(path, magic, limits);
    if (file->input->nb_streams == 0)
        throw Error(message("{} is damaged: the picture cannot be decoded.", path.string()));
    const AVStream& stream = *file->input->streams[0];
    const libav::Codec codec = probing::open_decoder(stream, limits);
    const libav::PacketRef packet = libav::make_packet();
    libav::Frame frame = libav::make_frame();
    const bool whole =
        codec && av_read_frame(file->input.get(), packet.get()) >= 0 &&
        avcodec_send_packet(codec.get(), packet.get()) >= 0 &&
        (avcodec_send_packet(codec.get(), nullptr), avcodec_receive_frame(codec.get(), frame.get()) >= 0);
    if (!whole) throw Error(message("{} is damaged: the picture cannot be decoded.", path.string()));
    return {std::shared_ptr<AVFrame>(frame.release(), libav::Free{}), probing::colour_of(stream, true)};
}

const AVPixFmtDescriptor& description(const AVFrame& frame) {
    const AVPixFmtDescriptor* found = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    if (!found) throw Error(message("A picture has a pixel format that is not known here. Save it again as PNG."));
    return *found;
}

/// Of a picture with a palette: 0 red, 1 green, 2 blue, 3 alpha. libav's own reader looks into the first entry alone
/// for all but one of them.
void read_palette_row(const AVFrame& frame, int y, int component, std::vector<uint16_t>& row) {
    constexpr int kShift[] = {16, 8, 0, 24};
    const uint8_t* numbers = frame.data[0] + ptrdiff_t{frame.linesize[0]} * y;
    const auto* colours = reinterpret_cast<const uint32_t*>(frame.data[1]);
    for (size_t x = 0; x < row.size(); ++x)
        row[x] = static_cast<uint16_t>(colours[numbers[x]] >> kShift[component] & 0xFFU);
}

/// One row of one component, at its own depth, whatever the packing.
void read_row(const AVFrame& frame, const AVPixFmtDescriptor& format, int y, int component,
              std::vector<uint16_t>& row) {
    row.resize(static_cast<size_t>(frame.width));
    if ((format.flags & AV_PIX_FMT_FLAG_PAL) != 0) return read_palette_row(frame, y, component, row);
    const bool chroma = component == 1 || component == 2;
    const bool rgb = (format.flags & AV_PIX_FMT_FLAG_RGB) != 0;
    const int width = chroma && !rgb ? AV_CEIL_RSHIFT(frame.width, format.log2_chroma_w) : frame.width;
    const uint8_t* data[4] = {frame.data[0], frame.data[1], frame.data[2], frame.data[3]};
    av_read_image_line2(row.data(), data, frame.linesize, &format, 0, y, component, width, 0, sizeof(uint16_t));
}

int black_of(const ColourSpec& colour, PixelFormat format, int plane) {
    if (format.chroma == Chroma::kRgb) return 0;
    if (plane > 0) return 1 << (format.depth - 1);
    return colour.range == Range::kFull ? 0 : 16 << (format.depth - 8);
}

void store(const ImageView& image, int plane, int y, const std::vector<uint16_t>& row) {
    const int width = image.size.width;
    uint8_t* out = image.planes[static_cast<size_t>(plane)].row(y);
    for (int x = 0; x < width; ++x) {
        if (image.format.depth > 8)
            reinterpret_cast<uint16_t*>(out)[x] = row[static_cast<size_t>(x)];
        else
            out[x] = static_cast<uint8_t>(row[static_cast<size_t>(x)]);
    }
}

/// Packed, palette and odd subsampling: every component at full size; alpha over black.
Picture unpacked(const AVFrame& frame, const ColourSpec& colour) {
    const AVPixFmtDescriptor& from = description(frame);
    const PixelFormat nearest = libav::nearest_planar(static_cast<AVPixelFormat>(frame.format));
    const bool rgb = nearest.chroma == Chroma::kRgb;
    const bool palette = (from.flags & AV_PIX_FMT_FLAG_PAL) != 0;
    const Chroma chroma = rgb || nearest.chroma == Chroma::kGrey ? nearest.chroma : Chroma::k444;
    const PixelFormat format{chroma, nearest.depth};
    auto image = std::make_shared<Image>(Size{frame.width, frame.height}, format);
    const bool alpha = (from.flags & AV_PIX_FMT_FLAG_ALPHA) != 0 || palette;
    const int alpha_component = palette ? 3 : from.nb_components - 1;
    const int most = (1 << format.depth) - 1;
    std::vector<uint16_t> row;
    std::vector<uint16_t> opaque;
    for (int y = 0; y < frame.height; ++y) {
        if (alpha) read_row(frame, from, y, alpha_component, opaque);
        for (int plane = 0; plane < format.planes(); ++plane) {
            const bool subsampled = plane > 0 && !rgb;
            read_row(frame, from, subsampled ? y >> from.log2_chroma_h : y, plane, row);
            for (int x = frame.width - 1; subsampled && x > 0; --x)
                row[static_cast<size_t>(x)] = row[static_cast<size_t>(x >> from.log2_chroma_w)];
            const int black = black_of(colour, format, plane);
            for (size_t x = 0; alpha && x < row.size(); ++x)
                row[x] = static_cast<uint16_t>(black + (row[x] - black) * opaque[x] / most);
            store(image->view(), plane, y, row);
        }
    }
    Picture picture;
    picture.view = std::as_const(*image).view();
    picture.colour = colour;
    picture.owner = image;
    return picture;
}

uint8_t to_byte(double share) {
    return static_cast<uint8_t>(std::lround(std::clamp(share, 0.0, 1.0) * 255));
}

void write_with_libav(const std::filesystem::path& path, AVFrame& frame) {
    const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_PNG);
    if (!encoder)
        throw Error(message("This machine's libavcodec has no {} encoder. Install the package libavcodec59.", "PNG"));
    const libav::Codec codec = libav::make_codec(encoder);
    codec->width = frame.width;
    codec->height = frame.height;
    codec->pix_fmt = static_cast<AVPixelFormat>(frame.format);
    codec->time_base = {1, 25};
    codec->thread_count = 1;
    codec->flags |= AV_CODEC_FLAG_BITEXACT;
    const libav::PacketRef packet = libav::make_packet();
    int code = avcodec_open2(codec.get(), encoder, nullptr);
    if (code >= 0) code = avcodec_send_frame(codec.get(), &frame);
    if (code >= 0) code = avcodec_send_frame(codec.get(), nullptr);
    if (code >= 0) code = avcodec_receive_packet(codec.get(), packet.get());
    if (code < 0) throw Error(message("{} could not be made ({}).", path.string(), libav::reason(code)));
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(packet->data), packet->size);
    file.close();
    if (!file)
        throw MachineError(
            message("{} cannot be written. Check the folder, its rights and the free space.", path.string()));
}

libav::Frame packed_frame(Size size, AVPixelFormat format) {
    libav::Frame frame = libav::make_frame();
    frame->format = format;
    frame->width = size.width;
    frame->height = size.height;
    if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::bad_alloc();
    return frame;
}

}  // namespace

Picture read_still(const std::filesystem::path& path, const ClipLimits& limits) {
    const Decoded decoded = decode(path, limits);
    return libav::planar_as_is(*decoded.frame) ? libav::picture_of(decoded.frame, decoded.colour)
                                               : unpacked(*decoded.frame, decoded.colour);
}

BgraImage read_bgra(const std::filesystem::path& path, const ClipLimits& limits) {
    const Decoded decoded = decode(path, limits);
    const AVFrame& frame = *decoded.frame;
    const AVPixFmtDescriptor& from = description(frame);
    const bool palette = (from.flags & AV_PIX_FMT_FLAG_PAL) != 0;
    const bool rgb = (from.flags & AV_PIX_FMT_FLAG_RGB) != 0 || palette;
    const bool grey = !rgb && from.nb_components <= 2;
    const bool alpha = (from.flags & AV_PIX_FMT_FLAG_ALPHA) != 0 || palette;
    const double most = (1 << from.comp[0].depth) - 1;
    BgraImage image;
    image.size = {frame.width, frame.height};
    image.pixels.resize(size_t{4} * static_cast<size_t>(frame.width) * static_cast<size_t>(frame.height));
    std::vector<uint16_t> rows[4];
    uint8_t* out = image.pixels.data();
    for (int y = 0; y < frame.height; ++y) {
        for (int component = 0; component < (grey ? 1 : 3); ++component)
            read_row(frame, from, component > 0 && !rgb ? y >> from.log2_chroma_h : y, component, rows[component]);
        if (alpha) read_row(frame, from, y, palette ? 3 : from.nb_components - 1, rows[3]);
        for (int x = 0; x < frame.width; ++x, out += 4) {
            const auto at = static_cast<size_t>(x);
            const size_t chroma_at = rgb ? at : at >> from.log2_chroma_w;
            Rgb colour{rows[0][at] / most, 0, 0};
            if (grey)
                colour.g = colour.b = colour.r;
            else if (rgb)
                colour = {rows[0][at] / most, rows[1][at] / most, rows[2][at] / most};
            else
                colour =
                    to_rgb({rows[0][at] * 255 / most, rows[1][chroma_at] * 255 / most, rows[2][chroma_at] * 255 / most},
                           decoded.colour);
            out[0] = to_byte(colour.b);
            out[1] = to_byte(colour.g);
            out[2] = to_byte(colour.r);
            out[3] = alpha ? to_byte(rows[3][at] / most) : 255;
        }
    }
    return image;
}

void write_png(const std::filesystem::path& path, const ConstImageView& picture) {
    const bool grey = picture.format.chroma == Chroma::kGrey;
    if (picture.format.depth != 8 || (!grey && picture.format.chroma != Chroma::kRgb))
        throw std::invalid_argument("write_png: 8 bit kRgb or kGrey only");
    const libav::Frame frame = packed_frame(picture.size, AV_PIX_FMT_RGB24);
    for (int y = 0; y < picture.size.height; ++y) {
        uint8_t* out = frame->data[0] + ptrdiff_t{frame->linesize[0]} * y;
        for (int x = 0; x < picture.size.width; ++x)
            for (size_t c = 0; c < 3; ++c) *out++ = picture.planes[grey ? 0 : c].row(y)[x];
    }
    write_with_libav(path, *frame);
}

void write_png(const std::filesystem::path& path, const BgraImage& image) {
    const libav::Frame frame = packed_frame(image.size, AV_PIX_FMT_RGBA);
    const uint8_t* in = image.pixels.data();
    for (int y = 0; y < image.size.height; ++y) {
        uint8_t* out = frame->data[0] + ptrdiff_t{frame->linesize[0]} * y;
        for (int x = 0; x < image.size.width; ++x, in += 4, out += 4) {
            out[0] = in[2];
            out[1] = in[1];
            out[2] = in[0];
            out[3] = in[3];
        }
    }
    write_with_libav(path, *frame);
}

}  // namespace gatecast
