// SPDX-License-Identifier: GPL-3.0-or-later
// Coded packets on their way from the mixer to an output process: over a Unix stream socket, each behind a head of its
// own. The sender never waits: what the other end does not read is kept up to a bound, then left out up to the next
// keyframe.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/live/descriptor.h"
#include "pipeline/media/encode.h"

namespace gatecast {

enum class TrackKind : uint8_t { kVideo, kSound };

/// pts and dts of pictures count frames of the site's grid, those of sound 1/48000 s on the same line.
struct TrackPacket {
    TrackKind track = TrackKind::kVideo;
    Packet packet;
};
using SharedPacket = std::shared_ptr<const TrackPacket>;

class CueBoard;

/// What an output must know before the first packet.
struct StreamHead {
    CodecParameters video, sound;
    Rational rate{25, 1};
    int64_t wall_of_zero_ns = 0;             // UTC, of the grid's frame 0
    std::shared_ptr<const CueBoard> cues{};  // what is said; the output's own
};
[[nodiscard]] std::string to_json(const StreamHead& head);
[[nodiscard]] StreamHead stream_head_from(const std::string& json);

class PacketSender {
public:
    PacketSender(Descriptor socket, const std::string& head);

    /// False: the output is gone.
    bool send(const TrackPacket& packet) noexcept;
    /// What comes next has another head.
    bool send_head(const std::string& head) noexcept;
    /// What is said, as JSON: never left out.
    bool send_cues(const std::string& news) noexcept;
    [[nodiscard]] int64_t dropped() const { return dropped_; }

private:
    bool flush() noexcept;
    void queue(std::vector<uint8_t> bytes);
    bool send_text(const std::vector<uint8_t>& part) noexcept;

    Descriptor socket_;
    std::deque<std::vector<uint8_t>> waiting_;
    size_t waiting_bytes_ = 0;
    size_t sent_of_first_ = 0;
    bool until_key_ = true;  // an output begins with a picture that stands by itself
    int64_t dropped_ = 0;
};

/// The output's end. poll() the descriptor, then receive().
class PacketReceiver {
public:
    explicit PacketReceiver(Descriptor socket) : socket_(std::move(socket)) {}

    [[nodiscard]] int descriptor() const { return socket_.get(); }
    /// Reads what is there. False: the mixer is gone, or sends what no mixer would.
    [[nodiscard]] bool read() noexcept;
    /// Head first, then packets with cues and other heads between them, as far as they have arrived.
    [[nodiscard]] std::optional<std::string> take_head();
    [[nodiscard]] std::optional<std::string> take_cues();
    [[nodiscard]] std::optional<TrackPacket> take_packet();

private:
    [[nodiscard]] bool whole(size_t& length) const;
    [[nodiscard]] std::optional<std::string> take_text(uint32_t kind);

    Descriptor socket_;
    std::vector<uint8_t> bytes_;
    size_t used_ = 0;
};

}  // namespace gatecast
