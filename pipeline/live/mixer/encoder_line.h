// SPDX-License-Identifier: GPL-3.0-or-later
// The encoders of one display on a thread of their own behind a bounded queue, and the outputs that get what they make.
// put() is the composing thread's and never waits: a picture for which there is no room is left out and counted.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "filters/scale.h"
#include "pipeline/live/mixer/packets.h"
#include "pipeline/live/outputs/soft_cues.h"
#include "pipeline/media/live_encoder.h"
#include "presets/encode.h"

namespace gatecast {

class EncoderLine {
public:
    struct Settings {
        Size size;  // pictures of another are scaled to it
        Rational rate{25, 1};
        int64_t first = 0;  // the grid's frame that is put first
        int64_t wall_of_zero_ns = 0;
        std::string coder = kAnyCoder;
    };
    /// Throws Error where the encode cannot be used live.
    EncoderLine(const Encode& encode, const Settings& settings);
    ~EncoderLine();
    EncoderLine(const EncoderLine&) = delete;
    EncoderLine& operator=(const EncoderLine&) = delete;

    /// Frame after frame, without a gap.
    void put(Picture picture, std::vector<float> sound);
    /// A frame that was not composed: its number and its time are passed over.
    void leave_out(int64_t frame);
    /// An output that asks for this display. Any thread.
    void add_output(Descriptor socket);
    /// What is said from now on, for outputs with soft subtitles. Any thread.
    void tell_cues(const CueNews& news);

    struct Stats {
        std::string coder, coder_problem;
        int64_t encoded = 0;
        int64_t dropped = 0;  // pictures without room
        size_t waiting = 0;
        size_t outputs = 0;
        int64_t packets_dropped = 0;  // that outputs did not read
    };
    [[nodiscard]] Stats stats() const;

private:
    struct Work {
        std::optional<Picture> picture;
        std::vector<float> sound;
    };
    void work();
    void encode(Work& work);
    [[nodiscard]] Picture fitting(const Picture& picture);
    [[nodiscard]] std::string head() const;
    void say_coder();
    void hand_over(TrackKind track, Packet&& packet);

    Settings settings_;
    LiveEncoder video_;
    std::unique_ptr<Scaler> scaler_;  // where pictures are of another size
    ImagePool scaled_;
    AudioEncoder sound_;
    int64_t first_sample_;
    int coder_changes_ = 0;  // that outputs have been told of

    mutable std::mutex queue_mutex_;  // of the queue and the counters
    std::condition_variable filled_;
    std::deque<Work> queue_;
    bool ended_ = false;
    Stats stats_;

    mutable std::mutex outputs_mutex_;  // of these three
    std::vector<PacketSender> outputs_;
    std::string head_;
    SoftCues cues_;

    std::thread thread_;
};

}  // namespace gatecast
