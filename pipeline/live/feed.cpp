// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/feed.h"

#include <algorithm>

namespace gatecast {

namespace {

constexpr std::ptrdiff_t kNobody = -1;

/// A copy that outlives its deck.
Picture own_copy(const Picture& picture) {
    const auto image = std::make_shared<Image>(picture.view.size, picture.view.format);
    copy(picture.view, image->view());
    return {std::as_const(*image).view(), picture.colour, picture.fields, new_picture_id(), image};
}

ShownPicture shown_of(const RingFrame& frame) {
    ShownPicture shown;
    shown.picture = *frame.picture;
    shown.sample_aspect = frame.sample_aspect;
    shown.rotation_degrees = frame.rotation_degrees;
    return shown;
}

}  // namespace

Feed::Feed(Rational rate, const Rules& rules) : rate_(rate), rules_(rules) {}

void Feed::load(DeckPlan plan, std::unique_ptr<DeckEnd> end) {
    waiting_.push_back({std::move(plan), std::move(end), false});
}

void Feed::unload(const std::string& id) {
    std::erase_if(waiting_, [&](Loaded& each) {
        if (each.plan.id != id) return false;
        leavers_.push_back(std::move(each.end));
        return true;
    });
    if (on_ && on_->deck.plan.id == id) {
        take_off(on_->good + 1, OffReason::kUnloaded);
        has_last_ = false;  // not a frame more of it
        last_ = {};
    }
}

void Feed::take(const std::string& id) {
    for (Loaded& each : waiting_)
        if (each.plan.id == id) each.taken = true;
}

void Feed::drop_lost_waiters(int64_t n) {
    std::erase_if(waiting_, [&](Loaded& each) {
        if (!each.end->dead()) return false;
        events_.push_back({FeedEvent::Kind::kLost, each.plan.id, n, each.plan.first, OffReason::kDied});
        leavers_.push_back(std::move(each.end));
        return true;
    });
}

/// Its first picture is all that is wanted of a standby deck.
void Feed::keep_standby_picture() {
    std::erase_if(waiting_, [&](Loaded& each) {
        RingFrame frame;
        if (each.plan.role != DeckRole::kStandby || !each.end->take(frame)) return false;
        if (frame.picture) {
            standby_ = shown_of(frame);
            standby_.picture = own_copy(*frame.picture);
            has_standby_ = true;
            frame.picture.reset();
        }
        leavers_.push_back(std::move(each.end));
        return true;
    });
}

std::optional<OffReason> Feed::end_of_on_air(int64_t n) const {
    if (on_->ended) return OffReason::kComplete;
    if (on_->deck.end->dead()) return OffReason::kDied;
    if (frame_time(n - on_->good, rate_) > rules_.stall) return OffReason::kStalled;
    return std::nullopt;
}

/// The waiting deck whose time has come: one that was ordered before one that is planned.
std::ptrdiff_t Feed::due(int64_t n) const {
    std::ptrdiff_t best = kNobody;
    for (size_t i = 0; i < waiting_.size(); ++i) {
        const Loaded& each = waiting_[i];
        if (each.plan.role == DeckRole::kStandby || !each.end->ready()) continue;
        if (each.taken) return static_cast<std::ptrdiff_t>(i);
        if (each.plan.origin && n >= *each.plan.origin + each.plan.first) best = static_cast<std::ptrdiff_t>(i);
    }
    return best;
}

/// Who may come on now that nothing is: what follows by itself, else a filler.
std::ptrdiff_t Feed::stand_in() const {
    for (const DeckRole role : {DeckRole::kItem, DeckRole::kFiller})
        for (size_t i = 0; i < waiting_.size(); ++i)
            if (waiting_[i].plan.role == role && !waiting_[i].plan.origin && waiting_[i].end->ready())
                return static_cast<std::ptrdiff_t>(i);
    return kNobody;
}

void Feed::take_off(int64_t n, OffReason reason) {
    events_.push_back({FeedEvent::Kind::kOff, on_->deck.plan.id, n, n - on_->origin, reason});
    last_ = on_->shown;
    has_last_ = on_->has_picture;
    held_since_ = reason == OffReason::kStalled ? on_->good : n;  // it has stood still for that long already
    leavers_.push_back(std::move(on_->deck.end));
    on_.reset();
}

void Feed::switch_to(std::ptrdiff_t waiter, int64_t n, OffReason reason) {
    if (on_) take_off(n, reason);
    OnAir on;
    on.deck = std::move(waiting_[static_cast<size_t>(waiter)]);
    waiting_.erase(waiting_.begin() + waiter);
    on.origin = on.deck.plan.origin && !on.deck.taken ? *on.deck.plan.origin : n - on.deck.plan.first;
    on.good = n;
    events_.push_back({FeedEvent::Kind::kOn, on.deck.plan.id, n, n - on.origin, OffReason::kComplete});
    on_ = std::move(on);
}

void Feed::choose(int64_t n) {
    if (const std::ptrdiff_t waiter = due(n); waiter != kNobody) {
        const OffReason reason = on_ ? end_of_on_air(n).value_or(OffReason::kReplaced) : OffReason::kReplaced;
        return switch_to(waiter, n, reason);
    }
    const std::optional<OffReason> over = on_ ? end_of_on_air(n) : OffReason::kComplete;
    const bool filling = on_ && on_->deck.plan.role == DeckRole::kFiller;
    if (!over && !filling) return;
    const std::ptrdiff_t waiter = stand_in();
    if (waiter != kNobody) {
        const bool filler_waits = waiting_[static_cast<size_t>(waiter)].plan.role == DeckRole::kFiller;
        if (over || !filler_waits) switch_to(waiter, n, over.value_or(OffReason::kReplaced));
    } else if (over && on_) {
        take_off(n, *over);
        if (*over == OffReason::kDied) has_last_ = false;  // the next frame shows something whole
    }
}

void Feed::apply(OnAir& on, int64_t expected) {
    if (on.coming.picture) {
        on.shown = shown_of(on.coming);
        on.has_picture = true;
    } else if (!on.coming.repeats) {
        on.has_picture = false;
        on.shown = {};
    }
    if (on.coming.number == expected) {
        on.good = expected + on.origin;
        std::copy_n(on.coming.sound.begin(), std::min(sound_.size(), on.coming.sound.size()), sound_.begin());
    }
    if (on.coming.last) on.ended = true;
    on.coming.picture.reset();
    on.has_coming = false;
}

/// Everything up to the frame that is due; what came too late is passed over, so that the place is right again.
void Feed::pull(int64_t n) {
    OnAir& on = *on_;
    const int64_t expected = n - on.origin;
    while (!on.ended) {
        if (!on.has_coming) on.has_coming = on.deck.end->take(on.coming);
        if (!on.has_coming || on.coming.number > expected) break;
        apply(on, expected);
    }
    if (on.good != n && !on.ended) ++late_frames_;
}

Feed::Shown Feed::tick(int64_t n) noexcept {
    drop_lost_waiters(n);
    keep_standby_picture();
    choose(n);
    sound_.assign(static_cast<size_t>(samples_until(n + 1, rate_) - samples_until(n, rate_)) * kRingChannels, 0.0F);
    Shown shown{nullptr, sound_, nullptr, 0};
    if (on_) {
        pull(n);
        shown.deck = &on_->deck.plan.id;
        shown.item_frame = n - on_->origin;
        if (on_->has_picture) shown.picture = &on_->shown;
    } else if (has_last_ && frame_time(n - held_since_, rate_) <= rules_.stall) {
        shown.picture = &last_;
    } else {
        has_last_ = false;
        last_ = {};
    }
    const bool standby = standby_ordered_ || shown.picture == nullptr;
    if (standby) {
        std::ranges::fill(sound_, 0.0F);
        shown.picture = has_standby_ ? &standby_ : nullptr;
        if (!was_standby_) events_.push_back({FeedEvent::Kind::kStandby, "", n, 0, OffReason::kComplete});
    }
    was_standby_ = standby;
    return shown;
}

Feed::Place Feed::place() const {
    Place place;
    if (on_) place = {on_->deck.plan.id, on_->deck.plan.role, on_->origin, {}};
    for (const Loaded& each : waiting_) place.waiting.push_back(each.plan.id);
    return place;
}

}  // namespace gatecast
