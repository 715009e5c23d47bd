// SPDX-License-Identifier: GPL-3.0-or-later
// Composed pictures and their sound on the way to processes that put them on screens of this machine: each gives its
// own shared memory, and gets what there is room for. put() is the composing thread's and never waits; the rest is the
// mixer's second thread's.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "pipeline/live/decks/ring.h"
#include "pipeline/live/wire.h"

namespace gatecast {

class ScreenLine {
public:
    /// `socket` hangs up when the screen is gone. Throws Error where the memory cannot be used.
    void add(Descriptor socket, Descriptor memory, const RingShape& shape);
    void put(int64_t frame, const Picture& picture, std::span<const float> sound) noexcept;
    /// Lets go of screens that are gone. A few times a second.
    void look_around();
    [[nodiscard]] int64_t dropped() const;

private:
    struct Screen {
        Wire wire;
        RingWriter ring;
    };

    mutable std::mutex mutex_;  // held for a copy into each ring at most
    std::vector<std::unique_ptr<Screen>> screens_;
    RingFrame frame_;
    int64_t dropped_ = 0;
};

}  // namespace gatecast
