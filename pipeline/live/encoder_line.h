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
#include "pipeline/live/packets.h"
#include "pipeline/media/live_encoder.h"
#include "presets/encode.h"

namespace gatecast {

class EncoderLine {
public:
    /// Pictures of another size than `size` are scaled to it. `first`: the grid's frame that is put first. Throws Error
    /// where the encode cannot be used live.
    EncoderLine(const Encode& encode, Size size, Rational rate, int64_t first, int64_t wall_of_zero_ns);
    ~EncoderLine();
    EncoderLine(const EncoderLine&) = delete;
    EncoderLine& operator=(const EncoderLine&) = delete;

    /// Frame after frame, without a gap.
    void put(Picture picture, std::vector<float> sound);
    /// A frame that was not composed: its number and its time are passed over.
    void leave_out(int64_t frame);
    /// An output that asks for this display. Any thread.
    void add_output(Descriptor socket);

    struct Stats {
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
    [[nodiscard]] ConstImageView fitting(const ConstImageView& picture);
    void hand_over(TrackKind track, Packet&& packet);

    LiveEncoder video_;
    Size size_;
    std::unique_ptr<Scaler> scaler_;  // where pictures are of another
    Image scaled_;
    AudioEncoder sound_;
    std::string head_;
    Rational rate_;
    int64_t first_sample_;

    mutable std::mutex queue_mutex_;  // of the queue and the counters
    std::condition_variable filled_;
    std::deque<Work> queue_;
    bool ended_ = false;
    Stats stats_;

    mutable std::mutex outputs_mutex_;
    std::vector<PacketSender> outputs_;
    std::thread thread_;
};

}  // namespace gatecast
