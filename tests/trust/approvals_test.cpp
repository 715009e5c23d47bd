// SPDX-License-Identifier: GPL-3.0-or-later
// The approval list as a value: what it allows, what it refuses for ever, and how it is kept.
#include "pipeline/trust/approvals.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "pipeline/trust/approval_time.h"
#include "pipeline/trust/content_hash.h"
#include "pipeline/trust/durable.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::HasSubstr;

const UtcTime kNow = std::chrono::sys_days(std::chrono::year(2026) / 12 / 2) + hours(10);
const std::string kFilm = hash_of_bytes("phim"), kOther = hash_of_bytes("khác");

Approval approval_of(const std::string& hash, const std::string& item = "Chợ biên giới") {
    Approval approval;
    approval.sha256 = hash;
    approval.item = item;
    approval.approver = "Nguyễn Văn Đạt";
    approval.document = "12/2026";
    approval.at = kNow - hours(1);
    return approval;
}

Approval approval_of_source(const std::string& source) {
    Approval approval = approval_of("");
    approval.source = source;
    approval.from = kNow + hours(1);
    approval.until = kNow + hours(2);
    return approval;
}

std::string complaint(const std::string& bytes) {
    try {
        (void)ApprovalList::from_bytes(bytes, "approvals.tsv");
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

void expect_same(const ApprovalList& a, const ApprovalList& b) {
    EXPECT_EQ(a.to_bytes(), b.to_bytes());
}

TEST(ApprovalList, only_what_is_listed_may_be_shown) {
    ApprovalList list;
    list.approve(approval_of(kFilm));
    EXPECT_EQ(list.verdict(kFilm, kNow), Verdict::kApproved);
    EXPECT_EQ(list.verdict(kOther, kNow), Verdict::kNotListed);
    EXPECT_EQ(list.verdict("", kNow), Verdict::kNotListed);
    list.approve(approval_of_source("đài"));
    EXPECT_EQ(list.verdict("", kNow), Verdict::kNotListed) << "a source's record has no hash";
}

TEST(ApprovalList, an_approval_ends_with_its_last_second) {
    ApprovalList list;
    Approval until = approval_of(kFilm);
    until.until = kNow;
    list.approve(until);
    EXPECT_EQ(list.verdict(kFilm, kNow), Verdict::kApproved);
    EXPECT_EQ(list.verdict(kFilm, kNow + seconds(1)), Verdict::kExpired);
    list.approve(approval_of(kFilm));
    EXPECT_EQ(list.verdict(kFilm, kNow + hours(10'000)), Verdict::kApproved) << "prolonged by another record";
}

TEST(ApprovalList, a_source_is_approved_inside_its_window) {
    ApprovalList list;
    list.approve(approval_of_source("dai-tinh"));
    EXPECT_EQ(list.verdict_of_source("dai-tinh", kNow), Verdict::kNotYet);
    EXPECT_EQ(list.verdict_of_source("dai-tinh", kNow + hours(1)), Verdict::kApproved);
    EXPECT_EQ(list.verdict_of_source("dai-tinh", kNow + hours(3)), Verdict::kExpired);
    EXPECT_EQ(list.verdict_of_source("other", kNow), Verdict::kNotListed);
}

TEST(ApprovalList, what_was_withdrawn_stays_so_whatever_else_is_listed) {
    ApprovalList list;
    list.approve(approval_of(kFilm));
    EXPECT_EQ(list.withdraw(kFilm, "Trần Thị Hoa", kNow), 1);
    EXPECT_EQ(list.verdict(kFilm, kNow), Verdict::kWithdrawn);
    EXPECT_EQ(list.verdict(kFilm, kNow - hours(2)), Verdict::kWithdrawn) << "a clock that was set back helps nobody";
    EXPECT_THROW(list.approve(approval_of(kFilm, "another name")), Error);
    EXPECT_EQ(list.verdict(kFilm, kNow), Verdict::kWithdrawn);
    // A record of the same bytes from before the withdrawal, merged in from another list, does not bring them back.
    ApprovalList merged = ApprovalList::from_bytes(
        list.to_bytes() + kFilm + "\t\tcopy\tA\tB\t2026-12-02 15:00:00 +07:00" + "\t\t\t\t\t\n", "merged");
    EXPECT_EQ(merged.verdict(kFilm, kNow), Verdict::kWithdrawn);
    list.approve(approval_of(kFilm), AfterWithdrawal::kApproveAgain);
    EXPECT_EQ(list.verdict(kFilm, kNow + seconds(1)), Verdict::kApproved);
    ASSERT_EQ(list.all().size(), 2U);
    EXPECT_EQ(list.all().front().withdrawn_by, "Trần Thị Hoa") << "its record stays";
}

TEST(ApprovalList, withdraws_an_item_with_all_its_files) {
    ApprovalList list;
    list.approve(approval_of(kFilm, "phim"));
    list.approve(approval_of(kOther, "phim"));
    list.approve(approval_of(hash_of_bytes("x"), "khác"));
    EXPECT_EQ(list.withdraw("phim", "Hoa", kNow), 2);
    EXPECT_EQ(list.withdraw("phim", "Hoa", kNow), 0);
    EXPECT_EQ(list.withdraw("", "Hoa", kNow), 0);
    EXPECT_EQ(list.verdict(kOther, kNow), Verdict::kWithdrawn);
    EXPECT_EQ(list.verdict(hash_of_bytes("x"), kNow), Verdict::kApproved);
}

ApprovalList hard_list() {
    ApprovalList list;
    Approval a = approval_of(kFilm, "Chợ \"biên giới\"\tvà\nhội");
    a.document = "=1+2";
    a.until = kNow + hours(100);
    list.approve(a);
    Approval b = approval_of(kOther, "ផ្សារ");
    b.document = "0123";
    b.note = "'đã xem'";
    list.approve(b);
    list.approve(approval_of_source("đài tỉnh"));
    list.withdraw(kOther, "@Hoa", kNow);
    return ApprovalList::from_bytes(list.to_bytes(), "once");  // line ends and quotes are gone
}

TEST(ApprovalList, keeps_every_field_in_its_table) {
    const ApprovalList list = hard_list();
    ASSERT_EQ(list.all().size(), 3U);
    EXPECT_EQ(list.all()[0].item, "Chợ 'biên giới' và hội");
    EXPECT_EQ(list.all()[0].document, "=1+2");
    EXPECT_EQ(list.all()[0].until, kNow + hours(100));
    EXPECT_EQ(list.all()[1].document, "0123");
    EXPECT_EQ(list.all()[1].note, "'đã xem'");
    EXPECT_EQ(list.all()[1].withdrawn, kNow);
    EXPECT_EQ(list.all()[1].withdrawn_by, "@Hoa");
    EXPECT_EQ(list.all()[2].source, "đài tỉnh");
    EXPECT_EQ(list.all()[2].from, kNow + hours(1));
    expect_same(list, ApprovalList::from_bytes(list.to_bytes(), "twice"));
}

std::string utf16(const std::string& utf8, bool little) {
    std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
    for (size_t at = 0; at < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[at]);
        const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;  // no emoji here
        unsigned c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (size_t i = 1; i < length; ++i) c = c << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
        at += length;
        const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
        out += little ? low : high;
        out += little ? high : low;
    }
    return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

TEST(ApprovalList, reads_what_spreadsheets_make_of_it) {
    const ApprovalList list = hard_list();
    const std::string plain = list.to_bytes().substr(3);
    expect_same(list, ApprovalList::from_bytes(plain, "without a mark"));
    expect_same(list, ApprovalList::from_bytes(replaced(plain, "\n", "\r\n"), "CRLF"));
    expect_same(list, ApprovalList::from_bytes(utf16(replaced(plain, "\n", "\r\n"), true), "Unicode Text"));
    expect_same(list, ApprovalList::from_bytes(utf16(plain, false), "big end first"));
    for (const std::string separator : {";", ","})
        expect_same(list, ApprovalList::from_bytes("\xEF\xBB\xBF" + replaced(plain, "\t", separator), "CSV UTF-8"));
    expect_same(list,
                ApprovalList::from_bytes("\"" + replaced(replaced(plain, "\t", "\"\t\""), "\n", "\"\r\n\""), "quoted"));
    expect_same(list, ApprovalList::from_bytes(plain + "\t\t\t\t\t\t\t\t\t\t\n\n", "empty rows"));
}

TEST(ApprovalList, names_the_line_of_what_is_damaged) {
    const std::string good = hard_list().to_bytes();
    EXPECT_THAT(complaint(""), HasSubstr("empty"));
    EXPECT_THAT(complaint(good.substr(0, good.size() - 2)), HasSubstr("line 4: 10 columns instead of 11"));
    EXPECT_THAT(complaint(replaced(good, kOther, "1.23E+45")), HasSubstr("line 3: \"1.23E+45\" is no SHA-256"));
    EXPECT_THAT(complaint(replaced(good, "2026-12-02 18:00:00 +07:00", "Dec-02")),
                HasSubstr("line 4, column from: \"Dec-02\""));
    EXPECT_THAT(complaint(replaced(good, "Nguyễn Văn Đạt", "")), HasSubstr("line 2: nobody"));
    EXPECT_THAT(complaint(replaced(good, "withdrawn\t", "gone\t")), HasSubstr("\"gone\""));
    EXPECT_THAT(complaint(replaced(good, "\twithdrawn\t", "\tnote\t")), HasSubstr("column withdrawn"));
    EXPECT_THAT(complaint("Ch\xEE bi\xEAn gi\xF2i\n"), HasSubstr("Unicode"));
    EXPECT_THAT(complaint(std::string("sha256\0source", 13)), HasSubstr("Unicode"));
    EXPECT_EQ(complaint(good), "none");
}

TEST(ApprovalList, every_single_changed_byte_changes_no_approval_unseen) {
    ApprovalList list;
    list.approve(approval_of(kFilm));
    list.withdraw(kFilm, "Hoa", kNow);
    const std::string good = list.to_bytes();
    int refused = 0;
    for (size_t at = 0; at < good.size(); ++at) {
        std::string cut = good.substr(0, at);
        try {
            const ApprovalList read = ApprovalList::from_bytes(cut, "cut");
            EXPECT_NE(read.verdict(kFilm, kNow), Verdict::kApproved) << "cut at " << at;
        } catch (const Error&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 100);
}

TEST(ApprovalList, a_list_that_is_not_there_is_empty_and_one_that_cannot_be_read_is_an_error) {
    const test::TempFolder folder;
    EXPECT_TRUE(ApprovalList::read(folder / "approvals.tsv").all().empty());
    EXPECT_THROW((void)ApprovalList::read(folder.path()), Error);
}

TEST(ApprovalList, is_written_whole_and_keeps_its_rights_and_its_link) {
    const test::TempFolder folder;
    const auto real = folder / "real.tsv", link = folder / "approvals.tsv";
    hard_list().write(real);
    ::chmod(real.c_str(), 0640);
    std::filesystem::create_symlink(real, link);
    hard_list().write(link);
    struct stat now {};
    ASSERT_EQ(::stat(real.c_str(), &now), 0);
    EXPECT_EQ(now.st_mode & 0777, 0640U);
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
    EXPECT_THROW(hard_list().write(folder / "none" / "approvals.tsv"), Error);
}

TEST(ApprovalList, many_writers_lose_nothing_of_each_other) {
    const test::TempFolder folder;
    const auto file = folder / "approvals.tsv";
    constexpr int kWriters = 4, kEach = 25;
    std::vector<pid_t> children;
    for (int writer = 0; writer < kWriters; ++writer) {
        const pid_t child = ::fork();
        if (child == 0) {
            for (int i = 0; i < kEach; ++i)
                change_approvals(file, [&](ApprovalList& list) {
                    list.approve(approval_of(hash_of_bytes(std::to_string(writer * 1000 + i))));
                });
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = -1;
        ::waitpid(child, &status, 0);
        EXPECT_EQ(status, 0);
    }
    EXPECT_EQ(ApprovalList::read(file).all().size(), static_cast<size_t>(kWriters * kEach));
}

TEST(ApprovalList, a_writer_killed_at_any_time_leaves_a_whole_list) {
    const test::TempFolder folder;
    const auto file = folder / "approvals.tsv";
    size_t known = 0;
    for (int round = 0; round < 20; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            for (int i = 0;; ++i)
                change_approvals(file, [&](ApprovalList& list) {
                    list.approve(approval_of(hash_of_bytes(std::to_string(round * 100'000 + i))));
                });
        }
        while (ApprovalList::read(file).all().size() < known + 3) std::this_thread::yield();
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const size_t now = ApprovalList::read(file).all().size();
        EXPECT_GE(now, known + 3);
        known = now;
    }
}

TEST(ApprovalList, says_why_in_a_sentence) {
    EXPECT_EQ(in_english(why_not(Verdict::kApproved, "a")), "");
    for (const Verdict verdict : {Verdict::kNotListed, Verdict::kNotYet, Verdict::kExpired, Verdict::kWithdrawn})
        EXPECT_THAT(in_english(why_not(verdict, "phim.mp4")), HasSubstr("phim.mp4"));
}

TEST(FileLock, does_not_wait_for_ever) {
    const test::TempFolder folder;
    const FileLock held(folder / "list", seconds(1));
    EXPECT_THROW(FileLock(folder / "list", std::chrono::milliseconds(20)), Error);
}

TEST(ContentHash, of_a_descriptor_is_of_the_bytes_behind_it) {
    const test::TempFolder folder;
    const auto file = folder / "phim";
    std::ofstream(file) << "abc";
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_GE(descriptor, 0);
    std::filesystem::remove(file);
    std::ofstream(file) << "another";
    ::lseek(descriptor, 2, SEEK_SET);
    EXPECT_EQ(hash_of_descriptor(descriptor), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(::lseek(descriptor, 0, SEEK_CUR), 2);
    ::close(descriptor);
    EXPECT_NE(hash_of_file(file), hash_of_bytes("abc"));
    EXPECT_THROW((void)hash_of_descriptor(-1), Error);
    EXPECT_THROW((void)hash_of_file(folder.path()), Error);
    EXPECT_TRUE(is_content_hash(hash_of_bytes("")));
    EXPECT_FALSE(is_content_hash(std::string(64, 'A')));
}

}  // namespace
}  // namespace gatecast
