// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/constant_rate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gatecast {
namespace {

constexpr uint8_t kPictureStart = 0x00;
constexpr uint8_t kSequenceHeader = 0xB3;

/// Offset of the start code 00 00 01 `code`, or -1.
ptrdiff_t find_start_code(const std::vector<uint8_t>& bytes, uint8_t code) {
    const std::array<uint8_t, 4> wanted{0, 0, 1, code};
    const auto at = std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end());
    return at == bytes.end() ? -1 : at - bytes.begin();
}

/// 16 bits from bit 13 after the picture's start code.
void write_vbv_delay(std::vector<uint8_t>& bytes, ptrdiff_t picture, int64_t ticks_90k) {
    const auto delay = static_cast<unsigned>(std::clamp<int64_t>(ticks_90k, 0, 0xFFFE));
    uint8_t* at = bytes.data() + picture + 5;
    at[0] = static_cast<uint8_t>((at[0] & 0xF8U) | (delay >> 13));
    at[1] = static_cast<uint8_t>(delay >> 5);
    at[2] = static_cast<uint8_t>((at[2] & 0x07U) | ((delay & 0x1FU) << 3));
}

}  // namespace

ConstantRate::ConstantRate(int64_t rate_bits, int64_t buffer_bits, Rational frame_rate)
    : rate_bits_(rate_bits),
      scale_(frame_rate.num),
      a_frame_(rate_bits * frame_rate.den),
      buffer_(buffer_bits * scale_),
      start_(static_cast<int64_t>(static_cast<double>(buffer_) * kStartFill)),
      fill_(start_),
      lowest_(start_) {}

void ConstantRate::take(Packet&& picture) {
    segment_.push_back(std::move(picture));
}

int64_t ConstantRate::missing_bits() const {
    return std::max({int64_t{0}, (start_ - fill_) / scale_, -lowest_ / scale_});
}

void ConstantRate::declare_rate(std::vector<uint8_t>& bytes) const {
    const ptrdiff_t at = find_start_code(bytes, kSequenceHeader);
    if (at < 0 || bytes.size() < static_cast<size_t>(at) + 12) return;
    const auto units = static_cast<unsigned>((rate_bits_ + 399) / 400);  // of 400 bit/s, 18 bits here
    uint8_t* field = bytes.data() + at + 8;
    field[0] = static_cast<uint8_t>(units >> 10);
    field[1] = static_cast<uint8_t>(units >> 2);
    field[2] = static_cast<uint8_t>((field[2] & 0x3FU) | ((units & 3U) << 6));
}

bool ConstantRate::underflows(const std::vector<int64_t>& stuffing) const {
    int64_t fill = fill_;
    for (size_t i = 0; i < segment_.size(); ++i) {
        fill -= (static_cast<int64_t>(segment_[i].bytes.size()) + stuffing[i]) * 8 * scale_;
        if (fill < 0) return true;
        fill += a_frame_;
    }
    return false;
}

std::vector<int64_t> ConstantRate::stuffing() const {
    const int64_t byte = 8 * scale_;
    std::vector<int64_t> zeros(segment_.size(), 0);
    int64_t fill = fill_;
    for (size_t i = 0; i < segment_.size(); ++i) {  // what would overflow can't wait
        fill += a_frame_ - static_cast<int64_t>(segment_[i].bytes.size()) * byte;
        if (fill > buffer_) zeros[i] = (fill - buffer_ + byte - 1) / byte;
        fill -= zeros[i] * byte;
    }
    if (fill <= start_) return zeros;
    const int64_t surplus = (fill - start_) / byte;
    std::vector<int64_t> even = zeros;
    const auto count = static_cast<int64_t>(segment_.size());
    for (int64_t i = 0; i < count; ++i) even[static_cast<size_t>(i)] += surplus * (i + 1) / count - surplus * i / count;
    if (!underflows(even)) return even;
    zeros.back() += surplus;  // ends at the start level, so the last picture always has room for it
    return zeros;
}

void ConstantRate::finish(const PacketSink& sink) {
    if (segment_.empty()) return;
    const std::vector<int64_t> zeros = stuffing();
    for (size_t i = 0; i < segment_.size(); ++i) {
        std::vector<uint8_t>& bytes = segment_[i].bytes;
        declare_rate(bytes);
        const ptrdiff_t picture = find_start_code(bytes, kPictureStart);
        if (picture >= 0 && bytes.size() >= static_cast<size_t>(picture) + 8) {
            const int64_t waiting_bits = fill_ / scale_ - (picture + 4) * 8;
            write_vbv_delay(bytes, picture, waiting_bits * 90'000 / rate_bits_);
        }
        bytes.resize(bytes.size() + static_cast<size_t>(zeros[i]), 0);
        fill_ -= static_cast<int64_t>(bytes.size()) * 8 * scale_;
        lowest_ = std::min(lowest_, fill_);
        fill_ += a_frame_;
        sink(std::move(segment_[i]));
    }
    segment_.clear();
}

}  // namespace gatecast
