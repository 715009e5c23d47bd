// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/datagrams.h"

#include <algorithm>
#include <string_view>

#include "presets/message.h"

namespace gatecast::libav {

namespace {

constexpr int kRoom_bytes = 65'536;
constexpr uint8_t kSync = 0x47;
constexpr int kPacket_bytes = 188;

/// Stuffing repeats itself as it should.
bool is_stuffing(const uint8_t* bytes, int count) {
    for (int at = 0; at + kPacket_bytes <= count; at += kPacket_bytes)
        if (bytes[at] != kSync || (bytes[at + 1] & 0x1F) != 0x1F || bytes[at + 2] != 0xFF) return false;
    return true;
}

}  // namespace

Datagrams::Datagrams(const std::string& url, const AVIOInterruptCB& stop, Options& options) {
    if (const int opened = avio_open2(&socket_, url.c_str(), AVIO_FLAG_READ, &stop, options.get()); opened < 0)
        throw Error(message("{}: nothing comes from there ({}).", url, reason(opened)));
    auto* buffer = static_cast<uint8_t*>(av_malloc(kRoom_bytes));
    context_ = buffer ? avio_alloc_context(buffer, kRoom_bytes, 0, this, &Datagrams::read, nullptr, nullptr) : nullptr;
    if (context_ == nullptr) {
        av_free(buffer);
        avio_closep(&socket_);
        throw std::bad_alloc();
    }
}

Datagrams::~Datagrams() {
    av_freep(&context_->buffer);
    avio_context_free(&context_);
    avio_closep(&socket_);
}

bool Datagrams::seen_before(const uint8_t* bytes, int count) {
    if (is_stuffing(bytes, count)) return false;
    const size_t hash =
        std::hash<std::string_view>{}({reinterpret_cast<const char*>(bytes), static_cast<size_t>(count)});
    if (std::ranges::find(latest_, hash) != latest_.end()) return true;
    latest_[next_++ % latest_.size()] = hash;
    return false;
}

int Datagrams::read(void* self, uint8_t* bytes, int room) {
    auto* datagrams = static_cast<Datagrams*>(self);
    for (;;) {
        const int count = avio_read_partial(datagrams->socket_, bytes, room);
        if (count <= 0) return count == 0 ? AVERROR_EOF : count;
        if (!datagrams->seen_before(bytes, count)) return count;
    }
}

}  // namespace gatecast::libav
