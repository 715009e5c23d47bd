// SPDX-License-Identifier: GPL-3.0-or-later
// Writers: what is written is read back as it was, exactly where the format can carry it; the rest is refused.
#include <gtest/gtest.h>

#include "subtitles/formats/text_formats.h"
#include "tests/subtitles/cue_account.h"

namespace gatecast {
namespace {

Cue cue(double start, double end, const std::string& text) {
    Cue made;
    made.start = Time(static_cast<int64_t>(start * 1e9));
    made.end = Time(static_cast<int64_t>(end * 1e9));
    made.text = text;
    return made;
}

Track track(std::vector<Cue> cues, const std::string& language = "en") {
    Track made;
    made.language = language;
    made.cues = std::move(cues);
    return made;
}

/// Looks, places, signs that formats use themselves, three languages.
Track hard_track() {
    Cue looks = cue(1, 2.5, "slanted fat line orange yellow plain");
    looks.spans = {{0, 7, false, true, false, {}},
                   {8, 11, true, false, false, {}},
                   {12, 16, true, true, true, {}},
                   {17, 23, false, false, false, Rgb{1, 128 / 255.0, 0}},
                   {24, 30, false, true, false, Rgb{1, 1, 0}}};
    Cue top = cue(3, 4, "on\ntop");
    top.anchor = 8;
    Cue corner = cue(5.04, 6.08, "ផ្សារព្រំដែន\nChợ biên giới");
    corner.anchor = 1;
    Cue slanted_times = cue(10.5, 10.9, "00:00:01,000 --> 00:00:02,000 on\n00:00:03 \u2192 00:00:04");
    slanted_times.spans = {{4, 29, false, true, false, {}}, {33, 49, false, true, false, {}}};
    return track({looks, top, corner, cue(7, 8, "1 < 2 <b> &lt; & {\\an8} {x} \\N a\\b \"q\" >"),
                  cue(9, 10, "2026\n12"), slanted_times, cue(11, 12, "a <b x <i y=1> z"),
                  cue(11, 12, "00:00:01,000 --> 00:00:02,000"), cue(11, 12, "a -> b --> c"), cue(13, 13, "no length"),
                  cue(36000, 36001.5, "ten hours\u00A0on")});
}

std::string without_lines(const Track& read) {
    std::string account;
    for (Cue each : read.cues) {
        each.line = 0;
        account += account_of(each);
    }
    return account;
}

Track read_back(const std::string& name, const std::string& text) {
    const CueFile file = read_as(name, text);
    EXPECT_EQ(file.tracks.size(), 1U);
    for (const Problem& problem : file.tracks[0].problems) {
        const std::string code = problem.code;
        EXPECT_TRUE(code == "zero-length" || code == "ten-hour-offset" || code == "several-languages") << code;
    }
    return file.tracks[0];
}

TEST(Writers, WhatEachFormatCarriesComesBackExactly) {
    const Track due = hard_track();
    const std::span<const Track> tracks(&due, 1);
    EXPECT_EQ(without_lines(read_back("a.en.srt", write_srt(tracks, {}))), without_lines(due));
    EXPECT_EQ(without_lines(read_back("a.en.vtt", write_webvtt(tracks, {}))), without_lines(due));
    EXPECT_EQ(without_lines(read_back("a.en.ass", write_ass(tracks, {}))), without_lines(due));
    EXPECT_EQ(without_lines(read_back("a.en.ttml", write_ttml(tracks, {}))), without_lines(due));
}

TEST(Writers, WhatWasWrittenIsWrittenTheSameAgain) {
    const Track due = hard_track();
    for (const char* name : {"srt", "webvtt", "ass", "ttml"}) {
        const CueFormat* format = cue_format_named(name);
        const std::string once = format->write(std::span(&due, 1), {});
        const Track read = read_back("a.en." + std::string(name), once);
        EXPECT_EQ(format->write(std::span(&read, 1), {}), once) << name;
    }
}

TEST(Writers, AnIdThatLooksLikeTimesIsNoCue) {
    Cue named = cue(1, 2, "x");
    named.id = "00:00:01 -> 00:00:02";
    const Track due = track({named});
    EXPECT_EQ(read_back("a.en.vtt", write_webvtt(std::span(&due, 1), {})).cues.size(), 1U);
}

TEST(Writers, EveryAnchorComesBack) {
    for (int anchor = 0; anchor <= 9; ++anchor) {
        Cue placed = cue(1, 2, "x");
        placed.anchor = anchor;
        const Track due = track({placed});
        for (const char* name : {"srt", "webvtt", "ass", "ttml"}) {
            const std::string text = cue_format_named(name)->write(std::span(&due, 1), {});
            EXPECT_EQ(without_lines(read_back("a.en." + std::string(name), text)), without_lines(due)) << name << text;
        }
    }
}

TEST(Writers, PointsComeBackWhereTheFormatHasThem) {
    for (int anchor = 1; anchor <= 9; ++anchor) {
        for (const SharePoint point :
             {SharePoint{0.25, 0.125}, SharePoint{0.5, 0.9}, SharePoint{0.5, 0.5}, SharePoint{1, 0}}) {
            Cue placed = cue(1, 2, "x");
            placed.anchor = anchor;
            placed.position = point;
            const Track due = track({placed});
            for (const char* name : {"webvtt", "ass", "ttml"}) {
                const std::string text = cue_format_named(name)->write(std::span(&due, 1), {});
                EXPECT_EQ(without_lines(read_back("a.en." + std::string(name), text)), without_lines(due))
                    << name << text;
            }
        }
    }
}

TEST(Writers, FadesComeBackInAss) {
    Cue faded = cue(1, 3, "x");
    faded.fade_in = std::chrono::milliseconds(200);
    faded.fade_out = std::chrono::milliseconds(350);
    const Track due = track({faded});
    EXPECT_EQ(without_lines(read_back("a.en.ass", write_ass(std::span(&due, 1), {}))), without_lines(due));
}

TEST(Writers, AssAndTtmlCarrySeveralLanguages) {
    const std::vector<Track> due{track({cue(1, 2, "Chợ biên giới")}, "vi"), track({cue(1, 2, "ផ្សារព្រំដែន")}, "km"),
                                 track({cue(1, 2, "Border market")}, "en")};
    for (const char* name : {"ass", "ttml"}) {
        const CueFile file = read_as("a." + std::string(name), cue_format_named(name)->write(due, {}));
        ASSERT_EQ(file.tracks.size(), 3U) << name;
        for (size_t n = 0; n < 3; ++n) {
            EXPECT_EQ(file.tracks[n].language, due[n].language);
            EXPECT_EQ(without_lines(file.tracks[n]), without_lines(due[n]));
        }
    }
}

TEST(Writers, SrtIsPlainUtf8WithPlainLineEnds) {
    const Track one = track({cue(1, 2.0004, "Hello"), cue(3661.5, 3662, "Second")});
    EXPECT_EQ(write_srt(std::span(&one, 1), {}),
              "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n01:01:01,500 --> 01:01:02,000\nSecond\n");
}

TEST(Writers, AssTakesThePictureSaid) {
    const Track one = track({cue(1, 2.346, "Hello")}, "km");
    const std::string text = write_ass(std::span(&one, 1), {{25, 1}, {1440, 720}});
    EXPECT_NE(text.find("PlayResX: 1440\nPlayResY: 720\n"), std::string::npos);
    EXPECT_NE(text.find("Style: Default-km,Noto Sans Khmer,36,"), std::string::npos);
    EXPECT_NE(text.find("Dialogue: 0,0:00:01.00,0:00:02.35,Default-km,,0,0,0,,Hello\n"), std::string::npos);
}

TEST(Writers, ColoursWithoutAClassGetAStyleInWebvtt) {
    Cue coloured = cue(1, 2, "a");
    coloured.spans = {{0, 1, false, false, false, Rgb{1, 128 / 255.0, 0}}};
    const Track one = track({coloured}, "vi");
    EXPECT_EQ(write_webvtt(std::span(&one, 1), {}),
              "WEBVTT\nLanguage: vi\n\nSTYLE\n::cue(.colour-ff8000) { color: #ff8000 }\n\n00:00:01.000 --> "
              "00:00:02.000\n<c.colour-ff8000>a</c>\n");
}

std::string refusal(const char* format, const std::vector<Track>& tracks, const WriteOptions& options = {}) {
    try {
        (void)cue_format_named(format)->write(tracks, options);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(Writers, WhatAFormatCannotCarryIsRefusedWithTheCueAndTheWayOut) {
    Cue untimed = cue(0, 0, "No time");
    untimed.timed = false;
    Cue point = cue(1, 2, "At a point");
    point.anchor = 2;
    point.position = SharePoint{0.5, 0.5};
    Cue faded = cue(1, 2, "Faded");
    faded.fade_in = Time(1'000'000);
    for (const char* format : {"srt", "webvtt", "ass", "ttml"}) {
        EXPECT_NE(refusal(format, {track({cue(1, 2, "a"), untimed})}).find("Cue 2 (\"No time\")"), std::string::npos);
        EXPECT_NE(refusal(format, {track({cue(-1, 2, "Early")})}).find("Cue 1 (\"Early\")"), std::string::npos);
        EXPECT_NE(refusal(format, {track({cue(2, 1, "Backwards")})}).find("Cue 1 (\"Backwards\")"), std::string::npos);
    }
    EXPECT_NE(refusal("srt", {track({point})}).find("point of the picture"), std::string::npos);
    EXPECT_EQ(refusal("webvtt", {track({point})}), "");
    for (const char* format : {"srt", "webvtt", "ttml"}) {
        EXPECT_NE(refusal(format, {track({faded})}).find("fades"), std::string::npos);
        EXPECT_EQ(refusal(format, {track({faded, point})}, {{25, 1}, {1920, 1080}, true}), "");
    }
    for (const char* format : {"srt", "webvtt"}) {
        EXPECT_NE(refusal(format, {track({}, "vi"), track({}, "km")}).find("one language"), std::string::npos);
    }
}

TEST(Writers, BlankLinesInATextDoNotEndItsCue) {
    const Track one = track({cue(1, 2, "a\n\nb\n"), cue(3, 4, "c")});
    for (const char* name : {"srt", "webvtt"}) {
        const std::string text = cue_format_named(name)->write(std::span(&one, 1), {});
        EXPECT_EQ(without_lines(read_back("a.en." + std::string(name), text)), "0 1.000-2.000 a|b\n0 3.000-4.000 c\n");
    }
}

}  // namespace
}  // namespace gatecast
