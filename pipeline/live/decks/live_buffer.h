// SPDX-License-Identifier: GPL-3.0-or-later
// What has come of a live source and has not been shown yet, a second or two at most: filled by the reading thread in
// the source's time, emptied frame by frame of the grid by the deck's own thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "pipeline/live/decks/source_clock.h"
#include "pipeline/media/live_input.h"
#include "pipeline/media/sound.h"

namespace gatecast {

class LiveBuffer {
public:
    struct Settings {
        Rational rate{25, 1};  // of the grid
        Time cushion = std::chrono::milliseconds(200);
        bool pulled = false;  // who fills it may be made to wait
    };
    explicit LiveBuffer(const Settings& settings);

    // The reading thread's.
    /// Another connection: what comes has nothing to do with what was.
    void begin(bool with_sound);
    void put(LivePicture&& picture);
    void put(const LiveSound& sound);
    /// No more will be put or asked: nobody waits.
    void end();

    // The deck's thread's.
    struct Frame {
        const LivePicture* picture = nullptr;  // valid until the next call
        bool repeats = false;                  // the same one as before
    };
    /// Frame n of the grid with its sound, or nothing where not enough has come.
    [[nodiscard]] std::optional<Frame> take(int64_t n, Time now, std::vector<float>& sound);

    struct Stats {
        double speed = 1;
        int breaks = 0;
        int64_t dropped = 0, repeated = 0;  // pictures
    };
    [[nodiscard]] Stats stats() const;

private:
    [[nodiscard]] Time sound_time(int64_t sample) const;
    void tell_clock(Time now);
    void take_picture(Time position, Time step);
    void take_sound(Time position, std::span<float> sound);
    [[nodiscard]] bool enough() const;

    const Settings settings_;
    mutable std::mutex mutex_;  // of all below
    std::condition_variable emptied_;
    bool ended_ = false;
    bool with_sound_ = false;
    std::optional<SourceClock> clock_;
    std::deque<LivePicture> pictures_;
    std::optional<LivePicture> shown_;
    bool fresh_ = false;                  // shown_ has not been given yet
    std::optional<Time> pictures_until_;  // of this connection
    std::optional<Time> position_;

    std::unique_ptr<SoundConform> conform_;
    int channels_ = 0, sample_rate_ = 0;
    Time conform_from_{0};      // where its samples begin in the source's time
    std::vector<float> sound_;  // stereo, 48 kHz
    int64_t first_sample_ = 0;  // of sound_, among those of conform_
    Stats stats_;
};

}  // namespace gatecast
