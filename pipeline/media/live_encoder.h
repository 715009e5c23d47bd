// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures into H.264 as they come: no picture waits for a later one, whole ones stand every GOP and nowhere else, the
// rate keeps to a buffer. By a device of the machine where a test encode works, else by x264, which takes over at the
// device's first error without a picture lost. Not reproducible to the byte and not meant to be: files have
// VideoEncoder. Made by a display's encoder line, used on its thread.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "pipeline/media/picture_coder.h"

namespace gatecast {

inline constexpr const char* kAnyCoder = "auto";

class LiveEncoder {
public:
    /// Packets carry numbers from `first_frame`. `choice`: the name of a kind, or "auto". `kinds`: the last is the one
    /// that takes over. Throws Error where that cannot be used either.
    LiveEncoder(const VideoEncode& settings, Size size, Rational rate, int64_t first_frame,
                const std::string& choice = kAnyCoder, std::span<const CoderKind> kinds = coder_kinds());

    /// The picture stays with us until its packet is out.
    void encode(const Picture& picture, const PacketSink& sink);
    /// The next picture's number is left out.
    void skip() { ++next_; }

    /// Of the packets that come next: others after a change of coder.
    [[nodiscard]] CodecParameters parameters() const { return coder_->parameters(); }
    [[nodiscard]] const char* coder() const { return kind_->name; }
    /// Grows by one when x264 takes over, before its first packet.
    [[nodiscard]] int changes() const { return changes_; }
    /// Why the coder that was wished for is not used.
    [[nodiscard]] const std::string& problem() const { return problem_; }

private:
    struct Given {
        int64_t number = 0;
        Picture picture;
    };
    void choose(const std::string& choice, std::span<const CoderKind> kinds);
    void hand_to_coder(const Given& given, const PacketSink& sink);
    void take_over(const std::string& why, const PacketSink& sink);

    VideoEncode settings_;
    Size size_;
    Rational rate_;
    const CoderKind& last_resort_;
    const CoderKind* kind_ = nullptr;
    std::unique_ptr<PictureCoder> coder_;
    std::deque<Given> given_;  // pictures whose packets are not out
    int64_t next_;             // picture's number
    int since_whole_ = 0;      // pictures
    int changes_ = 0;
    std::string problem_;
};

}  // namespace gatecast
