// SPDX-License-Identifier: GPL-3.0-or-later
// Decoded pictures and sound of one clip, pulled: a GStreamer decode bin (demux, parse, avdec on one thread) behind
// an appsink with a short bound. Times are stream time: 0 is the start of the clip. Used by the grid's thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "pipeline/media/clip.h"

namespace gatecast {

struct DecodedPicture {
    Picture picture;  // as coded: not rotated, not scaled; interlaced stays interlaced; its id is its own
    Time start{0};
    Time end{0};  // of the next one's start; of the last: start + its duration or 1/rate
};

class VideoReader {
public:
    /// Starts at the last keyframe at or before `from` (0: the start); where the file cannot be entered there, at its
    /// start. Nothing else but video is decoded. Throws Error when GStreamer itself lacks something.
    VideoReader(const Clip& clip, Time from, const ClipLimits& limits = {});
    ~VideoReader();

    /// The next picture, in presentation order; nothing at the end. A damaged part is skipped and said in problems();
    /// so is a file without any picture.
    [[nodiscard]] std::optional<DecodedPicture> next();
    /// Pictures before it are only decoded for the sake of later ones: their damage is nobody's problem.
    void shown_from(Time first);
    [[nodiscard]] std::vector<Message> problems() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct SoundBlock {
    std::vector<float> samples;  // interleaved, `channels` each, the file's own layout order (FL FR FC LFE SL SR ...)
    int channels = 0;
    int sample_rate = 0;
    Time start{0};
};

class AudioReader {
public:
    /// `track_index` counts audio tracks from 0. The first block holds `from` or starts after it.
    AudioReader(const Clip& clip, int track_index, Time from = Time(0));
    ~AudioReader();

    [[nodiscard]] std::optional<SoundBlock> next();
    [[nodiscard]] std::vector<Message> problems() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
