// SPDX-License-Identifier: GPL-3.0-or-later
extern "C" {
#include <libavutil/display.h>
#include <libavutil/mastering_display_metadata.h>
#include <libavutil/pixdesc.h>
}

#include <cmath>
#include <cstdlib>

#include "pipeline/media/probe_parts.h"

namespace gatecast::probing {
namespace {

/// Where a file says nothing: by what pictures of that size are.
struct Unsaid {
    Matrix matrix;
    Primaries primaries;
};

Unsaid unsaid_colour(int width, int height) {
    if (width >= 1280 || height > 576) return {Matrix::kBt709, Primaries::kBt709};
    if (height == 576 || height == 288 || height == 608) return {Matrix::kBt601, Primaries::kBt601_625};
    if (height == 480 || height == 486 || height == 512 || height == 240)
        return {Matrix::kBt601, Primaries::kBt601_525};
    return {Matrix::kBt601, Primaries::kBt709};
}

Matrix matrix_of(AVColorSpace said, Matrix otherwise) {
    switch (said) {
        case AVCOL_SPC_RGB:
            return Matrix::kRgb;
        case AVCOL_SPC_BT709:
            return Matrix::kBt709;
        case AVCOL_SPC_FCC:
        case AVCOL_SPC_BT470BG:
        case AVCOL_SPC_SMPTE170M:
        case AVCOL_SPC_SMPTE240M:
            return Matrix::kBt601;
        case AVCOL_SPC_BT2020_NCL:
        case AVCOL_SPC_BT2020_CL:
            return Matrix::kBt2020;
        default:
            return otherwise;
    }
}

Primaries primaries_of(AVColorPrimaries said, Primaries otherwise) {
    switch (said) {
        case AVCOL_PRI_BT709:
            return Primaries::kBt709;
        case AVCOL_PRI_BT470BG:
            return Primaries::kBt601_625;
        case AVCOL_PRI_SMPTE170M:
        case AVCOL_PRI_SMPTE240M:
            return Primaries::kBt601_525;
        case AVCOL_PRI_BT2020:
            return Primaries::kBt2020;
        case AVCOL_PRI_SMPTE431:
        case AVCOL_PRI_SMPTE432:
            return Primaries::kP3;
        default:
            return otherwise;
    }
}

Transfer transfer_of(AVColorTransferCharacteristic said, Transfer otherwise) {
    switch (said) {
        case AVCOL_TRC_SMPTE2084:
            return Transfer::kPq;
        case AVCOL_TRC_ARIB_STD_B67:
            return Transfer::kHlg;
        case AVCOL_TRC_LINEAR:
            return Transfer::kLinear;
        case AVCOL_TRC_IEC61966_2_1:
            return Transfer::kSrgb;
        case AVCOL_TRC_UNSPECIFIED:
        case AVCOL_TRC_RESERVED0:
            return otherwise;
        default:
            return Transfer::kBt709;
    }
}

bool full_range(const AVCodecParameters& coded, bool rgb) {
    if (coded.color_range != AVCOL_RANGE_UNSPECIFIED) return coded.color_range == AVCOL_RANGE_JPEG;
    const char* name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(coded.format));
    return rgb || (name && std::string_view(name).substr(0, 4) == "yuvj");
}

/// Where chroma has all the lines, top left is left: MPEG-2 of 4:2:2 says the one, its receivers the other.
ChromaSite site_of(AVChromaLocation said, const AVPixFmtDescriptor* format) {
    if (said == AVCHROMA_LOC_CENTER) return ChromaSite::kCentre;
    const bool every_line = format && format->log2_chroma_h == 0;
    return said == AVCHROMA_LOC_TOPLEFT && !every_line ? ChromaSite::kTopLeft : ChromaSite::kLeft;
}

std::optional<double> peak_of(const AVContentLightMetadata* light, const AVMasteringDisplayMetadata* mastering) {
    if (light && light->MaxCLL > 0) return light->MaxCLL;
    if (mastering && mastering->has_luminance && mastering->max_luminance.num > 0)
        return av_q2d(mastering->max_luminance);
    return {};
}

template <typename T>
const T* frame_data(const AVFrame& frame, AVFrameSideDataType type) {
    const AVFrameSideData* data = av_frame_get_side_data(&frame, type);
    return data && data->size >= sizeof(T) ? reinterpret_cast<const T*>(data->data) : nullptr;
}

template <typename T>
const T* stream_data(const AVStream& stream, AVPacketSideDataType type) {
    size_t size = 0;
    const uint8_t* data = av_stream_get_side_data(&stream, type, &size);
    return data && size >= sizeof(T) ? reinterpret_cast<const T*>(data) : nullptr;
}

/// Reads facts off one decoded picture after the other.
void note(FirstPictures& facts, const AVFrame& frame, int& interlaced, int& top_first) {
    ++facts.decoded;
    facts.corrupt |= (frame.flags & AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags != 0;
    interlaced += frame.interlaced_frame ? 1 : 0;
    top_first += frame.interlaced_frame && frame.top_field_first ? 1 : 0;
    if (facts.decoded > 1) return;
    facts.format = static_cast<AVPixelFormat>(frame.format);
    facts.size = {frame.width, frame.height};
    facts.peak_nits = peak_of(frame_data<AVContentLightMetadata>(frame, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL),
                              frame_data<AVMasteringDisplayMetadata>(frame, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA));
    if (const AVFrameSideData* matrix = av_frame_get_side_data(&frame, AV_FRAME_DATA_DISPLAYMATRIX);
        matrix && matrix->size >= 36)
        facts.rotation_degrees = clockwise_degrees(reinterpret_cast<const int32_t*>(matrix->data));
}

}  // namespace

int clockwise_degrees(const int32_t* display_matrix) {
    const double counter_clockwise = av_display_rotation_get(display_matrix);
    if (std::isnan(counter_clockwise)) return 0;
    const int quarters = static_cast<int>(std::lround(-counter_clockwise / 90));
    return (quarters % 4 + 4) % 4 * 90;
}

ColourSpec colour_of(const AVStream& stream, bool still) {
    const AVCodecParameters& coded = *stream.codecpar;
    const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(coded.format));
    const bool rgb = format && (format->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0;
    const Unsaid unsaid = still ? Unsaid{Matrix::kBt601, Primaries::kBt709} : unsaid_colour(coded.width, coded.height);
    ColourSpec colour;
    colour.matrix = rgb ? Matrix::kRgb : matrix_of(coded.color_space, unsaid.matrix);
    if (!rgb && colour.matrix == Matrix::kRgb) colour.matrix = unsaid.matrix;
    colour.primaries = primaries_of(coded.color_primaries, colour.matrix == Matrix::kBt2020         ? Primaries::kBt2020
                                                           : rgb || colour.matrix == Matrix::kBt709 ? Primaries::kBt709
                                                                                                    : unsaid.primaries);
    colour.transfer = transfer_of(coded.color_trc, still ? Transfer::kSrgb : Transfer::kBt709);
    colour.range = full_range(coded, rgb) ? Range::kFull : Range::kLimited;
    colour.site = still ? ChromaSite::kCentre : site_of(coded.chroma_location, format);
    const auto peak = peak_of(stream_data<AVContentLightMetadata>(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL),
                              stream_data<AVMasteringDisplayMetadata>(stream, AV_PKT_DATA_MASTERING_DISPLAY_METADATA));
    if (peak) colour.peak_nits = *peak;
    return colour;
}

libav::Codec open_decoder(const AVStream& stream, const ClipLimits& limits) {
    const AVCodec* decoder = avcodec_find_decoder(stream.codecpar->codec_id);
    if (!decoder) return nullptr;
    libav::Codec codec = libav::make_codec(decoder);
    if (avcodec_parameters_to_context(codec.get(), stream.codecpar) < 0) return nullptr;
    codec->thread_count = 1;
    codec->max_pixels = limits.pixels;
    codec->pkt_timebase = stream.time_base;
    if (avcodec_open2(codec.get(), decoder, nullptr) < 0) return nullptr;
    return codec;
}

FirstPictures decode_first_pictures(AVFormatContext& input, int stream, const ClipLimits& limits, int wanted) {
    FirstPictures facts;
    const libav::Codec codec = open_decoder(*input.streams[stream], limits);
    if (!codec) return facts;
    const libav::PacketRef packet = libav::make_packet();
    const libav::Frame frame = libav::make_frame();
    int interlaced = 0;
    int top_first = 0;
    const int most_packets = wanted * 50;  // other tracks' and broken ones between
    for (int count = 0; count < most_packets && facts.decoded < wanted; ++count) {
        const bool ended = av_read_frame(&input, packet.get()) < 0;
        if (!ended && packet->stream_index == stream) {
            if (avcodec_send_packet(codec.get(), packet.get()) < 0) facts.corrupt = true;
        } else if (ended) {
            avcodec_send_packet(codec.get(), nullptr);
        }
        av_packet_unref(packet.get());
        while (facts.decoded < wanted && avcodec_receive_frame(codec.get(), frame.get()) >= 0)
            note(facts, *frame, interlaced, top_first);
        if (ended) break;
    }
    if (interlaced * 2 > facts.decoded)
        facts.fields = top_first * 2 >= interlaced ? FieldOrder::kTopFirst : FieldOrder::kBottomFirst;
    return facts;
}

}  // namespace gatecast::probing
