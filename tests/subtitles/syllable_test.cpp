// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/syllable.h"

#include <gtest/gtest.h>

namespace gatecast::khmer {
namespace {

TEST(Syllables, BeginAtABaseThatNoCoengBinds) {
    EXPECT_EQ(syllable_starts(U"ខ្មែរ"), (std::vector<size_t>{0, 4, 5}));  // ខ្មែ | រ
    EXPECT_EQ(syllable_starts(U"ស្ត្រី"), (std::vector<size_t>{0, 6}));
    EXPECT_EQ(syllable_starts(U"ផ្សេងៗ"), (std::vector<size_t>{0, 4, 6}));  // ៗ never begins one
}

TEST(Syllables, MarksWithoutABaseStayWithWhatIsBeforeThem) {
    EXPECT_EQ(syllable_starts(U"a\u17B6b"), (std::vector<size_t>{0, 2, 3}));
    EXPECT_EQ(syllable_starts(U"\u17D2\u17D2ក"), (std::vector<size_t>{0, 3}));
    EXPECT_EQ(syllable_starts(U""), (std::vector<size_t>{0}));
}

TEST(Syllables, AreCountedByTheirBases) {
    EXPECT_EQ(count_syllables(U"ព្រំដែន"), 3);
    EXPECT_EQ(count_syllables(U"ព្រំ\u200Bដែន 2026"), 3);
}

}  // namespace
}  // namespace gatecast::khmer
