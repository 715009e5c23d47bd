// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/packets.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "pipeline/media/parameters.h"

namespace gatecast {

namespace {

constexpr size_t kMostWaiting_bytes = size_t{8} << 20;
constexpr uint32_t kLongestPacket_bytes = 32U << 20;
constexpr size_t kReadAtOnce_bytes = size_t{256} << 10;

enum class PartKind : uint32_t { kHead = 1, kVideo = 2, kSound = 3, kCues = 4 };

struct PartHead {
    uint32_t bytes = 0;  // that follow
    PartKind kind = PartKind::kHead;
    int64_t pts = 0, dts = 0, duration = 0;
    uint64_t key = 0;
};

std::vector<uint8_t> part(const PartHead& head, const void* bytes) {
    std::vector<uint8_t> whole(sizeof head + head.bytes);
    std::memcpy(whole.data(), &head, sizeof head);
    std::memcpy(whole.data() + sizeof head, bytes, head.bytes);
    return whole;
}

std::vector<uint8_t> text_part(PartKind kind, const std::string& text) {
    return part({static_cast<uint32_t>(text.size()), kind}, text.data());
}

}  // namespace

std::string to_json(const StreamHead& head) {
    return nlohmann::json{{"video", to_json(head.video)},
                          {"sound", to_json(head.sound)},
                          {"rate", {head.rate.num, head.rate.den}},
                          {"wall_of_zero_ns", head.wall_of_zero_ns}}
        .dump();
}

StreamHead stream_head_from(const std::string& text) {
    const auto json = nlohmann::json::parse(text);
    StreamHead head;
    head.video = parameters_from_json(json.at("video").get<std::string>());
    head.sound = parameters_from_json(json.at("sound").get<std::string>());
    head.rate = {json.at("rate").at(0), json.at("rate").at(1)};
    head.wall_of_zero_ns = json.at("wall_of_zero_ns");
    return head;
}

PacketSender::PacketSender(Descriptor socket, const std::string& head) : socket_(std::move(socket)) {
    queue(text_part(PartKind::kHead, head));
}

void PacketSender::queue(std::vector<uint8_t> bytes) {
    waiting_bytes_ += bytes.size();
    waiting_.push_back(std::move(bytes));
}

bool PacketSender::flush() noexcept {
    while (!waiting_.empty()) {
        const std::vector<uint8_t>& first = waiting_.front();
        const ssize_t sent = ::send(socket_.get(), first.data() + sent_of_first_, first.size() - sent_of_first_,
                                    MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return errno == EAGAIN;
        sent_of_first_ += static_cast<size_t>(sent);
        if (sent_of_first_ < first.size()) continue;
        waiting_bytes_ -= first.size();
        waiting_.pop_front();
        sent_of_first_ = 0;
    }
    return true;
}

bool PacketSender::send(const TrackPacket& track) noexcept {
    try {
        const Packet& packet = track.packet;
        const bool picture = track.track == TrackKind::kVideo;
        if (waiting_bytes_ + packet.bytes.size() > kMostWaiting_bytes) until_key_ = true;
        if (until_key_ && picture && packet.key && waiting_bytes_ < kMostWaiting_bytes / 2) until_key_ = false;
        if (until_key_) {
            ++dropped_;
            return flush();
        }
        queue(part({static_cast<uint32_t>(packet.bytes.size()), picture ? PartKind::kVideo : PartKind::kSound,
                    packet.pts, packet.dts, packet.duration, packet.key ? 1U : 0U},
                   packet.bytes.data()));
        return flush();
    } catch (...) {  // no memory: the output starts again
        return false;
    }
}

/// An output that reads nothing for so long that even these pile up comes back by itself and asks anew.
bool PacketSender::send_text(const std::vector<uint8_t>& part) noexcept {
    try {
        if (waiting_bytes_ + part.size() > 2 * kMostWaiting_bytes) return false;
        queue(part);
        return flush();
    } catch (...) {
        return false;
    }
}

bool PacketSender::send_head(const std::string& head) noexcept {
    until_key_ = true;
    return send_text(text_part(PartKind::kHead, head));
}

bool PacketSender::send_cues(const std::string& news) noexcept {
    return send_text(text_part(PartKind::kCues, news));
}

bool PacketReceiver::read() noexcept {
    try {
        if (used_ > 0) {
            bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(used_));
            used_ = 0;
        }
        const size_t had = bytes_.size();
        bytes_.resize(had + kReadAtOnce_bytes);
        const ssize_t count = recv(socket_.get(), bytes_.data() + had, kReadAtOnce_bytes, MSG_DONTWAIT);
        bytes_.resize(had + static_cast<size_t>(std::max<ssize_t>(count, 0)));
        if (count < 0) return errno == EAGAIN || errno == EINTR;
        if (bytes_.size() < sizeof(PartHead)) return count > 0;
        PartHead head;
        std::memcpy(&head, bytes_.data(), sizeof head);
        return count > 0 && head.bytes <= kLongestPacket_bytes;
    } catch (...) {
        return false;
    }
}

bool PacketReceiver::whole(size_t& length) const {
    PartHead head;
    if (bytes_.size() - used_ < sizeof head) return false;
    std::memcpy(&head, bytes_.data() + used_, sizeof head);
    length = sizeof head + head.bytes;
    return bytes_.size() - used_ >= length;
}

std::optional<std::string> PacketReceiver::take_text(uint32_t kind) {
    size_t length = 0;
    if (!whole(length)) return std::nullopt;
    PartHead head;
    std::memcpy(&head, bytes_.data() + used_, sizeof head);
    if (head.kind != PartKind{kind}) return std::nullopt;
    const char* text = reinterpret_cast<const char*>(bytes_.data()) + used_ + sizeof head;
    used_ += length;
    return std::string(text, head.bytes);
}

std::optional<std::string> PacketReceiver::take_head() {
    return take_text(static_cast<uint32_t>(PartKind::kHead));
}

std::optional<std::string> PacketReceiver::take_cues() {
    return take_text(static_cast<uint32_t>(PartKind::kCues));
}

std::optional<TrackPacket> PacketReceiver::take_packet() {
    size_t length = 0;
    if (!whole(length)) return std::nullopt;
    PartHead head;
    std::memcpy(&head, bytes_.data() + used_, sizeof head);
    if (head.kind != PartKind::kVideo && head.kind != PartKind::kSound) return std::nullopt;
    TrackPacket packet;
    packet.track = head.kind == PartKind::kVideo ? TrackKind::kVideo : TrackKind::kSound;
    const auto from = bytes_.begin() + static_cast<std::ptrdiff_t>(used_ + sizeof head);
    packet.packet.bytes.assign(from, from + head.bytes);
    packet.packet.pts = head.pts;
    packet.packet.dts = head.dts;
    packet.packet.duration = head.duration;
    packet.packet.key = head.key != 0;
    used_ += length;
    return packet;
}

}  // namespace gatecast
