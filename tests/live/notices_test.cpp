// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "pipeline/live/words/notice_board.h"
#include "pipeline/live/words/phrases.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* kBank = R"(
[[phrase]]
id = "late"
vi = ["Thông báo", "Chuyến xe đi {noi:place} khởi hành lúc {gio:time}, cửa số {so:number}."]
en = ["Notice", "The coach to {noi:place} leaves at {gio:time}, gate {so:number}."]
km = ["សេចក្តីជូនដំណឹង", "{noi:place} {gio:time} {so:number}"]
priority = 5

[[place]]
id = "pp"
vi = "Phnôm Pênh"
en = "Phnom Penh"
km = "ភ្នំពេញ"
)";

class Notices : public testing::Test {
protected:
    PhraseBank bank_of(const std::string& text) {
        std::ofstream(folder / "bank.toml") << text;
        return PhraseBank::read(folder / "bank.toml", problems);
    }
    test::TempFolder temporary;
    const std::filesystem::path& folder = temporary.path();
    Problems problems;
};

TEST_F(Notices, blanks_are_filled_in_each_language) {
    const PhraseBank bank = bank_of(kBank);
    ASSERT_TRUE(problems.empty()) << in_english(problems.front());
    const Words words = bank.fill("late", {{"noi", "pp"}, {"gio", "14h30"}, {"so", "7"}});
    EXPECT_EQ(words.vi[1], "Chuyến xe đi Phnôm Pênh khởi hành lúc 14h30, cửa số 7.");
    EXPECT_EQ(words.en[1], "The coach to Phnom Penh leaves at 14h30, gate 7.");
    EXPECT_EQ(words.km[1], "ភ្នំពេញ 14h30 7");
    EXPECT_EQ(bank.priority("late"), 5);
}

TEST_F(Notices, nothing_unapproved_can_be_said_in_a_blank) {
    const PhraseBank bank = bank_of(kBank);
    const Blanks good{{"noi", "pp"}, {"gio", "9:05"}, {"so", "12"}};
    EXPECT_NO_THROW(static_cast<void>(bank.fill("late", good)));
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"gio", "24:00"},
                                                                                      {"gio", "9:5"},
                                                                                      {"gio", "9:05 gọi 0912"},
                                                                                      {"gio", ":30"},
                                                                                      {"so", "12a"},
                                                                                      {"so", ""},
                                                                                      {"so", "1234567"},
                                                                                      {"noi", "Hà Nội"},
                                                                                      {"noi", "{gio:time}"}}) {
        Blanks bad = good;
        bad[name] = value;
        EXPECT_THROW(static_cast<void>(bank.fill("late", bad)), Error) << name << " = " << value;
    }
    EXPECT_THROW(static_cast<void>(bank.fill("late", {{"noi", "pp"}})), Error);
    EXPECT_THROW(static_cast<void>(bank.fill("lat", good)), Error);
}

TEST_F(Notices, a_bank_says_what_is_wrong_with_it) {
    static_cast<void>(bank_of("[[phrase]]\nid = \"a\"\nvi = \"{x}\"\nen = \"b\"\n"));
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_THAT(in_english(problems[0]), testing::HasSubstr("not in all three languages"));
    EXPECT_THAT(in_english(problems[1]), testing::HasSubstr("blank x of the phrase a has no type"));
}

TEST_F(Notices, outlive_a_process_but_not_their_time) {
    {
        NoticeBoard board(folder, 0s);
        board.post({board.new_id(), {{"a"}, {"b"}, {"c"}}, 3, 100s, "An"});
        board.post({board.new_id(), {{"d"}, {"e"}, {"f"}}, 1, 200s, "Bình"});
    }
    NoticeBoard board(folder, 150s);
    ASSERT_EQ(board.notices().size(), 1U);
    EXPECT_EQ(board.notices()[0].words.vi, std::vector<std::string>{"d"});
    EXPECT_EQ(board.notices()[0].by, "Bình");
    EXPECT_NE(board.new_id(), board.notices()[0].id);
    EXPECT_TRUE(board.take_down(board.notices()[0].id));
    EXPECT_TRUE(NoticeBoard(folder, 0s).notices().empty()) << "what was over once never comes back";
}

TEST_F(Notices, a_damaged_file_posts_nothing) {
    std::ofstream(folder / "notices.json") << R"({"serial": 3, "notices": [{"id": 7}]})";
    EXPECT_TRUE(NoticeBoard(folder, 0s).notices().empty());
}

}  // namespace
}  // namespace gatecast
