// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/utf8.h"

#include <gtest/gtest.h>

namespace gatecast {
namespace {

TEST(Utf8, EveryCodePointComesBack) {
    for (char32_t c = 1; c < 0x110000; c += (c < 0x3000 ? 1 : 97)) {
        if (c >= 0xD800 && c < 0xE000) continue;
        std::string bytes;
        append_utf8(bytes, c);
        ASSERT_TRUE(is_utf8(bytes)) << std::hex << static_cast<uint32_t>(c);
        ASSERT_EQ(to_utf32(bytes), std::u32string(1, c));
    }
}

TEST(Utf8, WhatIsNotUtf8IsReplacedAndNothingAfterItIsLost) {
    for (const char* bad :
         {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\x80", "\xE1\x9E"}) {
        const std::string text = std::string("a") + bad + "b";
        EXPECT_FALSE(is_utf8(text));
        const std::u32string read = to_utf32(text);
        EXPECT_EQ(read.front(), U'a');
        EXPECT_EQ(read.back(), U'b');
        EXPECT_EQ(read[1], U'\uFFFD');
    }
}

TEST(Utf8, OffsetsPointAtTheBytesOfEachCodePoint) {
    const CodePoints points = code_points("aắខ🎬");
    EXPECT_EQ(points.text, U"aắខ🎬");
    EXPECT_EQ(points.offsets, (std::vector<size_t>{0, 1, 4, 7, 11}));
}

}  // namespace
}  // namespace gatecast
