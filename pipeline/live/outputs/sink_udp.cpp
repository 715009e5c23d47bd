// SPDX-License-Identifier: GPL-3.0-or-later
// MPEG-TS over UDP: seven packets a datagram, evenly spread, never more than seven datagrams a millisecond.
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "pipeline/live/clock.h"
#include "pipeline/live/outputs/sink.h"
#include "pipeline/live/outputs/write_from.h"
#include "presets/message.h"

namespace gatecast {

namespace {

constexpr size_t kDatagram_bytes = size_t{188} * 7;
constexpr Time kLeastPause{1'000'000 / 7};
constexpr double kFasterThanRate = 1.05;  // so that what is sent never falls behind what comes

struct Target {
    std::string host, port;
};

/// "udp://239.1.1.1:5000", "udp://[ff15::1]:5000".
Target target_of(const SinkSettings& settings) {
    std::string_view rest = settings.url;
    if (const size_t scheme = rest.find("://"); scheme != std::string_view::npos) rest.remove_prefix(scheme + 3);
    rest = rest.substr(0, rest.find_first_of("/?"));
    if (!rest.empty() && rest.front() == '@') rest.remove_prefix(1);
    const size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == rest.size())
        throw Error(message("{}: {} names no port. Write udp://ADDRESS:PORT.", settings.name, settings.url));
    std::string_view host = rest.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return {std::string(host), std::string(rest.substr(colon + 1))};
}

Descriptor open_socket(const SinkSettings& settings) {
    const Target target = target_of(settings);
    addrinfo hints{};
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (const int code = getaddrinfo(target.host.c_str(), target.port.c_str(), &hints, &found); code != 0)
        throw Error(message("{}: {} is not known here ({}).", settings.name, target.host, gai_strerror(code)));
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owned(found, freeaddrinfo);
    Descriptor socket(::socket(found->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!socket || connect(socket.get(), found->ai_addr, found->ai_addrlen) != 0)
        throw Error(message("{}: {} cannot be reached ({}).", settings.name, settings.url, std::strerror(errno)));
    const int hops = settings.more.value("ttl", 16);
    static_cast<void>(setsockopt(socket.get(), IPPROTO_IP, IP_MULTICAST_TTL, &hops, sizeof hops));
    static_cast<void>(setsockopt(socket.get(), IPPROTO_IPV6, IPV6_MULTICAST_HOPS, &hops, sizeof hops));
    if (const std::string from = settings.more.value("interface", ""); !from.empty()) {
        in_addr address{};
        if (inet_pton(AF_INET, from.c_str(), &address) != 1 ||
            setsockopt(socket.get(), IPPROTO_IP, IP_MULTICAST_IF, &address, sizeof address) != 0)
            throw Error(message("{}: this machine has no network card with the address {}.", settings.name, from));
    }
    return socket;
}

class UdpWriter : public SinkWriter {
public:
    UdpWriter(const SinkSettings& settings, const StreamHead& head)
        : name_(settings.name),
          rate_(head.rate),
          socket_(open_socket(settings)),
          pause_(pause_at(mux_rate_of(settings))),
          muxer_({"mpegts", settings.service, mux_rate_of(settings)}, {&head.video, &head.sound, head.rate},
                 [this](std::span<const uint8_t> bytes) { take(bytes); }) {}

    /// A stream with null packets counts its clock from its first byte: times begin near zero, and what is missing
    /// leaves no gap in them.
    void write(const TrackPacket& from) override {
        const Packet& packet = from.packet;
        if (from.track == TrackKind::kVideo) {
            if (zero_ < 0) zero_ = next_ = packet.pts;
            zero_ += packet.pts - next_;
            next_ = packet.pts + 1;
        }
        write_from(zero_, rate_, from, muxer_);
    }

    bool goes_on_with(const StreamHead& head) override {
        muxer_.change_video(head.video);
        return true;
    }

private:
    static int64_t mux_rate_of(const SinkSettings& settings) { return settings.more.value("mux_rate", int64_t{0}); }
    static Time pause_at(int64_t rate) {
        if (rate <= 0) return kLeastPause;
        return std::max(kLeastPause, Time(static_cast<int64_t>(kDatagram_bytes * 8 * 1e9 / kFasterThanRate /
                                                               static_cast<double>(rate))));
    }

    void take(std::span<const uint8_t> bytes) {
        while (!bytes.empty()) {
            const size_t part = std::min(bytes.size(), kDatagram_bytes - filled_);
            std::memcpy(datagram_.data() + filled_, bytes.data(), part);
            filled_ += part;
            bytes = bytes.subspan(part);
            if (filled_ == kDatagram_bytes) send_datagram();
        }
    }

    void send_datagram() {
        filled_ = 0;
        due_ = std::max(due_ + pause_, monotonic_now() - kLeastPause);
        sleep_until(due_);
        // Nobody listening on a port of this machine is no failure: the stream goes out whether it is heard or not.
        if (send(socket_.get(), datagram_.data(), datagram_.size(), MSG_NOSIGNAL) < 0 && errno != ECONNREFUSED &&
            errno != ENOBUFS)
            throw Error(message("{}: the stream cannot be sent ({}).", name_, std::strerror(errno)));
    }

    std::string name_;
    Rational rate_;
    Descriptor socket_;
    Time pause_;
    Time due_{0};
    int64_t zero_ = -1, next_ = -1;  // frames of the grid
    std::array<uint8_t, kDatagram_bytes> datagram_{};
    size_t filled_ = 0;
    StreamMuxer muxer_;
};

}  // namespace

std::unique_ptr<SinkWriter> open_udp(const SinkSettings& settings, const StreamHead& head, const std::atomic<bool>&) {
    return std::make_unique<UdpWriter>(settings, head);
}

}  // namespace gatecast
