// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/picture_coder.h"

#include <algorithm>
#include <array>

#include "pipeline/media/libav.h"

namespace gatecast {

namespace {

constexpr CoderKind kKinds[] = {
    {"nvenc", N_("the encoder of an NVIDIA card"), open_nvenc},
    {"vaapi", N_("the encoder of an Intel or AMD graphics unit"), open_vaapi},
    {"qsv", N_("Intel Quick Sync"), open_qsv},
    {"x264", N_("x264, on the processor"), open_x264},
};
constexpr int kTrialPictures = 12;

bool begins_with_start_code(const Packet& packet) {
    constexpr std::array<uint8_t, 3> kCode{0, 0, 1};
    const size_t looked_at = std::min<size_t>(4, packet.bytes.size());
    return !std::ranges::search(std::span(packet.bytes).first(looked_at), kCode).empty();
}

}  // namespace

std::span<const CoderKind> coder_kinds() {
    return kKinds;
}

const CoderKind* coder_kind_named(std::string_view name) {
    const auto* found =
        std::ranges::find(kKinds, name, [](const CoderKind& each) { return std::string_view(each.name); });
    return found != std::end(kKinds) ? found : nullptr;
}

std::optional<Message> why_no_coder(const CoderKind& kind, const VideoEncode& settings, Size size, Rational rate) {
    try {
        const auto coder = kind.open(settings, size, rate);
        Image grey(size, {Chroma::k420, 8});
        fill(grey.view(), {128, 128, 128});
        int count = 0;
        bool good = true;
        for (int n = 0; n < kTrialPictures; ++n)
            coder->encode(std::as_const(grey).view(), n, n == 0, [&](Packet&& packet) {
                good = good && (count > 0 || packet.key) && packet.pts == count && begins_with_start_code(packet);
                ++count;
            });
        if (good && count > 0) return {};
        return message("It gives back no pictures that can be used.");
    } catch (const Error& error) {
        return error.message();
    }
}

void describe_live_pictures(AVCodecContext& context, const VideoEncode& settings, Size size, Rational rate) {
    context.width = size.width;
    context.height = size.height;
    context.pix_fmt = AV_PIX_FMT_YUV420P;
    context.framerate = libav::to_av(rate);
    context.time_base = libav::to_av({rate.den, rate.num});
    context.sample_aspect_ratio = {1, 1};
    context.color_primaries = AVCOL_PRI_BT709;
    context.color_trc = AVCOL_TRC_BT709;
    context.colorspace = AVCOL_SPC_BT709;
    context.color_range = AVCOL_RANGE_MPEG;
    context.chroma_sample_location = AVCHROMA_LOC_LEFT;
    context.gop_size = context.keyint_min = settings.gop;
    context.max_b_frames = 0;
    context.thread_count = 1;
    context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (settings.bitrate > 0) {
        context.rc_max_rate = settings.bitrate;
        context.rc_buffer_size = static_cast<int>(settings.buffer_bits > 0 ? settings.buffer_bits : settings.bitrate);
    }
}

}  // namespace gatecast
