// SPDX-License-Identifier: GPL-3.0-or-later
// Lists made by the real LibreOffice, headless, and ours read and saved again by it. One start of it a conversion: each
// takes seconds.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "full_day.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace test;
namespace fs = std::filesystem;

class OfficeList : public ::testing::Test {
protected:
    void convert(const std::string& to, const std::string& name, const std::string& options = "") const {
        const std::string folder = folder_.path().string();
        const std::string command = "cd '" + folder +
                                    "' && LC_ALL=C.UTF-8 timeout 200 soffice --headless -env:UserInstallation=file://" +
                                    folder + "/profile " + options + " --convert-to " + to + " " + name + " >log 2>&1";
        EXPECT_EQ(std::system(command.c_str()), 0) << bytes("log");
    }
    [[nodiscard]] std::string bytes(const std::string& name) const {
        std::ifstream stream(folder_ / name, std::ios::binary);
        EXPECT_TRUE(stream) << name << " was not made: is libreoffice-calc-nogui installed?";
        std::ostringstream all;
        all << stream.rdbuf();
        return all.str();
    }
    [[nodiscard]] DayReading read(const std::string& name) const { return read_list(bytes(name), name); }

    const TempFolder folder_;
};

/// Cells of every kind that a spreadsheet has for dates and times.
std::string flat_sheet() {
    const auto text = [](const std::string& t) {
        return "<table:table-cell office:value-type=\"string\"><text:p>" + t + "</text:p></table:table-cell>";
    };
    const auto time = [](const std::string& style, const std::string& value) {
        return "<table:table-cell table:style-name=\"" + style + "\" office:value-type=\"time\" office:time-value=\"" +
               value + "\"/>";
    };
    const auto row = [](const std::string& cells) { return "<table:table-row>" + cells + "</table:table-row>"; };
    const std::string date =
        "<table:table-cell table:style-name=\"D\" office:value-type=\"date\" office:date-value=\"2026-12-12\"/>";
    const std::string styles =
        R"(<office:automatic-styles><number:time-style style:name="N1"><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>)"
        R"(<number:time-style style:name="N2" number:truncate-on-overflow="false"><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long"/></number:time-style>)"
        R"(<number:date-style style:name="N3"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>)"
        R"(<style:style style:name="T1" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="T2" style:family="table-cell" style:data-style-name="N2"/><style:style style:name="D" style:family="table-cell" style:data-style-name="N3"/></office:automatic-styles>)";
    std::string rows =
        row("<table:table-cell table:number-columns-spanned=\"5\" office:value-type=\"string\"><text:p>ĐÀI "
            "PT-TH</text:p></table:table-cell>");
    rows += row(text("Ngày phát sóng") + date) + row(text("Kênh: Hoa Lư")) + row("<table:table-cell/>");
    rows += row(text("Giờ phát") + text("Tên chương trình") + text("Tên Khmer") + text("Tệp") + text("Thời lượng") +
                text("Thể loại"));
    rows += row(text("CHƯƠNG TRÌNH BUỔI SÁNG"));
    rows += row(time("T1", "PT05H30M00S") + text("Bản tin") + text("ព័ត៌មាន") + text("Z:\\PHIM\\tin.mp4") +
                time("T2", "PT00H10M00S") + text("Thời sự"));
    rows += row("<table:table-cell/>" + text("Phim tài liệu") + text("ភាពយន្ត") + text("p.mp4") + text("25'30&quot;") +
                text("phim"));
    rows +=
        row(time("T2", "PT24H30M00S") + text("Ca nhạc") + text("") + text("c.mp4") + text("1h05") + text("ca nhạc"));
    return R"(<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">)" +
           styles + "<office:body><office:spreadsheet><table:table table:name=\"Lich\">" + rows +
           "</table:table></office:spreadsheet></office:body></office:document>";
}

void expect_the_three(const DayReading& reading) {
    EXPECT_THAT(sentences(reading.problems), IsEmpty());
    EXPECT_EQ(reading.day.channel, "Hoa Lư");
    ASSERT_TRUE(reading.day.date.ok());
    EXPECT_EQ(written_date(reading.day.date), "2026-12-12");  // also where its text has the month first
    ASSERT_EQ(reading.day.items.size(), 3U);
    const Item& news = reading.day.items[0];
    EXPECT_EQ(news.start, at(5, 30));
    EXPECT_EQ(news.duration, at(0, 10));
    EXPECT_EQ(news.title_km, "ព័ត៌មាន");
    EXPECT_EQ(news.media, "Z:\\PHIM\\tin.mp4");
    EXPECT_EQ(news.fields.kind, "news");
    EXPECT_EQ(reading.day.items[1].start, std::nullopt);
    EXPECT_EQ(reading.day.items[1].duration, at(0, 25, 30));
    EXPECT_EQ(reading.day.items[2].start, at(24, 30));
    EXPECT_EQ(reading.day.items[2].duration, at(1, 5));
}

TEST_F(OfficeList, AWorkbookIsRead) {
    std::ofstream(folder_ / "lich.fods") << flat_sheet();
    convert("xlsx", "lich.fods");
    expect_the_three(read("lich.xlsx"));
}

TEST_F(OfficeList, ItsTextTablesAreRead) {
    std::ofstream(folder_ / "lich.fods") << flat_sheet();
    // Separator, quote, character set (76 UTF-8, 65535 UTF-16), "as shown".
    convert("'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false'", "lich.fods");
    expect_the_three(read("lich.csv"));
    convert("'csv:Text - txt - csv (StarCalc):9,34,65535,1,,0,false,true,false'", "lich.fods");
    expect_the_three(read("lich.csv"));
}

TEST_F(OfficeList, OurWorkbookSurvivesAnotherProgram) {
    Day day = full_day();
    for (Item& item : day.items) item.media = item.media_as_written;
    write_day(day, folder_ / "ngay.xlsx", shipped_settings());
    convert("ods", "ngay.xlsx");
    fs::remove(folder_ / "ngay.xlsx");
    convert("xlsx", "ngay.ods");
    const DayReading again = read("ngay.xlsx");
    EXPECT_THAT(sentences(again.problems), IsEmpty());
    EXPECT_EQ(without_origins(day), without_origins(again.day));
}

}  // namespace
}  // namespace gatecast
