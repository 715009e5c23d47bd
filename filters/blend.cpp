// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/blend.h"

#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/blend.cpp"
#include <hwy/foreach_target.h>  // IWYU pragma: keep
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace gatecast {
namespace HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR

// No lanes to split: the reference is the kernel.
Kernels table() {
    return scalar_kernels();
}

#else

namespace hn = hwy::HWY_NAMESPACE;

// Bytes are worked on as 16-bit lanes: the even bytes masked, the odd ones shifted down. Nothing has to be reordered.
template <class D>
using Lanes16 = hn::Vec<hn::Repartition<uint16_t, D> >;

template <class D>
HWY_INLINE Lanes16<D> even(D, hn::Vec<D> v) {
    const hn::Repartition<uint16_t, D> d16;
    return hn::And(hn::BitCast(d16, v), hn::Set(d16, 0x00FF));
}

template <class D>
HWY_INLINE Lanes16<D> odd(D, hn::Vec<D> v) {
    return hn::ShiftRight<8>(hn::BitCast(hn::Repartition<uint16_t, D>(), v));
}

// The high bytes of both, back in their places.
template <class D>
HWY_INLINE hn::Vec<D> joined_high(D d, Lanes16<D> even_lanes, Lanes16<D> odd_lanes) {
    const hn::Repartition<uint16_t, D> d16;
    return hn::BitCast(d, hn::Or(hn::ShiftRight<8>(even_lanes), hn::And(odd_lanes, hn::Set(d16, 0xFF00))));
}

// 256 times v / 255, rounded half up, for v <= 255 * 255: the quotient stands in the high byte.
template <class D16>
HWY_INLINE hn::Vec<D16> over_255_high(D16 d16, hn::Vec<D16> v) {
    const auto rounded = hn::Add(v, hn::Set(d16, 128));
    return hn::Add(rounded, hn::ShiftRight<8>(rounded));
}

template <class D>
HWY_INLINE hn::Vec<D> over_one(D d, hn::Vec<D> to, hn::Vec<D> colour, hn::Vec<D> alpha) {
    const hn::Repartition<uint16_t, D> d16;
    const auto through = hn::Xor(alpha, hn::Set(d, 0xFF));
    const auto low = over_255_high(d16, hn::Mul(even(d, to), even(d, through)));
    const auto high = over_255_high(d16, hn::Mul(odd(d, to), odd(d, through)));
    return hn::SaturatedAdd(colour, joined_high(d, low, high));
}

template <class D>
HWY_INLINE hn::Vec<D> faded(D d, hn::Vec<D> v, Lanes16<D> opacity) {
    const hn::Repartition<uint16_t, D> d16;
    const auto half = hn::Set(d16, 128);
    const auto low = hn::Add(hn::Mul(even(d, v), opacity), half);
    const auto high = hn::Add(hn::Mul(odd(d, v), opacity), half);
    return joined_high(d, low, high);
}

template <class D>
HWY_INLINE hn::Vec<D> mix_one(D d, hn::Vec<D> from, hn::Vec<D> other, Lanes16<D> keep, Lanes16<D> share) {
    const hn::Repartition<uint16_t, D> d16;
    const auto half = hn::Set(d16, 128);
    const auto weighted = [&](auto f, auto o)
                              HWY_ATTR { return hn::Add(hn::Add(hn::Mul(f, keep), hn::Mul(o, share)), half); };
    return joined_high(d, weighted(even(d, from), even(d, other)), weighted(odd(d, from), odd(d, other)));
}

// `added` is the other side of the mixture and the rounding.
template <class D>
HWY_INLINE hn::Vec<D> fade_one(D d, hn::Vec<D> from, Lanes16<D> keep, Lanes16<D> added) {
    return joined_high(d, hn::Add(hn::Mul(even(d, from), keep), added), hn::Add(hn::Mul(odd(d, from), keep), added));
}

template <class D>
HWY_INLINE hn::Vec<D> smooth_one(D d, hn::Vec<D> above, hn::Vec<D> here, hn::Vec<D> below) {
    const hn::Repartition<uint16_t, D> d16;
    const auto two = hn::Set(d16, 2);
    const auto sum = [&](auto a, auto h, auto b)
                         HWY_ATTR { return hn::ShiftRight<2>(hn::Add(hn::Add(a, b), hn::Add(hn::Add(h, h), two))); };
    const auto low = sum(even(d, above), even(d, here), even(d, below));
    const auto high = sum(odd(d, above), odd(d, here), odd(d, below));
    return hn::BitCast(d, hn::Or(low, hn::ShiftLeft<8>(high)));
}

// kLanes <= count <= 2 * kLanes: the first and the last vector, which may overlap. Both are read before `to`, which may
// be an input, is written.
template <size_t kLanes, class One, class... Inputs>
HWY_INLINE void two_vectors(uint8_t* to, int count, One one, const Inputs*... inputs) {
    const hn::CappedTag<uint8_t, kLanes> d;
    const int last = count - static_cast<int>(kLanes);
    const auto at_start = one(d, hn::LoadU(d, inputs)...);
    const auto at_end = one(d, hn::LoadU(d, inputs + last)...);
    hn::StoreU(at_start, d, to);
    hn::StoreU(at_end, d, to + last);
}

// Fewer than 16 samples.
template <class One, class... Inputs>
HWY_INLINE void few_samples(uint8_t* to, int count, One one, const Inputs*... inputs) {
    if (count >= 8) return two_vectors<8>(to, count, one, inputs...);
    if (count >= 4) return two_vectors<4>(to, count, one, inputs...);
    if (count >= 2) return two_vectors<2>(to, count, one, inputs...);
    if (count <= 0) return;
    const hn::CappedTag<uint8_t, 2> d;
    const auto doubled = [d](const uint8_t* input) HWY_ATTR {
        const uint8_t bytes[2] = {*input, *input};
        return hn::LoadU(d, bytes);
    };
    uint8_t result[2];
    hn::StoreU(one(d, doubled(inputs)...), d, result);
    *to = result[0];
}

// Calls `one(tag, vectors…)` for whole vectors of the rows `inputs` and writes what it gives to `to`. The last samples
// are done again as part of a vector that ends with them: it is made before `to`, which may be an input, is written.
template <class One, class... Inputs>
HWY_INLINE void each_vector(uint8_t* to, int count, One one, const Inputs*... inputs) {
    const hn::ScalableTag<uint8_t> wide;
    const hn::CappedTag<uint8_t, 16> block;
    const auto wide_lanes = static_cast<int>(hn::Lanes(wide));
    const auto block_lanes = static_cast<int>(hn::Lanes(block));
    if (count < block_lanes) return few_samples(to, count, one, inputs...);
    const auto at_end = one(block, hn::LoadU(block, inputs + (count - block_lanes))...);
    int x = 0;
    for (; x + wide_lanes <= count; x += wide_lanes) {
        hn::StoreU(one(wide, hn::LoadU(wide, inputs + x)...), wide, to + x);
    }
    for (; x + block_lanes <= count; x += block_lanes) {
        hn::StoreU(one(block, hn::LoadU(block, inputs + x)...), block, to + x);
    }
    if (x < count) hn::StoreU(at_end, block, to + (count - block_lanes));
}

void over(uint8_t* to, const uint8_t* colour, const uint8_t* alpha, int count) {
    each_vector(
        to, count, [](auto d, auto t, auto c, auto a) HWY_ATTR { return over_one(d, t, c, a); },
        static_cast<const uint8_t*>(to), colour, alpha);
}

void over_faded(uint8_t* to, const uint8_t* colour, const uint8_t* alpha, int opacity_256, int count) {
    each_vector(
        to, count,
        [opacity_256](auto d, auto t, auto c, auto a) HWY_ATTR {
            const auto opacity = hn::Set(hn::Repartition<uint16_t, decltype(d)>(), static_cast<uint16_t>(opacity_256));
            return over_one(d, t, faded(d, c, opacity), faded(d, a, opacity));
        },
        static_cast<const uint8_t*>(to), colour, alpha);
}

void mix(uint8_t* to, const uint8_t* from, const uint8_t* other, int share_256, int count) {
    each_vector(
        to, count,
        [share_256](auto d, auto f, auto o) HWY_ATTR {
            const hn::Repartition<uint16_t, decltype(d)> d16;
            return mix_one(d, f, o, hn::Set(d16, static_cast<uint16_t>(256 - share_256)),
                           hn::Set(d16, static_cast<uint16_t>(share_256)));
        },
        from, other);
}

void fade(uint8_t* to, const uint8_t* from, uint8_t value, int share_256, int count) {
    each_vector(
        to, count,
        [value, share_256](auto d, auto f) HWY_ATTR {
            const hn::Repartition<uint16_t, decltype(d)> d16;
            return fade_one(d, f, hn::Set(d16, static_cast<uint16_t>(256 - share_256)),
                            hn::Set(d16, static_cast<uint16_t>(value * share_256 + 128)));
        },
        from);
}

void smooth(uint8_t* to, const uint8_t* above, const uint8_t* here, const uint8_t* below, int count) {
    each_vector(
        to, count, [](auto d, auto a, auto h, auto b) HWY_ATTR { return smooth_one(d, a, h, b); }, above, here, below);
}

#if HWY_HAVE_SCALABLE

// Sixteen vectors of unknown size cannot be held in an array.
constexpr auto transpose = [](uint8_t* to, ptrdiff_t to_stride, const uint8_t* from, ptrdiff_t from_stride) {
    scalar_kernels().transpose(to, to_stride, from, from_stride);
};

#else

// Interleaving the upper eight rows with the lower eight turns the bits of a sample's index (row, column) by one; four
// times, and row and column have changed places.
void transpose(uint8_t* to, ptrdiff_t to_stride, const uint8_t* from, ptrdiff_t from_stride) {
    const hn::CappedTag<uint8_t, 16> d;
    hn::Vec<decltype(d)> rows[16];
    hn::Vec<decltype(d)> turned[16];
    for (int i = 0; i < 16; ++i) rows[i] = hn::LoadU(d, from + i * from_stride);
    const auto turn = [d](const auto& in, auto& out) HWY_ATTR {
        for (int i = 0; i < 8; ++i) {
            out[2 * i] = hn::InterleaveLower(d, in[i], in[i + 8]);
            out[2 * i + 1] = hn::InterleaveUpper(d, in[i], in[i + 8]);
        }
    };
    turn(rows, turned);
    turn(turned, rows);
    turn(rows, turned);
    turn(turned, rows);
    for (int i = 0; i < 16; ++i) hn::StoreU(rows[i], d, to + i * to_stride);
}

#endif

Kernels table() {
    return {hwy::TargetName(HWY_TARGET), over, over_faded, mix, fade, smooth, transpose};
}

#endif  // HWY_TARGET

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace gatecast
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gatecast {
namespace {

HWY_EXPORT(table);

// A dispatch of our own: Highway's is a global state that a test would have to change for everybody.
Kernels kernels_of(int64_t targets) {
    hwy::ChosenTarget chosen;
    chosen.Update(targets);
    return HWY_DISPATCH_TABLE(table)[chosen.GetIndex()]();
}

}  // namespace

const Kernels& fast_kernels() {
    static const Kernels best = kernels_of(hwy::SupportedTargets());
    return best;
}

std::vector<Kernels> all_fast_kernels() {
    std::vector<Kernels> all;
    for (const int64_t target : hwy::SupportedAndGeneratedTargets()) {
        if (target != HWY_SCALAR) all.push_back(kernels_of(target));
    }
    return all;
}

}  // namespace gatecast
#endif
