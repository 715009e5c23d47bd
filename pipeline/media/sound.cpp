// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/sound.h"

extern "C" {
#include <libavutil/channel_layout.h>
#include <libswresample/swresample.h>
}

#include <algorithm>
#include <cmath>

#include "pipeline/media/libav.h"
#include "presets/message.h"

namespace gatecast {
namespace {

constexpr int kRateOut = 48'000;
constexpr int kChunk = 4800;
constexpr double kJitterSeconds = 0.005;
constexpr float kThreeDb = 0.70710678F;

/// Shares of each channel in left and right, in the order libav gives the layout of that many channels.
struct StereoShare {
    float left, right;
};
constexpr StereoShare kL{1, 0}, kR{0, 1}, kC{kThreeDb, kThreeDb}, kLfe{0, 0}, kSl{kThreeDb, 0}, kSr{0, kThreeDb},
    kBack{0.5F, 0.5F}, kNone{0, 0};
constexpr StereoShare kShares[9][8] = {
    {},
    {{1, 1}},
    {kL, kR},
    {kL, kR, kLfe},
    {kL, kR, kC, kBack},
    {kL, kR, kC, kSl, kSr},
    {kL, kR, kC, kLfe, kSl, kSr},
    {kL, kR, kC, kLfe, kBack, kSl, kSr},
    {kL, kR, kC, kLfe, kSl, kSr, kSl, kSr},
};

std::vector<StereoShare> stereo_shares(int channels) {
    std::vector<StereoShare> shares(static_cast<size_t>(channels), kNone);
    if (channels > 8) {
        shares[0] = kL;
        shares[1] = kR;
        return shares;
    }
    float sum = 0;
    for (int i = 0; i < channels; ++i) {
        shares[static_cast<size_t>(i)] = kShares[channels][i];
        sum += kShares[channels][i].left;
    }
    for (StereoShare& share : shares) share = {share.left / sum, share.right / sum};
    return shares;
}

}  // namespace

std::vector<std::vector<float>> mix_gains(int channels_in, int channels_out) {
    std::vector gains(static_cast<size_t>(channels_out), std::vector<float>(static_cast<size_t>(channels_in), 0.0F));
    if (channels_in == channels_out) {
        for (size_t i = 0; i < gains.size(); ++i) gains[i][i] = 1;
        return gains;
    }
    const std::vector<StereoShare> shares = stereo_shares(channels_in);
    for (size_t i = 0; i < shares.size(); ++i) {
        if (channels_out == 1) {
            gains[0][i] = (shares[i].left + shares[i].right) / 2;
        } else {
            gains[0][i] = shares[i].left;
            gains[1][i] = shares[i].right;
        }
    }
    return gains;
}

struct SoundConform::State {
    struct Close {
        void operator()(SwrContext* context) const noexcept { swr_free(&context); }
    };
    int channels_in;
    int rate_in;
    int channels_out;
    int64_t total;
    std::vector<std::vector<float>> gains;
    std::unique_ptr<SwrContext, Close> resampler;  // null at 48 kHz
    int64_t taken = 0;                             // samples of the input's line so far, silence included
    int64_t given = 0;
    bool started = false;
    Repairs repairs;
    std::vector<float> mixed;
    std::vector<float> resampled;

    void open_resampler() {
        AVChannelLayout layout;
        av_channel_layout_default(&layout, channels_out);
        SwrContext* made = nullptr;
        const int allocated = swr_alloc_set_opts2(&made, &layout, AV_SAMPLE_FMT_FLT, kRateOut, &layout,
                                                  AV_SAMPLE_FMT_FLT, rate_in, 0, nullptr);
        av_channel_layout_uninit(&layout);
        resampler.reset(made);
        if (allocated < 0) throw std::bad_alloc();
        if (const int opened = swr_init(made); opened < 0)
            throw Error(
                message("Sound at {} Hz cannot be converted to 48000 Hz ({}).", rate_in, libav::reason(opened)));
    }

    void mix(const float* samples, int64_t count) {
        mixed.assign(static_cast<size_t>(count * channels_out), 0.0F);
        if (!samples) return;
        for (int64_t i = 0; i < count; ++i) {
            for (int out = 0; out < channels_out; ++out) {
                float value = 0;
                for (int in = 0; in < channels_in; ++in)
                    value += gains[static_cast<size_t>(out)][static_cast<size_t>(in)] * samples[i * channels_in + in];
                mixed[static_cast<size_t>(i * channels_out + out)] = value;
            }
        }
    }

    /// Null samples are silence.
    void feed(const float* samples, int64_t count, const SampleSink& sink) {
        while (count > 0 && given < total) {
            const int64_t step = std::min<int64_t>(count, kChunk);
            mix(samples, step);
            resample(mixed.data(), step, sink);
            taken += step;
            count -= step;
            if (samples) samples += step * channels_in;
        }
    }

    /// A null pointer drains the resampler.
    void resample(const float* samples, int64_t count, const SampleSink& sink) {
        if (!resampler) {
            if (samples) give(samples, count, sink);
            return;
        }
        const int room = swr_get_out_samples(resampler.get(), static_cast<int>(count)) + 64;
        resampled.resize(static_cast<size_t>(room) * static_cast<size_t>(channels_out));
        auto* out = reinterpret_cast<uint8_t*>(resampled.data());
        const auto* in = reinterpret_cast<const uint8_t*>(samples);
        const int made = swr_convert(resampler.get(), &out, room, samples ? &in : nullptr, static_cast<int>(count));
        if (made < 0)
            throw Error(message("Sound at {} Hz cannot be converted to 48000 Hz ({}).", rate_in, libav::reason(made)));
        give(resampled.data(), made, sink);
    }

    void give(const float* samples, int64_t count, const SampleSink& sink) {
        count = std::min(count, total - given);
        if (count <= 0) return;
        sink(samples, count);
        given += count;
    }
};

SoundConform::SoundConform(int channels_in, int rate_in, int channels_out, int64_t total_samples)
    : state_(std::make_unique<State>()) {
    if (channels_in < 1 || channels_out < 1 || rate_in < 1)
        throw std::invalid_argument("SoundConform: channels and rate must be positive");
    State& s = *state_;
    s.channels_in = channels_in;
    s.rate_in = rate_in;
    s.channels_out = channels_out;
    s.total = total_samples;
    s.gains = mix_gains(channels_in, channels_out);
    if (rate_in != kRateOut) s.open_resampler();
}
SoundConform::~SoundConform() = default;

void SoundConform::push(std::span<const float> samples, Time start, const SampleSink& sink) {
    State& s = *state_;
    const auto count = static_cast<int64_t>(samples.size()) / s.channels_in;
    const double seconds = std::chrono::duration<double>(start).count();
    const auto position = static_cast<int64_t>(std::llround(seconds * s.rate_in));
    int64_t away = position - s.taken;
    const auto jitter = static_cast<int64_t>(kJitterSeconds * s.rate_in);
    if (s.started && std::abs(away) <= jitter) away = 0;
    if (away > 0) {
        s.repairs.silence_samples += away;
        s.feed(nullptr, away, sink);
    }
    const int64_t cut = std::min(std::max<int64_t>(-away, 0), count);
    if (s.started) s.repairs.trimmed_samples += cut;  // what lies before the start is no damage
    if (cut == count) return;
    s.started = true;
    s.feed(samples.data() + cut * s.channels_in, count - cut, sink);
}

void SoundConform::finish(const SampleSink& sink) {
    State& s = *state_;
    s.resample(nullptr, 0, sink);
    const std::vector<float> silence(static_cast<size_t>(kChunk) * static_cast<size_t>(s.channels_out), 0.0F);
    while (s.given < s.total) s.give(silence.data(), kChunk, sink);
}

const SoundConform::Repairs& SoundConform::repairs() const {
    return state_->repairs;
}

}  // namespace gatecast
