// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/blend.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>

#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr int kLongest = 130;
constexpr size_t kGuard = 96;
constexpr uint8_t kGuardByte = 0xA5;

// Four rows at odd offsets between guard bytes; row 0 is written.
struct Rows {
    Rows(testing::Random& random, int kind) {
        for (size_t r = 0; r < bytes.size(); ++r) {
            bytes[r].assign(2 * kGuard + kLongest + 64, kGuardByte);
            offset[r] = kGuard + static_cast<size_t>(testing::between(random, 0, 63));
            for (int x = 0; x < kLongest; ++x) bytes[r][offset[r] + static_cast<size_t>(x)] = value(random, kind);
        }
    }

    // kind 0: anything; 1: only the ends of the range; 2: all 255; 3: all 0.
    static uint8_t value(testing::Random& random, int kind) {
        static constexpr std::array<uint8_t, 6> kEnds{0, 1, 127, 128, 254, 255};
        if (kind == 0) return static_cast<uint8_t>(testing::between(random, 0, 255));
        if (kind == 1) return kEnds[static_cast<size_t>(testing::between(random, 0, 5))];
        return kind == 2 ? 255 : 0;
    }

    uint8_t* operator[](size_t r) { return bytes[r].data() + offset[r]; }

    std::array<Bytes, 4> bytes;
    std::array<size_t, 4> offset{};
};

struct Case {
    const char* name;
    std::function<void(const Kernels&, Rows&, int count, int share_256)> run;
    std::function<const void*(const Kernels&)> address;
};

const void* as_pointer(auto* function) {
    return reinterpret_cast<const void*>(function);
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"over", [](const Kernels& k, Rows& r, int n, int) { k.over(r[0], r[1], r[2], n); },
         [](const Kernels& k) { return as_pointer(k.over); }},
        {"over_faded", [](const Kernels& k, Rows& r, int n, int o) { k.over_faded(r[0], r[1], r[2], o, n); },
         [](const Kernels& k) { return as_pointer(k.over_faded); }},
        {"mix", [](const Kernels& k, Rows& r, int n, int s) { k.mix(r[0], r[1], r[2], s, n); },
         [](const Kernels& k) { return as_pointer(k.mix); }},
        {"mix in place", [](const Kernels& k, Rows& r, int n, int s) { k.mix(r[0], r[0], r[2], s, n); },
         [](const Kernels& k) { return as_pointer(k.mix); }},
        {"fade", [](const Kernels& k, Rows& r, int n, int s) { k.fade(r[0], r[1], r[2][0], s, n); },
         [](const Kernels& k) { return as_pointer(k.fade); }},
        {"fade in place", [](const Kernels& k, Rows& r, int n, int s) { k.fade(r[0], r[0], r[2][0], s, n); },
         [](const Kernels& k) { return as_pointer(k.fade); }},
        {"smooth", [](const Kernels& k, Rows& r, int n, int) { k.smooth(r[0], r[1], r[2], r[3], n); },
         [](const Kernels& k) { return as_pointer(k.smooth); }},
    };
    return all;
}

TEST(Kernels, EveryTargetGivesTheBytesOfTheReferenceAtEveryWidthAndTouchesNothingElse) {
    const std::vector<Kernels> fast = all_fast_kernels();
    ASSERT_FALSE(fast.empty());
    testing::Random random(1);
    for (const Case& one : cases()) {
        for (const Kernels& kernels : fast) {
            for (int count = 0; count <= kLongest; ++count) {
                for (const int share : {0, 1, 77, 128, 255, 256}) {
                    Rows expected(random, count % 4 == 0 ? 1 : (count + share) % 17 == 3 ? 2 : 0);
                    Rows actual = expected;
                    one.run(scalar_kernels(), expected, count, share);
                    one.run(kernels, actual, count, share);
                    ASSERT_EQ(expected.bytes, actual.bytes)
                        << one.name << " of " << kernels.name << ", width " << count << ", share " << share;
                }
            }
        }
    }
}

TEST(Kernels, FastOnesAreOthersThanTheReference) {
    for (const Kernels& kernels : all_fast_kernels()) {
        for (const Case& one : cases()) {
            EXPECT_NE(one.address(kernels), one.address(scalar_kernels())) << one.name << " of " << kernels.name;
        }
    }
    EXPECT_STRNE(fast_kernels().name, scalar_kernels().name);
}

TEST(Kernels, EveryTargetMirrorsASquareAtEveryStrideAndTouchesNothingElse) {
    testing::Random random(4);
    for (const Kernels& kernels : all_fast_kernels()) {
        EXPECT_NE(as_pointer(kernels.transpose), as_pointer(scalar_kernels().transpose)) << kernels.name;
        for (const int stride : {16, 17, 63, -16, -31}) {
            Bytes from(4096);
            for (uint8_t& byte : from) byte = static_cast<uint8_t>(testing::between(random, 0, 255));
            Bytes expected(4096, kGuardByte);
            Bytes actual(4096, kGuardByte);
            scalar_kernels().transpose(&expected[2049], stride, &from[2047], -stride);
            kernels.transpose(&actual[2049], stride, &from[2047], -stride);
            ASSERT_EQ(actual, expected) << kernels.name << ", stride " << stride;
            EXPECT_EQ(expected[static_cast<size_t>(2049 + 3 * stride + 5)],
                      from[static_cast<size_t>(2047 - 5 * stride + 3)]);
        }
    }
}

TEST(Kernels, OverRoundsExactlyForEveryValueAndAlpha) {
    for (int alpha = 0; alpha <= 255; ++alpha) {
        for (int to = 0; to <= 255; ++to) {
            const auto colour = static_cast<uint8_t>(alpha / 2);
            auto result = static_cast<uint8_t>(to);
            const auto alpha_byte = static_cast<uint8_t>(alpha);
            fast_kernels().over(&result, &colour, &alpha_byte, 1);
            EXPECT_EQ(result, std::min(255L, colour + std::lround(to * (255 - alpha) / 255.0)));
        }
    }
}

TEST(Kernels, TransparentAndFullyFadedInkChangeNothing) {
    testing::Random random(2);
    Rows rows(random, 0);
    const Rows before = rows;
    std::fill_n(rows[1], kLongest, uint8_t{0});
    std::fill_n(rows[2], kLongest, uint8_t{0});
    fast_kernels().over(rows[0], rows[1], rows[2], kLongest);
    EXPECT_EQ(rows.bytes[0], before.bytes[0]);
    std::fill_n(rows[1], kLongest, uint8_t{200});
    std::fill_n(rows[2], kLongest, uint8_t{255});
    fast_kernels().over_faded(rows[0], rows[1], rows[2], 0, kLongest);
    EXPECT_EQ(rows.bytes[0], before.bytes[0]);
}

TEST(Kernels, OpaqueInkReplacesWhatIsBelow) {
    testing::Random random(3);
    Rows rows(random, 0);
    std::fill_n(rows[2], kLongest, uint8_t{255});
    fast_kernels().over(rows[0], rows[1], rows[2], kLongest);
    EXPECT_TRUE(std::equal(rows[0], rows[0] + kLongest, rows[1]));
}

}  // namespace
}  // namespace gatecast
