// SPDX-License-Identifier: GPL-3.0-or-later
// TTML and IMSC 1.1 text: times nest, styles and regions are followed, bad documents lose as little as can be.
#include <gtest/gtest.h>

#include "tests/subtitles/cue_account.h"

namespace gatecast {
namespace {

std::string document(const std::string& body, const std::string& head = "", const std::string& attributes = "") {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\" "
           "xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" "
           "xml:lang=\"en\" " +
           attributes + "><head>" + head + "</head>\n<body>" + body + "</body></tt>";
}

CueFile read(const std::string& text) {
    return read_as("clip.ttml", text);
}

TEST(Ttml, ParagraphsSpansAndBreaksAreRead) {
    const CueFile file = read(
        document("<div>\n  <p begin=\"00:00:01.000\" end=\"00:00:02.500\">\n    Hello\n    <br/>  there <span "
                 "tts:fontStyle=\"italic\">you</span> &amp; me\n  </p>\n<p begin='3s' dur='1.5s'>Second</p></div>"));
    EXPECT_EQ(cues_of(file), "4 1.000-2.500 Hello|there you & me [i:you]\n8 3.000-4.500 Second\n");
    EXPECT_EQ(problems_of(file), "");
    EXPECT_EQ(file.format, "ttml");
    EXPECT_EQ(file.tracks[0].language, "en");
}

TEST(Ttml, TimesAreReadInEveryShape) {
    const CueFile file =
        read(document("<div><p begin='00:00:01:12' end='00:00:02'>a</p><p begin='75f' end='4.25s'>b</p><p "
                      "begin='5000ms' end='0.1m'>c</p>"
                      "<p begin='100000000t' end='0.5h'>d</p></div>",
                      "", "ttp:frameRate='25' ttp:tickRate='10000000'"));
    EXPECT_EQ(cues_of(file), "3 1.480-2.000 a\n3 3.000-4.250 b\n3 5.000-6.000 c\n3 10.000-1800.000 d\n");
    const CueFile ntsc = read(document("<div><p begin='00:00:10:00' end='00:00:20:00'>a</p></div>", "",
                                       "ttp:frameRate='30' ttp:frameRateMultiplier='1000 1001'"));
    EXPECT_EQ(cues_of(ntsc), "3 10.010-20.020 a\n");
    const CueFile unsaid = read(document("<div><p begin='00:00:10:05' end='00:00:20:00'>a</p></div>"));
    EXPECT_EQ(cues_of(unsaid), "3 10.200-20.000 a\n");
    EXPECT_EQ(problems_of(unsaid), "0 frame-times\n");
}

TEST(Ttml, TimesCountFromTheParentAndEndWithIt) {
    const CueFile file = read(document(
        "<div begin='10s' end='20s'><p begin='1s' end='2s'>a</p><p begin='5s' end='30s'>b</p></div><div begin='30s' "
        "timeContainer='seq'><p dur='2s'>c</p><p dur='3s'>d</p></div>"));
    EXPECT_EQ(cues_of(file), "3 11.000-12.000 a\n3 15.000-20.000 b\n3 30.000-32.000 c\n3 32.000-35.000 d\n");
}

TEST(Ttml, SpansWithTimesAreCuesOfTheirOwn) {
    const CueFile file =
        read(document("<div><p begin='10s' end='20s'><span begin='0s' end='2s'>one</span> <span begin='2s' "
                      "end='4s'>two</span></p></div>"));
    EXPECT_EQ(cues_of(file), "3 10.000-12.000 one\n3 12.000-14.000 two\n");
}

TEST(Ttml, LanguagesAreTracks) {
    const CueFile file =
        read(document("<div xml:lang='vi-VN'><p begin='1s' end='2s'>Chợ</p></div><div xml:lang='km'><p begin='1s' "
                      "end='2s'>ផ្សារ</p></div>"));
    EXPECT_EQ(cues_of(file), "= vi\n3 1.000-2.000 Chợ\n= km\n3 1.000-2.000 ផ្សារ\n");
}

TEST(Ttml, StylesAreFollowedAndInherited) {
    const CueFile file = read(document(
        "<div style='loud'><p begin='1s' end='2s'>a <span style='red'>b</span> <span tts:fontWeight='normal' "
        "tts:textDecoration='underline'>c</span></p></div>",
        "<styling><style xml:id='loud' tts:fontWeight='bold' tts:fontFamily='serif'/><style xml:id='red' style='red' "
        "tts:color='#ff0000ff'/></styling>"));
    EXPECT_EQ(cues_of(file), "3 1.000-2.000 a b c [b:a ] [b#ff0000:b] [b: ] [u:c]\n");
    EXPECT_EQ(problems_of(file), "2 dropped-style\n");
}

TEST(Ttml, RegionsBecomeAnchorsAndPoints) {
    const std::string head =
        "<layout><region xml:id='usual' tts:origin='10% 80%' tts:extent='80% 15%' tts:displayAlign='after' "
        "tts:textAlign='center'/><region xml:id='top' tts:origin='10% 5%' tts:extent='80% 15%' "
        "tts:displayAlign='before' "
        "tts:textAlign='center'/><region xml:id='sign'><style tts:origin='192px 108px'/><style tts:extent='384px "
        "216px'/><style "
        "tts:displayAlign='center'/><style tts:textAlign='left'/></region></layout>";
    const CueFile file = read(
        document("<div><p region='usual' begin='1s' end='2s'>a</p><p region='top' begin='1s' end='2s'>b</p><p "
                 "region='sign' begin='1s' "
                 "end='2s'>c</p><p begin='1s' end='2s'>d</p><p begin='1s' end='2s' tts:textAlign='end'>e</p></div>",
                 head, "tts:extent='1920px 1080px'"));
    EXPECT_EQ(
        cues_of(file),
        "3 1.000-2.000 a\n3 1.000-2.000 @8 b\n3 1.000-2.000 @4 (0.1,0.2) c\n3 1.000-2.000 d\n3 1.000-2.000 @3 e\n");
}

TEST(Ttml, WhiteSpaceIsKeptWhereAsked) {
    const CueFile file = read(document("<div><p xml:space='preserve' begin='1s' end='2s'>a  b\nc</p></div>"));
    EXPECT_EQ(cues_of(file), "3 1.000-2.000 a  b|c\n");
}

TEST(Ttml, PrefixesAreWhateverTheDocumentSays) {
    EXPECT_EQ(
        cues_of(read("<tt:tt xmlns:tt='http://www.w3.org/ns/ttml' xml:lang='en'><tt:body><tt:div><tt:p begin='1s' "
                     "end='2s'>a<tt:br/>b</tt:p></tt:div></tt:body></tt:tt>")),
        "1 1.000-2.000 a|b\n");
}

TEST(Ttml, EntitiesOfTheDocumentAreNotResolved) {
    const CueFile file = read(
        "<?xml version='1.0'?><!DOCTYPE tt [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><tt "
        "xmlns='http://www.w3.org/ns/ttml' "
        "xml:lang='en'><body><div><p begin='1s' end='2s'>a &x; b</p></div></body></tt>");
    EXPECT_EQ(cues_of(file), "1 1.000-2.000 a &x; b\n");
}

TEST(Ttml, CuesWithoutAnEndAreNeverEternal) {
    const CueFile file = read(document("<div><p begin='1s'>a</p><p>b</p><p begin='x' end='9s'>c</p></div>"));
    EXPECT_EQ(cues_of(file), "3 0.000-9.000 c\n3 1.000-3.000 a\n");
    EXPECT_NE(problems_of(file).find("3 bad-time\n"), std::string::npos);
    EXPECT_NE(problems_of(file).find("3 no-time\n"), std::string::npos);
}

TEST(Ttml, ABrokenDocumentGivesWhatStandsBeforeTheBreak) {
    const CueFile file = read(
        "<tt xmlns='http://www.w3.org/ns/ttml' xml:lang='en'><body><div>\n<p begin='1s' end='2s'>a</p>\n<p begin='3s' "
        "end='4s'>b</q>");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 a\n3 3.000-4.000 b\n");
    EXPECT_EQ(problems_of(file), "3 bad-file\n");
}

TEST(Ttml, ElementsNestedForEverAreNotFollowed) {
    std::string body;
    for (int n = 0; n < 200'000; ++n) body += "<div>";
    const CueFile file = read(document(body + "<p begin='1s' end='2s'>deep</p>"));
    EXPECT_TRUE(file.tracks[0].cues.empty());
    EXPECT_NE(problems_of(file).find("bad-file"), std::string::npos);
}

}  // namespace
}  // namespace gatecast
