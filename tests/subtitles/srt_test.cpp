// SPDX-License-Identifier: GPL-3.0-or-later
// SubRip as it is found in use: one file for each way it goes wrong, with the cues and the complaints that are due.
#include <gtest/gtest.h>

#include "tests/subtitles/cue_account.h"

namespace gatecast {
namespace {

CueFile read(std::string_view text, ReadOptions options = {}) {
    return read_as("clip.en.srt", text, std::move(options));
}

std::string utf16(std::u16string_view text, bool big, bool mark) {
    std::string bytes;
    const auto add = [&](char16_t unit) {
        const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
        bytes += big ? high : low;
        bytes += big ? low : high;
    };
    if (mark) add(0xFEFF);
    for (const char16_t unit : text) add(unit);
    return bytes;
}

const std::string kTwoCues = "2 1.000-2.500 Hello|there\n7 3.000-4.000 Second\n";

TEST(Srt, AWellMadeFileIsReadWithoutAWord) {
    const CueFile file =
        read("1\n00:00:01,000 --> 00:00:02,500\nHello\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nSecond\n");
    EXPECT_EQ(cues_of(file), kTwoCues);
    EXPECT_EQ(problems_of(file), "");
    EXPECT_EQ(file.format, "srt");
    EXPECT_EQ(file.encoding, "utf-8");
    EXPECT_EQ(file.tracks[0].language, "en");
    EXPECT_EQ(file.tracks[0].name, "clip.en.srt");
    EXPECT_EQ(file.tracks[0].cues[1].id, "2");
}

TEST(Srt, AByteOrderMarkIsNoText) {
    EXPECT_EQ(cues_of(read("\uFEFF1\n00:00:01,000 --> 00:00:02,000\nHello\n")), "2 1.000-2.000 Hello\n");
    EXPECT_EQ(cues_of(read("\uFEFF00:00:01,000 --> 00:00:02,000\nHello\n")), "1 1.000-2.000 Hello\n");
}

TEST(Srt, Utf16IsReadInBothOrdersWithAndWithoutAMark) {
    const std::u16string text =
        u"1\r\n00:00:01,000 --> 00:00:02,000\r\nCh\u1EE3 bi\u00EAn gi\u1EDBi m\u1EDF c\u1EEDa\r\n";
    for (const bool big : {false, true}) {
        for (const bool mark : {false, true}) {
            const CueFile file = read_as("clip.srt", utf16(text, big, mark));
            EXPECT_EQ(cues_of(file), "2 1.000-2.000 Chợ biên giới mở cửa\n") << big << mark;
            EXPECT_EQ(file.encoding, big ? "utf-16be" : "utf-16le");
            EXPECT_EQ(file.tracks[0].language, "vi");
        }
    }
}

TEST(Srt, LinesMayEndInAnyWay) {
    const std::string lf =
        "1\n00:00:01,000 --> 00:00:02,500\nHello\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nSecond\n";
    std::string cr, crlf, crcrlf, mixed;
    int n = 0;
    for (const char c : lf) {
        cr += c == '\n' ? '\r' : c;
        crlf += c == '\n' ? "\r\n" : std::string(1, c);
        crcrlf += c == '\n' ? "\r\r\n" : std::string(1, c);
        mixed += c != '\n' ? std::string(1, c) : ++n % 2 == 0 ? "\r\n" : "\n";
    }
    for (const std::string& text : {cr, crlf, crcrlf, mixed}) {
        EXPECT_EQ(cues_of(read(text)), kTwoCues);
        EXPECT_EQ(problems_of(read(text)), "");
    }
}

struct Spelling {
    const char* times;
    const char* read;
};

TEST(Srt, TimesAreReadInEveryShapeFound) {
    for (const Spelling& each : {
             Spelling{"00:00:01,000 --> 00:00:02,000", "1.000-2.000"},
             Spelling{"00:00:01.000 --> 00:00:02.000", "1.000-2.000"},
             Spelling{"00:00:01,000-->00:00:02,000", "1.000-2.000"},
             Spelling{"00:00:01,000 -> 00:00:02,000", "1.000-2.000"},
             Spelling{"00:00:01,000 --&gt; 00:00:02,000", "1.000-2.000"},
             Spelling{"00:00:01,000 –> 00:00:02,000", "1.000-2.000"},
             Spelling{"00:00:01,000 → 00:00:02,000", "1.000-2.000"},
             Spelling{"  00:00:01,000   -->\t00:00:02,000  ", "1.000-2.000"},
             Spelling{"00:00:01 --> 00:00:02", "1.000-2.000"},
             Spelling{"00:00:01, --> 00:00:02,", "1.000-2.000"},
             Spelling{"00:00:01,5 --> 00:00:02,25", "1.500-2.250"},
             Spelling{"0:0:1,5 --> 0:0:2,5", "1.500-2.500"},
             Spelling{"1:2:3,004 --> 1:2:4,004", "3723.004-3724.004"},
             Spelling{"00:01,000 --> 01:02,000", "1.000-62.000"},
             Spelling{"00: 00: 01, 000 --> 00: 00: 02, 000", "1.000-2.000"},
             Spelling{"00:00:01:500 --> 00:00:02:500", "1.500-2.500"},
             Spelling{"00:00:01:12 --> 00:00:02:24", "1.480-2.960"},
             Spelling{"00.00.01.000 --> 00.00.02.000", "1.000-2.000"},
             Spelling{"00:00:01,123456 --> 00:00:02,000", "1.123-2.000"},
             Spelling{"០០:០០:០១,០០០ --> ០០:០០:០២,៥០០", "1.000-2.500"},
             Spelling{"００：００：０１,０００ --> 00:00:02,000", "1.000-2.000"},
         }) {
        const CueFile file = read("1\n" + std::string(each.times) + "\nHello\n");
        const std::string due = std::string("2 ") + each.read + " Hello\n";
        EXPECT_EQ(cues_of(file), due) << each.times;
    }
}

TEST(Srt, FramesAreCountedAtTheRateThatIsSaid) {
    const std::string text = "1\n00:00:10:12 --> 00:00:11:00\nHello\n";
    EXPECT_EQ(cues_of(read(text)), "2 10.480-11.000 Hello\n");
    EXPECT_EQ(cues_of(read(text, {"", "", {50, 1}})), "2 10.240-11.000 Hello\n");
    EXPECT_EQ(cues_of(read(text, {"", "", {30000, 1001}})), "2 10.410-11.011 Hello\n");
    // Ten minutes of drop-frame timecode are ten minutes.
    EXPECT_EQ(cues_of(read("1\n00:10:00;00 --> 00:10:01;00\nHello\n", {"", "", {30000, 1001}})),
              "2 599.999-601.000 Hello\n");
}

TEST(Srt, FieldsBeyondTheirRangeAreCountedThroughAndSaid) {
    const CueFile file = read("1\n00:00:75,000 --> 00:01:20,000\nHello\n\n2\n00:02:00:27 --> 00:02:05:00\nFrames\n");
    EXPECT_EQ(cues_of(file), "2 75.000-80.000 Hello\n6 121.080-125.000 Frames\n");
    EXPECT_EQ(problems_of(file), "2 odd-time\n6 odd-time\n6 frame-times\n");
}

TEST(Srt, AMissingBlankLineEndsNoCueTooLate) {
    const CueFile file = read(
        "1\n00:00:01,000 --> 00:00:02,000\nHello\n2\n00:00:03,000 --> 00:00:04,000\nSecond\n00:00:05,000 --> "
        "00:00:06,000\nThird\n");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 Hello\n5 3.000-4.000 Second\n7 5.000-6.000 Third\n");
}

TEST(Srt, CountersMayBeMissingOrWrong) {
    const CueFile file = read(
        "00:00:01,000 --> 00:00:02,000\nHello\n\n00:00:03,000 --> 00:00:04,000\nSecond\n\n7\n00:00:05,000 --> "
        "00:00:06,000\nThird\n\n7\n00:00:07,000 --> 00:00:08,000\nFourth\n");
    EXPECT_EQ(cues_of(file), "1 1.000-2.000 Hello\n4 3.000-4.000 Second\n8 5.000-6.000 Third\n12 7.000-8.000 Fourth\n");
    EXPECT_EQ(problems_of(file), "");
}

TEST(Srt, ANumberThatIsTextStaysText) {
    // "2026" is the cue's last line: no counter of 1 would be followed by it.
    const CueFile file = read(
        "1\n00:00:01,000 --> 00:00:02,000\nRubber harvest\n2026\n00:00:03,000 --> "
        "00:00:04,000\nSecond\n\n3\n00:00:05,000 "
        "--> 00:00:06,000\n15\n");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 Rubber harvest|2026\n5 3.000-4.000 Second\n9 5.000-6.000 15\n");
}

TEST(Srt, TheLastCueNeedsNoLineEnd) {
    EXPECT_EQ(cues_of(read("1\n00:00:01,000 --> 00:00:02,000\nHello")), "2 1.000-2.000 Hello\n");
    const CueFile cut = read("1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000");
    EXPECT_EQ(cues_of(cut), "2 1.000-2.000 Hello\n");
    EXPECT_EQ(problems_of(cut), "6 empty-cue\n");
}

TEST(Srt, BlankLinesInsideACueAreLeftOut) {
    const CueFile file =
        read("1\n00:00:01,000 --> 00:00:02,000\n\nHello\n\nthere\n\n\n2\n\n00:00:03,000 --> 00:00:04,000\nSecond\n");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 Hello|there\n11 3.000-4.000 Second\n");
    EXPECT_EQ(problems_of(file), "5 blank-line-in-cue\n");
}

TEST(Srt, EntitiesAreCharacters) {
    EXPECT_EQ(cues_of(read("1\n00:00:01,000 --> 00:00:02,000\nRice &amp; fish &lt;b&gt; &#7879; &#x1EC7; c&aacute; "
                           "&quot;A&quot; AT&T &unknown; &\n")),
              "2 1.000-2.000 Rice & fish <b> ệ ệ cá \"A\" AT&T &unknown; &\n");
}

TEST(Srt, TagsBecomeLooks) {
    const CueFile file = read(
        "1\n00:00:01,000 --> 00:00:02,000\n<i>Slanted</i> <b>fat</b> <u>line</u> <font color=\"#ff8000\">orange</font> "
        "<FONT COLOR=yellow><I>both</I></FONT>\n");
    EXPECT_EQ(
        cues_of(file),
        "2 1.000-2.000 Slanted fat line orange both [i:Slanted] [b:fat] [u:line] [#ff8000:orange] [i#ffff00:both]\n");
    EXPECT_EQ(problems_of(file), "");
}

TEST(Srt, TagsThatCrossOrStayOpenHarmNobody) {
    const CueFile file = read(
        "1\n00:00:01,000 --> 00:00:02,000\n<b>one <i>two</b> three</i> four</u>\n\n2\n00:00:03,000 --> "
        "00:00:04,000\n<i>open\n\n3\n00:00:05,000 --> 00:00:06,000\nplain\n");
    EXPECT_EQ(
        cues_of(file),
        "2 1.000-2.000 one two three four [b:one ] [bi:two] [i: three]\n6 3.000-4.000 open [i:open]\n10 5.000-6.000 "
        "plain\n");
}

TEST(Srt, AnUnknownTagIsLeftOutAndSaidOnceAKind) {
    const CueFile file = read(
        "1\n00:00:01,000 --> 00:00:02,000\n<blink>Hello</blink>\n\n2\n00:00:03,000 --> "
        "00:00:04,000\n<blink>again</blink> "
        "<box size=3>and</box>\n");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 Hello\n6 3.000-4.000 again and\n");
    EXPECT_EQ(problems_of(file), "3 unknown-tag\n7 unknown-tag\n");
    EXPECT_EQ(in_english(file.tracks[0].problems[0].message),
              "The tag <blink> is not known and was left out (2 in all, here the first).");
    EXPECT_EQ(file.tracks[0].problems[1].cue, 1);
}

TEST(Srt, ALessThanSignThatIsNoTagIsText) {
    const CueFile file =
        read("1\n00:00:01,000 --> 00:00:02,000\n3 < 5 and 7 > 2, I <3 you, a<b, <Minh nói> <tiếng nhạc> <a@b.vn> <\n");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 3 < 5 and 7 > 2, I <3 you, a<b, <Minh nói> <tiếng nhạc> <a@b.vn> <\n");
    EXPECT_EQ(problems_of(file), "");
}

TEST(Srt, OverridesOfAssAreTakenToo) {
    const CueFile file = read(
        "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}On top\n\n2\n00:00:03,000 --> "
        "00:00:04,000\n{\\i1}slanted{\\i0} and {\\c&H0000FF&}red {\\move(1,2,3,4)}{curly}\n");
    EXPECT_EQ(cues_of(file),
              "2 1.000-2.000 @8 On top\n6 3.000-4.000 slanted and red {curly} [i:slanted] [#ff0000:red {curly}]\n");
    EXPECT_EQ(problems_of(file), "7 dropped-style\n");
}

TEST(Srt, NegativeTimesAreKeptAndFlagged) {
    const CueFile file = read("1\n-00:00:02,500 --> 00:00:01,000\nHello\n\n2\n00:00:-1,000 --> 00:00:03,000\nSecond\n");
    EXPECT_EQ(cues_of(file), "2 -2.500-1.000 Hello\n6 -1.000-3.000 Second\n");
    EXPECT_EQ(problems_of(file), "2 negative-time\n6 negative-time\n");
}

TEST(Srt, AnEndBeforeTheStartIsFlaggedAndNeverEternal) {
    const CueFile file = read("1\n00:00:05,000 --> 00:00:04,000\nHello\n\n2\n00:00:09,000 --> 00:00:10,000\nSecond\n");
    EXPECT_EQ(cues_of(file), "2 5.000-7.000 Hello\n6 9.000-10.000 Second\n");
    EXPECT_EQ(problems_of(file), "2 end-before-start\n");
    EXPECT_EQ(file.tracks[0].problems[0].severity, Severity::kError);
    EXPECT_EQ(file.tracks[0].problems[0].cue, 0);
}

TEST(Srt, CuesOfNoLengthAreKeptAndFlagged) {
    const CueFile file = read("1\n00:00:05,000 --> 00:00:05,000\nHello\n");
    EXPECT_EQ(cues_of(file), "2 5.000-5.000 Hello\n");
    EXPECT_EQ(problems_of(file), "2 zero-length\n");
}

TEST(Srt, OverlappingCuesAreAllKept) {
    const CueFile file = read(
        "1\n00:00:01,000 --> 00:00:05,000\nLong\n\n2\n00:00:02,000 --> 00:00:03,000\nInside\n\n3\n00:00:02,000 --> "
        "00:00:03,000\nTwin\n");
    EXPECT_EQ(cues_of(file), "2 1.000-5.000 Long\n6 2.000-3.000 Inside\n10 2.000-3.000 Twin\n");
}

TEST(Srt, CuesOutOfOrderAreSortedAndSaid) {
    const CueFile file = read(
        "1\n00:00:05,000 --> 00:00:06,000\nLater <blink>\n\n2\n00:00:01,000 --> "
        "00:00:02,000\nSooner\n\n3\n00:00:05,000 --> "
        "00:00:07,000\nSame start\n");
    EXPECT_EQ(cues_of(file), "6 1.000-2.000 Sooner\n2 5.000-6.000 Later\n10 5.000-7.000 Same start\n");
    EXPECT_EQ(problems_of(file), "3 unknown-tag\n6 not-in-order\n");
    EXPECT_EQ(file.tracks[0].problems[0].cue, 1);  // the problem followed its cue
}

TEST(Srt, TelevisionsTenHoursAreOfferedAsARetime) {
    const CueFile file = read("1\n10:00:01,000 --> 10:00:02,000\nHello\n\n2\n10:00:03,000 --> 10:00:04,000\nSecond\n");
    EXPECT_EQ(cues_of(file), "2 36001.000-36002.000 Hello\n6 36003.000-36004.000 Second\n");
    EXPECT_EQ(problems_of(file), "2 ten-hour-offset\n");
    EXPECT_EQ(file.tracks[0].problems[0].message.values.back(), "-10:00:00.000");
    EXPECT_EQ(problems_of(read("1\n01:00:01,000 --> 01:00:02,000\nHello\n")), "2 hour-offset\n");
}

TEST(Srt, TimesThatCannotBeReadLoseAsLittleAsCanBe) {
    const CueFile file = read(
        "1\n00:00:01,000 --> 00:0x:02,000\nNo end\n\n2\n00:00:0a,000 --> 00:00:10,000\nNo start\n\n3\n1x:00:01 --> "
        "b:00:02\nNo time\n\n4\n00:00:20,000 --> 00:00:21,000\nGood\n");
    EXPECT_EQ(cues_of(file), "2 1.000-3.000 No end\n6 8.000-10.000 No start\n14 20.000-21.000 Good\n");
    EXPECT_EQ(problems_of(file), "2 bad-time\n6 bad-time\n10 bad-time\n");
    EXPECT_NE(in_english(file.tracks[0].problems[2].message).find("No time"), std::string::npos);
}

TEST(Srt, WhatStandsOnTheLineOfTimesIsTextOrASetting) {
    const CueFile file = read(
        "1\n00:00:01,000 --> 00:00:02,000 Lan:Hello\nthere\n\n2\n00:00:03,000 --> 00:00:04,000  X1:100 X2:540 Y1:400 "
        "Y2:450\nPlaced\n");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 Lan:Hello|there\n6 3.000-4.000 Placed\n");
    EXPECT_EQ(problems_of(file), "6 dropped-style\n");
}

TEST(Srt, AnArrowInTheTextIsNoTime) {
    const CueFile file = read("1\n00:00:01,000 --> 00:00:02,000\nGate 1 --> Gate 2\n--> exit\n");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 Gate 1 --> Gate 2|--> exit\n");
}

TEST(Srt, TextBeforeTheFirstTimeIsSaid) {
    const CueFile file = read("Translated by Lan\n\n1\n00:00:01,000 --> 00:00:02,000\nHello\n");
    EXPECT_EQ(cues_of(file), "4 1.000-2.000 Hello\n");
    EXPECT_EQ(problems_of(file), "1 stray-text\n");
}

TEST(Srt, KhmerAndVietnameseComeNormalisedWithTheirLooks) {
    // NFD Vietnamese; a Khmer vowel typed in two parts. The looks stay on their letters.
    const CueFile file =
        read("1\n00:00:01,000 --> 00:00:02,000\n<i>Che\u0323\u0302n</i> \u1785\u17C1\u17B6\u179B <b>x</b>\n");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 Ch\u1EC7n \u1785\u17C4\u179B x [i:Ch\u1EC7n] [b:x]\n");
}

TEST(Srt, LinesInTwoLanguagesStayOneTrack) {
    const CueFile file =
        read_as("clip.srt", "1\n00:00:01,000 --> 00:00:02,000\nChợ biên giới mở cửa\nផ្សារព្រំដែនបើកហើយ\n");
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 Chợ biên giới mở cửa|ផ្សារព្រំដែនបើកហើយ\n");
    EXPECT_EQ(problems_of(file), "2 several-languages\n0 no-language\n");
    EXPECT_EQ(file.tracks[0].language, "");
}

}  // namespace
}  // namespace gatecast
