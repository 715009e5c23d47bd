// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/video_codecs.h"

#include <string>

#include "pipeline/media/constant_rate.h"
#include "pipeline/media/timecode.h"
#include "presets/message.h"

namespace gatecast {
namespace {

/// A constant-rate H.264 segment aims this high and is held down by its buffer alone: an average rate would make a
/// segment's bytes depend on how long it is.
constexpr double kConstantRateCrf = 12;

/// What the sequence header can say without its extension.
constexpr int64_t kMpeg2MaxRate = 104'000'000;

bool interlaced(const VideoShape& shape) {
    return shape.fields != FieldOrder::kProgressive;
}

double quality(const VideoEncode& settings) {
    return settings.control == RateControl::kCbr ? std::min(settings.crf, kConstantRateCrf) : settings.crf;
}

void set_buffer(AVCodecContext& context, const VideoRequest& request) {
    const bool limited = request.settings.control == RateControl::kVbr || request.settings.control == RateControl::kCbr;
    if (!limited) return;
    const SegmentBuffer buffer = segment_buffer(request.settings, request.rate_scale);
    context.rc_max_rate = buffer.max_rate;
    context.rc_buffer_size = static_cast<int>(buffer.buffer_bits);
}

void configure_h264(AVCodecContext& context, libav::Options& options, const VideoRequest& request) {
    const VideoEncode& settings = request.settings;
    options.set("preset", settings.preset);
    if (!settings.profile.empty()) options.set("profile", settings.profile == "422" ? "high422" : settings.profile);
    if (!settings.level.empty()) options.set("level", settings.level);
    std::string parameters = "threads=1:lookahead-threads=1:cpu-independent=1:open-gop=0:aud=0";
    if (settings.control == RateControl::kLossless) {
        options.set("qp", int64_t{0});
    } else {
        options.set("crf", fmt::format("{}", quality(settings)));
        set_buffer(context, request);
    }
    if (interlaced(request.shape)) parameters += request.shape.fields == FieldOrder::kTopFirst ? ":tff=1" : ":bff=1";
    options.set("x264-params", parameters);
}

void configure_h265(AVCodecContext& context, libav::Options& options, const VideoRequest& request) {
    const VideoEncode& settings = request.settings;
    options.set("preset", settings.preset);
    if (!settings.profile.empty()) options.set("profile", settings.profile == "422" ? "main422-10" : settings.profile);
    std::string parameters =
        "frame-threads=1:pools=1:no-wpp=1:no-pmode=1:no-pme=1:info=0:open-gop=0:repeat-headers=0:log-level=none";
    if (settings.control == RateControl::kLossless) {
        parameters += ":lossless=1";
    } else {
        options.set("crf", fmt::format("{}", quality(settings)));
        set_buffer(context, request);
    }
    if (!settings.level.empty()) parameters += ":level-idc=" + settings.level;
    options.set("x265-params", parameters);
}

void configure_mpeg2(AVCodecContext& context, libav::Options& options, const VideoRequest& request) {
    const VideoEncode& settings = request.settings;
    if (settings.bitrate <= 0 || settings.control == RateControl::kCrf || settings.control == RateControl::kLossless)
        throw Error(message("MPEG-2 needs a bitrate. Set video.control to cbr or vbr and video.bitrate."));
    if (settings.bitrate > kMpeg2MaxRate)
        throw Error(
            message("MPEG-2 at {} bit/s is more than a television master carries. Set video.bitrate to 100M or less.",
                    settings.bitrate));
    if (settings.control == RateControl::kCbr) {
        const double share = ConstantRate::kEncoderShare * request.rate_scale;
        context.bit_rate = static_cast<int64_t>(static_cast<double>(settings.bitrate) * share);
        context.rc_min_rate = context.rc_max_rate = context.bit_rate;
        context.rc_buffer_size = static_cast<int>(declared_buffer_bits(settings));
    } else {
        set_buffer(context, request);
        context.bit_rate = context.rc_max_rate;
    }
    context.rc_initial_buffer_occupancy =
        static_cast<int>(static_cast<double>(context.rc_buffer_size) * ConstantRate::kStartFill);
    context.rc_max_available_vbv_use = 1;
    context.rc_min_vbv_overflow_use = 1;
    context.qmin = 1;
    context.qmax = 28;
    context.intra_dc_precision = 2;  // 10 bits
    options.set("lmin", int64_t{FF_QP2LAMBDA});
    options.set("sc_threshold", int64_t{1'000'000'000});  // GOPs keep their length
    options.set("intra_vlc", int64_t{1});
    options.set("non_linear_quant", int64_t{1});
    if (interlaced(request.shape)) options.set("alternate_scan", int64_t{1});
    options.set("gop_timecode",
                timecode_at(request.shape.start_timecode, request.first_frame, request.shape.rate.reduced()));
}

void configure_ffv1(AVCodecContext& context, libav::Options& options, const VideoRequest&) {
    context.level = 3;
    context.slices = 4;
    context.gop_size = 1;
    context.max_b_frames = 0;
    options.set("slicecrc", int64_t{1});
    options.set("coder", "range_def");
    options.set("context", int64_t{1});
}

constexpr VideoCodecRow kVideoCodecs[] = {
    {VideoCodec::kH264, "libx264", "H.264", false, true, configure_h264},
    {VideoCodec::kH265, "libx265", "H.265", false, false, configure_h265},
    {VideoCodec::kMpeg2, "mpeg2video", "MPEG-2", true, true, configure_mpeg2},
    {VideoCodec::kFfv1, "ffv1", "FFV1", false, true, configure_ffv1},
};

}  // namespace

const VideoCodecRow& video_codec_row(const VideoEncode& settings, const VideoShape& shape) {
    for (const VideoCodecRow& row : kVideoCodecs) {
        if (row.codec != settings.codec) continue;
        if (interlaced(shape) && !row.interlaced)
            throw Error(message("{} cannot code interlaced pictures here. Choose H.264 or MPEG-2 for this display.",
                                row.title));
        return row;
    }
    throw Error(message("This encode has no video codec. Set video.codec to h264, h265, mpeg2 or ffv1."));
}

int64_t declared_buffer_bits(const VideoEncode& settings) {
    return settings.buffer_bits > 0 ? settings.buffer_bits : settings.bitrate;
}

SegmentBuffer segment_buffer(const VideoEncode& settings, double rate_scale) {
    const auto rate = static_cast<double>(settings.bitrate);
    const auto buffer = static_cast<double>(declared_buffer_bits(settings));
    const double seconds = std::chrono::duration<double>(settings.segment).count();
    const double max_rate = (rate - buffer / (2 * seconds)) * rate_scale;
    if (settings.bitrate <= 0 || max_rate < rate / 4)
        throw Error(
            message("A buffer of {} bits is too large for {} bit/s in segments of {} s. Lower video.buffer or raise "
                    "video.bitrate.",
                    declared_buffer_bits(settings), settings.bitrate, seconds));
    return {static_cast<int64_t>(max_rate), static_cast<int64_t>(buffer / 2)};
}

}  // namespace gatecast
