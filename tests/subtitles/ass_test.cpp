// SPDX-License-Identifier: GPL-3.0-or-later
// ASS and SSA: styles, events, overrides; what no band can show is dropped and said.
#include <gtest/gtest.h>

#include "tests/subtitles/cue_account.h"

namespace gatecast {
namespace {

const std::string kHead =
    "[Script Info]\nScriptType: v4.00+\nPlayResX: 1000\nPlayResY: 500\n\n[V4+ Styles]\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
    "Underline, "
    "StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, "
    "Encoding\n"
    "Style: Default,Arial,20,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,2,2,2,10,10,10,1\n"
    "Style: Sign,Arial,20,&H0000FFFF,&H0,&H0,&H0,-1,-1,0,0,100,100,0,0,1,2,2,8,10,10,10,1\n"
    "Style: High,Arial,20,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,2,2,2,10,10,200,1\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";

CueFile read(const std::string& events) {
    return read_as("clip.en.ass", kHead + events);
}

std::string event(const std::string& text, const std::string& style = "Default") {
    return "Dialogue: 0,0:00:01.00,0:00:02.50," + style + ",,0,0,0,," + text + "\n";
}

TEST(Ass, EventsAreReadAndCommentsAreNot) {
    const CueFile file =
        read(event("Hello, there\\Nsecond \\hline") + "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,hidden\n" +
             event("soft\\nbreak \\{braces\\} c:\\dir"));
    EXPECT_EQ(cues_of(file),
              "14 1.000-2.500 Hello, there|second \u00A0line\n16 1.000-2.500 soft break {braces} c:\\dir\n");
    EXPECT_EQ(problems_of(file), "");
    EXPECT_EQ(file.format, "ass");
}

TEST(Ass, StylesGiveLookPlaceAndMargins) {
    const CueFile file = read(event("sign", "Sign") + event("high", "High") + event("unknown", "Nobody") +
                              "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,100,0,50,,moved up\n");
    EXPECT_EQ(cues_of(file),
              "14 1.000-2.500 @8 sign [bi#ffff00:sign]\n15 1.000-2.500 @2 (0.5,0.6) high\n16 1.000-2.500 unknown\n"
              "17 1.000-2.500 @2 (0.545,0.9) moved up\n");
}

TEST(Ass, OverridesChangeTheLook) {
    const CueFile file =
        read(event("{\\i1}a{\\i0}b{\\b700}c{\\b0\\u1}d{\\u0\\c&H0000FF&}e{\\c}f{\\1c&HFF0000&}g{\\rSign}h{\\r}i"));
    EXPECT_EQ(cues_of(file), "14 1.000-2.500 abcdefghi [i:a] [b:c] [u:d] [#ff0000:e] [#0000ff:g] [bi#ffff00:h]\n");
    EXPECT_EQ(problems_of(file), "");
}

TEST(Ass, OverridesPlaceAndFade) {
    const CueFile file = read(event("{\\an8}top") + event("{\\a6}old top") + event("{\\pos(250,100)}point") +
                              event("{\\an7\\pos(100,50)\\fad(200,300)}faded") +
                              event("{\\fade(255,0,255,0,100,1000,1200)}also faded") + event("{\\an2}said"));
    EXPECT_EQ(
        cues_of(file),
        "14 1.000-2.500 @8 top\n15 1.000-2.500 @8 old top\n16 1.000-2.500 @2 (0.25,0.2) point\n"
        "17 1.000-2.500 @7 (0.1,0.1) ~200/300 faded\n18 1.000-2.500 ~100/200 also faded\n19 1.000-2.500 @2 said\n");
    EXPECT_EQ(problems_of(file), "");
}

TEST(Ass, EffectsThatCannotBeShownAreSaidOnceAKind) {
    const CueFile file =
        read(event("{\\move(1,2,3,4)\\k20\\t(0,100,\\fscx50\\frz(3))}one {\\k30\\fnArial b}two {\\zzz}{a comment}") +
             event("{\\k20}three{\\unknown(1)}"));
    EXPECT_EQ(cues_of(file), "14 1.000-2.500 one two\n15 1.000-2.500 three\n");
    EXPECT_EQ(
        problems_of(file),
        "14 dropped-style\n14 dropped-style\n14 dropped-style\n14 dropped-style\n14 unknown-tag\n15 unknown-tag\n");
    EXPECT_EQ(file.tracks[0].problems[1].message.values, (std::vector<std::string>{"\\k", "3"}));
}

TEST(Ass, DrawingsAndHiddenTextAreLeftOut) {
    const CueFile file = read(event("{\\p1}m 0 0 l 100 0{\\p0}") + event("{\\p1}m 0 0{\\p0}text") +
                              event("{\\alpha&HFF&}hidden{\\alpha&H00&}seen"));
    EXPECT_EQ(cues_of(file), "15 1.000-2.500 text\n16 1.000-2.500 seen\n");
    EXPECT_EQ(problems_of(file), "14 drawing\n15 drawing\n16 dropped-style\n");
}

TEST(Ass, AnUnclosedBraceIsText) {
    EXPECT_EQ(cues_of(read(event("a {b"))), "14 1.000-2.500 a {b\n");
}

TEST(Ass, StylesAndActorsNamedByLanguageAreTracks) {
    const CueFile file = read(event("Chợ biên giới", "Default-vi") + event("ផ្សារព្រំដែន", "Default-km") +
                              "Dialogue: 0,0:00:03.00,0:00:04.00,Default,km,0,0,0,,ព្រំដែន\n");
    EXPECT_EQ(cues_of(file),
              "= vi\n14 1.000-2.500 Chợ biên giới\n= km\n15 1.000-2.500 ផ្សារព្រំដែន\n16 3.000-4.000 ព្រំដែន\n");
}

TEST(Ass, SsaHasItsOwnAlignmentsAndColumns) {
    const CueFile file = read_as(
        "clip.en.ssa",
        "[Script Info]\nScriptType: v4.00\n\n[V4 Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, "
        "SecondaryColour, "
        "TertiaryColour, BackColour, Bold, Italic, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, "
        "AlphaLevel, Encoding\nStyle: Default,Arial,20,65535,0,0,0,0,0,1,1,1,6,10,10,10,0,1\n\n[Events]\nFormat: "
        "Marked, Start, "
        "End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: "
        "Marked=0,0:00:01.00,0:00:02.00,*Default,,0000,"
        "0000,0000,!Effect,Hello, all\n");
    EXPECT_EQ(cues_of(file), "10 1.000-2.000 @8 Hello, all [#ffff00:Hello, all]\n");
}

TEST(Ass, ColumnsStandInTheOrderTheFileSays) {
    const CueFile file = read_as(
        "clip.en.ass", "[Script Info]\n[Events]\nFormat: End, Start, Text\nDialogue: 0:00:02.00,0:00:01.00,a, b\n");
    EXPECT_EQ(cues_of(file), "4 1.000-2.000 a, b\n");
}

TEST(Ass, TimesThatCannotBeReadAreSaid) {
    const CueFile file = read("Dialogue: 0,x,0:00:04.00,Default,,0,0,0,,half\nDialogue: 0,x,y,Default,,0,0,0,,lost\n");
    EXPECT_EQ(cues_of(file), "14 2.000-4.000 half\n");
    EXPECT_EQ(problems_of(file), "14 bad-time\n15 bad-time\n");
}

}  // namespace
}  // namespace gatecast
