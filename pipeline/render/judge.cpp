// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/judge.h"

namespace gatecast {

namespace {

constexpr int kStep_px = 16;          // every 16th pixel of every 16th row says enough, and costs nothing
constexpr uint8_t kBlackLuma = 28;    // limited range: 5 % above black, so that noise on black is black
constexpr size_t kBrightShare = 500;  // one sample in so many may be brighter: a clock's colon

}  // namespace

void add_run(std::vector<FrameRun>& runs, const FrameRun& run) {
    if (!runs.empty() && runs.back().first + runs.back().count == run.first)
        runs.back().count += run.count;
    else
        runs.push_back(run);
}

void Judge::see(const ConstImageView& picture, int64_t frame) {
    sample_.clear();
    size_t bright = 0;
    for (int y = kStep_px / 2; y < picture.size.height; y += kStep_px) {
        const uint8_t* row = picture.planes[0].row(y);
        for (int x = kStep_px / 2; x < picture.size.width; x += kStep_px) {
            sample_.push_back(row[x]);
            bright += row[x] > kBlackLuma;
        }
    }
    if (bright * kBrightShare <= sample_.size()) add_run(black_, {frame, 1});
    if (sample_ == last_sample_) add_run(frozen_, {frame, 1});
    std::swap(sample_, last_sample_);
}

}  // namespace gatecast
