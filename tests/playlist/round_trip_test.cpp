// SPDX-License-Identifier: GPL-3.0-or-later
// What is written is read back the same, and what others read is what they ask for.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "full_day.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace test;
namespace fs = std::filesystem;

class RoundTrip : public ::testing::Test {
protected:
    [[nodiscard]] std::string written(const Day& day, const std::string& name,
                                      const DayWriteOptions& options = {}) const {
        write_day(day, folder_ / name, shipped_settings(), options);
        std::ifstream stream(folder_ / name, std::ios::binary);
        std::ostringstream bytes;
        bytes << stream.rdbuf();
        return bytes.str();
    }
    void expect_same(const Day& day, const std::string& name, const DayWriteOptions& options = {}) const {
        const DayReading again = read_list(written(day, name, options), name);
        EXPECT_THAT(sentences(again.problems), IsEmpty());
        EXPECT_THAT(sentences(again.remarks), IsEmpty());
        const Day one = without_origins(day), other = without_origins(again.day);
        EXPECT_EQ(written(one, "one.toml"), written(other, "other.toml")) << name;  // what differs, for people
        EXPECT_TRUE(one == other) << name;
    }

    const TempFolder folder_;
};

/// Sheets name files as people do.
Day as_people_name_files(Day day) {
    for (Item& item : day.items) item.media = item.media_as_written;
    return day;
}

TEST_F(RoundTrip, EveryFieldOfTheDayIsFilled) {
    const Day day = full_day();
    EXPECT_EQ(day.utc, std::chrono::hours(8));
    ASSERT_EQ(day.items.size(), 3U);
    const Item& item = day.items[0];
    EXPECT_EQ(item.in, std::chrono::milliseconds(1500));
    EXPECT_EQ(item.fields.kind, "news");
    EXPECT_EQ(item.fields.topic, "border");
    EXPECT_EQ(item.fields.rights_until, "2027-12-31");
    EXPECT_EQ(item.fields.gates.size(), 2U);
    EXPECT_EQ(item.words.size(), 3U);
    EXPECT_EQ(item.cues.size(), 3U);
    EXPECT_TRUE(item.silent);
    EXPECT_EQ(item.media_as_written, "Z:\\PHIM\\news\\tin sáng.mp4");
}

TEST_F(RoundTrip, TomlAndM3uGiveTheDayBack) {
    expect_same(full_day(), "ngay.toml");
    expect_same(full_day(), "ngay.m3u8");
}

TEST_F(RoundTrip, SheetsGiveTheDayBack) {
    const Day day = as_people_name_files(full_day());
    expect_same(day, "ngay.xlsx");
    expect_same(day, "ngay.csv");
    expect_same(day, "ngay.tsv");
    DayWriteOptions options;
    options.separator = ';';
    expect_same(day, "cham-phay.csv", options);
}

TEST_F(RoundTrip, ACsvBeginsWithItsMarkAndHoldsNoFormula) {
    const std::string text = written(full_day(), "ngay.csv");
    EXPECT_TRUE(text.starts_with("\xEF\xBB\xBF"));
    EXPECT_THAT(text, HasSubstr("'=Phim cuối ngày"));
}

TEST_F(RoundTrip, AnM3uSaysToPlayersWhatTheyKnow) {
    const std::string text = written(full_day(), "ngay.m3u8");
    EXPECT_TRUE(text.starts_with("#EXTM3U\n"));
    EXPECT_THAT(text, HasSubstr("#EXTINF:568.500,Bản tin \"sáng\", số 1\n"));
    EXPECT_THAT(text, HasSubstr("\n/srv/phim/tin sáng.mp4\n"));
    EXPECT_THAT(text, HasSubstr("\nlive:nguon-1\n"));
}

TEST_F(RoundTrip, AnUnknownEndingIsRefused) {
    EXPECT_THROW(write_day(full_day(), folder_ / "ngay.docx", shipped_settings()), Error);
    EXPECT_FALSE(fs::exists(folder_ / "ngay.docx"));
}

TEST_F(RoundTrip, PlainM3uAndFfplayoutAreRead) {
    const DayReading m3u =
        read_list("#EXTM3U\n#EXTINF:90 tvg-name=\"a, b\",Phim, tập 1\nPHIM/a.mp4\n\nb.mp4\n", "a.m3u");
    ASSERT_EQ(m3u.day.items.size(), 2U);
    EXPECT_EQ(m3u.day.items[0].title_vi, "Phim, tập 1");
    EXPECT_EQ(m3u.day.items[0].duration, at(0, 1, 30));
    EXPECT_EQ(m3u.day.items[1].origin.row, 5);

    const DayReading ff = read_list(
        R"({"channel":"Hoa Lư","date":"2026-12-02","program":[{"in":0,"out":647.68,"duration":647.68,"source":"/M/a.mp4"},
        {"in":10.5,"out":20,"duration":30,"source":"/M/b.mp4","category":"advertisement","title":"QC"}]})",
        "2026-12-02.json");
    EXPECT_THAT(sentences(ff.problems), IsEmpty());
    EXPECT_EQ(ff.day.channel, "Hoa Lư");
    EXPECT_EQ(written_date(ff.day.date), "2026-12-02");
    ASSERT_EQ(ff.day.items.size(), 2U);
    EXPECT_EQ(ff.day.items[0].duration, std::chrono::milliseconds(647'680));
    EXPECT_EQ(ff.day.items[0].out, std::nullopt);
    EXPECT_EQ(ff.day.items[1].in, std::chrono::milliseconds(10'500));
    EXPECT_EQ(ff.day.items[1].out, at(0, 0, 20));
    EXPECT_EQ(ff.day.items[1].fields.kind, "advert");
}

TEST_F(RoundTrip, AGuideIsValidByItsDtd) {
    // The order that XMLTV's own DTD asks for, of the elements that we write.
    std::ofstream(folder_ / "xmltv.dtd")
        << R"(<!ELEMENT tv (channel*, programme*)><!ATTLIST tv generator-info-name CDATA #IMPLIED>
<!ELEMENT channel (display-name+, icon*, url*)><!ATTLIST channel id CDATA #REQUIRED><!ELEMENT display-name (#PCDATA)>
<!ELEMENT icon EMPTY><!ELEMENT url (#PCDATA)><!ELEMENT programme (title+, category*, language?, length?, previously-shown?, new?, subtitles*, rating*)>
<!ATTLIST programme start CDATA #REQUIRED stop CDATA #IMPLIED channel CDATA #REQUIRED><!ELEMENT title (#PCDATA)><!ATTLIST title lang CDATA #IMPLIED>
<!ELEMENT category (#PCDATA)><!ATTLIST category lang CDATA #IMPLIED><!ELEMENT language (#PCDATA)><!ELEMENT length (#PCDATA)>
<!ATTLIST length units (seconds | minutes | hours) #REQUIRED><!ELEMENT previously-shown EMPTY><!ELEMENT new EMPTY>
<!ELEMENT subtitles (language?)><!ATTLIST subtitles type (teletext | onscreen | deaf-signed) #IMPLIED><!ELEMENT rating (value, icon*)>
<!ATTLIST rating system CDATA #IMPLIED><!ELEMENT value (#PCDATA)>)";
    const std::string guide = written(full_day(), "ngay.xml");
    EXPECT_THAT(guide, HasSubstr("start=\"20261202053000 +0800\" stop=\"20261202053928 +0800\""));
    EXPECT_THAT(guide, HasSubstr("start=\"20261203001000 +0800\""));
    const std::string check =
        "cd '" + folder_.path().string() + "' && xmllint --nonet --noout --dtdvalid xmltv.dtd ngay.xml";
    EXPECT_EQ(std::system(check.c_str()), 0) << guide;
}

TEST_F(RoundTrip, TheScheduleLeavesOutWhatIsNotForThePublic) {
    const DayReading reading = read_list(
        "Giờ,Tên,Tên Khmer,Tệp,Thể loại,Thời lượng\n5h,Hình hiệu,,h.mp4,hình hiệu,30s\n,Phim "
        "<đẹp>,ភាពយន្ត,p.mp4,phim,25'\n");
    const std::string page = written(reading.day, "lich.html");
    EXPECT_THAT(page, HasSubstr("Phim &lt;đẹp&gt;"));
    EXPECT_THAT(page, HasSubstr("05:00<span class=\"until\">– 05:25"));
    EXPECT_THAT(page, HasSubstr("<span lang=\"km\">ភាពយន្ត</span>"));
    EXPECT_THAT(page, Not(HasSubstr("Hình hiệu")));
    EXPECT_THAT(page, Not(HasSubstr("http")));
}

TEST_F(RoundTrip, AScheduleWithAnUnknownLengthIsRefusedWithTheItem) {
    const DayReading reading = read_list("Giờ,Tên,Tệp\n5h,Một,a.mp4\n,Hai,b.mp4\n");
    try {
        write_day(reading.day, folder_ / "lich.html", shipped_settings());
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("Nothing says how long \"Một\" is"));
    }
}

}  // namespace
}  // namespace gatecast
