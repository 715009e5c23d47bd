// SPDX-License-Identifier: GPL-3.0-or-later
// WebVTT: blocks, settings, tags, and what other programs leave in such files.
#include <gtest/gtest.h>

#include "tests/subtitles/cue_account.h"

namespace gatecast {
namespace {

CueFile read(std::string_view text) {
    return read_as("clip.en.vtt", text);
}

/// The cue's account without its line.
std::string placed(const std::string& settings) {
    return cues_of(read("WEBVTT\n\n00:01.000 --> 00:02.000 " + settings + "\nHello\n"));
}

TEST(Webvtt, NotesStylesRegionsAndIdsAreNoText) {
    const CueFile file = read(
        "WEBVTT - a film\nKind: captions\nLanguage: vi-VN\n\nNOTE\nnot shown\n\nNOTE nor this\n\nSTYLE\n::cue(.big) { "
        "color: "
        "#ff8000; font-weight: bold }\n\nREGION\nid:low\nwidth:40%\n\nfirst\n00:00:01.000 --> "
        "00:00:02.000\n<c.big>Hello</c> "
        "there\n\n2\n00:03.000 --> 00:04.000\nSecond\nline\n");
    EXPECT_EQ(cues_of(file), "18 1.000-2.000 Hello there [b#ff8000:Hello]\n22 3.000-4.000 Second|line\n");
    EXPECT_EQ(problems_of(file), "");
    EXPECT_EQ(file.format, "webvtt");
    EXPECT_EQ(file.tracks[0].language, "vi");
    EXPECT_EQ(file.tracks[0].cues[0].id, "first");
}

TEST(Webvtt, TagsBecomeLooksAndTheirNamesAreNeverShown) {
    const CueFile file = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Minh Anh>Xin <i>chào</i> <c.yellow.bg_blue>các <b>bạn</b></c> "
        "<lang "
        "km>សួស្តី</lang> <00:00:01.500>now <x>y</x> &lt;i&gt; a&nbsp;b\n");
    EXPECT_EQ(cues_of(file),
              "3 1.000-2.000 Xin chào các bạn សួស្តី now y <i> a\u00A0b [i:chào] [#ffff00:các ] [b#ffff00:bạn]\n");
    EXPECT_EQ(problems_of(file),
              "4 dropped-style\n4 dropped-style\n4 dropped-style\n4 dropped-style\n4 dropped-style\n4 unknown-tag\n3 "
              "several-languages\n");
}

TEST(Webvtt, StylesOfTagsClassesAndAllCuesCount) {
    const CueFile file = read(
        "WEBVTT\n\nSTYLE\n/* all */ ::cue { color: yellow; background: black }\n::cue(i), ::cue(.red) { color: "
        "rgb(255, 0, 0) }\n"
        "::cue(v[voice=\"A\"]) { color: blue }\n\n00:01.000 --> 00:02.000\nplain <i>slanted</i> <c.red>red</c>\n");
    EXPECT_EQ(cues_of(file),
              "8 1.000-2.000 plain slanted red [#ffff00:plain ] [i#ff0000:slanted] [#ffff00: ] [#ff0000:red]\n");
    EXPECT_EQ(problems_of(file), "3 dropped-style\n3 dropped-style\n");
}

TEST(Webvtt, SettingsBecomeAnchorsAndPoints) {
    const auto due = [](const std::string& place) { return "3 1.000-2.000" + place + " Hello\n"; };
    EXPECT_EQ(placed(""), due(""));
    EXPECT_EQ(placed("align:center position:50%"), due(""));
    EXPECT_EQ(placed("line:0"), due(" @8"));
    EXPECT_EQ(placed("line:-1"), due(" @2"));
    EXPECT_EQ(placed("line:0 align:left"), due(" @7"));
    EXPECT_EQ(placed("align:end"), due(" @3"));
    EXPECT_EQ(placed("line:50%,center"), due(" @5"));
    EXPECT_EQ(placed("line:25%"), due(" @8 (0.5,0.25)"));
    EXPECT_EQ(placed("line:90%,end position:20%,line-left align:left"), due(" @1 (0.2,0.9)"));
    EXPECT_EQ(placed("position:80%"), due(" @2 (0.8,0.95)"));
    EXPECT_EQ(placed("line:3"), due(" @8 (0.5,0.16)"));
    EXPECT_EQ(placed("line:-2"), due(" @2 (0.5,0.9467)"));
    EXPECT_EQ(placed("line:-1000000"), due(" @2 (0.5,0)"));
}

TEST(Webvtt, SettingsThatCannotBeDoneAreSaid) {
    const CueFile file = read("WEBVTT\n\n00:01.000 --> 00:02.000 vertical:rl size:40% line:x region:none\nHello\n");
    EXPECT_EQ(cues_of(file), "3 1.000-2.000 Hello\n");
    EXPECT_EQ(problems_of(file), "3 dropped-style\n3 dropped-style\n3 dropped-style\n3 dropped-style\n");
}

TEST(Webvtt, ARegionIsAPlace) {
    const CueFile file = read(
        "WEBVTT\n\nREGION\nid:fred\nwidth:40%\nlines:3\nregionanchor:0%,100%\nviewportanchor:10%,90%\nscroll:up\n\n00:"
        "01.000 "
        "--> 00:02.000 region:fred align:left\nHello\n\n00:02.000 --> 00:03.000 region:fred\nMiddle\n");
    EXPECT_EQ(cues_of(file), "11 1.000-2.000 @1 (0.1,0.9) Hello\n14 2.000-3.000 @2 (0.3,0.9) Middle\n");
}

TEST(Webvtt, TheClockOfAStreamIsOfferedAsARetime) {
    const CueFile file =
        read("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:01.000\n\n00:01.000 --> 00:02.000\nHello\n");
    EXPECT_EQ(cues_of(file), "4 1.000-2.000 Hello\n");
    EXPECT_EQ(problems_of(file), "2 timestamp-map\n");
    EXPECT_EQ(file.tracks[0].problems[0].message.values[0], "00:00:09.000");
}

TEST(Webvtt, MissingBlankLinesAndHeadersAreForgiven) {
    const CueFile file = read("00:01.000 --> 00:02.000\nHello\n2\n00:03.000 --> 00:04.000\nSecond\n\nand more\n");
    EXPECT_EQ(cues_of(file), "1 1.000-2.000 Hello\n4 3.000-4.000 Second|and more\n");
    EXPECT_EQ(problems_of(file), "1 bad-file\n6 blank-line-in-cue\n");
}

TEST(Webvtt, ATimeThatCannotBeReadIsSaidAndItsTextQuoted) {
    const CueFile file = read("WEBVTT\n\n00:0x:01.000 --> y:00:02.000\nLost\n\n00:03.000 --> 00:04.000\nGood\n");
    EXPECT_EQ(cues_of(file), "6 3.000-4.000 Good\n");
    EXPECT_EQ(problems_of(file), "3 bad-time\n");
}

}  // namespace
}  // namespace gatecast
