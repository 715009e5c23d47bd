// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/air_watch.h"

#include <algorithm>
#include <cmath>

namespace gatecast {

namespace {

constexpr int kBlackLuma = 30;        // of 16..235: what a screen in daylight shows as nothing
constexpr int kSameLuma = 1;          // noise of a coder in a still picture
constexpr float kSilence = 0.00316F;  // -50 dBFS
constexpr int kColumns = 16, kRows = 16;

}  // namespace

const char* name_of(AirFault fault) {
    constexpr const char* kNames[] = {"black", "frozen", "silent"};
    return kNames[static_cast<size_t>(fault)];
}

AirWatch::AirWatch(Rational rate, const AirPatience& patience) {
    const Time each[] = {patience.black, patience.frozen, patience.silent};
    for (size_t i = 0; i < kAirFaults; ++i)
        patience_frames_[i] = each[i] > Time(0) ? std::max<int64_t>(1, frame_at(each[i], rate)) : INT64_MAX;
}

void AirWatch::begin_anew() noexcept {
    since_ = {};
    last_id_ = 0;
}

AirWatch::Samples AirWatch::samples_of(const ConstImageView& view) noexcept {
    Samples samples;
    size_t next = 0;
    for (int row = 0; row < kRows; ++row) {
        const uint8_t* line = view.planes[0].row((2 * row + 1) * view.size.height / (2 * kRows));
        for (int column = 0; column < kColumns; ++column) {
            const uint8_t luma = line[(2 * column + 1) * view.size.width / (2 * kColumns)];
            samples.luma[next++] = luma;
            samples.brightest = std::max<int>(samples.brightest, luma);
        }
    }
    return samples;
}

void AirWatch::count(AirFault fault, bool faulty) noexcept {
    const auto i = static_cast<size_t>(fault);
    since_[i] = faulty ? since_[i] + 1 : 0;
    const bool stands = since_[i] >= patience_frames_[i];
    if (stands == told_[i]) return;
    told_[i] = stands;
    changes_[count_++] = {fault, stands};
}

void AirWatch::see(const Picture* picture, std::span<const float> sound) noexcept {
    count_ = 0;
    const bool readable =
        picture != nullptr && picture->view.format.depth == 8 && picture->view.planes[0].data != nullptr;
    bool same = picture == nullptr;
    Samples samples = last_;
    if (readable && picture->id != last_id_) {
        samples = samples_of(picture->view);
        same = last_id_ != 0 &&
               std::ranges::equal(samples.luma, last_.luma, [](int a, int b) { return std::abs(a - b) <= kSameLuma; });
    } else if (readable) {
        same = true;
    }
    if (readable) last_id_ = picture->id;
    if (!same) last_ = samples;  // a slow change is measured from where it began
    count(AirFault::kBlack, !readable || samples.brightest <= kBlackLuma);
    count(AirFault::kFrozen, same);
    count(AirFault::kSilent,
          std::ranges::all_of(sound, [](float sample) { return std::fabs(sample) < kSilence || std::isnan(sample); }));
}

}  // namespace gatecast
