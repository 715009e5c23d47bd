// SPDX-License-Identifier: GPL-3.0-or-later
// One live deck for all feeds of the mixer that show its source: whoever asks first for a frame reads it from the ring,
// for all of them. Made by the mixer's second thread; everything else is called on its composing thread, but for the
// end of an end, which may come anywhere.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/live/mixer/feed.h"

namespace gatecast {

class SharedDeck : public std::enable_shared_from_this<SharedDeck> {
public:
    explicit SharedDeck(std::unique_ptr<DeckEnd> deck) : deck_(std::move(deck)) {}

    /// For one more feed; the deck is let go with the last of them.
    [[nodiscard]] std::unique_ptr<DeckEnd> end();
    [[nodiscard]] bool dead() const noexcept { return deck_->dead(); }

private:
    struct Share {
        std::deque<RingFrame> frames;
        bool has_picture = false;  // was given one
    };
    class End;

    void read_one() noexcept;

    std::unique_ptr<DeckEnd> deck_;
    std::vector<std::weak_ptr<Share>> shares_;
    RingFrame last_;  // with the picture that stands, for a feed that comes later
};

}  // namespace gatecast
