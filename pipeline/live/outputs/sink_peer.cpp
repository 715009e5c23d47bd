// SPDX-License-Identifier: GPL-3.0-or-later
// Streams to a peer that answers: SRT (calling or listening) and RTMP, by libavformat's own protocols.
#include "pipeline/live/outputs/sink.h"
#include "pipeline/live/outputs/write_from.h"
#include "presets/message.h"

namespace gatecast {

namespace {

constexpr Time kPatience = std::chrono::seconds(10);
constexpr int64_t kDefaultLatency_ms = 400;

PeerSettings peer_of(const SinkSettings& settings, const std::atomic<bool>& stop) {
    PeerSettings peer{settings.url, {}, kPatience, &stop};
    if (settings.kind == "rtmp") {
        peer.options = {{"rtmp_live", "live"}};
        return peer;
    }
    const auto microseconds = std::to_string(settings.more.value("latency_ms", kDefaultLatency_ms) * 1000);
    peer.options = {{"mode", settings.more.value("mode", "caller")},
                    {"transtype", "live"},
                    {"pkt_size", "1316"},
                    {"latency", microseconds},
                    {"connect_timeout", "5000"},
                    {"listen_timeout", "10000000"}};
    for (const char* key : {"passphrase", "streamid"})
        if (const std::string value = settings.more.value(key, ""); !value.empty())
            peer.options.emplace_back(key, value);
    if (!settings.more.value("passphrase", "").empty()) peer.options.emplace_back("pbkeylen", "16");
    return peer;
}

class PeerWriter : public SinkWriter {
public:
    PeerWriter(const SinkSettings& settings, const StreamHead& head, const std::atomic<bool>& stop)
        : rebased_(settings.kind == "rtmp"),
          rate_(head.rate),
          muxer_({settings.kind == "rtmp" ? "flv" : "mpegts", settings.service}, {&head.video, &head.sound, head.rate},
                 peer_of(settings, stop)) {}

    void write(const TrackPacket& from) override {
        if (zero_ < 0) zero_ = rebased_ ? from.packet.pts : 0;  // the first is a picture; RTMP's times have 32 bits
        write_from(zero_, rate_, from, muxer_);
    }

    bool goes_on_with(const StreamHead& head) override {
        muxer_.change_video(head.video);
        return true;
    }

private:
    bool rebased_;
    Rational rate_;
    int64_t zero_ = -1;
    StreamMuxer muxer_;
};

}  // namespace

std::unique_ptr<SinkWriter> open_peer(const SinkSettings& settings, const StreamHead& head,
                                      const std::atomic<bool>& stop) {
    return std::make_unique<PeerWriter>(settings, head, stop);
}

}  // namespace gatecast
