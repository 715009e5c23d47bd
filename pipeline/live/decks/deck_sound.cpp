// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/deck_sound.h"

#include <algorithm>

#include "pipeline/live/decks/ring.h"

namespace gatecast {

namespace {

/// -1: there is none.
int track_for(const Clip& clip, const DeckOrder& order) {
    if (order.silent || clip.sounds.empty()) return -1;
    const auto spoken = std::ranges::find(clip.sounds, order.language, &AudioTrack::language);
    return !order.language.empty() && spoken != clip.sounds.end() ? spoken->index : clip.sounds.front().index;
}

// Of a source without an end.
constexpr int64_t kNoEnd = int64_t{48'000} * 86'400 * 366;

}  // namespace

DeckSound::DeckSound(const Clip& clip, const DeckOrder& order, int64_t first, int64_t frames)
    : rate_(order.rate),
      from_(order.in + frame_time(first, order.rate)),
      total_(frames == INT64_MAX ? kNoEnd : samples_until(frames, rate_) - samples_until(first, rate_)) {
    if (const int track = track_for(clip, order); track >= 0)
        reader_ = std::make_unique<AudioReader>(clip, track, from_);
}

void DeckSound::decode_until(size_t floats) {
    const auto keep = [this](const float* samples, int64_t count) {
        ready_.insert(ready_.end(), samples, samples + count * kRingChannels);
    };
    while (reader_ && !ended_ && ready_.size() < floats) {
        const std::optional<SoundBlock> block = reader_->next();
        if (!block) {
            ended_ = true;
            return;
        }
        if (!conform_)
            conform_ = std::make_unique<SoundConform>(block->channels, block->sample_rate, kRingChannels, total_);
        conform_->push(block->samples, block->start - from_, keep);
    }
}

void DeckSound::next(int64_t n, std::vector<float>& samples) {
    const auto floats = static_cast<size_t>(samples_until(n + 1, rate_) - samples_until(n, rate_)) * kRingChannels;
    decode_until(floats);
    const size_t have = std::min(floats, ready_.size());
    samples.assign(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(have));
    samples.resize(floats, 0.0F);
    ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(have));
}

}  // namespace gatecast
