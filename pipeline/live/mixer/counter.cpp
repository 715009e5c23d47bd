// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/counter.h"

namespace gatecast {

namespace {

constexpr int kCell_px = 8;
constexpr int kCellsARow = 16;
constexpr int kBits = 32;
constexpr int kBlack = 16, kWhite = 235, kGrey = 128;

}  // namespace

void draw_counter(const ImageView& picture, int64_t number) noexcept {
    if (picture.size.width < kCounter_px.width || picture.size.height < kCounter_px.height) return;
    for (int bit = 0; bit < kBits; ++bit) {
        const bool white = (static_cast<uint64_t>(number) >> (kBits - 1 - bit) & 1U) != 0;
        const Rect cell{bit % kCellsARow * kCell_px, bit / kCellsARow * kCell_px, kCell_px, kCell_px};
        fill(crop(picture, cell), {white ? kWhite : kBlack, kGrey, kGrey});
    }
}

}  // namespace gatecast
