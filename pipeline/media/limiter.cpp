// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

#include "pipeline/media/loudness.h"

namespace gatecast {
namespace {

constexpr int kPhases = 4;  // the peak between samples is looked for at 192 kHz
constexpr int kTaps = 24;   // a phase
constexpr int kHalf = kTaps / 2;
constexpr int kLookAhead = 240;                             // 5 ms: the gain is down before the peak comes
constexpr double kReleasePerSample = 1.0 / (0.1 * 48'000);  // back up in about 100 ms

/// Windowed-sinc interpolation at quarters of a sample: phase p tells the value p/4 of a sample after tap kHalf - 1.
std::array<std::array<double, kTaps>, kPhases> interpolator() {
    std::array<std::array<double, kTaps>, kPhases> table{};
    for (int phase = 0; phase < kPhases; ++phase) {
        double sum = 0;
        for (int tap = 0; tap < kTaps; ++tap) {
            const double x = tap - (kHalf - 1) - static_cast<double>(phase) / kPhases;
            const double sinc = x == 0 ? 1 : std::sin(M_PI * x) / (M_PI * x);
            const double window = 0.5 + 0.5 * std::cos(M_PI * x / (kHalf + 0.5));
            table[static_cast<size_t>(phase)][static_cast<size_t>(tap)] = sinc * window;
            sum += sinc * window;
        }
        for (double& tap : table[static_cast<size_t>(phase)]) tap /= sum;
    }
    return table;
}

}  // namespace

/// Sample n leaves when sample n + kHalf + kLookAhead has come. Its gain is the least that any peak within the look
/// ahead asks for, approached by a straight line and released by an exponential.
struct Normaliser::State {
    LoudnessPlan plan;
    int channels;
    double gain;
    double ceiling;
    std::array<std::array<double, kTaps>, kPhases> table = interpolator();
    std::vector<double> history;  // interleaved: the last kTaps samples, gain applied
    std::deque<float> waiting;    // interleaved, gain applied, not yet out
    std::deque<double> needed;    // gain each waiting sample asks for itself
    double level = 1;             // of the limiter now
    int pressing = 0;             // of the needed gains, those below 1
    int64_t pushed = 0;           // samples and, at the end, silence
    int64_t in = 0;
    int64_t out = 0;
    std::vector<float> ready;

    /// Loudest value around the newest-but-kHalf sample, over all channels.
    [[nodiscard]] double peak() const {
        double loudest = 0;
        for (int channel = 0; channel < channels; ++channel) {
            for (const auto& phase : table) {
                double value = 0;
                for (int tap = 0; tap < kTaps; ++tap)
                    value += phase[static_cast<size_t>(tap)] * history[static_cast<size_t>(tap * channels + channel)];
                loudest = std::max(loudest, std::abs(value));
            }
        }
        return loudest;
    }

    void push(const float* sample) {
        std::rotate(history.begin(), history.begin() + channels, history.end());
        for (int channel = 0; channel < channels; ++channel) {
            const double value = sample ? static_cast<double>(sample[channel]) * gain : 0.0;
            history[static_cast<size_t>((kTaps - 1) * channels + channel)] = value;
            if (sample) waiting.push_back(static_cast<float>(value));
        }
        if (sample) ++in;
        ++pushed;
        if (pushed <= kHalf) return;  // the sample in the middle of the interpolator came kHalf before this one
        const double loudest = peak();
        needed.push_back(loudest > ceiling ? ceiling / loudest : 1.0);
        if (needed.back() < 1) ++pressing;
        if (static_cast<int>(needed.size()) > kLookAhead) release();
    }

    void release() {
        double target = level + (1 - level) * kReleasePerSample * 3;
        for (size_t ahead = 0; pressing > 0 && ahead < needed.size(); ++ahead) {
            if (needed[ahead] >= 1) continue;
            // On a line that reaches what the peak asks for when it comes.
            const double share = static_cast<double>(ahead) / kLookAhead;
            target = std::min(target, needed[ahead] + (1 - needed[ahead]) * share);
        }
        level = target;
        for (int channel = 0; channel < channels; ++channel) {
            const double value = static_cast<double>(waiting.front()) * level;
            ready.push_back(static_cast<float>(value));
            waiting.pop_front();
        }
        if (needed.front() < 1) --pressing;
        needed.pop_front();
        ++out;
    }
};

Normaliser::Normaliser(const LoudnessPlan& plan, int channels) : state_(std::make_unique<State>()) {
    State& s = *state_;
    s.plan = plan;
    s.channels = channels;
    s.gain = plan.method == LoudnessMethod::kNone ? 1.0 : std::pow(10.0, plan.gain_db / 20);
    s.ceiling = std::pow(10.0, plan.ceiling_dbtp / 20);
    s.history.assign(static_cast<size_t>(kTaps * channels), 0.0);
}
Normaliser::~Normaliser() = default;

const std::vector<float>& Normaliser::process(const float* samples, int64_t count) {
    State& s = *state_;
    s.ready.clear();
    if (s.plan.method == LoudnessMethod::kLimited) {
        for (int64_t i = 0; i < count; ++i) s.push(samples + i * s.channels);
        return s.ready;
    }
    const int64_t values = count * s.channels;
    for (int64_t i = 0; i < values; ++i)
        s.ready.push_back(static_cast<float>(static_cast<double>(samples[i]) * s.gain));
    return s.ready;
}

const std::vector<float>& Normaliser::finish() {
    State& s = *state_;
    s.ready.clear();
    while (s.out < s.in) s.push(nullptr);
    return s.ready;
}

}  // namespace gatecast
