// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/live_buffer.h"

#include <algorithm>

#include "pipeline/live/clock.h"
#include "pipeline/live/decks/drift_resampler.h"
#include "pipeline/live/decks/ring.h"

namespace gatecast {

namespace {

using namespace std::chrono_literals;

constexpr size_t kMostPictures = 100;
constexpr Time kSoundMissing = 1500ms;  // so far behind the pictures, sound is not waited for
constexpr Time kAhead = 500ms;          // of the cushion: then who can wait does
constexpr int64_t kEndless = int64_t{48'000} * 86'400 * 366;
constexpr double kSecond_ns = 1e9;
constexpr size_t kSoundKept = size_t{48'000} * kRingChannels;  // of the past, before it is moved out

}  // namespace

LiveBuffer::LiveBuffer(const Settings& settings) : settings_(settings) {}

void LiveBuffer::begin(bool with_sound) {
    const std::lock_guard lock(mutex_);
    const Time cushion = clock_ ? clock_->cushion() : settings_.cushion;  // what was learnt of the line
    clock_.emplace(cushion, !settings_.pulled);
    with_sound_ = with_sound;
    pictures_.clear();
    pictures_until_.reset();
    position_.reset();
    conform_.reset();
    sound_.clear();
    first_sample_ = 0;
}

void LiveBuffer::end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    emptied_.notify_all();
}

Time LiveBuffer::sound_time(int64_t sample) const {
    return conform_from_ + Time(sample * 1'000'000'000 / 48'000);
}

/// Shown and heard together: the clock counts what there is both of, while there is both.
void LiveBuffer::tell_clock(Time now) {
    if (!pictures_until_) return;
    Time until = *pictures_until_;
    if (with_sound_ && conform_) {
        const Time sound_until = sound_time(first_sample_ + static_cast<int64_t>(sound_.size()) / kRingChannels);
        if (sound_until > *pictures_until_ - kSoundMissing) until = std::min(until, sound_until);
    } else if (with_sound_ && *pictures_until_ < kSoundMissing) {
        return;  // it is on its way
    }
    clock_->arrived(until, now);
}

bool LiveBuffer::enough() const {
    return position_ && pictures_.size() > 2 && *pictures_until_ - *position_ > clock_->cushion() + kAhead;
}

void LiveBuffer::put(LivePicture&& picture) {
    std::unique_lock lock(mutex_);
    pictures_until_ = std::max(pictures_until_.value_or(picture.end), picture.end);
    pictures_.push_back(std::move(picture));
    if (pictures_.size() > kMostPictures) {
        pictures_.pop_front();
        ++stats_.dropped;
    }
    tell_clock(monotonic_now());
    if (settings_.pulled) emptied_.wait(lock, [this] { return ended_ || !enough(); });
}

void LiveBuffer::put(const LiveSound& sound) {
    const std::lock_guard lock(mutex_);
    if (!conform_ || sound.channels != channels_ || sound.sample_rate != sample_rate_) {
        conform_ = std::make_unique<SoundConform>(sound.channels, sound.sample_rate, kRingChannels, kEndless);
        channels_ = sound.channels;
        sample_rate_ = sound.sample_rate;
        conform_from_ = sound.start;
        sound_.clear();
        first_sample_ = 0;
    }
    conform_->push(sound.samples, sound.start - conform_from_, [this](const float* samples, int64_t count) {
        sound_.insert(sound_.end(), samples, samples + count * kRingChannels);
    });
    tell_clock(monotonic_now());
}

/// The one whose interval holds the place; within a third of a frame of its border, exactly one a step, so that two
/// clocks that run alike never drop and repeat in turn.
void LiveBuffer::take_picture(Time position, Time step) {
    size_t due = 0;
    while (due < pictures_.size() && pictures_[due].start <= position) ++due;
    if (due == 0 && !pictures_.empty() && pictures_.front().start <= position + step / 3) due = 1;
    if (due == 2 && pictures_[1].start > position - step / 3) due = 1;
    if (due == 0) {
        ++stats_.repeated;
        return;
    }
    shown_ = std::move(pictures_[due - 1]);
    fresh_ = true;
    stats_.dropped += static_cast<int64_t>(due) - 1;
    pictures_.erase(pictures_.begin(), pictures_.begin() + static_cast<std::ptrdiff_t>(due));
}

void LiveBuffer::take_sound(Time position, std::span<float> sound) {
    const double from = static_cast<double>((position - conform_from_).count()) * 48'000 / kSecond_ns -
                        static_cast<double>(first_sample_);
    read_at_speed(sound_, from, clock_->speed(), sound);
    const auto past = static_cast<int64_t>(from) - kDriftReach;
    if (past * kRingChannels < static_cast<int64_t>(kSoundKept)) return;
    const auto gone = std::min(static_cast<int64_t>(sound_.size()) / kRingChannels, past);
    sound_.erase(sound_.begin(), sound_.begin() + gone * kRingChannels);
    first_sample_ += gone;
}

std::optional<LiveBuffer::Frame> LiveBuffer::take(int64_t n, Time now, std::vector<float>& sound) {
    const std::lock_guard lock(mutex_);
    if (!clock_) return std::nullopt;
    const Time step = frame_time(n + 1, settings_.rate) - frame_time(n, settings_.rate);
    const std::optional<Time> position = clock_->next(step, now);
    stats_.speed = clock_->speed();
    stats_.breaks = clock_->breaks();
    if (!position) return std::nullopt;
    position_ = position;
    take_picture(*position, step);
    const int64_t samples = samples_until(n + 1, settings_.rate) - samples_until(n, settings_.rate);
    sound.assign(static_cast<size_t>(samples) * kRingChannels, 0.0F);
    if (conform_) take_sound(*position, sound);
    emptied_.notify_one();
    if (!shown_) return std::nullopt;
    const bool repeats = !std::exchange(fresh_, false);
    return Frame{&*shown_, repeats};
}

LiveBuffer::Stats LiveBuffer::stats() const {
    const std::lock_guard lock(mutex_);
    return stats_;
}

}  // namespace gatecast
