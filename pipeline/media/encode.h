// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures in, packets out, through libavcodec on one thread: the bytes depend on nothing but the pictures and
// the settings. A segment starts a fresh encoder. Called by a lane's composing thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "filters/image.h"
#include "presets/encode.h"

struct AVCodecParameters;

namespace gatecast {

/// One access unit. Video: times are frame numbers in 1/rate, from the start of the output. Audio: samples.
struct Packet {
    std::vector<uint8_t> bytes;
    int64_t pts = 0;
    int64_t dts = 0;
    int64_t duration = 1;
    bool key = false;
};
using PacketSink = std::function<void(Packet&&)>;

struct FreeParameters {
    void operator()(AVCodecParameters* parameters) const noexcept;
};
using CodecParameters = std::unique_ptr<AVCodecParameters, FreeParameters>;

/// What a video encoder has to know beside the preset.
struct VideoShape {
    Size size;
    Rational rate;
    FieldOrder fields = FieldOrder::kProgressive;
    Rational sample_aspect{1, 1};
    std::string start_timecode{};  // of frame 0, "10:00:00:00": MPEG-2 writes it into its GOPs; empty: 00:00:00:00
};

class VideoEncoder {
public:
    /// `first_frame`: number of the first picture; packets carry numbers from there. `rate_scale` < 1 for the second
    /// try of a constant-rate segment that ended with too little in its buffer.
    VideoEncoder(const VideoEncode& settings, const VideoShape& shape, int64_t first_frame, double rate_scale = 1.0);
    ~VideoEncoder();
    VideoEncoder(VideoEncoder&&) noexcept;
    VideoEncoder& operator=(VideoEncoder&&) noexcept;

    void encode(const ConstImageView& picture, const PacketSink& sink);
    void finish(const PacketSink& sink);
    /// Codec, extradata and colour for the container; equal for equal settings.
    [[nodiscard]] CodecParameters parameters() const;
    /// Frames that packets may be reordered by; dts of the i-th packet is first_frame + i - delay.
    [[nodiscard]] int delay() const;
    /// After finish(), of a constant-rate MPEG-2 segment: > 0 if it left the decoder's buffer emptier than it found
    /// it (or emptied it). Encode it again with rate_scale 0.01 lower.
    [[nodiscard]] int64_t missing_bits() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

class AudioEncoder {
public:
    AudioEncoder(const AudioEncode& settings, int channels);
    ~AudioEncoder();
    AudioEncoder(AudioEncoder&&) noexcept;
    AudioEncoder& operator=(AudioEncoder&&) noexcept;

    /// Interleaved float, 48 kHz; any count.
    void encode(const float* samples, int64_t count, const PacketSink& sink);
    void finish(const PacketSink& sink);
    /// initial_padding tells the samples of priming; packets start at minus that, sample 0 is the first one encoded.
    [[nodiscard]] CodecParameters parameters() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The pixel format an encoder takes for these settings.
[[nodiscard]] PixelFormat encoder_format(const VideoEncode& settings);

}  // namespace gatecast
