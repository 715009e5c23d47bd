// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/checks/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "subtitles/checks/codes.h"
#include "subtitles/formats/problem_codes.h"
#include "tests/subtitles/sentences.h"

namespace gatecast {
namespace {

using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

Style style() {
    Style style;
    for (const auto& [language, speed] : {std::pair{"vi", 17.0}, {"km", 9.0}, {"en", 20.0}}) {
        BandStyle band;
        band.language = language;
        band.characters_per_second = speed;
        style.bands.push_back(band);
    }
    return style;
}

Cue cue(int from_ms, int until_ms, std::string text, int line = 0) {
    Cue cue;
    cue.start = milliseconds(from_ms);
    cue.end = milliseconds(until_ms);
    cue.text = std::move(text);
    cue.line = line;
    return cue;
}

Track track(std::string language, std::vector<Cue> cues) {
    Track track;
    track.language = std::move(language);
    track.cues = std::move(cues);
    return track;
}

std::vector<Problem> problems_of(const Track& track) {
    std::vector<Problem> problems;
    check_track(track, style(), {25, 1}, problems);
    return problems;
}

std::vector<std::string> codes(const std::vector<Problem>& problems) {
    std::vector<std::string> codes;
    for (const Problem& problem : problems) codes.emplace_back(problem.code);
    return codes;
}

/// Sentences at a comfortable pace.
template <size_t N>
Track calm(const char* language, const char* const (&sentences)[N], int late_ms = 0, double slower = 1) {
    Track result = track(language, {});
    for (size_t n = 0; n < 10; ++n) {
        const int from = static_cast<int>(static_cast<double>(n) * 6000 * slower) + late_ms;
        result.cues.push_back(cue(from, from + 5000, sentences[n % N], static_cast<int>(n) * 4 + 2));
    }
    return result;
}

TEST(CheckTrack, HasNothingToSayOfGoodCues) {
    EXPECT_THAT(codes(problems_of(track("vi", {cue(0, 3000, "Cửa khẩu mở cửa từ bảy giờ."),
                                               cue(3100, 6000, "Mời quý khách đi lối này.")}))),
                IsEmpty());
    EXPECT_THAT(codes(problems_of(track("km", {cue(0, 4000, "ផ្សារមានមនុស្សច្រើនណាស់។")}))), IsEmpty());
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 4000, "The gate opens at seven.\nPlease wait here.")}))),
                IsEmpty());
}

TEST(CheckTrack, CountsReadingSpeedByTheLanguage) {
    const std::string eighteen(36, 'a');  // in 2 s
    EXPECT_THAT(codes(problems_of(track("vi", {cue(0, 2000, eighteen)}))), ElementsAre("reading-speed"));
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 2000, eighteen)}))), IsEmpty());
    std::string khmer;
    for (int n = 0; n < 20; ++n) khmer += "ខ្មែ";  // 20 syllables, 80 code points
    EXPECT_THAT(codes(problems_of(track("km", {cue(0, 2000, khmer.substr(0, khmer.size() / 2))}))), IsEmpty());
    const std::vector<Problem> fast = problems_of(track("km", {cue(0, 1000, khmer.substr(0, khmer.size() / 2))}));
    ASSERT_THAT(codes(fast), ElementsAre("reading-speed"));
    EXPECT_NE(in_english(fast[0].message).find("10.0 syllables"), std::string::npos);
    EXPECT_THAT(codes(problems_of(track("fr", {cue(0, 2000, eighteen)}))), ElementsAre("reading-speed"))
        << "as Vietnamese";
}

TEST(ReadingLength, DoesNotCountWhatIsNotSeen) {
    EXPECT_EQ(reading_length("ê\u0306a\u200Bb\u2060", "sti"), 3);
    EXPECT_EQ(reading_length("ព្រំ\u200Bដែន", "km"), 3);
    EXPECT_EQ(reading_length("ខែ ២០២៦ ABCD", "km"), 5) << "four digits and four letters are read as four syllables";
}

TEST(CheckTrack, TellsShortAndLongCues) {
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 833, "Go on."), cue(2000, 9000, "Wait here.")}))), IsEmpty());
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 800, "Go on."), cue(2000, 9100, "Wait here.")}))),
                ElementsAre("short-cue", "long-cue"));
}

TEST(CheckTrack, TellsGapsAndOverlaps) {
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 2000, "Wait."), cue(2080, 4000, "Go.")}))), IsEmpty())
        << "two frames";
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 2000, "Wait."), cue(2040, 4000, "Go.")}))),
                ElementsAre("small-gap"));
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 2000, "Wait."), cue(2000, 4000, "Go.")}))),
                ElementsAre("small-gap"));
    EXPECT_THAT(
        codes(problems_of(track("en", {cue(0, 6000, "Wait."), cue(1000, 3000, "Go."), cue(5000, 7000, "Stop.")}))),
        ElementsAre("overlap", "overlap"));
    Track signs = track("en", {cue(0, 3000, "Wait."), cue(1000, 4000, "GATE 7")});
    signs.cues[1].anchor = 8;
    EXPECT_THAT(codes(problems_of(signs)), IsEmpty()) << "a sign at the top";
}

TEST(CheckTrack, TellsLongLinesAndTooMuchText) {
    const std::string line(43, 'a');
    const std::vector<Problem> one = problems_of(track("en", {cue(0, 6000, line)}));
    ASSERT_THAT(codes(one), ElementsAre("long-line"));
    EXPECT_EQ(one[0].severity, Severity::kNote) << "it is broken into two";
    const std::vector<Problem> two = problems_of(track("en", {cue(0, 6000, line + "\nshort")}));
    ASSERT_THAT(codes(two), ElementsAre("long-line"));
    EXPECT_EQ(two[0].severity, Severity::kWarning);
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 6000, line + line)}))), ElementsAre("too-much-text"));
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 6000, "a\nb\nc")}))), ElementsAre("many-lines"));
}

TEST(CheckTrack, TellsImpossibleTimes) {
    const std::vector<Problem> problems = problems_of(
        track("en", {cue(3000, 1000, "Wait.", 7), cue(4000, 4000, "Go.", 11), cue(-500, 2000, "Stop.", 15)}));
    EXPECT_THAT(codes(problems), ElementsAre("end-before-start", "zero-length", "negative-time", "not-in-order"));
    EXPECT_EQ(problems[0].severity, Severity::kError);
    EXPECT_EQ(problems[0].cue, 0);
    EXPECT_EQ(problems[0].line, 7);
    EXPECT_EQ(problems[1].line, 11);
}

TEST(CheckTrack, DoesNotRepeatTheReader) {
    Track read = track("en", {cue(4000, 4000, "Go.", 11)});
    read.problems.push_back({Severity::kWarning, problem::kZeroLength, message("…"), 11, "", 0});
    EXPECT_THAT(codes(problems_of(read)), IsEmpty());
}

TEST(CheckTrack, TellsCuesWithoutTimesOrText) {
    Track list = track("en", {cue(0, 0, "One."), cue(0, 0, "Two.")});
    for (Cue& each : list.cues) each.timed = false;
    EXPECT_THAT(codes(problems_of(list)), ElementsAre("untimed"));
    EXPECT_EQ(problems_of(list)[0].cue, -1);
    list.cues[1] = cue(0, 2000, " \u200B", 9);
    EXPECT_THAT(codes(problems_of(list)), ElementsAre("untimed"));
    list.cues[1].text = " \n";
    EXPECT_THAT(codes(problems_of(list)), ElementsAre("untimed", "empty-cue"));
}

TEST(CheckTrack, FindsTheWrongLanguage) {
    const std::vector<Problem> all = problems_of(calm("km", kVietnamese));
    ASSERT_FALSE(all.empty());
    EXPECT_STREQ(all[0].code, "wrong-language");
    EXPECT_EQ(all[0].cue, -1);
    EXPECT_EQ(all[0].severity, Severity::kError);
    EXPECT_EQ(std::count_if(all.begin(), all.end(),
                            [](const Problem& each) { return each.code == std::string_view("wrong-language"); }),
              1)
        << "said once";
}

TEST(CheckTrack, FindsSingleCuesInAnotherLanguage) {
    Track mixed = calm("vi", kVietnamese);
    mixed.cues[4].text = kEnglish[0];
    mixed.cues[7].text = kKhmer[0];
    std::vector<int> cues;
    for (const Problem& problem : problems_of(mixed)) {
        if (std::string_view(problem.code) == check::kWrongLanguage) cues.push_back(problem.cue);
    }
    EXPECT_THAT(cues, ElementsAre(4, 7));
    Track minority = calm("sti", kVietnamese);
    for (const Problem& problem : problems_of(minority))
        EXPECT_STRNE(problem.code, "wrong-language") << "its script is right";
}

TEST(CheckTrack, SuspectsOldFonts) {
    const Track limon =
        track("km", {cue(0, 3000, "RBHraCaNacRkkm<úCa"), cue(4000, 7000, "sUmsVaKmn_mkkan´RckTVarGnþrCati")});
    EXPECT_THAT(codes(problems_of(limon)), ElementsAre("legacy-khmer"));
    const Track one = track("km", {cue(0, 3000, kKhmer[1]), cue(4000, 7000, "TIRkugPñMeBj km<úCa")});
    EXPECT_THAT(codes(problems_of(one)), ElementsAre("legacy-khmer"));
    EXPECT_EQ(problems_of(one)[0].cue, 1);
    const Track tcvn = track("vi", {cue(0, 3000, "Cöa khÈu quèc tÕ"), cue(4000, 7000, "më cöa s¸ng")});
    EXPECT_THAT(codes(problems_of(tcvn)), ElementsAre("old-font"));
}

TEST(CheckTrack, FindsLettersThatOnlyLookRight) {
    EXPECT_THAT(codes(problems_of(track("en", {cue(0, 3000, "The g\u0430te is open.")}))), ElementsAre("mixed-scripts"))
        << "a Cyrillic a";
    EXPECT_THAT(codes(problems_of(track("km", {cue(0, 3000, "ខ្មែរGatecastខ្មែរ")}))), IsEmpty());
    EXPECT_THAT(codes(problems_of(track("km", {cue(0, 3000, "ខ្មែរ \u17B6យើង")}))), ElementsAre("stray-mark"));
    EXPECT_THAT(codes(problems_of(track("km", {cue(0, 3000, "ខ្មែរក\u17D2 យើង")}))), ElementsAre("stray-mark"));
    EXPECT_THAT(codes(problems_of(track("vi", {cue(0, 3000, "Cửa kh\uFFFDu mở cửa")}))), ElementsAre("bad-bytes"));
}

std::vector<std::vector<std::string>> codes_together(const std::vector<Track>& tracks) {
    std::vector<std::vector<Problem>> problems(tracks.size());
    check_together(tracks, style(), problems);
    std::vector<std::vector<std::string>> all;
    for (const auto& each : problems) all.push_back(codes(each));
    return all;
}

TEST(CheckTogether, IsContentWithTranslationsCueByCue) {
    EXPECT_THAT(codes_together({calm("vi", kVietnamese), calm("en", kEnglish, 200), calm("km", kKhmer, -200)}),
                ElementsAre(IsEmpty(), IsEmpty(), IsEmpty()));
}

TEST(CheckTogether, TellsALanguageThatIsLateOrDriftsAway) {
    EXPECT_THAT(codes_together({calm("en", kEnglish, 1500), calm("vi", kVietnamese)}),
                ElementsAre(ElementsAre("offset"), IsEmpty()))
        << "against the style's first language";
    EXPECT_THAT(codes_together({calm("vi", kVietnamese), calm("km", kKhmer, 0, 25 / 23.976)}),
                ElementsAre(IsEmpty(), ElementsAre("drift")));
    EXPECT_THAT(codes_together({calm("vi", kVietnamese), calm("km", kKhmer, 36000)}),
                ElementsAre(IsEmpty(), ElementsAre("offset")));
}

TEST(CheckTogether, TakesOneCueThatWentAstrayForNoDrift) {
    Track khmer = calm("km", kKhmer);
    khmer.cues.back().start += std::chrono::seconds(53);
    khmer.cues.back().end += std::chrono::seconds(53);
    const auto found = codes_together({calm("vi", kVietnamese), khmer});
    EXPECT_THAT(found[1], Not(Contains("drift")));
    EXPECT_THAT(found[1], Contains("no-partner"));
}

TEST(CheckTogether, TellsCuesThatAreMissingInOneLanguage) {
    Track english = calm("en", kEnglish);
    english.cues.erase(english.cues.begin() + 3);
    EXPECT_THAT(codes_together({calm("vi", kVietnamese), english}), ElementsAre(ElementsAre("no-partner"), IsEmpty()));
    EXPECT_THAT(codes_together({english, calm("vi", kVietnamese)}), ElementsAre(IsEmpty(), ElementsAre("no-partner")));
    Track khmer = calm("km", kKhmer);
    khmer.cues[5].start += milliseconds(1500);
    EXPECT_THAT(codes_together({calm("vi", kVietnamese), khmer}), ElementsAre(IsEmpty(), ElementsAre("apart")));
}

TEST(CheckTogether, LeavesListsWithoutTimesAlone) {
    Track list = calm("en", kEnglish);
    for (Cue& each : list.cues) each.timed = false;
    EXPECT_THAT(codes_together({calm("vi", kVietnamese), list}), ElementsAre(IsEmpty(), IsEmpty()));
    EXPECT_THAT(codes_together({list}), ElementsAre(IsEmpty()));
    EXPECT_THAT(codes_together({}), IsEmpty());
}

TEST(CheckAgainstClip, TellsCuesBehindItsEnd) {
    std::vector<Problem> problems;
    check_against_clip(track("en", {cue(0, 2000, "a"), cue(9000, 11000, "b"), cue(10000, 12000, "c", 30)}),
                       std::chrono::seconds(10), problems);
    EXPECT_THAT(codes(problems), ElementsAre("past-end", "behind-end"));
    EXPECT_EQ(problems[1].line, 30);
    EXPECT_EQ(problems[1].cue, 2);
}

}  // namespace
}  // namespace gatecast
