// SPDX-License-Identifier: GPL-3.0-or-later
// A stream of the network, opened by libavformat and decoded on the caller's thread: pictures and sound as they come,
// with times on one line that never jumps. Used by a live deck, in a process of its own.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "pipeline/media/clip.h"

namespace gatecast {

struct LiveInputSettings {
    std::string url;
    bool listens = false;  // of SRT and RTMP: waits to be called
    std::string passphrase, streamid;
    int latency_ms = 400;           // of SRT
    std::string interface;          // of a multicast: the address of the network card
    std::string transport = "tcp";  // of RTSP
    std::string language;           // of the sound track; empty, or none such: the first
};

/// One way in. ONE table: what a site's file may say, how it is opened, what it may open.
struct LiveInputKind {
    const char* scheme;     // of its url
    const char* demuxer;    // libavformat's name; null: found by the bytes
    const char* protocols;  // all that it and what it leads to may use
    bool pulled;            // it comes when it is asked for; else in its own time
    bool can_listen;
    const char* help;  // N_()
};
[[nodiscard]] std::span<const LiveInputKind> live_input_kinds();
/// Null: the url is of no kind that is known.
[[nodiscard]] const LiveInputKind* live_input_kind(const std::string& url);

struct LivePicture {
    Picture picture;
    Time start{0}, end{0};
    Rational sample_aspect{1, 1};
};

struct LiveSound {
    std::span<const float> samples;  // interleaved; valid during the call
    int channels = 0;
    int sample_rate = 0;
    Time start{0};
};

struct LiveSink {
    std::function<void(LivePicture&&)> picture;
    std::function<void(const LiveSound&)> sound;
};

class LiveInput {
public:
    /// Connects, or waits to be called, and looks what is in it. `stop`: give up at once. Throws Error.
    LiveInput(const LiveInputSettings& settings, const ClipLimits& limits, const std::atomic<bool>& stop);
    ~LiveInput();

    /// The next packet, decoded. False: the stream has ended, or nothing has come for its patience. Throws Error for
    /// what may not be decoded.
    [[nodiscard]] bool read(const LiveSink& sink);
    [[nodiscard]] bool has_sound() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
