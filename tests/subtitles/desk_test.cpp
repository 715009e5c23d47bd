// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "office_files.h"
#include "subtitles/desk/align.h"
#include "subtitles/desk/beads.h"
#include "subtitles/desk/fill.h"
#include "subtitles/desk/likeness.h"
#include "subtitles/desk/merge.h"
#include "subtitles/desk/retime.h"
#include "subtitles/desk/sheet.h"
#include "subtitles/formats/tables.h"

namespace gatecast::desk {
namespace {

using gatecast::testing::line_of;
using gatecast::testing::lines_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

Cue cue(Time start, Time end, const std::string& text) {
    Cue made;
    made.start = start;
    made.end = end;
    made.text = text;
    return made;
}

Track track(const std::string& language, std::vector<Cue> cues) {
    Track made;
    made.language = language;
    made.cues = std::move(cues);
    return made;
}

Track untimed(const std::string& language, const std::vector<std::string>& texts) {
    Track made = track(language, {});
    for (const std::string& text : texts) {
        made.cues.push_back(cue(0s, 0s, text));
        made.cues.back().timed = false;
        made.cues.back().line = static_cast<int>(made.cues.size());
    }
    return made;
}

std::vector<std::string> codes(const Track& of) {
    std::vector<std::string> all;
    for (const Problem& problem : of.problems)
        all.push_back(problem.code + std::string(" ") + std::to_string(problem.cue));
    return all;
}

const std::vector<std::string> kVi{"Cửa khẩu quốc tế Hoa Lư mở cửa lúc 7 giờ sáng.",
                                   "Mỗi ngày có hơn 1.250 lượt xe qua lại.",
                                   "Bà con hai bên biên giới buôn bán từ lâu.",
                                   "Chị Sok Chenda bán hạt điều ở chợ này đã 12 năm.",
                                   "Chị có vui không?",
                                   "Vui lắm!",
                                   "Mùa này, cao su và hạt điều được thu hoạch.",
                                   "Xe tải chở hàng nối nhau chờ làm thủ tục."};
const std::vector<std::string> kEn{"Hoa Lu international border gate opens at 7 a.m.",
                                   "More than 1,250 vehicles pass every day.",
                                   "People on both sides have traded for a long time.",
                                   "Ms. Sok Chenda has sold cashew nuts in this market for 12 years.",
                                   "Are you happy?",
                                   "Very happy!",
                                   "This season, rubber and cashew are harvested.",
                                   "Trucks queue up to go through customs."};

Track timed_vi() {
    Track made = track("vi", {});
    for (size_t i = 0; i < kVi.size(); ++i) made.cues.push_back(cue(4s * i, 4s * i + 3s, kVi[i]));
    return made;
}

TEST(Retime, AShiftMovesEveryCueAndSaysWhichBeginBeforeZero) {
    const Track moved = shifted(track("vi", {cue(1s, 2s, "a"), cue(5s, 6s, "b")}), -1500ms);
    EXPECT_THAT(lines_of(moved), ElementsAre("-500-500 a", "3500-4500 b"));
    EXPECT_THAT(codes(moved), ElementsAre("before-zero 0"));
}

TEST(Retime, UntimedCuesStay) {
    EXPECT_THAT(lines_of(shifted(untimed("vi", {"a"}), 5s)), ElementsAre("untimed a"));
}

TEST(Retime, TwoPointsDrawALine) {
    const Track moved =
        stretched(track("vi", {cue(10s, 20s, "a"), cue(110s, 111s, "b")}), TwoPoints{10s, 12s, 110s, 212s});
    EXPECT_THAT(lines_of(moved), ElementsAre("12000-32000 a", "212000-214000 b"));
    EXPECT_THROW((void)stretched(Track(), TwoPoints{1s, 2s, 1s, 3s}), Error);
    EXPECT_THROW((void)stretched(Track(), TwoPoints{1s, 5s, 2s, 3s}), Error);
}

TEST(Retime, FrameRatesAreExact) {
    const Track moved = stretched(track("vi", {cue(0s, 3600s, "a")}), Rational{25, 1}, Rational{24000, 1001});
    EXPECT_EQ(moved.cues[0].end, 3753750ms);
    const Track back = stretched(moved, Rational{24000, 1001}, Rational{25, 1});
    EXPECT_EQ(back.cues[0].end, 3600s);
    EXPECT_THROW((void)stretched(Track(), Rational{0, 1}, Rational{25, 1}), Error);
}

TEST(Merge, CuesThatOverlapByHalfAreStackedOthersStayAlone) {
    const std::vector<Track> tracks{track("vi", {cue(1s, 3s, "một"), cue(10s, 12s, "hai")}),
                                    track("km", {cue(1200ms, 3500ms, "មួយ"), cue(11500ms, 13s, "ពីរ")}),
                                    track("en", {cue(900ms, 3s, "one"), cue(20s, 21s, "three")})};
    const Track all = merged(tracks);
    EXPECT_THAT(lines_of(all),
                ElementsAre("900-3500 một/មួយ/one", "10000-12000 hai", "11500-13000 ពីរ", "20000-21000 three"));
    EXPECT_EQ(all.language, "mul");
}

TEST(Merge, LooksMoveWithTheirText) {
    Track vi = track("vi", {cue(0s, 1s, "một")});
    Track en = track("en", {cue(0s, 1s, "one two")});
    en.cues[0].spans = {{4, 7, false, true, false, std::nullopt}};
    const Track all = merged(std::vector{vi, en});
    ASSERT_EQ(all.cues[0].spans.size(), 1U);
    const TextSpan& span = all.cues[0].spans[0];
    EXPECT_EQ(all.cues[0].text.substr(span.from, span.until - span.from), "two");
}

TEST(Merge, TextsWithoutTimesGoTogetherByNumberOrNotAtAll) {
    EXPECT_THAT(lines_of(merged(std::vector{untimed("vi", {"một", "hai"}), untimed("en", {"one", "two"})})),
                ElementsAre("untimed một/one", "untimed hai/two"));
    const Track apart = merged(std::vector{untimed("vi", {"một", "hai"}), untimed("en", {"one"})});
    EXPECT_THAT(lines_of(apart), ElementsAre("untimed một", "untimed hai", "untimed one"));
    EXPECT_THAT(codes(apart), ElementsAre("counts-differ -1"));
}

TEST(Split, GivesBackWhatWasMerged) {
    Track vi = timed_vi();
    Track en = vi;
    Track km = vi;
    en.language = "en";
    km.language = "km";
    const std::vector<std::string> khmer{"ច្រកទ្វារព្រំដែន", "ឡាន ១.២៥០", "ប្រជាជន", "អ្នកស្រី",
                                         "សប្បាយទេ?",     "សប្បាយ!",    "រដូវ",    "ឡានដឹក"};
    for (size_t i = 0; i < kEn.size(); ++i) {
        en.cues[i].text = kEn[i];
        km.cues[i].text = khmer[i];
    }
    en.cues[1].text += "\nEvery day";
    for (const std::vector<Track>& order :
         {std::vector{vi, km, en}, std::vector{en, vi, km}, std::vector{km, en, vi}}) {
        const std::vector<Track> parts = split(merged(order));
        ASSERT_EQ(parts.size(), 3U);
        for (const Track& part : parts) {
            const auto source = std::ranges::find(order, part.language, &Track::language);
            ASSERT_NE(source, order.end());
            EXPECT_EQ(lines_of(part), lines_of(*source));
        }
    }
}

TEST(Split, APlaceDecidesWhatWordsDoNot) {
    Track all = track("mul", {});
    for (size_t i = 0; i < kVi.size(); ++i) all.cues.push_back(cue(4s * i, 4s * i + 3s, kVi[i] + "\n" + kEn[i]));
    all.cues.push_back(cue(40s, 42s, "Campuchia\nCambodia"));
    all.cues.push_back(cue(43s, 44s, "2024\n2024"));
    const std::vector<Track> parts = split(all, {"vi", "en"});
    EXPECT_EQ(line_of(parts[0].cues[8]), "40000-42000 Campuchia");
    EXPECT_EQ(line_of(parts[1].cues[8]), "40000-42000 Cambodia");
    EXPECT_EQ(line_of(parts[1].cues[9]), "43000-44000 2024");
}

TEST(Fill, OneForOneTakesEveryTime) {
    const Track en = filled(timed_vi(), untimed("en", kEn));
    ASSERT_EQ(en.cues.size(), kEn.size());
    for (size_t i = 0; i < kEn.size(); ++i) {
        EXPECT_EQ(en.cues[i].start, 4s * i);
        EXPECT_EQ(en.cues[i].text, kEn[i]);
    }
    EXPECT_THAT(codes(en), IsEmpty());
}

TEST(Fill, AMissingLineCostsOnlyItsOwnCue) {
    std::vector<std::string> texts = kEn;
    texts.erase(texts.begin() + 3);
    const Track en = filled(timed_vi(), untimed("en", texts));
    ASSERT_EQ(en.cues.size(), 7U);
    EXPECT_EQ(en.cues[2].start, 8s);
    EXPECT_EQ(line_of(en.cues[3]), "16000-19000 Are you happy?");
    EXPECT_EQ(en.cues[6].start, 28s);
    EXPECT_THAT(codes(en), Contains("no-translation -1"));
    EXPECT_THAT(codes(en), Contains("counts-differ -1"));
}

TEST(Fill, ALineTooManyStaysUntimedOrSharesACue) {
    std::vector<std::string> texts = kEn;
    texts.insert(texts.begin() + 4,
                 "Translated by the people of the provincial television in the year 2024, all rights reserved.");
    const Track en = filled(timed_vi(), untimed("en", texts));
    ASSERT_EQ(en.cues.size(), 9U);
    EXPECT_FALSE(en.cues[4].timed);
    EXPECT_THAT(codes(en), Contains("no-original 4"));
    EXPECT_EQ(line_of(en.cues[5]), "16000-19000 Are you happy?");
}

TEST(Fill, SplitAndJoinedSentencesAreFoundAndFlagged) {
    std::vector<std::string> texts = kEn;
    texts[3] = "Ms. Sok Chenda has sold cashew nuts";
    texts.insert(texts.begin() + 4, "in this market for 12 years.");
    const Track two = filled(timed_vi(), untimed("en", texts));
    EXPECT_EQ(line_of(two.cues[3]), "12000-15000 Ms. Sok Chenda has sold cashew nuts/in this market for 12 years.");
    EXPECT_THAT(codes(two), Contains("two-in-one 3"));
    texts = kEn;
    texts[6] += " " + texts[7];
    texts.pop_back();
    const Track one = filled(timed_vi(), untimed("en", texts));
    EXPECT_EQ(line_of(one.cues[6]), "24000-31000 " + texts[6]);
    EXPECT_THAT(codes(one), Contains("spans-two 6"));
}

TEST(Fill, NumbersAreTheSameInEveryScriptAndGrouping) {
    EXPECT_EQ(traits_of("១.២៥០ ឡាន").numbers, traits_of("1,250 vehicles").numbers);
    EXPECT_EQ(traits_of("1\u00A0250\u00A0000 xe").numbers, traits_of("1.250.000").numbers);
    const Track km = filled(track("vi", {cue(0s, 1s, "Có 25 xe.")}), untimed("km", {"មាន ២៦ ឡាន។"}));
    EXPECT_THAT(codes(km), ElementsAre("numbers-differ 0"));
}

TEST(Fill, TenThousandCuesAreQuick) {
    Track vi = track("vi", {});
    std::vector<std::string> texts;
    for (int i = 0; i < 10'000; ++i) {
        const auto n = static_cast<size_t>(i * 7 % 8);
        vi.cues.push_back(cue(4s * i, 4s * i + 3s, kVi[n]));
        if (i % 1000 != 500) texts.push_back(kEn[n]);
    }
    const Track en = filled(vi, untimed("en", texts));
    int right = 0;
    for (const Cue& each : en.cues)
        right += each.timed && each.text == kEn[static_cast<size_t>(each.start / 4s * 7 % 8)];
    EXPECT_GE(right, 9950);
}

TEST(Align, ScenesThatMovedAreFollowed) {
    // A film whose cues stand at uneven distances; in the old version 20 s are missing after the 30th cue and all is
    // 1.3 s late.
    Track reference = track("vi", {});
    Track old = track("en", {});
    Time at = 2s;
    for (int i = 0; i < 60; ++i) {
        const Time length = 1200ms + 170ms * (i * 37 % 17);
        reference.cues.push_back(cue(at, at + length, kVi[static_cast<size_t>(i * 5 % 8)]));
        const Time late = 1300ms - (i >= 30 ? 20s : 0s);
        old.cues.push_back(cue(at + late + 60ms * (i % 3), at + late + length, kEn[static_cast<size_t>(i * 5 % 8)]));
        at += length + 200ms + 230ms * (i * 29 % 23) + (i == 29 ? 22s : 0s);
    }
    const Track now = aligned(reference, old);
    ASSERT_EQ(now.cues.size(), 60U);
    for (size_t i = 0; i < 60; ++i) {
        EXPECT_EQ(now.cues[i].start, reference.cues[i].start) << i;
        EXPECT_EQ(now.cues[i].end, reference.cues[i].end) << i;
    }
}

TEST(Align, CuesWithoutAPartnerMoveWithTheirNeighbourAndAreSaid) {
    Track reference = timed_vi();
    Track old = shifted(reference, 700ms);
    old.language = "en";
    for (size_t i = 0; i < kEn.size(); ++i) old.cues[i].text = kEn[i];
    reference.cues.erase(reference.cues.begin() + 3);
    const Track now = aligned(reference, old);
    ASSERT_EQ(now.cues.size(), 8U);
    EXPECT_EQ(now.cues[3].start, 12s);
    EXPECT_EQ(now.cues[4].start, 16s);
    EXPECT_THAT(codes(now), Contains("no-reference 3"));
}

TEST(Align, AnotherFrameRateIsFound) {
    Track reference = track("vi", {});
    Time at = 5s;
    for (int i = 0; i < 200; ++i) {
        reference.cues.push_back(cue(at, at + 2s, kVi[static_cast<size_t>(i % 8)]));
        at += 2500ms + 310ms * (i * 29 % 23);
    }
    const Track old = stretched(reference, Rational{25, 1}, Rational{24000, 1001});
    const Track now = aligned(reference, old);
    EXPECT_EQ(lines_of(now), lines_of(reference));
}

TEST(Beads, EveryElementIsInOneBead) {
    for (const auto& [n, m] : {std::pair<size_t, size_t>{0, 0}, {0, 3}, {3, 0}, {1, 1}, {5, 2}, {2, 9}, {200, 150}}) {
        size_t a = 0;
        size_t b = 0;
        for (const Bead& bead : put_side_by_side(n, m, prior_cost)) {
            EXPECT_EQ(bead.a, a);
            EXPECT_EQ(bead.b, b);
            EXPECT_GE(bead.certainty, 0);
            EXPECT_LE(bead.certainty, 1);
            a += bead.a_count;
            b += bead.b_count;
        }
        EXPECT_EQ(a, n);
        EXPECT_EQ(b, m);
    }
}

TEST(Sheet, GoesToTheTranslatorAndComesBackFilled) {
    const Track vi = timed_vi();
    const std::string bytes = translators_sheet(vi, std::vector<std::string>{"en", "km"});
    CueFile back = read_xlsx(bytes, {});
    ASSERT_EQ(back.tracks.size(), 1U);
    EXPECT_EQ(lines_of(back.tracks[0]), lines_of(vi));
    // The translator fills one column, leaves out a row, moves one and changes a word of the original.
    Track en = track("en", {});
    for (size_t i = 0; i < kEn.size(); ++i)
        if (i != 2) en.cues.push_back(cue(vi.cues[i].start + (i == 5 ? 100ms : 0ms), vi.cues[i].end, kEn[i]));
    back.tracks[0].cues[1].text += " (sửa)";
    back.tracks.push_back(en);
    const std::vector<Track> translations = from_translator(vi, back);
    ASSERT_EQ(translations.size(), 1U);
    EXPECT_EQ(translations[0].cues.size(), 7U);
    EXPECT_EQ(line_of(translations[0].cues[4]), "20100-23000 Very happy!");
    EXPECT_THAT(codes(translations[0]),
                ElementsAre("no-translation -1", "no-translation -1", "time-changed 4", "original-changed -1"));
}

}  // namespace
}  // namespace gatecast::desk
