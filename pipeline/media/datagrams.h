// SPDX-License-Identifier: GPL-3.0-or-later
// A transport stream over UDP as libavformat's demuxer reads it, without the datagrams that the network has doubled.
// Private to this room; a live input's own thread.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "pipeline/media/libav.h"

namespace gatecast::libav {

class Datagrams {
public:
    /// Throws Error where the address cannot be listened at.
    Datagrams(const std::string& url, const AVIOInterruptCB& stop, Options& options);
    ~Datagrams();
    Datagrams(const Datagrams&) = delete;
    Datagrams& operator=(const Datagrams&) = delete;

    [[nodiscard]] AVIOContext* context() const { return context_; }

private:
    static int read(void* self, uint8_t* bytes, int room);
    [[nodiscard]] bool seen_before(const uint8_t* bytes, int count);

    AVIOContext* socket_ = nullptr;
    AVIOContext* context_ = nullptr;
    std::array<size_t, 64> latest_{};  // hashes
    size_t next_ = 0;
};

}  // namespace gatecast::libav
