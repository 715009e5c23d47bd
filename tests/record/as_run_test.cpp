// SPDX-License-Identifier: GPL-3.0-or-later
// The as-run log: nothing changed or taken away unseen, nothing lost by a kill or a cut of power.
#include "pipeline/record/as_run.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <thread>

#include "pipeline/record/as_run_files.h"
#include "pipeline/record/as_run_report.h"
#include "pipeline/record/as_run_table.h"
#include "pipeline/trust/content_hash.h"
#include "pipeline/trust/durable.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;

const UtcMillis kMorning = std::chrono::sys_days(std::chrono::year(2026) / 12 / 2) + hours(1);  // 08:00 at the place

AsRunEvent event_at(UtcMillis start, const std::string& item = "cho-bien-gioi") {
    AsRunEvent event;
    event.display = "led-p4";
    event.output = "hdmi";
    event.item = item;
    event.title = "Chợ biên giới \"Hoa Lư\", ផ្សារ";
    event.file = "001-cho.mp4";
    event.sha256 = hash_of_bytes(item);
    event.planned_start = start - seconds(1);
    event.planned_end = start + minutes(5);
    event.start = start;
    event.end = start + minutes(5) + milliseconds(40);
    event.in = seconds(2);
    event.out = minutes(5) + seconds(2);
    event.languages = {"vi", "km"};
    event.loudness = {-23.1, -18.5, -1.25};
    event.drops = {1, 2, 3};
    event.proofs = {{10, hash_of_bytes("10"), "10.jpg"}, {50, hash_of_bytes("50"), ""}};
    event.fields.kind = "film";
    event.fields.spoken = "vi";
    event.fields.provenance = "own";
    event.fields.gates = {"Hoa Lư"};
    return event;
}

/// A log of three days with `each` events a day.
void fill(const fs::path& folder, int each) {
    AsRunLog log(folder);
    for (int day = 0; day < 3; ++day)
        for (int i = 0; i < each; ++i) log.append(event_at(kMorning + hours(24 * day) + minutes(6 * i)));
}

std::string read(const fs::path& file) {
    return read_if_there(file).value();
}
void put(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

TEST(AsRunEvent, keeps_every_field_in_its_line) {
    AsRunEvent event = event_at(kMorning);
    event.sequence = 7;
    event.end_reason = EndReason::kOperator;
    const std::string line = line_of(event, kNothingBefore);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const auto again = read_line(line);
    ASSERT_TRUE(again);
    EXPECT_EQ(line_of(again->event, again->before), line);
    EXPECT_EQ(again->event.planned_end, event.planned_end);
    EXPECT_EQ(again->event.out, event.out);
    EXPECT_EQ(again->event.loudness->true_peak_dbtp, -1.25);
    EXPECT_EQ(again->event.drops.network, 3);
    EXPECT_EQ(again->event.proofs[0].thumbnail, "10.jpg");
    EXPECT_EQ(again->event.fields.gates, event.fields.gates);
    EXPECT_THAT(line, HasSubstr("\"start_local\":\"2026-12-02T08:00:00.000+07:00\""));
}

TEST(AsRunEvent, of_a_silent_item_keeps_that_it_was_silent) {
    AsRunEvent event = event_at(kMorning);
    event.loudness->integrated_lufs = -std::numeric_limits<double>::infinity();
    const auto again = read_line(line_of(event, kNothingBefore));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->event.loudness->integrated_lufs, event.loudness->integrated_lufs);
}

TEST(AsRunEvent, takes_no_other_line_for_its_own) {
    const std::string line = line_of(event_at(kMorning), kNothingBefore);
    for (const char* bad : {"", "{}", "[]", "null", "1", "{\"sequence\":1}"}) EXPECT_FALSE(read_line(bad)) << bad;
    for (size_t cut = 0; cut < line.size(); ++cut) EXPECT_FALSE(read_line(line.substr(0, cut)));
    EXPECT_EQ(utc_time("2026-12-02T01:00:00.000Z"), kMorning);
    for (const char* bad : {"2026-13-02T01:00:00.000Z", "2026-12-02 01:00:00.000Z", "2026-12-02T24:00:00.000Z", ""})
        EXPECT_FALSE(utc_time(bad)) << bad;
}

TEST(AsRunLog, goes_on_over_days_and_starts) {
    const test::TempFolder folder;
    fill(folder / "log", 3);
    EXPECT_EQ(AsRunLog(folder / "log").append(event_at(kMorning + hours(72))), 10);
    EXPECT_THAT(days_of_log(folder / "log"),
                testing::ElementsAre("2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05"));
    const ChainVerdict verdict = verify_chain(folder / "log");
    EXPECT_FALSE(verdict.broken) << in_english(*verdict.broken);
    EXPECT_EQ(verdict.lines, 10);
    EXPECT_EQ(read_events(folder / "log", "2026-12-03", "2026-12-04").size(), 6U);
}

TEST(AsRunLog, writes_a_csv_a_day_that_spreadsheets_read) {
    const test::TempFolder folder;
    fill(folder.path(), 2);
    const std::string csv = read(folder / "as-run-2026-12-03.csv");
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBFsequence,display,"));
    EXPECT_THAT(csv, HasSubstr("\"Chợ biên giới \"\"Hoa Lư\"\", ផ្សារ\""));
    EXPECT_THAT(csv, HasSubstr("2026-12-03 08:00:00.000,2026-12-03 08:05:00.040,"));
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3);
    const std::string last = read(folder / "as-run-2026-12-04.csv");
    put(folder / "as-run-2026-12-04.csv", "changed");
    AsRunLog again(folder.path());
    EXPECT_EQ(read(folder / "as-run-2026-12-04.csv"), last);
}

TEST(AsRunLog, a_day_never_goes_back_when_the_clock_does) {
    const test::TempFolder folder;
    AsRunLog log(folder.path());
    log.append(event_at(kMorning + hours(24)));
    log.append(event_at(kMorning));  // imported, or the clock was set back
    log.append(event_at(kMorning + hours(24)));
    EXPECT_EQ(days_of_log(folder.path()).size(), 1U);
    EXPECT_FALSE(verify_chain(folder.path()).broken);
    EXPECT_EQ(read_events(folder.path(), "2026-12-02", "2026-12-02").size(), 1U);
}

/// One thing that somebody might do to the files.
std::string tampered(std::mt19937& random, std::string text) {
    const auto any = [&random](size_t count) { return std::uniform_int_distribution<size_t>(0, count - 1)(random); };
    const std::string before = text;
    while (text == before) {
        const LogLines found = log_lines(before);
        std::vector<std::string> lines(found.lines.begin(), found.lines.end());
        const size_t at = any(text.size());
        switch (any(7)) {
            case 0:
                text[at] = static_cast<char>(any(256));
                break;
            case 1:
                text.erase(at, 1 + any(200));
                break;
            case 2:
                text.insert(at, std::string(1 + any(3), static_cast<char>('0' + any(75))));
                break;
            case 3:
                text.resize(at);
                break;
            case 4:
                lines.erase(lines.begin() + static_cast<ptrdiff_t>(any(lines.size())));
                break;
            case 5:
                lines.push_back(lines[any(lines.size())]);
                break;
            default:
                std::swap(lines[any(lines.size())], lines[any(lines.size())]);
        }
        if (text != before) continue;
        text.clear();
        for (const std::string& line : lines) text += line + '\n';
    }
    return text;
}

TEST(AsRunLog, a_thousand_ways_to_tamper_are_all_found) {
    const test::TempFolder folder;
    fill(folder.path(), 5);
    std::mt19937 random(20261202);
    const std::vector<std::string> days = days_of_log(folder.path());
    for (int i = 0; i < 1000; ++i) {
        const fs::path file = i % 10 == 9 ? head_file(folder.path()) : file_of_day(folder.path(), days[random() % 3]);
        const std::string good = read(file);
        put(file, tampered(random, good));
        EXPECT_TRUE(verify_chain(folder.path()).broken) << "try " << i << ": " << read(file);
        put(file, good);
    }
    EXPECT_FALSE(verify_chain(folder.path()).broken);
}

TEST(AsRunLog, names_the_first_broken_line) {
    const test::TempFolder folder;
    fill(folder.path(), 5);
    const fs::path second = file_of_day(folder.path(), "2026-12-03");
    const std::string good = read(second);
    std::string other = good;
    size_t third = 0;
    for (int i = 0; i < 2; ++i) third = good.find('\n', third) + 1;
    other.replace(other.find("led-p4", third), 6, "led-p5");
    put(second, other);
    ChainVerdict verdict = verify_chain(folder.path());
    EXPECT_EQ(verdict.file, second);
    EXPECT_EQ(verdict.line, 3U);
    put(second, good.substr(0, third) + good.substr(good.find('\n', third) + 1));  // a line taken out
    verdict = verify_chain(folder.path());
    EXPECT_EQ(verdict.line, 3U);
    EXPECT_THAT(in_english(*verdict.broken), HasSubstr("events 8 to 8 are missing before this line"));
    fs::remove(second);
    EXPECT_THAT(in_english(*verify_chain(folder.path()).broken), HasSubstr("events 6 to 10 are missing"));
    put(second, good);
    fs::remove(file_of_day(folder.path(), "2026-12-04"));
    EXPECT_THAT(in_english(*verify_chain(folder.path()).broken), HasSubstr("events 11 to 15 are missing behind"));
    fs::remove(head_file(folder.path()));
    EXPECT_THAT(in_english(*verify_chain(folder.path()).broken), HasSubstr("as-run.head"));
}

TEST(AsRunLog, what_was_tampered_with_is_not_healed_by_going_on) {
    const test::TempFolder folder;
    fill(folder.path(), 3);
    const fs::path last = file_of_day(folder.path(), "2026-12-04");
    std::string text = read(last);
    text.resize(text.rfind('\n', text.size() - 2) + 1);  // the last event taken away
    put(last, text);
    AsRunLog(folder.path()).append(event_at(kMorning + hours(50)));
    EXPECT_THAT(in_english(*verify_chain(folder.path()).broken), HasSubstr("events 9 to 9 are missing"));
}

TEST(AsRunLog, a_line_cut_by_a_loss_of_power_is_kept_aside_and_the_chain_goes_on) {
    const test::TempFolder folder;
    fill(folder.path(), 3);
    const fs::path last = file_of_day(folder.path(), "2026-12-04");
    const std::string good = read(last), head = read(head_file(folder.path()));
    AsRunLog(folder.path()).append(event_at(kMorning + hours(49)));
    const std::string longer = read(last);
    for (size_t cut = good.size() + 1; cut < longer.size(); cut += 37) {
        put(last, longer.substr(0, cut));
        put(head_file(folder.path()), head);
        AsRunLog log(folder.path());
        ASSERT_EQ(log.take_remarks().size(), 1U) << cut;
        EXPECT_EQ(read(last), good);
        EXPECT_EQ(read(last.string() + ".torn-10"), longer.substr(good.size(), cut - good.size()));
        EXPECT_EQ(log.append(event_at(kMorning + hours(49))), 10);
        EXPECT_FALSE(verify_chain(folder.path()).broken);
    }
    put(last, longer.substr(0, longer.size() - 1));  // only its end is missing: nothing is lost
    put(head_file(folder.path()), head);
    AsRunLog log(folder.path());
    EXPECT_TRUE(log.take_remarks().empty());
    EXPECT_EQ(read(last), longer);
    put(last, longer);  // the line is there, the head was not written any more
    put(head_file(folder.path()), head);
    EXPECT_TRUE(verify_chain(folder.path()).broken);
    AsRunLog mended(folder.path());
    EXPECT_FALSE(verify_chain(folder.path()).broken);
    put(last, longer + std::string(4096, '\0'));  // what some file systems leave
    AsRunLog zeros(folder.path());
    EXPECT_EQ(zeros.take_remarks().size(), 1U);
    EXPECT_FALSE(verify_chain(folder.path()).broken);
}

TEST(AsRunLog, survives_being_killed_while_appending) {
    const test::TempFolder folder;
    for (int round = 0; round < 15; ++round) {
        int said[2];
        ASSERT_EQ(::pipe(said), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            AsRunLog log(folder.path());
            for (int i = 0;; ++i) {
                const int64_t number = log.append(event_at(kMorning + minutes(i)));
                if (::write(said[1], &number, sizeof number) != sizeof number) ::_exit(1);
            }
        }
        ::close(said[1]);
        int64_t promised = 0;
        for (int i = 0; i < 3; ++i) ASSERT_EQ(::read(said[0], &promised, sizeof promised), ssize_t{sizeof promised});
        ::kill(child, SIGKILL);
        while (::read(said[0], &promised, sizeof promised) == ssize_t{sizeof promised}) continue;
        ::close(said[0]);
        ::waitpid(child, nullptr, 0);
        AsRunLog log(folder.path());
        const ChainVerdict verdict = verify_chain(folder.path());
        ASSERT_FALSE(verdict.broken) << in_english(*verdict.broken);
        EXPECT_GE(verdict.lines, promised) << "what append() returned for is on the disk";
    }
}

TEST(AsRunLog, two_writers_share_one_chain) {
    const test::TempFolder folder;
    std::vector<pid_t> children;
    for (int writer = 0; writer < 2; ++writer) {
        children.push_back(::fork());
        if (children.back() != 0) continue;
        AsRunLog log(folder.path());
        for (int i = 0; i < 30; ++i) log.append(event_at(kMorning + minutes(i), std::to_string(writer)));
        ::_exit(0);
    }
    for (const pid_t child : children) ::waitpid(child, nullptr, 0);
    const ChainVerdict verdict = verify_chain(folder.path());
    EXPECT_FALSE(verdict.broken);
    EXPECT_EQ(verdict.lines, 60);
}

TEST(AsRunTotals, add_up_by_what_reports_ask_for) {
    std::vector<AsRunEvent> events{event_at(kMorning), event_at(kMorning + minutes(6)),
                                   event_at(kMorning + minutes(12))};
    events[1].fields.spoken = "km";
    events[2].languages.clear();
    const AsRunTotals totals = totals_of(events);
    const milliseconds each = minutes(5) + milliseconds(40);
    EXPECT_EQ(totals.all.time, 3 * each);
    EXPECT_EQ(totals.spoken.at("vi").time, 2 * each);
    EXPECT_EQ(totals.spoken.at("km").events, 1);
    EXPECT_EQ(totals.subtitles.at("km").time, 2 * each);
    EXPECT_EQ(totals.subtitles.at("").events, 1);
    EXPECT_EQ(totals.provenance.at("own").events, 3);
}

TEST(Reconciled, tells_planned_aired_and_neither) {
    Day plan;
    for (const char* id : {"a", "b", "a", "c"}) {
        Item item;
        item.id = id;
        plan.items.push_back(item);
    }
    std::vector<AsRunEvent> events{event_at(kMorning, "a"),
                                   event_at(kMorning + minutes(6), "x"),
                                   event_at(kMorning + minutes(12), "b"),
                                   event_at(kMorning + minutes(18), "fill"),
                                   event_at(kMorning + minutes(24), "c"),
                                   event_at(kMorning + minutes(30), "a")};
    events[3].end_reason = EndReason::kFiller;
    events[4].end_reason = EndReason::kSkipped;
    events[5].display = "kiosk";
    const std::vector<Reconciled> found = reconcile(plan, {"led-p4"}, events);
    ASSERT_EQ(found.size(), 5U);
    EXPECT_EQ(found[0].what, Aired::kAired);
    EXPECT_EQ(found[0].late, seconds(1));
    EXPECT_EQ(found[1].event, &events[2]);
    EXPECT_EQ(found[2].what, Aired::kUnaired) << "shown once, planned twice";
    EXPECT_EQ(found[3].what, Aired::kUnaired) << "skipped";
    EXPECT_EQ(found[4].what, Aired::kUnplanned);
    EXPECT_EQ(found[4].item, "x");
}

}  // namespace
}  // namespace gatecast
