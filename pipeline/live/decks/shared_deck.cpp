// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/shared_deck.h"

namespace gatecast {

namespace {

constexpr size_t kMostKept = 4;  // of frames that a feed has not asked for: it asks for each, live decks run on always

}  // namespace

class SharedDeck::End : public DeckEnd {
public:
    End(std::shared_ptr<SharedDeck> deck, std::shared_ptr<Share> share)
        : deck_(std::move(deck)), share_(std::move(share)) {}

    [[nodiscard]] bool ready() const noexcept override { return !share_->frames.empty() || deck_->deck_->ready(); }
    [[nodiscard]] bool dead() const noexcept override { return deck_->dead(); }
    [[nodiscard]] bool take(RingFrame& frame) noexcept override {
        if (share_->frames.empty()) deck_->read_one();
        if (share_->frames.empty()) return false;
        frame = std::move(share_->frames.front());
        share_->frames.pop_front();
        return true;
    }

private:
    std::shared_ptr<SharedDeck> deck_;
    std::shared_ptr<Share> share_;
};

std::unique_ptr<DeckEnd> SharedDeck::end() {
    auto share = std::make_shared<Share>();
    shares_.push_back(share);
    return std::make_unique<End>(shared_from_this(), std::move(share));
}

void SharedDeck::read_one() noexcept {
    RingFrame frame;
    if (!deck_->take(frame)) return;
    if (frame.picture || !frame.repeats) last_ = frame;
    std::erase_if(shares_, [&](const std::weak_ptr<Share>& each) {
        const std::shared_ptr<Share> share = each.lock();
        if (!share) return true;
        RingFrame given = frame;
        if (given.repeats && !share->has_picture) {
            given.picture = last_.picture;
            given.sample_aspect = last_.sample_aspect;
            given.rotation_degrees = last_.rotation_degrees;
            given.repeats = false;
        }
        share->has_picture = share->has_picture || given.picture.has_value();
        share->frames.push_back(std::move(given));
        if (share->frames.size() > kMostKept) {
            share->has_picture = false;  // what it had may be among what is dropped
            share->frames.pop_front();
        }
        return false;
    });
}

}  // namespace gatecast
