// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/video_codecs.h"

#include <algorithm>
#include <array>
#include <string>

#include "pipeline/media/constant_rate.h"
#include "pipeline/media/timecode.h"
#include "presets/message.h"

namespace gatecast {
namespace {

/// A constant-rate H.264 segment aims this high and is held down by its buffer alone: an average rate would make a
/// segment's bytes depend on how long it is.
constexpr double kConstantRateCrf = 12;

/// Mean pictures that a constant-rate MPEG-2 segment may draw from the buffer at its start.
constexpr double kPicturesToDraw = 3;

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

/// x264 and x265 know the same names; asked for another, x264 would complain on stderr.
void set_preset(libav::Options& options, const std::string& preset) {
    static constexpr std::array kPresets = {"ultrafast", "superfast", "veryfast", "faster",   "fast",
                                            "medium",    "slow",      "slower",   "veryslow", "placebo"};
    if (std::find(kPresets.begin(), kPresets.end(), preset) == kPresets.end())
        throw Error(message("\"{}\" is no encoder preset. Choose one from ultrafast to veryslow.", preset));
    options.set("preset", preset);
}

void configure_h264(AVCodecContext& context, libav::Options& options, const VideoRequest& request) {
    const VideoEncode& settings = request.settings;
    set_preset(options, settings.preset);
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
    set_preset(options, settings.preset);
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

/// The encoder may draw a few pictures' worth out of the buffer, and is held that much below the rate over a segment,
/// so that it ends where it began; what it leaves over is stuffed. Its own lower bound stays off: it would stuff by
/// its rate, not by the one on the wire.
void set_constant_rate(AVCodecContext& context, const VideoRequest& request) {
    const VideoEncode& settings = request.settings;
    const auto rate = static_cast<double>(settings.bitrate) * request.rate_scale;
    const double seconds = std::chrono::duration<double>(settings.segment).count();
    const double to_draw = std::max((1 - ConstantRate::kEncoderShare) * rate * seconds,
                                    kPicturesToDraw * rate / request.shape.rate.value());
    context.rc_max_rate = static_cast<int64_t>(rate - to_draw / seconds);
    context.rc_buffer_size = static_cast<int>(declared_buffer_bits(settings));
    context.rc_initial_buffer_occupancy = static_cast<int>(std::min<double>(to_draw, context.rc_buffer_size));
    context.rc_max_available_vbv_use =
        0.5;  // of what is left, by one picture: an intra picture must not starve the next
}

void configure_mpeg2(AVCodecContext& context, libav::Options& options, const VideoRequest& request) {
    const VideoEncode& settings = request.settings;
    if (settings.bitrate <= 0 || settings.control == RateControl::kCrf || settings.control == RateControl::kLossless)
        throw Error(message("MPEG-2 needs a bitrate. Set video.control to cbr or vbr and video.bitrate."));
    if (settings.bitrate > kMpeg2MaxRate)
        throw Error(
            message("MPEG-2 at {} bit/s is more than a television master carries. Set video.bitrate to 100M or less.",
                    settings.bitrate));
    if (settings.control == RateControl::kCbr)
        set_constant_rate(context, request);
    else
        set_buffer(context, request);
    context.bit_rate = context.rc_max_rate;
    context.gop_size = settings.gop + settings.b_frames + 2;  // never reached: VideoEncoder asks for whole pictures
    context.qmin = 1;
    context.qmax = 28;               // the end of the non-linear scale
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
    {VideoCodec::kH264, "libx264", "H.264", false, true, false, 2, configure_h264},
    {VideoCodec::kH265, "libx265", "H.265", false, false, false, 2, configure_h265},
    {VideoCodec::kMpeg2, "mpeg2video", "MPEG-2", true, true, true, 1, configure_mpeg2},
    {VideoCodec::kFfv1, "ffv1", "FFV1", false, true, false, 0, configure_ffv1},
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

int reorder_delay(const VideoCodecRow& row, const VideoEncode& settings) {
    return std::clamp(settings.b_frames, 0, row.most_delay);
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
        throw Error(message(
            "A buffer of {} bits is too large for {} bit/s in segments of {} s. Lower video.buffer_bits or raise "
            "video.bitrate.",
            declared_buffer_bits(settings), settings.bitrate, seconds));
    return {static_cast<int64_t>(max_rate), static_cast<int64_t>(buffer / 2)};
}

}  // namespace gatecast
