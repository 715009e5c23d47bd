// SPDX-License-Identifier: GPL-3.0-or-later
// Text tables as spreadsheets and people really write them.
#include <gtest/gtest.h>

#include "list_material.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace test;

constexpr const char* kList =
    "Giờ phát,Tên chương trình,Tệp,Thời lượng\n5h30,Bản tin sáng,tin.mp4,10'\n,Cửa khẩu Hoa Lư,hoa-lu.mp4,00:25:00\n";

void expect_the_two(const DayReading& reading) {
    EXPECT_THAT(sentences(reading.problems), IsEmpty());
    ASSERT_EQ(reading.day.items.size(), 2U);
    const Item& news = reading.day.items[0];
    EXPECT_EQ(news.start, at(5, 30));
    EXPECT_EQ(news.title_vi, "Bản tin sáng");
    EXPECT_EQ(news.media, "tin.mp4");
    EXPECT_EQ(news.duration, at(0, 10));
    EXPECT_EQ(news.id, "ban-tin-sang");
    EXPECT_EQ(reading.day.items[1].start, std::nullopt);
    EXPECT_EQ(reading.day.items[1].title_vi, "Cửa khẩu Hoa Lư");
    EXPECT_EQ(reading.day.items[1].duration, at(0, 25));
}

std::string in_utf16(const std::string& text, bool big) {
    std::string bytes = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char32_t c : to_utf32(text)) {
        const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
        bytes += big ? high : low;
        bytes += big ? low : high;
    }
    return bytes;
}

std::string with(std::string text, char from, char to) {
    std::ranges::replace(text, from, to);
    return text;
}

TEST(CsvList, EverySeparatorAndUnicodeFormIsTheSame) {
    const std::string list = kList;
    expect_the_two(read_list(list));
    expect_the_two(read_list("\xEF\xBB\xBF" + list));
    expect_the_two(read_list(with(list, ',', ';')));
    expect_the_two(read_list("sep=;\r\n" + with(list, ',', ';')));
    expect_the_two(read_list(in_utf16(with(list, ',', '\t'), false), "ngay.txt"));
    expect_the_two(read_list(in_utf16(with(list, ',', '\t'), true), "ngay.tsv"));
    expect_the_two(read_list(in_utf16(list, false)));
}

TEST(CsvList, AnOldVietnameseEncodingIsFoundOut) {
    // TCVN3, of the fonts .VnTime.
    const std::string bytes =
        "Gi\xEA ph\xB8t;T\xAAn ch\xAD\xACng tr\xD7nh;T\xD6p\n"
        "5h30;B\xB6n tin s\xB8ng v\xD2 bi\xAAn gi\xEDi;tin.mp4\n"
        ";Phim t\xB5i li\xD6u v\xD2 \xAE\xCAt n\xAD\xED"
        "c, con ng\xAD\xEAi;phim.mp4\n";
    const DayReading reading = read_list(bytes);
    ASSERT_EQ(reading.day.items.size(), 2U) << ::testing::PrintToString(sentences(reading.problems));
    EXPECT_EQ(reading.day.items[0].title_vi, "Bản tin sáng về biên giới");
    EXPECT_EQ(reading.day.items[0].start, at(5, 30));
}

TEST(CsvList, TitlesStandInAnyOrderWithOrWithoutMarksOrInEnglish) {
    expect_the_two(
        read_list("Thoi luong,File phim,Ten chuong trinh,Gio\n10',tin.mp4,Bản tin sáng,5h30\n00:25:00,hoa-lu.mp4,"
                  "Cửa khẩu Hoa Lư,\n"));
    expect_the_two(
        read_list("Start,Title,File,Duration\n05:30,Bản tin sáng,tin.mp4,10:00\n,Cửa khẩu Hoa Lư,hoa-lu.mp4,"
                  "25:00\n"));
    expect_the_two(
        read_list("STT;GIỜ PHÁT SÓNG;NỘI DUNG;ĐƯỜNG DẪN;T.LƯỢNG (phút)\n1;5h30;Bản tin sáng;tin.mp4;10\n"
                  "2;nối tiếp;Cửa khẩu Hoa Lư;hoa-lu.mp4;25\n"));
}

TEST(CsvList, FactsStandAboveTheTable) {
    const DayReading reading = read_list(
        "LỊCH PHÁT SÓNG NGÀY 02/12/2026;;;\nKênh: Cửa khẩu Hoa Lư;;;\nBắt đầu ngày;05:00;;\nMàn "
        "hình;led-p4;kiosk-portrait;\n"
        "Chỉ tiêu km;120;;\n;;;\nGiờ;Tên;Tệp;Thể loại\nCHƯƠNG TRÌNH BUỔI SÁNG;;;\n5h30;Bản tin;tin.mp4;thời sự\n"
        ";;;\nGiờ;Tên;Tệp;Thể loại\n24:30;Phim;p.mp4;PTL\nTổng cộng;;;\n");
    EXPECT_THAT(sentences(reading.problems), IsEmpty());
    EXPECT_EQ(written_date(reading.day.date), "2026-12-02");
    EXPECT_EQ(reading.day.channel, "Cửa khẩu Hoa Lư");
    EXPECT_EQ(reading.day.begins, at(5, 0));
    EXPECT_THAT(reading.day.displays, ElementsAre("led-p4", "kiosk-portrait"));
    ASSERT_EQ(reading.day.quotas.languages.size(), 1U);
    EXPECT_EQ(reading.day.quotas.languages[0], std::pair("km" + std::string(), std::chrono::minutes(120)));
    ASSERT_EQ(reading.day.items.size(), 2U);
    EXPECT_EQ(reading.day.items[0].fields.kind, "news");
    EXPECT_EQ(reading.day.items[1].fields.kind, "film");
    EXPECT_EQ(reading.day.items[1].start, at(24, 30));
    EXPECT_EQ(reading.day.items[1].origin.row, 12);
    EXPECT_THAT(sentences(reading.remarks), ElementsAre(HasSubstr("row 8: read as a heading")));
}

TEST(CsvList, CuesAndTitlesStandInAColumnALanguage) {
    const DayReading reading = read_list(
        "Tệp,Tên,Tên tiếng Anh,Tên (Khmer),phụ đề km,sub vi,English\n"
        "p.mp4,Phim,Film,ភាពយន្ត,p.km.docx,p.vi.srt,p.en.srt\n");
    EXPECT_THAT(sentences(reading.problems), IsEmpty());
    ASSERT_EQ(reading.day.items.size(), 1U);
    const Item& item = reading.day.items[0];
    EXPECT_EQ(item.title_en, "Film");
    EXPECT_EQ(item.title_km, "ភាពយន្ត");
    EXPECT_THAT(item.cues,
                ElementsAre(ItemCues{"vi", "p.vi.srt"}, ItemCues{"en", "p.en.srt"}, ItemCues{"km", "p.km.docx"}));
}

TEST(CsvList, AColumnOfALanguageAloneHoldsWhatItsCellsAre) {
    const DayReading titles = read_list("Tệp,Tiếng Việt,Khmer,English\np.mp4,Phim,ភាពយន្ត,Film\n");
    ASSERT_EQ(titles.day.items.size(), 1U);
    EXPECT_EQ(titles.day.items[0].title_vi, "Phim");
    EXPECT_EQ(titles.day.items[0].title_km, "ភាពយន្ត");
    const DayReading cues = read_list("Tệp,Tên,Khmer\np.mp4,Phim,p.docx\n");
    ASSERT_EQ(cues.day.items.size(), 1U);
    EXPECT_THAT(cues.day.items[0].cues, ElementsAre(ItemCues{"km", "p.docx"}));
}

TEST(CsvList, ALanguageRowBelowAMergedTitleIsRead) {
    const DayReading reading = read_list("Tệp;Tên;Phụ đề;;\n;;vi;en;km\np.mp4;Phim;a.srt;b.srt;c.srt\n");
    ASSERT_EQ(reading.day.items.size(), 1U);
    EXPECT_THAT(reading.day.items[0].cues,
                ElementsAre(ItemCues{"vi", "a.srt"}, ItemCues{"en", "b.srt"}, ItemCues{"km", "c.srt"}));
}

TEST(CsvList, RelaysAreTakenByTheirSource) {
    const DayReading reading = read_list(
        "Giờ,Kết thúc,Tên,Tệp\n7h00,8h15,Lễ khai mạc,trực tiếp: nguon-1\n"
        "9h,người vận hành,Hội nghị,Tiếp sóng: vtv1\n10h,tối đa 1h30,Họp báo,live: nguon-2\n24:00,00:30,Đêm,live: "
        "nguon-1\n");
    EXPECT_THAT(sentences(reading.problems), IsEmpty());
    ASSERT_EQ(reading.day.items.size(), 4U);
    const Item& opening = reading.day.items[0];
    ASSERT_TRUE(opening.relay);
    EXPECT_EQ(opening.relay->source, "nguon-1");
    EXPECT_EQ(opening.relay->end, RelayEnd::kAtClock);
    EXPECT_EQ(opening.relay->until, at(8, 15));
    EXPECT_EQ(opening.duration, at(1, 15));
    EXPECT_TRUE(opening.media.empty());
    EXPECT_EQ(reading.day.items[1].relay->end, RelayEnd::kByOperator);
    EXPECT_EQ(reading.day.items[2].relay->at_most, at(1, 30));
    EXPECT_EQ(reading.day.items[3].duration, at(0, 30));
}

TEST(CsvList, FillersAndStandbyMayStandAmongTheItems) {
    const DayReading reading =
        read_list("Giờ,Tên,Tệp\n5h,Tin,t.mp4\nlấp trống,Cảnh đẹp,canh.mp4\nhình chờ,Logo,cho.png\n");
    EXPECT_THAT(reading.day.fillers, ElementsAre("canh.mp4"));
    EXPECT_EQ(reading.day.standby, "cho.png");
    EXPECT_EQ(reading.day.items.size(), 1U);
}

TEST(CsvList, OneDayOfAListOfSeveralIsRead) {
    const std::string list =
        "Ngày,Giờ,Tên,Tệp\n02/12/2026,5h,Một,a.mp4\n,6h,Hai,b.mp4\n03/12/2026,0h30,Khuya,c.mp4\n,5h,Ba,d.mp4\n";
    DaySettings settings = shipped_settings();
    settings.usual.begins = at(5, 0);
    const DayReading first = read_day_text(list, "tuan.csv", settings);
    EXPECT_EQ(written_date(first.day.date), "2026-12-02");
    ASSERT_EQ(first.day.items.size(), 3U);
    EXPECT_EQ(first.day.items[2].start, at(24, 30));
    EXPECT_THAT(sentences(first.remarks), ElementsAre(HasSubstr("row 5: of another day (03/12/2026)")));
    settings.date = read_date("2026-12-03");
    EXPECT_EQ(read_day_text(list, "tuan.csv", settings).day.items.size(), 2U);
}

TEST(CsvList, QuotedLineEndsAndFormulasAreText) {
    const DayReading reading =
        read_list("Tên,Tệp,Văn bản duyệt\n\"Phim \"\"biên giới\"\",\ntập 2\",p.mp4,'=12/QĐ\n'-Mở đầu,q.mp4,\n");
    ASSERT_EQ(reading.day.items.size(), 2U);
    EXPECT_EQ(reading.day.items[0].title_vi, "Phim \"biên giới\",\ntập 2");
    EXPECT_EQ(reading.day.items[0].fields.approval, "=12/QĐ");
    EXPECT_EQ(reading.day.items[1].title_vi, "-Mở đầu");
}

TEST(CsvList, NamesOfItemsAreUniqueAndStay) {
    const DayReading reading =
        read_list("Mã,Tên,Tệp\n,Bản tin,a.mp4\nban-tin,Bản tin,b.mp4\n,ព័ត៌មាន,c.mp4\n,Bản tin,d.mp4\n");
    std::vector<std::string> ids;
    for (const Item& item : reading.day.items) ids.push_back(item.id);
    EXPECT_THAT(ids, ElementsAre("ban-tin-2", "ban-tin", "c", "ban-tin-3"));
}

}  // namespace
}  // namespace gatecast
