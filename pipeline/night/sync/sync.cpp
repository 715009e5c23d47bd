// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/sync/sync.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr int kMostDays = 8;      // of those at the other end: the newest
constexpr int kTimesDamaged = 3;  // then the other end's own copy is wrong

struct Stopped {};

int64_t size_of(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return error ? 0 : static_cast<int64_t>(size);
}

/// Waits between tries: at once after progress, else 1, 2, 4 … 30 s.
class Patience {
public:
    explicit Patience(const SyncSettings& settings) : settings_(settings) {}

    /// False: too often in vain.
    [[nodiscard]] bool try_again(bool progress) {
        in_vain_ = progress ? 0 : in_vain_ + 1;
        if (in_vain_ >= settings_.tries) return false;
        constexpr std::chrono::milliseconds kStep{100}, kLongest{30'000};
        std::chrono::milliseconds wait =
            in_vain_ == 0 ? kStep : std::min(kLongest, 500ms * (1 << std::min(in_vain_, 10)));
        for (; wait.count() > 0; wait -= kStep) {
            if (settings_.line.stop()) throw Stopped{};
            std::this_thread::sleep_for(kStep);
        }
        return true;
    }

private:
    const SyncSettings& settings_;
    int in_vain_ = 0;
};

class DayTransfer {
public:
    DayTransfer(const SyncDay& day, const SyncSettings& settings, SyncStore& store, SyncLine& line, SyncedDay& report)
        : day_(day),
          settings_(settings),
          store_(store),
          line_(line),
          report_(report),
          folder_(store.coming(day.date)) {}

    void run() {
        fs::create_directories(folder_);
        for (const SyncFile& file : day_.files) {
            const fs::path place = folder_ / file.path;
            fs::create_directories(place.parent_path());
            if (is_whole(place, file)) continue;
            if (store_.take_from_other_day(file, place)) {
                ++report_.linked;
                continue;
            }
            if (size_of(place) >= file.bytes) fs::remove(place);  // as long and yet not the same: from the start
            missing_.push_back(file);
        }
        store_.need_room(bytes_missing());
        report_.fetched = static_cast<int>(missing_.size());
        const int64_t due = bytes_missing();
        bring();
        report_.fetched_bytes += due;
        store_.switch_to(day_);
    }

private:
    [[nodiscard]] int64_t bytes_missing() const {
        int64_t bytes = 0;
        for (const SyncFile& file : missing_) bytes += file.bytes - size_of(folder_ / file.path);
        return bytes;
    }

    void bring() {
        Patience patience(settings_);
        while (!missing_.empty()) {
            const int64_t before = bytes_missing();
            const size_t files_before = missing_.size();
            const bool whole = line_.bring_files(day_.date, missing_, folder_);
            if (settings_.line.stop()) throw Stopped{};
            if (!whole) ++report_.broke_off;
            const bool progress = bytes_missing() < before;
            take_whole_ones();
            if (missing_.empty()) return;
            if (!patience.try_again(progress || missing_.size() < files_before)) give_up(whole);
        }
    }

    void take_whole_ones() {
        std::erase_if(missing_, [&](const SyncFile& file) {
            const fs::path place = folder_ / file.path;
            if (size_of(place) < file.bytes || !fs::exists(place)) return false;
            if (is_whole(place, file)) return true;
            fs::remove(place);
            ++report_.fetched_again;
            report_.fetched_bytes += file.bytes;
            if (++damaged_[file.path] >= kTimesDamaged)
                throw Error(
                    message("{}/{}: came {} times with other bytes than its list says. The copy at the other end is "
                            "damaged: publish the day again.",
                            day_.date, file.path, kTimesDamaged));
            return false;
        });
    }

    [[noreturn]] void give_up(bool whole) const {
        if (whole)
            throw Error(message("{}/{}: is shorter at the other end than its list says. Publish the day again.",
                                day_.date, missing_.front().path));
        throw Error(message("The line brings nothing any more: {} Check it; the same command goes on from here.",
                            in_english(line_.trouble())));
    }

    const SyncDay& day_;
    const SyncSettings& settings_;
    SyncStore& store_;
    SyncLine& line_;
    SyncedDay& report_;
    const fs::path folder_;
    std::vector<SyncFile> missing_;
    std::map<std::string, int> damaged_;
};

class Sync {
public:
    Sync(const SyncSettings& settings, const std::function<void(const Message&)>& say)
        : settings_(settings), say_(say), line_(open_line(settings.from, settings.line)), store_(settings.to) {}

    SyncResult run() {
        try {
            bring_lists();
            result_.removed = store_.prune(settings_.keep_days, settings_.today);
            for (const std::string& date : dates_to_bring()) day(date);
            const std::vector<std::string> more = store_.prune(settings_.keep_days, settings_.today);
            result_.removed.insert(result_.removed.end(), more.begin(), more.end());
        } catch (const Stopped&) {
            result_.stopped = true;
        }
        return std::move(result_);
    }

private:
    void bring_lists() {
        fs::remove_all(store_.lists());
        fs::create_directories(store_.lists());
        const std::vector<std::string>& dates =
            !settings_.dates.empty() || line_->tells_dates() ? settings_.dates : settings_.usual_dates;
        Patience patience(settings_);
        while (!line_->bring_lists(dates, store_.lists())) {
            if (!patience.try_again(false))
                throw Error(message("The lists of days cannot be brought: {} Check the line and the address.",
                                    in_english(line_->trouble())));
        }
        const std::vector<std::string> there = dates_in(store_.lists());
        store_.forget_coming_but(there);
        if (there.empty())
            throw Error(message("{}: no published day is there. Has the night run, and is this machine's clock right?",
                                settings_.from));
    }

    [[nodiscard]] std::vector<std::string> dates_to_bring() const {
        std::vector<std::string> dates = dates_in(store_.lists());
        const auto most = std::min(kMostDays, settings_.keep_days);
        if (settings_.dates.empty() && std::ssize(dates) > most) dates.erase(dates.begin(), dates.end() - most);
        return dates;
    }

    void day(const std::string& date) {
        SyncedDay& report = result_.days.emplace_back();
        report.date = date;
        try {
            const SyncDay day = read_sync_day(store_.lists() / date / "day.json", date);
            report.files = static_cast<int>(day.files.size());
            if (store_.has(day) && (!settings_.verify || store_.damaged(day).empty())) return;
            DayTransfer(day, settings_, store_, *line_, report).run();
            report.end = SyncedDay::End::kBrought;
            say_(message("{}: here; {} files, {} of them taken from other days, {} MB brought.", date, report.files,
                         report.linked, report.fetched_bytes / 1'000'000));
        } catch (const Error& error) {
            report.end = SyncedDay::End::kFailed;
            report.problem = error.message();
        } catch (const fs::filesystem_error& error) {
            report.end = SyncedDay::End::kFailed;
            report.problem = message(
                "{} cannot be written: {}. Check the disk and its rights; the same command goes on "
                "from here.",
                error.path1().string(), error.code().message());
        }
    }

    const SyncSettings& settings_;
    const std::function<void(const Message&)>& say_;
    std::unique_ptr<SyncLine> line_;
    SyncStore store_;
    SyncResult result_;
};

}  // namespace

SyncResult sync_days(const SyncSettings& settings, const std::function<void(const Message&)>& say) {
    return Sync(settings, say).run();
}

}  // namespace gatecast
