// SPDX-License-Identifier: GPL-3.0-or-later
// A sink: one way out of a display, on a thread of its own behind a bounded queue. What writes is thrown away when it
// fails and built again with growing pauses, for ever; meanwhile and when the queue is full, packets are left out up to
// the next keyframe. put() never waits. Owned by the output process.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <thread>

#include "pipeline/live/mixer/packets.h"

namespace gatecast {

struct SinkSettings {
    std::string kind;                                // a row of kSinkKinds
    std::string name;                                // for people: "led-udp"
    std::string url;                                 // or a folder
    std::string service;                             // name of the programme
    nlohmann::json more = nlohmann::json::object();  // what only this kind knows
    [[nodiscard]] bool operator==(const SinkSettings&) const = default;
};

/// What a kind of sink makes for one connection. Closed by its destructor.
class SinkWriter {
public:
    virtual ~SinkWriter() = default;
    /// Throws Error when it cannot go on.
    virtual void write(const TrackPacket& packet) = 0;
    /// The pictures that come have another head, times go on. False: what is open is closed and opened again.
    [[nodiscard]] virtual bool goes_on_with(const StreamHead& /*head*/) { return false; }
    /// Until its disk is full; below 0: not known, or it has none.
    [[nodiscard]] virtual double hours_left() const { return -1; }
};

/// `stop`: give up at once.
using OpenSink = std::unique_ptr<SinkWriter> (*)(const SinkSettings& settings, const StreamHead& head,
                                                 const std::atomic<bool>& stop);

struct SinkKind {
    const char* name;
    const char* help;  // N_()
    OpenSink open;
};
[[nodiscard]] std::span<const SinkKind> sink_kinds();

/// The makers of each kind, one file each.
[[nodiscard]] std::unique_ptr<SinkWriter> open_udp(const SinkSettings&, const StreamHead&, const std::atomic<bool>&);
[[nodiscard]] std::unique_ptr<SinkWriter> open_hls(const SinkSettings&, const StreamHead&, const std::atomic<bool>&);
[[nodiscard]] std::unique_ptr<SinkWriter> open_peer(const SinkSettings&, const StreamHead&, const std::atomic<bool>&);
[[nodiscard]] std::unique_ptr<SinkWriter> open_record(const SinkSettings&, const StreamHead&, const std::atomic<bool>&);
[[nodiscard]] std::unique_ptr<SinkWriter> open_rtsp(const SinkSettings&, const StreamHead&, const std::atomic<bool>&);

enum class SinkState : uint8_t { kConnecting, kUp, kBackingOff };
[[nodiscard]] const char* name_of(SinkState state);

/// 1, 2, 4, 8, 16, 30 s, each up to a quarter longer or shorter.
[[nodiscard]] Time back_off(int failures, double random);

class Sink {
public:
    explicit Sink(SinkSettings settings);
    ~Sink();
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;

    /// What comes next has another head.
    void begin(std::shared_ptr<const StreamHead> head);
    void put(SharedPacket packet);

    struct Report {
        std::string name, kind, problem;
        SinkState state = SinkState::kConnecting;
        int64_t packets = 0, dropped = 0, failures = 0;
        int failures_in_a_row = 0;
        size_t waiting = 0;
        double hours_left = -1;
    };
    [[nodiscard]] Report report() const;
    [[nodiscard]] const SinkSettings& settings() const { return settings_; }

private:
    void work();
    struct Waiting {
        SharedPacket packet;
        std::shared_ptr<const StreamHead> head;
    };
    [[nodiscard]] bool next(Waiting& waiting);
    [[nodiscard]] bool skip_to_newest_key();
    void failed(const std::string& why);

    const SinkSettings settings_;
    const SinkKind& kind_;
    std::atomic<bool> stop_{false};

    mutable std::mutex mutex_;  // of all below
    std::condition_variable filled_;
    std::shared_ptr<const StreamHead> head_;
    std::deque<Waiting> queue_;
    bool until_key_ = true;
    Report report_;
    std::thread thread_;
};

}  // namespace gatecast
