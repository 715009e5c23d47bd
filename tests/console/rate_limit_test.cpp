// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/rate_limit.h"

#include <gtest/gtest.h>

namespace gatecast {
namespace {

using namespace std::chrono_literals;

TEST(RateLimit, SoManyAtOnceThenSoManyASecond) {
    RateLimit limit(3, 2);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("Lan", 0s));
    EXPECT_FALSE(limit.take("Lan", 0s));
    EXPECT_FALSE(limit.take("Lan", 499ms));
    EXPECT_TRUE(limit.take("Lan", 500ms));
    EXPECT_FALSE(limit.allows("Lan", 500ms));
    EXPECT_TRUE(limit.take("Minh", 500ms));  // each by themselves
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("Lan", 1h));
    EXPECT_FALSE(limit.take("Lan", 1h));
}

TEST(RateLimit, ManyStrangersTakeNoMemory) {
    RateLimit limit(1, 1);
    for (int i = 0; i < 100000; ++i) EXPECT_TRUE(limit.take(std::to_string(i), std::chrono::milliseconds(i)));
    EXPECT_FALSE(limit.take("99999", std::chrono::milliseconds(99999)));
}

}  // namespace
}  // namespace gatecast
