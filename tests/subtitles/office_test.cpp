// SPDX-License-Identifier: GPL-3.0-or-later
// Files made by the real LibreOffice, headless, read back. One start of it a test: each takes seconds.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "office_files.h"
#include "subtitles/formats/tables.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::lines_of;
using testing::problems_of;
using testing::track_of;
namespace fs = std::filesystem;

class Office : public ::testing::Test {
protected:
    void write(const std::string& name, const std::string& content) const {
        std::ofstream(folder_ / name, std::ios::binary) << content;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file(folder_ / name, std::ios::binary);
        EXPECT_TRUE(file) << name << " was not made: is libreoffice-calc-nogui or -writer-nogui installed?";
        std::ostringstream bytes;
        bytes << file.rdbuf();
        return bytes.str();
    }
    void convert(const std::string& to, const std::string& names, const std::string& options = "") const {
        // It names files after sheets as far as the locale has their letters.
        const std::string command = "cd '" + folder_.path().string() +
                                    "' && LC_ALL=C.UTF-8 timeout 120 soffice --headless -env:UserInstallation=file://" +
                                    folder_.path().string() + "/profile " + options + " --convert-to " + to + " " +
                                    names + " >log 2>&1";
        EXPECT_EQ(std::system(command.c_str()), 0) << read("log");
    }

    const test::TempFolder folder_;
};

constexpr const char* kPage = R"(<html><head><meta charset="utf-8"></head><body><p>Phim: Cửa khẩu</p><table border="1">
<tr><th>STT</th><th colspan="2">Thời gian</th><th>Nội dung</th><th>English</th><th>ខ្មែរ</th><th>Ghi chú</th></tr>
<tr><th></th><th>Vào</th><th>Ra</th><th>Tiếng Việt</th><th></th><th></th><th></th></tr>
<tr><td>1</td><td>00:00:01,000</td><td>00:00:03,500</td><td>Xin chào<br>các bạn &amp; mọi người</td><td>Hello <i>there</i></td><td>សួស្តី</td><td>x</td></tr>
<tr><td>2</td><td>00:00:04,000</td><td>00:00:06,000</td><td><p>Dòng một</p><p>Dòng hai</p></td><td></td><td>អរគុណ</td><td></td></tr>
<tr><td>3</td><td rowspan="2">00:01:07,000</td><td rowspan="2">00:01:09,000</td><td>Anh đi đâu?</td><td>Where to?</td><td>ទៅណា?</td><td></td></tr>
<tr><td>4</td><td>Tôi đi chợ.</td><td>To the market.</td><td>ទៅផ្សារ។</td><td></td></tr>
</table><p>Hết</p></body></html>)";

TEST_F(Office, AWordTableIsReadBackExactly) {
    write("bang.html", kPage);
    convert("docx:'MS Word 2007 XML'", "bang.html", "--infilter='HTML (StarWriter)'");
    const std::string bytes = read("bang.docx");
    EXPECT_EQ(sniff_docx(bytes), 95);
    EXPECT_EQ(sniff_xlsx(bytes), 0);
    const CueFile file = read_docx(bytes, {});
    EXPECT_THAT(lines_of(track_of(file, "vi")),
                ElementsAre("1000-3500 Xin chào/các bạn & mọi người", "4000-6000 Dòng một/Dòng hai",
                            "67000-69000 Anh đi đâu?/Tôi đi chợ."));
    EXPECT_THAT(lines_of(track_of(file, "en")),
                ElementsAre("1000-3500 Hello there", "67000-69000 Where to?/To the market."));
    EXPECT_THAT(lines_of(track_of(file, "km")),
                ElementsAre("1000-3500 សួស្តី", "4000-6000 អរគុណ", "67000-69000 ទៅណា?/ទៅផ្សារ។"));
    EXPECT_THAT(problems_of(file), ElementsAre("text-outside", "missing-text 4 E4"));
}

/// A flat spreadsheet with times of every style, a rich text, a formula, merged cells, hidden rows and two sheets.
std::string flat_sheet() {
    const auto text = [](const std::string& t) {
        return "<table:table-cell office:value-type=\"string\"><text:p>" + t + "</text:p></table:table-cell>";
    };
    const auto time = [](const std::string& style, const std::string& value) {
        return "<table:table-cell table:style-name=\"" + style + "\" office:value-type=\"time\" office:time-value=\"" +
               value + "\"/>";
    };
    const auto row = [](const std::string& cells, const std::string& with = "") {
        return "<table:table-row" + with + ">" + cells + "</table:table-row>";
    };
    const std::string styles =
        R"(<office:automatic-styles><number:time-style style:name="N1"><number:hours number:style="long"/><number:text>:</number:text>)"
        R"(<number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long"/></number:time-style>)"
        R"(<number:time-style style:name="N2" number:truncate-on-overflow="false"><number:hours/><number:text>:</number:text><number:minutes number:style="long"/>)"
        R"(<number:text>:</number:text><number:seconds number:style="long" number:decimal-places="3"/></number:time-style>)"
        R"(<style:style style:name="T1" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="T2" style:family="table-cell" style:data-style-name="N2"/>)"
        R"(<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>)";
    std::string rows = row(text("Bản dịch phim")) + row("<table:table-cell/>") +
                       row(text("Vào") + text("Ra") + text("Tiếng Việt") + text("Tiếng Khmer"));
    rows += row(time("T1", "PT00H00M05S") + time("T1", "PT00H00M08S") +
                text("Xin <text:span text:style-name=\"B\">chào</text:span>") + text("សួស្តី"));
    rows += row(time("T2", "PT00H01M05.250S") + time("T2", "PT25H00M00S") +
                    "<table:table-cell office:value-type=\"string\"><text:p>Dòng một</text:p><text:p>Dòng "
                    "hai</text:p></table:table-cell>" +
                    text("អរគុណ"),
                " table:visibility=\"filter\"");
    rows += row(
        text("00:01:10:05") + text("00:01:12:00") +
        "<table:table-cell table:formula=\"of:=&quot;ghép &quot;&amp;&quot;lại&quot;\" office:value-type=\"string\"/>" +
        text("បន្ទាប់"));
    return R"(<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">)" +
           styles +
           "<office:body><office:spreadsheet><table:table table:name=\"Ghi "
           "nhớ\"><table:table-row><table:table-cell/></table:table-row></table:table><table:table table:name=\"Phụ "
           "đề\">" +
           rows + "</table:table></office:spreadsheet></office:body></office:document>";
}

TEST_F(Office, ASpreadsheetIsReadBackExactly) {
    write("bang.fods", flat_sheet());
    convert("xlsx", "bang.fods");
    const std::string bytes = read("bang.xlsx");
    EXPECT_EQ(sniff_xlsx(bytes), 95);
    const CueFile file = read_xlsx(bytes, {});
    EXPECT_THAT(lines_of(track_of(file, "vi")),
                ElementsAre("5000-8000 Xin chào", "65250-90000000 Dòng một/Dòng hai", "70200-72000 ghép lại"));
    EXPECT_THAT(lines_of(track_of(file, "km")),
                ElementsAre("5000-8000 សួស្តី", "65250-90000000 អរគុណ", "70200-72000 បន្ទាប់"));
    EXPECT_THAT(problems_of(file), ElementsAre("title-row 1", "hidden-rows 5"));
}

TEST_F(Office, CsvOfASpreadsheetIsReadBackExactly) {
    write("bang.fods", flat_sheet());
    // Semicolons, quotes, UTF-8, the second sheet.
    convert("'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,2'", "bang.fods");
    const std::string text = read("bang-Phụ đề.csv");
    const CueFile file = read_csv(text, {});
    EXPECT_GE(sniff_csv(text), 80);
    EXPECT_THAT(lines_of(track_of(file, "vi")),
                ElementsAre("5000-8000 Xin chào", "65250-90000000 Dòng một/Dòng hai", "70200-72000 ghép lại"));
}

TEST_F(Office, TheTranslatorsSheetSurvivesAnotherProgram) {
    Track vi{"vi", "", {}, {}};
    Track km{"km", "", {}, {}};
    for (int i = 0; i < 5; ++i) {
        Cue cue;
        cue.start = std::chrono::milliseconds(1001 * i);
        cue.end = cue.start + std::chrono::milliseconds(999);
        cue.text = "Câu " + std::to_string(i) + "\ndòng hai";
        vi.cues.push_back(cue);
        cue.text = "ប្រយោគ";
        km.cues.push_back(cue);
    }
    write("to.xlsx", write_xlsx(std::vector{vi, km}, {}));
    convert("ods", "to.xlsx");
    fs::remove(folder_ / "to.xlsx");
    convert("xlsx", "to.ods");
    const CueFile file = read_xlsx(read("to.xlsx"), {});
    EXPECT_EQ(lines_of(track_of(file, "vi")), lines_of(vi));
    EXPECT_EQ(lines_of(track_of(file, "km")), lines_of(km));
    EXPECT_EQ(file.tracks.size(), 2U);
}

}  // namespace
}  // namespace gatecast
