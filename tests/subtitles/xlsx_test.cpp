// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "office_files.h"
#include "subtitles/formats/tables.h"

namespace gatecast {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::lines_of;
using testing::problems_of;
using testing::sheet_rows;
using testing::track_of;
using testing::xlsx_of;

std::string text_cell(const std::string& name, const std::string& text) {
    return "<c r=\"" + name + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

std::string number_cell(const std::string& name, int style, const std::string& value) {
    return "<c r=\"" + name + "\" s=\"" + std::to_string(style) + "\"><v>" + value + "</v></c>";
}

/// A sheet with a header of in, out and Vietnamese, and rows of numbers in a style.
CueFile read_times(int style, const std::vector<std::pair<std::string, std::string>>& times,
                   const std::string& properties = "") {
    std::string rows = "<sheetData><row r=\"1\">" + text_cell("A1", "Vào") + text_cell("B1", "Ra") +
                       text_cell("C1", "Tiếng Việt") + "</row>";
    int number = 1;
    for (const auto& [in, out] : times) {
        const std::string n = std::to_string(++number);
        rows += "<row r=\"" + n + "\">" + number_cell("A" + n, style, in) + number_cell("B" + n, style, out) +
                text_cell("C" + n, "câu " + n) + "</row>";
    }
    return read_xlsx(xlsx_of(rows + "</sheetData>", "", properties), {});
}

TEST(Xlsx, RowsOfTextBecomeCues) {
    const CueFile file = read_xlsx(xlsx_of(sheet_rows({"STT|Bắt đầu|Kết thúc|Tiếng Việt|Tiếng Anh|Khmer",
                                                       "1|00:00:01,000|00:00:03,000|Xin chào|Hello|សួស្តី"})),
                                   {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-3000 Xin chào"));
    EXPECT_THAT(lines_of(track_of(file, "en")), ElementsAre("1000-3000 Hello"));
    EXPECT_THAT(lines_of(track_of(file, "km")), ElementsAre("1000-3000 សួស្តី"));
    EXPECT_THAT(problems_of(file), IsEmpty());
}

TEST(Xlsx, TimesAreSerialNumbersInEveryFormat) {
    // 65.5 s and 67.25 s as shares of a day
    EXPECT_THAT(lines_of(track_of(read_times(2, {{"0.000758101851851852", "0.000778356481481481"}}), "vi")),
                ElementsAre("65500-67250 câu 2"));
    EXPECT_THAT(lines_of(track_of(read_times(3, {{"1.00005787037037", "1.00009259259259"}}), "vi")),
                ElementsAre("86405000-86408000 câu 2"));
    EXPECT_THAT(lines_of(track_of(read_times(4, {{"0.000758101851851852", "0.000778356481481481"}}), "vi")),
                ElementsAre("65500-67250 câu 2"));
    EXPECT_THAT(lines_of(track_of(read_times(0, {{"0.000758101851851852", "0.000778356481481481"}}), "vi")),
                ElementsAre("65500-67250 câu 2"));
    EXPECT_THAT(lines_of(track_of(read_times(0, {{"65.5", "67.25"}}), "vi")), ElementsAre("65500-67250 câu 2"))
        << "seconds";
}

TEST(Xlsx, ADateBeforeTheTimeGoesAndTheYear1904ChangesNothing) {
    const CueFile file = read_times(2, {{"45000.000758101851852", "45000.000778356481481"}});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("65500-67250 câu 2"));
    const CueFile mac =
        read_times(2, {{"0.000758101851851852", "0.000778356481481481"}}, "<workbookPr date1904=\"1\"/>");
    EXPECT_THAT(lines_of(track_of(mac, "vi")), ElementsAre("65500-67250 câu 2"));
}

TEST(Xlsx, MinutesAndSecondsThatTheProgramTookForHoursAreSetRight) {
    // 0:05, 1:10, 1:15 and 24:10 as Excel takes them: hours and minutes
    const CueFile file =
        read_times(1, {{"0.00347222222222222", "0.0486111111111111"}, {"0.0520833333333333", "1.00694444444444"}});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("5000-70000 câu 2", "75000-10000 câu 3"));
    EXPECT_THAT(problems_of(file), ElementsAre("hours-for-minutes"));
}

TEST(Xlsx, SharedRichAndEscapedStrings) {
    const std::string shared =
        "<si><t>Tiếng Việt</t></si><si><r><t xml:space=\"preserve\">Xin "
        "</t></r><r><rPr><b/></rPr><t>chào</t></r><rPh><t>đọc</t></rPh></si>"
        "<si><t>một_x000D_\nhai</t></si><si><t xml:space=\"preserve\"> </t></si>";
    const std::string rows =
        "<sheetData><row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row><row><c "
        "t=\"s\"><v>2</v></c></row>"
        "<row><c t=\"s\"><v>3</v></c></row><row><c t=\"s\"><v>99</v></c></row></sheetData>";
    const CueFile file = read_xlsx(xlsx_of(rows, shared), {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("untimed Xin chào", "untimed một/hai"));
}

TEST(Xlsx, FormulasGiveTheirLastValueNumbersWhatTheyShow) {
    const std::string rows = "<sheetData><row r=\"1\">" + text_cell("A1", "Tiếng Việt") +
                             "</row><row r=\"2\"><c r=\"A2\" t=\"str\"><f>A1&amp;B1</f><v>ghép lại</v></c></row>"
                             "<row r=\"3\">" +
                             number_cell("A3", 5, "0.5") + "</row><row r=\"4\">" + number_cell("A4", 0, "2024") +
                             "</row><row r=\"5\">" + number_cell("A5", 6, "45413") +
                             "</row>"
                             "<row r=\"6\"><c r=\"A6\" t=\"e\"><v>#REF!</v></c></row></sheetData>";
    const CueFile file = read_xlsx(xlsx_of(rows), {});
    EXPECT_THAT(lines_of(track_of(file, "vi")),
                ElementsAre("untimed ghép lại", "untimed 50%", "untimed 2024", "untimed 01/05/2024"));
    const CueFile mac = read_xlsx(xlsx_of(rows, "", "<workbookPr date1904=\"true\"/>"), {});
    EXPECT_EQ(lines_of(track_of(mac, "vi")).back(), "untimed 02/05/2028");
}

TEST(Xlsx, HiddenRowsAreReadAndSaidMergedCellsBelongTogether) {
    const std::string rows = "<sheetData><row r=\"1\">" + text_cell("A1", "Thời gian") + text_cell("B1", "Tiếng Việt") +
                             "</row>"
                             "<row r=\"2\">" +
                             text_cell("A2", "00:01-00:03") + text_cell("B2", "một") + "</row><row r=\"3\">" +
                             text_cell("B3", "hai") +
                             "</row>"
                             "<row r=\"5\" hidden=\"1\">" +
                             text_cell("A5", "00:05-00:06") + text_cell("B5", "ba") +
                             "</row></sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>";
    const CueFile file = read_xlsx(xlsx_of(rows), {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-3000 một/hai", "5000-6000 ba"));
    EXPECT_THAT(problems_of(file), ElementsAre("hidden-rows 5"));
}

TEST(Xlsx, ProblemsNameTheCell) {
    const CueFile file =
        read_xlsx(xlsx_of(sheet_rows({"|||", "|Vào|Ra|Tiếng Việt", "|00:01|oops|một", "|00:61:00|00:09|hai"})), {});
    EXPECT_THAT(problems_of(file), ElementsAre("bad-time 3 C3", "bad-time 4 B4", "no-end", "no-time 4 D4"));
}

TEST(Xlsx, OnlyTheLanguageThatIsAskedForComes) {
    ReadOptions options;
    options.language = "km";
    const CueFile file = read_xlsx(xlsx_of(sheet_rows({"Vào|Ra|Việt|Khmer", "00:01|00:02|một|មួយ"})), options);
    ASSERT_EQ(file.tracks.size(), 1U);
    EXPECT_EQ(file.tracks[0].language, "km");
    EXPECT_THAT(problems_of(file), ElementsAre("other-language"));
}

TEST(Xlsx, LettersLostToQuestionMarksAreAnError) {
    const CueFile file = read_xlsx(
        xlsx_of(sheet_rows({"Vào|Ra|Việt|Khmer", "00:01|00:02|một|?????", "00:03|00:04|Thế à?|??? ????"})), {});
    EXPECT_THAT(problems_of(file), ElementsAre("lost-letters 2 D2"));
}

TEST(Xlsx, WhatIsWrittenIsReadBackExactly) {
    Track vi{"vi", "", {}, {}};
    Track km{"km", "", {}, {}};
    using namespace std::chrono_literals;
    for (int i = 0; i < 40; ++i) {
        Cue cue;
        cue.start = i * 3s + 1ms * i;
        cue.end = cue.start + 2s;
        cue.text = "Câu thứ " + std::to_string(i) + "\n– có 2 dòng & <dấu>";
        vi.cues.push_back(cue);
        cue.text = "ប្រយោគ";
        if (i % 2 == 0) cue.end += 40ms;
        if (i % 5 != 0) km.cues.push_back(cue);
    }
    vi.cues[3].spans = {{0, 4, true, true, false, Rgb{1, 1, 0}}, {5, 9, false, false, true, std::nullopt}};
    vi.cues[4].anchor = 8;
    vi.cues[5].start = 30h;
    vi.cues[5].end = 101h;
    vi.cues[6].text = "dùng &amp; và {\\i1} và <i>";
    vi.cues[7].end = vi.cues[7].start;
    std::ranges::stable_sort(vi.cues, {}, &Cue::start);
    const std::vector<Track> tracks{vi, km};
    const std::string bytes = write_xlsx(tracks, {});
    EXPECT_EQ(sniff_xlsx(bytes), 95);
    EXPECT_EQ(sniff_docx(bytes), 0);
    const CueFile file = read_xlsx(bytes, {});
    for (const Track& track : tracks) {
        const Track back = track_of(file, track.language);
        EXPECT_EQ(lines_of(back), lines_of(track));
        for (size_t i = 0; i < std::min(back.cues.size(), track.cues.size()); ++i) {
            EXPECT_EQ(back.cues[i].spans, track.cues[i].spans) << i;
            EXPECT_EQ(back.cues[i].anchor, track.cues[i].anchor) << i;
        }
    }
}

TEST(Xlsx, TextWithoutTimesAndEmptyColumnsCanBeWritten) {
    Track vi{"vi", "", {}, {}};
    Track sti{"sti", "", {}, {}};
    Track script{"cmo-Khmr", "", {}, {}};
    for (const char* text : {"một", "hai"}) {
        Cue cue;
        cue.timed = false;
        cue.text = text;
        vi.cues.push_back(cue);
        script.cues.push_back(cue);
    }
    const CueFile file = read_xlsx(write_xlsx(std::vector{vi, sti, script}, {}), {});
    EXPECT_EQ(lines_of(track_of(file, "vi")), lines_of(vi));
    EXPECT_EQ(lines_of(track_of(file, "cmo-Khmr")), lines_of(script));
    EXPECT_EQ(file.tracks.size(), 2U);
    EXPECT_THAT(problems_of(file), Contains("empty-column"));
}

TEST(Xlsx, WhatASheetCannotCarryIsRefused) {
    Track track{"vi", "", {Cue{}}, {}};
    track.cues[0].text = "x";
    track.cues[0].end = std::chrono::seconds(1);
    track.cues[0].position = SharePoint{0.1, 0.2};
    EXPECT_THROW((void)write_xlsx(std::vector{track}, {}), Error);
    track.cues[0].position.reset();
    track.cues[0].text = std::string(40'000, 'x');
    EXPECT_THROW((void)write_xlsx(std::vector{track}, {}), Error);
}

TEST(Xlsx, DamagedFilesNeverCrash) {
    const std::string whole =
        xlsx_of(sheet_rows({"Vào|Ra|Tiếng Việt", "00:01|00:02|một", "00:03|00:04|hai"}), "<si><t>x</t></si>");
    uint32_t seed = 7;
    const auto random = [&] { return seed = seed * 1664525U + 1013904223U, seed >> 8U; };
    for (int i = 0; i < 300; ++i) {
        std::string damaged = whole;
        if (i % 3 == 0) damaged.resize(random() % damaged.size());
        for (int n = 0; n < 1 + i % 5 && !damaged.empty(); ++n)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        const CueFile file = read_xlsx(damaged, {});
        for (const Track& track : file.tracks)
            for (const Cue& cue : track.cues) EXPECT_FALSE(cue.text.empty());
    }
    EXPECT_THAT(lines_of(track_of(read_xlsx(whole, {}), "vi")), ElementsAre("1000-2000 một", "3000-4000 hai"));
}

}  // namespace
}  // namespace gatecast
