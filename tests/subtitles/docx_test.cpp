// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "office_files.h"
#include "subtitles/formats/tables.h"

namespace gatecast {
namespace {

using ::testing::Contains;
using testing::docx_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::lines_of;
using ::testing::Not;
using testing::problems_of;
using testing::track_of;
using testing::word_paragraph;
using testing::word_table;

std::string cell(const std::string& inside, const std::string& properties = "") {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + inside + "</w:tc>";
}

std::string row(const std::string& cells, const std::string& properties = "") {
    return "<w:tr><w:trPr>" + properties + "</w:trPr>" + cells + "</w:tr>";
}

TEST(Docx, ThreeLanguagesInAnyOrderBecomeTracksWithTheRowsTimes) {
    const CueFile file =
        read_docx(docx_of(word_paragraph("BẢN DỊCH PHIM CỬA KHẨU HOA LƯ") +
                          word_table({"Ghi chú|ខ្មែរ|Kết thúc|English|Bắt đầu|Lời bình tiếng Việt|Số TT",
                                      "đọc chậm|សួស្តី|00:00:03,000|Hello|00:00:01,000|Xin chào|1",
                                      "|អរគុណ|00:00:06,500|Thank you|00:00:04,000|Cảm ơn|2"})),
                  {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-3000 Xin chào", "4000-6500 Cảm ơn"));
    EXPECT_THAT(lines_of(track_of(file, "en")), ElementsAre("1000-3000 Hello", "4000-6500 Thank you"));
    EXPECT_THAT(lines_of(track_of(file, "km")), ElementsAre("1000-3000 សួស្តី", "4000-6500 អរគុណ"));
    EXPECT_EQ(track_of(file, "vi").cues[1].id, "2");
    EXPECT_EQ(track_of(file, "vi").cues[1].line, 3);
    EXPECT_THAT(problems_of(file), ElementsAre("text-outside"));
}

TEST(Docx, WithoutAHeaderColumnsAreKnownByWhatStandsInThem) {
    const CueFile file =
        read_docx(docx_of(word_table({"1|00:01|00:03|Chợ biên giới họp từ sáng sớm|ផ្សារព្រំដែន|The market opens at dawn",
                                      "2|00:04|00:06|Người mua kẻ bán tấp nập|អ្នកលក់ អ្នកទិញ|It is busy all day"})),
                  {});
    EXPECT_THAT(lines_of(track_of(file, "vi")),
                ElementsAre("1000-3000 Chợ biên giới họp từ sáng sớm", "4000-6000 Người mua kẻ bán tấp nập"));
    EXPECT_EQ(track_of(file, "km").cues.size(), 2U);
    EXPECT_EQ(track_of(file, "en").cues.size(), 2U);
}

TEST(Docx, OneCellMayHoldBothTimes) {
    for (const char* times : {"00:00:01,000 --> 00:00:03,000", "00:01 - 00:03", "0:01–0:03", "1\" - 3\"",
                              "00:00:01:00 → 00:00:03:00", "00:00:01.0 đến 00:00:03.0", "[00:01-00:03]"}) {
        const CueFile file =
            read_docx(docx_of(word_table({"Thời gian|Tiếng Việt", std::string(times) + "|Xin chào"})), {});
        EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-3000 Xin chào")) << times;
    }
}

TEST(Docx, TwoTimesMayStandOneUnderTheOtherInACell) {
    const std::string times = word_paragraph("00:00:01,000") + word_paragraph("00:00:03,000");
    const CueFile file =
        read_docx(docx_of("<w:tbl>" + row(cell(times) + cell(word_paragraph("Xin chào các bạn"))) + "</w:tbl>"), {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-3000 Xin chào các bạn"));
}

TEST(Docx, StartAndDuration) {
    const CueFile file = read_docx(
        docx_of(word_table({"Vào|Thời lượng|Tiếng Việt", "1'05\"|2,5|Xin chào", "00:01:10:05|00:02|Cảm ơn"})), {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("65000-67500 Xin chào", "70200-72200 Cảm ơn"));
}

TEST(Docx, FramesCountAtTheRateThatIsAskedFor) {
    ReadOptions options;
    options.frame_rate = {30, 1};
    const std::string file = docx_of(word_table({"In|Out|English", "00:00:01:15|00:00:02:00|Hello"}));
    EXPECT_THAT(lines_of(track_of(read_docx(file, options), "en")), ElementsAre("1500-2000 Hello"));
}

TEST(Docx, ParagraphsAndLineBreaksAreLinesTabsAreSpaces) {
    const std::string text = word_paragraph("dòng một") + word_paragraph("") +
                             "<w:p><w:r><w:t>dòng</w:t><w:tab/><w:t>hai</w:t><w:br/><w:t>dòng ba</w:t></w:r></w:p>";
    const CueFile file =
        read_docx(docx_of("<w:tbl>" + row(cell(word_paragraph("00:01 - 00:02")) + cell(text)) + "</w:tbl>"), {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 dòng một/dòng hai/dòng ba"));
}

TEST(Docx, TrackedChangesAreReadAsAccepted) {
    const std::string text =
        "<w:p><w:r><w:t xml:space=\"preserve\">Xin </w:t></w:r><w:del><w:r><w:delText>lỗi</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>chào</w:t></w:r></w:ins></w:p>";
    const std::string deleted = row(cell(word_paragraph("00:03 - 00:04")) + cell(word_paragraph("bỏ")), "<w:del/>");
    const CueFile file = read_docx(
        docx_of("<w:tbl>" + row(cell(word_paragraph("00:01 - 00:02")) + cell(text)) + deleted + "</w:tbl>"), {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 Xin chào"));
    EXPECT_THAT(problems_of(file), ElementsAre("tracked-changes"));
}

TEST(Docx, WhatIsNotShownIsSaid) {
    const std::string text =
        "<w:p><w:r><w:t>Cảm ơn</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:commentRangeStart/>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:pict><w:txbxContent/></w:pict></w:r></w:p>";
    const CueFile file =
        read_docx(docx_of("<w:tbl>" + row(cell(word_paragraph("00:01 - 00:02")) + cell(text)) + "</w:tbl>"), {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 Cảm ơn"));
    EXPECT_THAT(problems_of(file), ElementsAre("footnotes", "comments", "hidden-text", "text-box"));
}

TEST(Docx, RowsUnderOneTimeAreLinesOfOneCue) {
    const std::string start = "<w:vMerge w:val=\"restart\"/>";
    const std::string more = "<w:vMerge/>";
    const std::string rows = row(cell(word_paragraph("00:01 - 00:04"), start) + cell(word_paragraph("Chào anh"))) +
                             row(cell("<w:p/>", more) + cell(word_paragraph("Chào chị"))) +
                             row(cell(word_paragraph("00:05 - 00:06")) + cell(word_paragraph("Đi đâu đấy?"), start)) +
                             row(cell(word_paragraph("00:06 - 00:08")) + cell("<w:p/>", more));
    const CueFile file = read_docx(docx_of("<w:tbl>" + rows + "</w:tbl>"), {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-4000 Chào anh/Chào chị", "5000-8000 Đi đâu đấy?"));
}

TEST(Docx, CellsOverSeveralColumnsKeepTheOthersInPlace) {
    const std::string rows =
        row(cell(word_paragraph("PHIM TÀI LIỆU"), "<w:gridSpan w:val=\"3\"/>")) +
        row(cell(word_paragraph("Vào")) + cell(word_paragraph("Ra")) + cell(word_paragraph("Tiếng Anh"))) +
        row(cell(word_paragraph("00:01")) + cell(word_paragraph("00:02")) + cell(word_paragraph("Hello")));
    const CueFile file = read_docx(docx_of("<w:tbl>" + rows + "</w:tbl>"), {});
    EXPECT_THAT(lines_of(track_of(file, "en")), ElementsAre("1000-2000 Hello"));
    EXPECT_THAT(problems_of(file), ElementsAre("title-row 1"));
}

TEST(Docx, HeadersRepeatedOnEachPageAndNextPagesTablesGoOn) {
    const CueFile file = read_docx(
        docx_of(word_table({"Vào|Ra|Tiếng Việt", "00:01|00:02|một", "Vào|Ra|Tiếng Việt", "00:03|00:04|hai", "||"}) +
                "<w:p/>" + word_table({"00:05|00:06|ba"})),
        {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 một", "3000-4000 hai", "5000-6000 ba"));
    EXPECT_EQ(track_of(file, "vi").cues[2].line, 6);
}

TEST(Docx, ATableForEachLanguage) {
    const CueFile file = read_docx(
        docx_of(word_table({"Time|Vietnamese", "0:01-0:02|một"}) + word_table({"Time|English", "0:01-0:02|one"}) +
                word_table({"Tên phim|Cửa khẩu", "Biên dịch|Nguyễn Văn A"})),
        {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 một"));
    EXPECT_THAT(lines_of(track_of(file, "en")), ElementsAre("1000-2000 one"));
    EXPECT_THAT(problems_of(file), ElementsAre("other-table 5"));
}

TEST(Docx, ATableInsideAnotherIsReadWhereItHoldsCuesElseItsTextIsTheCells) {
    const std::string inner = word_table({"Vào|Ra|Tiếng Việt", "00:01|00:02|một"});
    const CueFile framed =
        read_docx(docx_of("<w:tbl>" + row(cell(word_paragraph("Khung") + inner + "<w:p/>")) + "</w:tbl>"), {});
    EXPECT_THAT(lines_of(track_of(framed, "vi")), ElementsAre("1000-2000 một"));
    const std::string box = word_table({"Chào", "các bạn"});
    const CueFile boxed = read_docx(
        docx_of("<w:tbl>" + row(cell(word_paragraph("00:01-00:02")) + cell(box + "<w:p/>")) + "</w:tbl>"), {});
    EXPECT_THAT(lines_of(track_of(boxed, "vi")), ElementsAre("1000-2000 Chào/các bạn"));
}

TEST(Docx, WithoutATableTheTextIsReadWithTimesIfItsLinesHaveThem) {
    const CueFile plain =
        read_docx(docx_of(word_paragraph("Xin chào") + word_paragraph("") + word_paragraph("Cảm ơn")), {});
    ASSERT_EQ(plain.tracks.size(), 1U);
    EXPECT_THAT(lines_of(plain.tracks[0]), ElementsAre("untimed Xin chào", "untimed Cảm ơn"));
    const CueFile timed = read_docx(docx_of("<w:p><w:r><w:t>00:01</w:t><w:tab/><w:t>Xin chào</w:t></w:r></w:p>"
                                            "<w:p><w:r><w:t>00:04</w:t><w:tab/><w:t>Cảm ơn</w:t></w:r></w:p>"),
                                    {});
    ASSERT_EQ(timed.tracks.size(), 1U);
    EXPECT_THAT(lines_of(timed.tracks[0]), ElementsAre("1000-4000 Xin chào", "4000-11000 Cảm ơn"));
    EXPECT_THAT(problems_of(timed), ElementsAre("no-end"));
}

TEST(Docx, RowsWithoutATimeOrATextAreSaidWithTheirCells) {
    const CueFile file = read_docx(docx_of(word_table({"Vào|Ra|Tiếng Việt|English", "00:01|00:02|một|one", "||hai|two",
                                                       "00:0x|00:06|ba|", "00:07|00:08||"})),
                                   {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 một", "untimed hai", "untimed ba"));
    EXPECT_THAT(problems_of(file), ElementsAre("bad-time 4 A4", "empty-cue 5", "no-time 3 C3", "no-time 4 C4",
                                               "no-time 3 D3", "missing-text 4 D4"));
}

TEST(Docx, TagsOfOtherProgramsBecomeLooksOrGo) {
    const CueFile file = read_docx(
        docx_of(word_table({"Vào|Ra|English", "00:01|00:02|{\\an8}A <i>fine</i> <blink>day</blink> 1 < 2"})), {});
    const Track track = track_of(file, "en");
    ASSERT_THAT(lines_of(track), ElementsAre("1000-2000 A fine day 1 < 2"));
    EXPECT_EQ(track.cues[0].anchor, 8);
    ASSERT_EQ(track.cues[0].spans.size(), 1U);
    EXPECT_TRUE(track.cues[0].spans[0].italic);
    EXPECT_THAT(problems_of(file), Contains("unknown-tag 2 C2"));
}

TEST(Docx, FilesOfOtherKindsSayWhatToDo) {
    using namespace std::string_literals;
    const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(600, '\0');
    std::string word = ole;
    for (const char c : "WordDocument"s) word += {c, '\0'};
    std::string locked = ole;
    for (const char c : "EncryptedPackage"s) locked += {c, '\0'};
    EXPECT_EQ(sniff_docx(word), 90);
    EXPECT_EQ(sniff_xlsx(word), 0);
    EXPECT_GE(sniff_docx(locked), 50);
    ASSERT_THAT(problems_of(read_docx(word, {})), ElementsAre("old-format"));
    EXPECT_THAT(in_english(read_docx(word, {}).problems[0].message), ::testing::HasSubstr(".docx"));
    ASSERT_THAT(problems_of(read_docx(locked, {})), ElementsAre("encrypted-file"));
    EXPECT_THAT(problems_of(read_docx("PK\x03\x04 and no more", {})), ElementsAre("broken-file"));
    const std::string odt = testing::zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"}});
    EXPECT_EQ(sniff_docx(odt), 90);
    EXPECT_THAT(problems_of(read_docx(odt, {})), ElementsAre("old-format"));
}

TEST(Docx, AFileThatGrowsInMemoryIsRefused) {
    const std::string spaces(70U << 20U, ' ');
    const std::string bomb = docx_of(word_paragraph("Xin chào") + spaces);
    EXPECT_LT(bomb.size(), 1U << 20U);
    EXPECT_THAT(problems_of(read_docx(bomb, {})), ElementsAre("too-large"));
    std::string deep;
    for (int i = 0; i < 5000; ++i) deep += "<w:tbl><w:tr><w:tc>";
    for (int i = 0; i < 5000; ++i) deep += "</w:tc></w:tr></w:tbl>";
    EXPECT_THAT(problems_of(read_docx(docx_of(deep), {})), ElementsAre("broken-file"));
    testing::ZipParts many(5000, {"x", ""});
    for (size_t i = 0; i < many.size(); ++i) many[i].first += std::to_string(i);
    EXPECT_THAT(problems_of(read_docx(testing::zip_of(many), {})), ElementsAre("too-large"));
}

TEST(Docx, DamagedFilesNeverCrash) {
    const std::string whole = docx_of(word_table({"Vào|Ra|Tiếng Việt", "00:01|00:02|một", "00:03|00:04|hai"}));
    uint32_t seed = 1;
    const auto random = [&] { return seed = seed * 1664525U + 1013904223U, seed >> 8U; };
    for (int i = 0; i < 300; ++i) {
        std::string damaged = whole;
        if (i % 3 == 0) damaged.resize(random() % damaged.size());
        for (int n = 0; n < 1 + i % 5 && !damaged.empty(); ++n)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        const CueFile file = read_docx(damaged, {});
        for (const Track& track : file.tracks)
            for (const Cue& cue : track.cues) EXPECT_FALSE(cue.text.empty());
    }
    EXPECT_THAT(problems_of(read_docx(whole, {})), IsEmpty());
}

}  // namespace
}  // namespace gatecast
