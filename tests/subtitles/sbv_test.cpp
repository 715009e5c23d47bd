// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/subtitles/cue_account.h"

namespace gatecast {
namespace {

TEST(Sbv, TimesTextAndLineBreaksAreRead) {
    const CueFile file = read_as(
        "clip.en.sbv", "0:00:01.000,0:00:02.500\nHello\nthere\n\n0:01:03.000,1:00:04.000\none[br]two <i>three</i>\n");
    EXPECT_EQ(cues_of(file), "1 1.000-2.500 Hello|there\n5 63.000-3604.000 one|two three [i:three]\n");
    EXPECT_EQ(problems_of(file), "");
    EXPECT_EQ(file.format, "sbv");
}

TEST(Sbv, QuirksAreForgivenOrSaid) {
    const CueFile file = read_as("clip.en.sbv",
                                 "0:00:01,0:00:02\nNo fractions\n0:00:03.000,0:00:04.000\nNo blank line\n\nstray\n\n"
                                 "0:00:05.000,0:0x:06.000\nHalf a time\n");
    EXPECT_EQ(cues_of(file), "1 1.000-2.000 No fractions\n3 3.000-4.000 No blank line\n8 5.000-7.000 Half a time\n");
    EXPECT_EQ(problems_of(file), "6 stray-text\n8 bad-time\n");
}

}  // namespace
}  // namespace gatecast
