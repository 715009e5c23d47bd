// SPDX-License-Identifier: GPL-3.0-or-later
// H.264 encoders for live pictures: those of the machine's devices and x264, ONE table. Each gives back what it is
// given without waiting for later pictures, a whole picture every GOP and where it begins. Opened by LiveEncoder and by
// check-system; one thread each.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "pipeline/media/encode.h"
#include "presets/message.h"

struct AVCodecContext;

namespace gatecast {

class PictureCoder {
public:
    virtual ~PictureCoder() = default;
    /// `number` is the packet's time; it grows. `whole`: a picture that stands by itself is wanted. Throws Error:
    /// nothing more will come of it.
    virtual void encode(const ConstImageView& picture, int64_t number, bool whole, const PacketSink& sink) = 0;
    [[nodiscard]] virtual CodecParameters parameters() const = 0;
};

using OpenCoder = std::unique_ptr<PictureCoder> (*)(const VideoEncode& settings, Size size, Rational rate);

struct CoderKind {
    const char* name;
    const char* help;  // N_()
    OpenCoder open;    // throws Error where it cannot be used
};
/// In the order that "auto" tries them; the last is x264.
[[nodiscard]] std::span<const CoderKind> coder_kinds();
[[nodiscard]] const CoderKind* coder_kind_named(std::string_view name);

/// Encodes a few pictures for a trial. Why this machine cannot; nothing: it can.
[[nodiscard]] std::optional<Message> why_no_coder(const CoderKind& kind, const VideoEncode& settings, Size size,
                                                  Rational rate);

/// The makers of the rows.
[[nodiscard]] std::unique_ptr<PictureCoder> open_x264(const VideoEncode& settings, Size size, Rational rate);
[[nodiscard]] std::unique_ptr<PictureCoder> open_nvenc(const VideoEncode& settings, Size size, Rational rate);
[[nodiscard]] std::unique_ptr<PictureCoder> open_vaapi(const VideoEncode& settings, Size size, Rational rate);
[[nodiscard]] std::unique_ptr<PictureCoder> open_qsv(const VideoEncode& settings, Size size, Rational rate);

/// What all of them set alike.
void describe_live_pictures(AVCodecContext& context, const VideoEncode& settings, Size size, Rational rate);

}  // namespace gatecast
