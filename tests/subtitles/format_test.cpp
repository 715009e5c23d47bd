// SPDX-License-Identifier: GPL-3.0-or-later
// The table of formats: which format a file is, in which encoding, in which language; bounds; speed.
#include "subtitles/formats/format.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "subtitles/formats/reading.h"
#include "tests/folder.h"
#include "tests/subtitles/cue_account.h"

namespace gatecast {
namespace {

const std::string kSrt = "1\n00:00:01,000 --> 00:00:02,000\nHello, this is the gate\n";
const std::string kVtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello, this is the gate\n";
const std::string kAss =
    "[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hello, this is the gate\n";
const std::string kTtml =
    "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s' end='2s'>Hello, this is the "
    "gate</p></div></body></tt>";
const std::string kSbv = "0:00:01.000,0:00:02.000\nHello, this is the gate\n";

std::string error_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(CueFormats, AreKnownByTheirContentWhateverTheNameSays) {
    const std::pair<const char*, const std::string&> files[] = {
        {"srt", kSrt}, {"webvtt", kVtt}, {"ass", kAss}, {"ttml", kTtml}, {"sbv", kSbv}};
    for (const auto& [format, text] : files) {
        for (const char* name : {"clip.srt", "clip.vtt", "clip.ass", "clip.xml", "clip.sbv", "clip.txt", "clip"}) {
            const CueFile file = read_as(name, text);
            const bool lenient = std::string(format) == "srt" && std::string(name) == "clip.vtt";
            EXPECT_EQ(file.format, lenient ? "webvtt" : format) << name;
            ASSERT_EQ(file.tracks.size(), 1U);
            ASSERT_EQ(file.tracks[0].cues.size(), 1U) << format << name;
            EXPECT_EQ(file.tracks[0].cues[0].text, "Hello, this is the gate");
        }
    }
    EXPECT_EQ(problems_of(read_as("clip.en.srt", kVtt)), "0 name-and-content\n");
    EXPECT_EQ(problems_of(read_as("clip.en.dfxp", kTtml)), "");
}

TEST(CueFormats, AreFoundByNameAndExtension) {
    EXPECT_STREQ(cue_format_named("srt")->name, "srt");
    EXPECT_STREQ(cue_format_named(".VTT")->name, "webvtt");
    EXPECT_STREQ(cue_format_named("ssa")->name, "ass");
    EXPECT_STREQ(cue_format_named("dfxp")->name, "ttml");
    EXPECT_STREQ(cue_format_named("txt")->name, "text");
    EXPECT_EQ(cue_format_named("mp4"), nullptr);
    EXPECT_EQ(cue_format_named(""), nullptr);
    EXPECT_TRUE(is_cue_file_name("/a.b/clip.vi.SRT"));
    EXPECT_FALSE(is_cue_file_name("clip.mp4"));
    EXPECT_FALSE(is_cue_file_name("srt"));
}

TEST(CueFormats, WhatIsNoCueFileIsRefusedWithASentence) {
    EXPECT_NE(error_of([] { (void)read_cue_file("/nowhere/clip.srt", {}); }).find("cannot be opened"),
              std::string::npos);
    EXPECT_NE(error_of([] { (void)read_cue_file("/", {}); }).find("folder"), std::string::npos);
    EXPECT_NE(error_of([] { (void)read_cues("{\\rtf1 text}", "a.rtf", {}); }).find("Save it as .docx"),
              std::string::npos);
    EXPECT_NE(error_of([] {
                  (void)read_cues(kSrt, "a.srt", {"", "no-such", {25, 1}});
              }).find("no-such"),
              std::string::npos);
}

TEST(CueFormats, AFileNamedAsOneButEmptyHasNoCuesAndSaysSo) {
    for (const char* name : {"clip.en.srt", "clip.en.vtt", "clip.en.ass", "clip.en.ttml", "clip.en.sbv"}) {
        const CueFile file = read_as(name, "");
        ASSERT_EQ(file.tracks.size(), 1U) << name;
        EXPECT_TRUE(file.tracks[0].cues.empty());
        EXPECT_NE(problems_of(file).find("0 no-cues"), std::string::npos) << name;
    }
}

TEST(CueFormats, TheLanguageIsSaidOrNamedOrRead) {
    const auto language = [](const std::string& name, const std::string& text, const std::string& said = "") {
        return read_as(name, "1\n00:00:01,000 --> 00:00:02,000\n" + text + "\n", {said, "", {25, 1}})
            .tracks[0]
            .language;
    };
    EXPECT_EQ(language("clip_kh.srt", "x"), "km");
    EXPECT_EQ(language("clip.vn.srt", "x"), "vi");
    EXPECT_EQ(language("clip.vi.srt", "x", "khmer"), "km");
    EXPECT_EQ(language("clip.srt", "Chợ phiên vùng biên giới mở cửa từ sáng sớm"), "vi");
    EXPECT_EQ(language("clip.srt", "ផ្សារព្រំដែនបើកពីព្រលឹម"), "km");
    EXPECT_EQ(language("clip.srt", "The market at the border is open from the early morning"), "en");
}

TEST(CueFormats, OldVietnameseEncodingsAreConverted) {
    // "Chợ biên giới mở cửa từ sáng sớm" in TCVN3, whole sentences so that the words decide.
    const std::string tcvn3 =
        "1\n00:00:01,000 --> 00:00:02,000\nCh\xEE bi\xAAn gi\xED"
        "i m\xEB c\xF6"
        "a t\xF5 s\xB8ng s\xED"
        "m\n\n2\n00:00:03,000 --> "
        "00:00:04,000\nN\xAB\x6E\x67 d\xA9n mang h\xB9t \xAE"
        "i\xD2u \xAE\xD5n b\xB8n\n";
    const CueFile asked = read_as("clip.srt", tcvn3, {"", "tcvn3", {25, 1}});
    EXPECT_EQ(cues_of(asked),
              "2 1.000-2.000 Chợ biên giới mở cửa từ sáng sớm\n6 3.000-4.000 Nông dân mang hạt điều đến bán\n");
    const CueFile found = read_as("clip.srt", tcvn3);
    EXPECT_EQ(cues_of(found), cues_of(asked));
    EXPECT_EQ(found.encoding, "tcvn3");
    EXPECT_EQ(found.tracks[0].language, "vi");
}

TEST(CueFormats, FilesAreReadFromDisk) {
    const test::TempFolder folder;
    const std::filesystem::path file = folder / "gate.vi.srt";
    std::ofstream(file) << kSrt;
    const CueFile read = read_cue_file(file, {});
    EXPECT_EQ(cues_of(read), "2 1.000-2.000 Hello, this is the gate\n");
    EXPECT_EQ(read.tracks[0].name, "gate.vi.srt");
    EXPECT_EQ(read.tracks[0].language, "vi");
}

TEST(CueFormats, BytesThatMeanNothingAreSaidWithTheirLine) {
    const CueFile file =
        read_as("clip.en.srt", "1\n00:00:01,000 --> 00:00:02,000\nHe\xFFllo\n", {"", "utf-8", {25, 1}});
    EXPECT_EQ(cues_of(file), "2 1.000-2.000 He\uFFFDllo\n");
    EXPECT_EQ(problems_of(file), "3 bad-bytes\n");
}

TEST(CueFormats, ATextTooLongIsCutAndSaid) {
    std::string text = "1\n00:00:01,000 --> 00:00:02,000\n<i>";
    for (size_t n = 0; n < kMaxCueCharacters + 10; ++n) text += "ក";
    const CueFile file = read_as("clip.km.srt", text + "</i>\n");
    EXPECT_EQ(file.tracks[0].cues[0].text.size(), kMaxCueCharacters * 3);
    EXPECT_EQ(file.tracks[0].cues[0].spans[0].until, kMaxCueCharacters * 3);
    EXPECT_EQ(problems_of(file), "2 text-too-long\n");
}

TEST(CueFormats, FilesMadeToExhaustAreBounded) {
    std::string many;
    for (size_t n = 0; n < kMaxCues + 5; ++n) many += "00:00:01,000 --> 00:00:02,000\na\n";
    const CueFile file = read_as("clip.en.srt", many);
    EXPECT_EQ(file.tracks[0].cues.size(), kMaxCues);
    EXPECT_NE(problems_of(file).find("too-many-cues"), std::string::npos);
    std::string wrong;
    for (int n = 0; n < 5000; ++n) wrong += "00:00:02,000 --> 00:00:01,000\na\n\n";
    const CueFile flagged = read_as("clip.en.srt", wrong);
    EXPECT_EQ(flagged.tracks[0].cues.size(), 5000U);
    EXPECT_LT(flagged.tracks[0].problems.size(), 1010U);
    EXPECT_NE(problems_of(flagged).find("too-many-problems"), std::string::npos);
    const std::string large(kMaxFileBytes + 1, 'a');
    EXPECT_NE(error_of([&] { (void)read_cues(large, "a.srt", {}); }).find("larger"), std::string::npos);
}

TEST(CueFormats, HostileTextTakesNoLongerThanItsLength) {
    // Each would take minutes if a reader looked for the end of something again and again.
    for (const char* piece : {"<", "&", "{\\", "{\\an8", "<i", "<font ", "{", "\n\n", "-->", "::"}) {
        std::string text = "1\n00:00:01,000 --> 00:00:02,000\n";
        std::string ass = "[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,";
        while (text.size() < 200'000) text += piece;
        while (ass.size() < 200'000) ass += piece;
        const auto begin = std::chrono::steady_clock::now();
        (void)read_as("clip.en.srt", text);
        (void)read_as("clip.en.vtt", "WEBVTT\n\n" + text);
        (void)read_as("clip.en.ass", ass);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(15)) << piece;
    }
}

TEST(CueFormats, TenThousandCuesAreReadInNoTime) {
    std::string text;
    for (int n = 0; n < 10'000; ++n) {
        text += std::to_string(n + 1) + '\n' + written_time(std::chrono::seconds(2 * n), ',') + " --> " +
                written_time(std::chrono::seconds(2 * n + 1), ',') +
                "\n<i>Chợ biên giới</i> mở cửa từ sáng sớm,\nnông dân mang hạt điều và mủ cao su đến bán\n\n";
    }
    const auto begin = std::chrono::steady_clock::now();
    const CueFile file = read_as("clip.vi.srt", text);
    const auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_EQ(file.tracks[0].cues.size(), 10'000U);
    EXPECT_EQ(problems_of(file), "");
    RecordProperty("milliseconds",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    EXPECT_LT(took, std::chrono::seconds(3));  // 0.3 s are owed on a quiet machine; sanitizers and neighbours take more
}

}  // namespace
}  // namespace gatecast
