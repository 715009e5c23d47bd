// SPDX-License-Identifier: GPL-3.0-or-later
// Packets into a stream without an end: MPEG-TS, FLV or fragments of MP4 by libavformat, into a function or to a peer
// of the network. Owned by a sink of the live room, on the sink's own thread: to a peer, every call may take as long as
// its patience.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/media/encode.h"

namespace gatecast {

struct StreamTracks {
    const CodecParameters* video = nullptr;
    const CodecParameters* sound = nullptr;
    Rational rate{25, 1};  // of the video's times; sound counts 1/48000 s
};

struct StreamSettings {
    std::string muxer = "mpegts";
    std::string service;                          // name of the programme in a transport stream
    int64_t mux_rate = 0;                         // bit/s on the wire with null packets; 0: as it comes
    Time delay = std::chrono::milliseconds(700);  // of pictures behind the stream's clock
};

struct PeerSettings {
    std::string url;
    std::vector<std::pair<std::string, std::string>> options;  // of libavformat's protocol
    Time patience = std::chrono::seconds(10);                  // with one call
    const std::atomic<bool>* stop = nullptr;                   // gives up at once when set
};

class StreamMuxer {
public:
    using Bytes = std::function<void(std::span<const uint8_t>)>;

    StreamMuxer(const StreamSettings& settings, const StreamTracks& tracks, Bytes bytes);
    /// Connects. Throws Error where that fails; so does write().
    StreamMuxer(const StreamSettings& settings, const StreamTracks& tracks, const PeerSettings& peer);
    ~StreamMuxer();

    void write_video(const Packet& packet);
    /// The next picture, which stands by itself, was made by another encoder. Not in MP4.
    void change_video(const CodecParameters& video);
    void write_sound(const Packet& packet);
    /// What comes next can be read by itself: the tables of a transport stream stand before it, a fragment of MP4 is
    /// whole. Of MP4, what was given before the first packet is what all fragments need.
    void begin_anew();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
