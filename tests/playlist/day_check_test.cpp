// SPDX-License-Identifier: GPL-3.0-or-later
// What is found wrong with a day, how much of it speaks which language, and how it is drawn.
#include "pipeline/playlist/times/day_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/playlist/lists/toml_edit.h"
#include "pipeline/playlist/times/timetable_page.h"
#include "tests/playlist/day_material.h"

namespace gatecast {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Checked {
    std::vector<std::string> codes;
    std::vector<DayFinding> findings;
    [[nodiscard]] const DayFinding& of(const std::string& code) const {
        for (const DayFinding& finding : findings)
            if (finding.code == code) return finding;
        throw std::runtime_error("not found: " + code);
    }
};

Checked check(Day day, DayEvidence evidence) {
    if (day.standby.empty()) {
        day.standby = "card";
        evidence.media["card"] = {seconds(8), true};
    }
    DayFindings findings;
    check_day(day, make_timetable(day, evidence.media), evidence, findings);
    Checked checked;
    checked.findings = findings.list();
    for (const DayFinding& finding : checked.findings) checked.codes.emplace_back(finding.code);
    return checked;
}

DayEvidence facts(MediaFacts media) {
    DayEvidence evidence;
    evidence.media = std::move(media);
    return evidence;
}

TEST(DayCheck, AFullDayOfSoundFilesIsSound) {
    EXPECT_THAT(check(short_day({item("a")}), facts({{"a", {minutes(60)}}})).codes, IsEmpty());
}

TEST(DayCheck, SixtyItemsWithOneCauseAreOneMessage) {
    Day day = short_day({});
    for (int i = 0; i < 60; ++i) day.items.push_back(item("/films/" + std::to_string(i) + ".mp4"));
    const Checked checked = check(day, {});
    const DayFinding& missing = checked.of("missing");
    EXPECT_EQ(missing.severity, Severity::kError);
    EXPECT_EQ(missing.items.size(), 60);
    EXPECT_THAT(in_english(missing.text), HasSubstr("1–60"));
    EXPECT_THAT(in_english(missing.text), HasSubstr("(+57)"));
}

TEST(DayCheck, NumbersAreSaidAsPeopleSayThem) {
    EXPECT_EQ(item_numbers({0}), "1");
    EXPECT_EQ(item_numbers({8, 2, 3, 4, 2}), "3–5, 9");
    EXPECT_EQ(item_numbers({1, 2}), "2, 3");
}

TEST(DayCheck, TheProbeIsHeldAgainstTheList) {
    Item wrong = item("a"), right = item("b");
    wrong.duration = minutes(20);
    right.duration = minutes(30) + std::chrono::milliseconds(800);
    const Checked checked = check(short_day({wrong, right}), facts({{"a", {minutes(30)}}, {"b", {minutes(30)}}}));
    EXPECT_THAT(checked.of("wrong-duration").items, ElementsAre(0));
    EXPECT_THAT(in_english(checked.of("wrong-duration").text), HasSubstr("00:20:00 ≠ 00:30:00"));
}

TEST(DayCheck, HolesWeighByWhatStandsInThem) {
    const MediaFacts media{{"a", {minutes(40)}}, {"f", {minutes(2)}}, {"card", {seconds(8), true}}};
    Day day = short_day({item("a")});
    day.standby = "card";
    EXPECT_EQ(check(day, facts(media)).of("hole-standby").severity, Severity::kWarning);
    day.filler = "f";
    EXPECT_EQ(check(day, facts(media)).of("hole-filler").severity, Severity::kWarning);
    day.items[0].media = "long";
    EXPECT_EQ(check(day, facts({{"long", {minutes(57)}}, {"f", {minutes(2)}}, {"card", {seconds(8), true}}}))
                  .of("hole-filler")
                  .severity,
              Severity::kNote);
}

TEST(DayCheck, ADarkHoleIsAnError) {
    Day day = short_day({item("a")});
    DayFindings findings;
    const DayEvidence evidence = facts({{"a", {minutes(40)}}});
    check_day(day, make_timetable(day, evidence.media), evidence, findings);
    EXPECT_EQ(worst_of(findings.list()), Severity::kError);
    EXPECT_STREQ(findings.list().front().code, "hole-dark");
}

TEST(DayCheck, OverlapsAndWhatIsOverAreSaid) {
    const Checked checked = check(short_day({item("a"), item("b", minutes(20)), item("c")}),
                                  facts({{"a", {minutes(30)}}, {"b", {minutes(50)}}, {"c", {minutes(5)}}}));
    EXPECT_THAT(checked.of("cut").items, ElementsAre(0));
    EXPECT_THAT(checked.of("over").items, ElementsAre(2));
    EXPECT_THAT(in_english(checked.of("over-end").text), HasSubstr("00:15:00"));
}

TEST(DayCheck, RightsAndGates) {
    Item expired = item("a"), elsewhere = item("a"), last_day = item("a");
    expired.fields.rights_until = "2026-11-30";
    last_day.fields.rights_until = "2026-12-01";
    elsewhere.fields.gates = {"moc-bai"};
    DayEvidence evidence = facts({{"a", {minutes(20)}}});
    evidence.gate = "hoa-lu";
    const Checked checked = check(short_day({expired, elsewhere, last_day}), evidence);
    EXPECT_THAT(checked.of("rights-expired").items, ElementsAre(0));
    EXPECT_THAT(checked.of("not-at-gate").items, ElementsAre(1));
}

TEST(DayCheck, AFileThatCannotBeReadSaysWhy) {
    DayEvidence evidence;
    evidence.unusable["a"] = message("{}: nothing in it can be shown.", "a");
    const Checked checked = check(short_day({item("a"), item("a")}), evidence);
    EXPECT_THAT(checked.of("unusable").items, ElementsAre(0, 1));
    EXPECT_THAT(checked.codes, Not(Contains("missing")));
}

Item speaking(const char* media, const char* spoken, std::vector<std::string> read) {
    Item one = item(media);
    one.fields.spoken = spoken;
    one.fields.subtitle_languages = std::move(read);
    return one;
}

TEST(Quotas, ALanguageCountsWhereItIsSpokenOrRead) {
    Item ours = speaking("b", "vi", {"km"});
    ours.fields.provenance = "own";
    ours.fields.run = "first";
    Day day = short_day({speaking("a", "km", {"vi", "km"}), ours});
    const Timetable table = make_timetable(day, {{"a", {minutes(10)}}, {"b", {minutes(20)}}});
    const DayTotals totals = totals_of(day, table);
    EXPECT_EQ(totals.languages[0].spoken, minutes(20));
    EXPECT_EQ(totals.languages[0].subtitled, minutes(10));
    EXPECT_EQ(totals.languages[2].spoken, minutes(10));
    EXPECT_EQ(totals.languages[2].subtitled, minutes(20));
    EXPECT_EQ(totals.own, minutes(20));
    EXPECT_EQ(totals.first_run, minutes(20));
    EXPECT_EQ(totals.nothing, minutes(30));
}

TEST(Quotas, WhatIsShortIsSaid) {
    Day day = short_day({speaking("a", "vi", {})});
    day.quotas.languages = {{"vi", minutes(60)}, {"km", minutes(15)}};
    day.quotas.own = minutes(30);
    day.quotas.first_run = minutes(0);
    const DayTotals totals = totals_of(day, make_timetable(day, {{"a", {minutes(60)}}}));
    const auto short_of = shortfalls(day.quotas, totals);
    ASSERT_EQ(short_of.size(), 2);
    EXPECT_EQ(short_of[0].language, "km");
    EXPECT_EQ(short_of[0].planned, Time(0));
    EXPECT_EQ(short_of[1].of, Shortfall::Of::kOwn);
}

TEST(Rows, FillersThatFollowEachOtherAreOneRow) {
    Day day = short_day({item("a")});
    day.filler = "f";
    const Timetable table = make_timetable(day, {{"a", {minutes(30)}}, {"f", {minutes(4)}}});
    const auto rows = rows_of(table);
    ASSERT_EQ(rows.size(), 2);
    EXPECT_EQ(rows[1].count, 8);
    EXPECT_EQ(rows[1].end, table.ends);
}

TEST(Drawing, IsWholeAndSafe) {
    Item named = item("a");
    named.title_vi = "Chợ <phiên> & \"Lễ\"";
    Day day = short_day({named});
    const Timetable table = make_timetable(day, {{"a", {minutes(30)}}});
    const FieldLists fields;
    const Catalogue english;
    const DayView view{day, table, fields, english};
    const std::string svg = timetable_svg(view);
    EXPECT_THAT(svg, HasSubstr("Chợ &lt;phiên&gt; &amp; &quot;Lễ&quot;"));
    EXPECT_THAT(svg, Not(HasSubstr("<phiên>")));
    EXPECT_THAT(svg, HasSubstr("url(#hole)"));
    const std::string page = timetable_page(view, {});
    EXPECT_THAT(page, HasSubstr("Nothing to show"));
    EXPECT_THAT(page, Not(HasSubstr("src=\"http")));
}

constexpr const char* kFile =
    "# the day\nchannel = \"A\"\n\n# first\n[[item]]\nmedia = \"a\"   # why\n\n[[item]]\nmedia = \"b\"\nwords.place = "
    "\"x\"\n";

TEST(DayText, StaysAsItWasWritten) {
    EXPECT_EQ(DayText(kFile).text(), kFile);
}

TEST(DayText, ItemsMoveWithTheirComments) {
    DayText text(kFile);
    text.move(0, 1);
    EXPECT_EQ(text.text(),
              "# the day\nchannel = \"A\"\n\n[[item]]\nmedia = \"b\"\nwords.place = \"x\"\n\n# first\n[[item]]\nmedia "
              "= \"a\"   # why\n");
    text.remove(1);
    EXPECT_THAT(text.text(), Not(HasSubstr("first")));
}

TEST(DayText, KeysAreSetChangedAndTakenOut) {
    DayText text(kFile);
    text.set(1, "title_vi", "Chợ \"phiên\"");
    text.set(1, "media", "c");
    text.set(1, "words.place", "");
    text.set("channel", "B");
    EXPECT_EQ(text.text(),
              "# the day\nchannel = \"B\"\n\n# first\n[[item]]\nmedia = \"a\"   # why\n\n[[item]]\nmedia = "
              "\"c\"\ntitle_vi = \"Chợ \\\"phiên\\\"\"\n");
    DayText list("[[item]]\nsubtitle_languages = [\n\"vi\"]\n");
    EXPECT_THROW(list.set(0, "subtitle_languages", "km"), Error);
}

}  // namespace
}  // namespace gatecast
