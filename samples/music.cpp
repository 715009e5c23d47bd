// SPDX-License-Identifier: GPL-3.0-or-later
// Plays the sample music: plucked strings in a pentatonic scale over slow chords. Raw stereo float samples at 48 kHz on
// standard output for ffmpeg. The same arguments give the same samples.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <vector>

namespace {

constexpr int kRate = 48000;
constexpr double kBeat = 0.5;  // seconds

struct Stereo {
    std::vector<float> left, right;
    explicit Stereo(size_t count) : left(count), right(count) {}

    void add(size_t at, float value, float balance) {  // balance 0 left, 1 right
        if (at >= left.size()) return;
        left[at] += value * (1 - balance);
        right[at] += value * balance;
    }
};

double pitch(int semitones_from_a4) {
    return 440 * std::exp2(semitones_from_a4 / 12.0);
}

class Noise {
public:
    float next() {
        state_ = state_ * 1664525U + 1013904223U;
        return static_cast<float>(state_ >> 8) / 8388608.0F - 1.0F;
    }

private:
    uint32_t state_ = 20260101;
};

/// A string: a burst of noise going round in a delay line that dulls it (Karplus and Strong).
void pluck(Stereo& out, double start, double hertz, double level, float balance, Noise& noise) {
    std::vector<float> line(static_cast<size_t>(kRate / hertz));
    float smooth = 0;
    for (float& sample : line) sample = smooth = 0.5F * smooth + 0.5F * noise.next();
    const auto first = static_cast<size_t>(start * kRate);
    size_t at = 0;
    for (size_t n = 0; n < size_t{3} * kRate; ++n) {
        const size_t after = (at + 1) % line.size();
        const float sample = line[at];
        line[at] = 0.4985F * (line[at] + line[after]);
        at = after;
        const double fade = std::min(1.0, (3.0 * kRate - static_cast<double>(n)) / (0.4 * kRate));
        out.add(first + n, static_cast<float>(sample * level * fade), balance);
    }
}

/// A slow chord: two slightly different sines a voice, swelling and dying away into the next.
void swell(Stereo& out, double start, double length, const std::array<int, 4>& chord) {
    const auto first = static_cast<size_t>(start * kRate);
    const auto count = static_cast<size_t>(length * 1.35 * kRate);
    for (size_t voice = 0; voice < chord.size(); ++voice) {
        const double step = 2 * std::numbers::pi * pitch(chord[voice]) / kRate;
        const float balance = 0.3F + 0.13F * static_cast<float>(voice);
        for (size_t n = 0; n < count; ++n) {
            const double share = static_cast<double>(n) / static_cast<double>(count);
            const double level = 0.050 * std::pow(std::sin(std::numbers::pi * share), 1.4);
            const double phase = step * static_cast<double>(n);
            out.add(first + n,
                    static_cast<float>(level *
                                       (std::sin(phase) + 0.7 * std::sin(phase * 1.004) + 0.12 * std::sin(2 * phase))),
                    balance);
        }
    }
}

void add_room(std::vector<float>& samples, size_t delay) {
    for (size_t n = delay; n < samples.size(); ++n) samples[n] += 0.30F * samples[n - delay];
}

Stereo play(double seconds) {
    constexpr std::array<std::array<int, 4>, 4> kChords{
        {{-24, -9, -5, 0}, {-28, -12, -5, -1}, {-19, -12, -7, -4}, {-26, -10, -7, -2}}};
    constexpr std::array<int, 32> kMelody{3, 7, 10, 12, 99, 10, 7,  5, 7,  99, 3, 5, 0, 99, 3, 99,
                                          5, 7, 12, 15, 99, 12, 10, 7, 10, 99, 7, 5, 3, 99, 0, 99};  // 99: a rest
    Stereo out(static_cast<size_t>(seconds * kRate));
    Noise noise;
    for (int bar = 0; bar * 8 * kBeat < seconds; ++bar)
        swell(out, bar * 8 * kBeat, 8 * kBeat, kChords[static_cast<size_t>(bar) % 4]);
    for (int beat = 2; beat * kBeat < seconds - 1; ++beat) {
        const int note = kMelody[static_cast<size_t>(beat) % kMelody.size()];
        if (note == 99) continue;
        pluck(out, beat * kBeat, pitch(note), 0.30, 0.42F, noise);
        if (beat % 4 == 0) pluck(out, beat * kBeat + 0.02, pitch(note - 12), 0.22, 0.62F, noise);
    }
    add_room(out.left, 11987);
    add_room(out.right, 14563);
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    const double seconds = argc == 2 ? std::strtod(argv[1], nullptr) : 0;
    if (!(seconds > 0 && seconds <= 3600)) {
        std::fputs("music SECONDS   raw stereo 32-bit float at 48 kHz on standard output\n", stderr);
        return 2;
    }
    const Stereo sound = play(seconds);
    for (size_t n = 0; n < sound.left.size(); ++n) {
        const double at = static_cast<double>(n) / kRate;
        const auto fade = static_cast<float>(std::min({1.0, at / 0.3, (seconds - at) / 1.5}));
        const std::array<float, 2> both{sound.left[n] * fade, sound.right[n] * fade};
        if (std::fwrite(both.data(), sizeof(float), 2, stdout) != 2) return 1;
    }
    return 0;
}
