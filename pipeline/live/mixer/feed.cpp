// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/feed.h"

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
    Player player;
    if (plan.live) player.air.emplace(rate_, plan.dead_air);
    player.plan = std::move(plan);
    player.end = std::move(end);
    player.loaded = now_.value_or(-1) + 1;
    waiting_.push_back(std::move(player));
}

void Feed::unload(const std::string& id) {
    std::erase_if(waiting_, [&](Player& each) {
        if (each.plan.id != id) return false;
        leavers_.push_back(std::move(each.end));
        return true;
    });
    if (on_ && on_->plan.id == id) {
        take_off(on_->good + 1, OffReason::kUnloaded);
        has_last_ = false;  // not a frame more of it
        last_ = {};
    }
}

void Feed::take(const std::string& id) {
    for (Player& each : waiting_)
        if (each.plan.id == id) each.taken = true;
}

void Feed::drop_lost_waiters(int64_t n) {
    std::erase_if(waiting_, [&](Player& each) {
        const bool over = each.plan.until && n >= *each.plan.until;
        if (!over && !each.end->dead()) return false;
        const auto kind = over ? FeedEvent::Kind::kOver : FeedEvent::Kind::kLost;
        events_.push_back({kind, each.plan.id, n, each.plan.first, over ? OffReason::kComplete : OffReason::kDied});
        leavers_.push_back(std::move(each.end));
        return true;
    });
}

/// Its first picture is all that is wanted of a standby deck.
void Feed::keep_standby_picture() {
    std::erase_if(waiting_, [&](Player& each) {
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

/// A live one must have given the frame before: what stands in its ring may be old.
bool Feed::ready(const Player& player, int64_t n) {
    return player.plan.live ? player.has_picture && player.good == n - 1 : player.end->ready();
}

bool Feed::is_back(const Player& player, int64_t n) const {
    return player.plan.rests && player.well_since && frame_time(n - *player.well_since, rate_) >= rules_.well;
}

std::optional<OffReason> Feed::dead_air() const {
    if (!on_->air) return std::nullopt;
    if (on_->air->stands(AirFault::kBlack)) return OffReason::kBlack;
    if (on_->air->stands(AirFault::kFrozen)) return OffReason::kFrozen;
    if (on_->air->stands(AirFault::kSilent)) return OffReason::kSilent;
    return std::nullopt;
}

std::optional<OffReason> Feed::end_of_on_air(int64_t n) const {
    if (on_->ended || (on_->plan.until && n >= *on_->plan.until)) return OffReason::kComplete;
    if (on_->end->dead()) return OffReason::kDied;
    if (frame_time(n - on_->good, rate_) > rules_.stall) return OffReason::kStalled;
    return dead_air();
}

/// The waiting deck whose time has come: one that was ordered before one that is planned, before one that is back.
std::ptrdiff_t Feed::due(int64_t n) const {
    const bool may_be_back = !on_ || on_->stands_in || on_->plan.role == DeckRole::kFiller;
    std::ptrdiff_t best = kNobody, back = kNobody;
    for (size_t i = 0; i < waiting_.size(); ++i) {
        const Player& each = waiting_[i];
        const auto place = static_cast<std::ptrdiff_t>(i);
        if (each.plan.role == DeckRole::kStandby || !ready(each, n)) continue;
        if (each.taken) return place;
        if (each.plan.rests) {
            if (may_be_back && is_back(each, n)) back = place;
        } else if (each.plan.origin && n >= *each.plan.origin + each.plan.first) {
            best = place;
        }
    }
    return best != kNobody ? best : back;
}

/// Who may come on now that nothing is: what follows by itself, in its turn, else a filler.
std::ptrdiff_t Feed::stand_in(int64_t n) const {
    for (const DeckRole role : {DeckRole::kItem, DeckRole::kFiller})
        for (size_t i = 0; i < waiting_.size(); ++i) {
            const Player& each = waiting_[i];
            if (each.plan.role != role || each.plan.origin || each.plan.rests) continue;
            if (ready(each, n)) return static_cast<std::ptrdiff_t>(i);
            if (!each.plan.live && frame_time(n - each.loaded, rate_) < rules_.in_turn) break;
        }
    return kNobody;
}

void Feed::take_off(int64_t n, OffReason reason) {
    const bool dead_air = reason == OffReason::kBlack || reason == OffReason::kFrozen || reason == OffReason::kSilent;
    const bool rests = on_->plan.live && (reason == OffReason::kStalled || dead_air);
    events_.push_back({FeedEvent::Kind::kOff, on_->plan.id, n, n - on_->origin, reason, rests});
    last_ = on_->shown;
    has_last_ = on_->has_picture && !dead_air;
    held_since_ = reason == OffReason::kStalled ? on_->good : n;  // it has stood still for that long already
    if (rests) {
        on_->plan.rests = true;
        on_->taken = false;
        on_->well_since.reset();
        waiting_.push_back(std::move(*on_));
    } else {
        leavers_.push_back(std::move(on_->end));
    }
    on_.reset();
}

void Feed::switch_to(std::ptrdiff_t waiter, int64_t n, OffReason reason) {
    Player next = std::move(waiting_[static_cast<size_t>(waiter)]);
    waiting_.erase(waiting_.begin() + waiter);
    if (on_) take_off(n, reason);
    next.origin = next.plan.origin && !next.taken ? *next.plan.origin : n - next.plan.first;
    next.good = n;
    next.plan.rests = false;
    next.stands_in = !next.taken && !next.plan.origin &&
                     std::ranges::any_of(waiting_, [](const Player& each) { return each.plan.rests; });
    events_.push_back({FeedEvent::Kind::kOn, next.plan.id, n, n - next.origin, OffReason::kComplete});
    on_ = std::move(next);
    has_last_ = false;  // a picture that is kept keeps its place in the ring of a deck that rests
    last_ = {};
}

void Feed::choose(int64_t n) {
    if (const std::ptrdiff_t waiter = due(n); waiter != kNobody) {
        const OffReason reason = on_ ? end_of_on_air(n).value_or(OffReason::kReplaced) : OffReason::kReplaced;
        return switch_to(waiter, n, reason);
    }
    const std::optional<OffReason> over = on_ ? end_of_on_air(n) : OffReason::kComplete;
    const bool filling = on_ && on_->plan.role == DeckRole::kFiller;
    if (!over && !filling) return;
    const std::ptrdiff_t waiter = stand_in(n);
    if (waiter != kNobody) {
        const bool filler_waits = waiting_[static_cast<size_t>(waiter)].plan.role == DeckRole::kFiller;
        if (over || !filler_waits) switch_to(waiter, n, over.value_or(OffReason::kReplaced));
    } else if (over && on_ && *over != OffReason::kSilent) {  // a picture without sound is better than standby
        take_off(n, *over);
        if (*over == OffReason::kDied) has_last_ = false;  // the next frame shows something whole
    }
}

/// Everything up to the frame that is due; what came too late is passed over, so that the place is right again.
void Feed::pull(Player& player, int64_t n, std::span<float> sound) {
    const int64_t expected = player.plan.live ? n : n - player.origin;
    RingFrame& coming = player.coming;
    while (!player.ended) {
        if (!player.has_coming) player.has_coming = player.end->take(coming);
        if (!player.has_coming || coming.number > expected) break;
        if (coming.picture) {
            player.shown = shown_of(coming);
            player.has_picture = true;
        } else if (!coming.repeats) {
            player.has_picture = false;
            player.shown = {};
        }
        if (coming.number == expected) {
            player.good = n;
            std::copy_n(coming.sound.begin(), std::min(sound.size(), coming.sound.size()), sound.begin());
        }
        if (coming.last) player.ended = true;
        coming.picture.reset();
        player.has_coming = false;
    }
}

/// Of a live deck: whether what it gives is alive.
void Feed::watch(Player& player, int64_t n, std::span<const float> sound) const {
    if (!player.air) return;
    if (player.good == n) player.air->see(player.has_picture ? &player.shown.picture : nullptr, sound);
    bool faulty = frame_time(n - player.good, rate_) > rules_.stall;
    for (const AirFault fault : {AirFault::kBlack, AirFault::kFrozen, AirFault::kSilent})
        faulty |= player.air->stands(fault);
    if (faulty)
        player.well_since.reset();
    else if (!player.well_since)
        player.well_since = n;
}

/// Live decks run on while they wait: what they give is passed over, so that it is never old.
void Feed::watch_waiters(int64_t n) {
    for (Player& each : waiting_) {
        if (!each.plan.live) continue;
        unheard_.assign(sound_.size(), 0.0F);
        pull(each, n, unheard_);
        watch(each, n, unheard_);
    }
}

Feed::Shown Feed::tick(int64_t n) noexcept {
    if (!now_)
        for (Player& each : waiting_) each.loaded = n;
    now_ = n;
    drop_lost_waiters(n);
    keep_standby_picture();
    choose(n);
    sound_.assign(static_cast<size_t>(samples_until(n + 1, rate_) - samples_until(n, rate_)) * kRingChannels, 0.0F);
    Shown shown{nullptr, sound_, nullptr, 0, false};
    watch_waiters(n);
    if (on_) {
        pull(*on_, n, sound_);
        watch(*on_, n, sound_);
        if (on_->plan.silent) std::ranges::fill(sound_, 0.0F);
        if (on_->good != n && !on_->ended) ++late_frames_;
        shown.deck = &on_->plan.id;
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
    was_standby_ = shown.standby = standby;
    return shown;
}

Feed::Place Feed::place() const {
    Place place;
    if (on_) place = {on_->plan.id, on_->plan.role, on_->origin, {}};
    for (const Player& each : waiting_) place.waiting.push_back(each.plan.id);
    return place;
}

}  // namespace gatecast
