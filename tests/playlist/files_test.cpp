// SPDX-License-Identifier: GPL-3.0-or-later
// Files found as people name them, and what is said where they are not.
#include <gtest/gtest.h>

#include <fstream>

#include "list_material.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace test;
namespace fs = std::filesystem;

class Files : public ::testing::Test {
protected:
    void make(const std::string& name) const {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name) << "x";
    }
    [[nodiscard]] DayReading read(const std::string& rows, const std::string& above = "") const {
        std::ofstream(folder_ / "ngay.csv", std::ios::binary) << above + "Tên;Tệp;Phụ đề km\n" + rows;
        return read_day(folder_ / "ngay.csv", shipped_settings());
    }
    [[nodiscard]] std::string map() const { return "Đổi đường dẫn;Z:\\PHIM = " + (folder_ / "phim").string() + ";\n"; }

    const TempFolder folder_;
};

TEST_F(Files, PathsOfPcsAreMapped) {
    make("phim/2026/Cửa khẩu.mp4");
    make("phim/2026/cua-khau.km.docx");
    const DayReading reading = read(
        "Một;z:\\phim\\2026\\CỬA  KHẨU.mp4;cua-khau.km.docx\nHai;\"Z:/PHIM/2026/Cửa khẩu.mp4\";\n"
        "Ba;file:///Z:/PHIM/2026/C%E1%BB%ADa%20kh%E1%BA%A9u.mp4;\n",
        map());
    EXPECT_THAT(sentences(reading.problems), IsEmpty());
    ASSERT_EQ(reading.day.items.size(), 3U);
    for (const Item& item : reading.day.items) EXPECT_EQ(item.media, folder_ / "phim/2026/Cửa khẩu.mp4");
    EXPECT_EQ(reading.day.items[0].media_as_written, "z:\\phim\\2026\\CỬA  KHẨU.mp4");
    EXPECT_EQ(reading.day.items[0].cues[0].file, folder_ / "phim/2026/cua-khau.km.docx");
}

TEST_F(Files, NamesAreFoundWhateverTheirComposition) {
    make("Bie\u0302n gio\u031B\u0301i.mp4");  // NFD, as a Mac writes it
    const DayReading reading = read("Một;Biên giới.mp4;\nHai;biên giới;\n");
    EXPECT_THAT(sentences(reading.problems), IsEmpty());
    for (const Item& item : reading.day.items) EXPECT_TRUE(fs::exists(item.media)) << item.media;
}

TEST_F(Files, NamesAreLookedForBelowTheFolders) {
    make("kho/2025/quy-3/phim.mp4");
    make("kho/2025/quy-4/hai.mp4");
    make("kho/2026/hai.mp4");
    const DayReading reading = read("Một;phim.mp4;\nHai;hai.mp4;\n", "Thư mục;" + (folder_ / "kho").string() + "\n");
    EXPECT_EQ(reading.day.items[0].media, folder_ / "kho/2025/quy-3/phim.mp4");
    EXPECT_THAT(sentences(reading.problems), ElementsAre(HasSubstr("row 4: several files are called hai.mp4")));
}

TEST_F(Files, TheNearestNameIsOffered) {
    make("phim/phim-bien-gioi.mp4");
    const DayReading reading = read("Một;Z:\\PHIM\\phim-bien-goi.mp4;\n", map());
    EXPECT_THAT(sentences(reading.problems), ElementsAre(HasSubstr("Is \"phim-bien-gioi.mp4\" meant?")));
    EXPECT_EQ(reading.day.items[0].media, folder_ / "phim/phim-bien-goi.mp4");
}

TEST_F(Files, SixtyMissingFilesOfOneCauseAreOneSentence) {
    std::string rows;
    for (int i = 0; i < 60; ++i) rows += "P;Y:\\KHO\\phim" + std::to_string(i) + ".mp4;\n";
    EXPECT_THAT(sentences(read(rows).problems),
                ElementsAre(HasSubstr("row 2–61: nothing says where Y:\\ lies on this machine")));
    rows.clear();
    for (int i = 0; i < 60; ++i) rows += "P;Z:\\PHIM\\phim" + std::to_string(i) + ".mp4;\n";
    EXPECT_THAT(sentences(read(rows, map()).problems),
                ElementsAre(HasSubstr("row 3–62: there is no folder " + (folder_ / "phim").string())));
    make("phim/readme");
    EXPECT_THAT(sentences(read(rows, map()).problems),
                ElementsAre(HasSubstr("row 3–62: not found in " + (folder_ / "phim").string() +
                                      ": phim0.mp4, phim1.mp4, phim2.mp4, phim3.mp4, … (60)")));
}

TEST_F(Files, SettingsSayWhatAListDoesNot) {
    make("phim/a.mp4");
    std::ofstream(folder_ / "nha.toml") << "channel = \"Hoa Lư\"\nbegins = \"5h\"\npath_map = ['Z:\\PHIM = phim']\n";
    std::ofstream(folder_ / "ngay.csv") << "Tên;Tệp\nMột;Z:\\PHIM\\a.mp4\n";
    const std::vector<fs::path> presets{GATECAST_SHIPPED_PRESETS};
    const DaySettings settings = read_day_settings(presets, folder_ / "nha.toml");
    const DayReading reading = read_day(folder_ / "ngay.csv", settings);
    EXPECT_THAT(sentences(reading.problems), IsEmpty());
    EXPECT_EQ(reading.day.channel, "Hoa Lư");
    EXPECT_EQ(reading.day.items[0].media, folder_ / "phim/a.mp4");
    std::ofstream(folder_ / "nha.toml") << "begin = \"5h\"\n";
    EXPECT_THROW((void)read_day_settings(presets, folder_ / "nha.toml"), Error);
    EXPECT_THROW((void)read_day(folder_ / "khong-co.csv", settings), Error);
}

TEST_F(Files, TheUsersOwnWordsAreAddedToTheClosedLists) {
    fs::create_directories(folder_ / "lists");
    std::ofstream(folder_ / "lists/fields.toml") << "[[kind]]\nid = \"opera\"\nvi = \"Cải lương\"\nen = \"Opera\"\n"
                                                    "[[kind]]\nid = \"film\"\nvi = \"Phim TL\"\nen = \"Film\"\n";
    const std::vector<fs::path> presets{folder_.path(), GATECAST_SHIPPED_PRESETS};
    const FieldLists lists(presets);
    ASSERT_NE(lists.find("kind", "cai luong"), nullptr);
    EXPECT_EQ(lists.find("kind", "cai luong")->id, "opera");
    EXPECT_EQ(lists.label("kind", "film", "vi"), "Phim TL");
    EXPECT_EQ(lists.find("kind", "ptl")->id, "film");
    EXPECT_EQ(lists.find("kind", "xyz"), nullptr);
}

}  // namespace
}  // namespace gatecast
