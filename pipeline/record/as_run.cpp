// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/as_run.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "pipeline/record/as_run_files.h"
#include "pipeline/record/as_run_table.h"
#include "pipeline/trust/content_hash.h"
#include "pipeline/trust/durable.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{10};

[[noreturn]] void refuse(const fs::path& file) {
    const std::string why = std::generic_category().message(errno);
    throw Error(message("{} cannot be written ({}). Check its folder, its rights and the space on the disk.",
                        file.string(), why));
}

/// A file that is only added to. What could not be written whole is taken off again.
class Appended {
public:
    explicit Appended(fs::path file)
        : file_(std::move(file)), descriptor_(::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644)) {
        if (descriptor_ < 0) refuse(file_);
        size_ = ::lseek(descriptor_, 0, SEEK_END);
    }
    ~Appended() { ::close(descriptor_); }
    Appended(const Appended&) = delete;
    Appended& operator=(const Appended&) = delete;

    [[nodiscard]] size_t size() const { return static_cast<size_t>(size_); }
    void add(std::string_view text) {
        off_t at = size_;
        while (!text.empty()) {
            const ssize_t put = ::pwrite(descriptor_, text.data(), text.size(), at);
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) take_back();
            text.remove_prefix(static_cast<size_t>(put));
            at += put;
        }
        size_ = at;
    }
    void flush() {
        if (::fsync(descriptor_) != 0) refuse(file_);
    }
    void shorten(size_t bytes) {
        if (::ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0) refuse(file_);
        size_ = static_cast<off_t>(bytes);
    }

private:
    [[noreturn]] void take_back() {
        const int why = errno;
        [[maybe_unused]] const bool taken = ::ftruncate(descriptor_, size_) == 0;  // else the next opening mends it
        errno = why;
        refuse(file_);
    }

    fs::path file_;
    int descriptor_;
    off_t size_ = 0;
};

fs::path csv_of_day(const fs::path& folder, const std::string& day) {
    return file_of_day(folder, day).replace_extension(".csv");
}

/// The day's CSV anew from its lines: after a repair, and where somebody changed or removed it.
void write_csv(const fs::path& folder, const std::string& day) {
    std::string text = csv_head();
    const std::string lines = read_if_there(file_of_day(folder, day)).value_or("");
    for (const std::string_view line : log_lines(lines).lines)
        if (const auto read = read_line(line)) text += csv_row(read->event);  // of what is none verify_chain() tells
    write_durably(csv_of_day(folder, day), text);
}

void add_to_csv(const fs::path& folder, const std::string& day, const AsRunEvent& event) {
    Appended csv(csv_of_day(folder, day));
    if (csv.size() == 0) csv.add(csv_head());
    csv.add(csv_row(event));
}

}  // namespace

struct AsRunLog::Head : AsRunHead {};

AsRunLog::AsRunLog(fs::path folder) : folder_(std::move(folder)) {
    std::error_code error;
    fs::create_directories(folder_, error);
    const FileLock lock(head_file(folder_), kPatience);
    const Head head = recovered();
    if (!head.day.empty()) write_csv(folder_, head.day);
}

void AsRunLog::write_head(const Head& head) const {
    write_durably(head_file(folder_), text_of(head));
}

/// The head as the files have it. A process that died between line and head, or in the middle of a line, is mended.
AsRunLog::Head AsRunLog::recovered() {
    const std::vector<std::string> days = days_of_log(folder_);
    const std::optional<AsRunHead> kept = read_head(folder_);
    Head head;
    if (kept) static_cast<AsRunHead&>(head) = *kept;
    if (days.empty()) {
        if (kept)
            remarks_.push_back(
                message("{}: {} events were recorded here, and their files are gone. Look for a copy; "
                        "the numbers go on.",
                        folder_.string(), head.sequence));
        return head;
    }
    const fs::path last = file_of_day(folder_, days.back());
    std::error_code error;
    if (kept && head.day == days.back() && fs::file_size(last, error) == head.bytes) return head;
    if (!kept && fs::exists(head_file(folder_), error))
        remarks_.push_back(message("{} is damaged; it was made again from the lines.", head_file(folder_).string()));
    mend_tail(head, last);
    write_head(head);
    return head;
}

/// Follows the lines behind the head as far as they are whole; what is not goes into a file of its own.
void AsRunLog::mend_tail(Head& head, const fs::path& file) {
    const std::string text = read_if_there(file).value_or("");
    const std::string day = file.stem().string().substr(std::string_view("as-run-").size());
    // What the head knows is not judged here; verify_chain() does that.
    size_t whole = head.day == day ? std::min(head.bytes, text.size()) : 0;
    if (whole > 0) whole = text.rfind('\n', whole - 1) + 1;
    const LogLines found = log_lines(std::string_view(text).substr(whole));
    for (const std::string_view line : found.lines) {
        const auto read = read_line(line);
        if (!read) break;
        whole += line.size() + 1;
        if (read->event.sequence <= head.sequence) continue;
        head.sequence = read->event.sequence;
        head.hash = hash_of_bytes(line);
    }
    Appended log(file);
    const auto rest = whole == text.size() - found.rest.size() ? read_line(found.rest) : std::nullopt;
    if (rest && rest->before == head.hash && rest->event.sequence == head.sequence + 1) {
        log.add("\n");  // only its end was missing
        head.sequence = rest->event.sequence;
        head.hash = hash_of_bytes(found.rest);
    } else if (whole < text.size()) {
        const fs::path aside = fmt::format("{}.torn-{}", file.string(), head.sequence + 1);
        write_durably(aside, std::string_view(text).substr(whole));
        log.shorten(whole);
        remarks_.push_back(
            message("{}: the last line was cut off, by a loss of power perhaps. It was put into {}, and "
                    "the record goes on behind event {}.",
                    file.string(), aside.string(), head.sequence));
    }
    log.flush();
    head.day = day;
    head.bytes = log.size();
}

int64_t AsRunLog::append(AsRunEvent event) {
    const FileLock lock(head_file(folder_), kPatience);
    Head head = recovered();
    event.sequence = head.sequence + 1;
    // A clock that was set back must not open a day before the last one: the files are in the order of the chain.
    const std::string day = std::max(head.day, place_day(event.end));
    const std::string line = line_of(event, head.hash);
    if (!read_line(line))
        throw Error(message("An event of {} could not be recorded: its times are none.", event.display));
    Appended log(file_of_day(folder_, day));
    const bool new_file = log.size() == 0;
    log.add(line + "\n");
    log.flush();
    if (new_file) sync_folder(folder_);
    head.sequence = event.sequence;
    head.hash = hash_of_bytes(line);
    head.day = day;
    head.bytes = log.size();
    write_head(head);
    add_to_csv(folder_, day, event);
    return event.sequence;
}

std::vector<Message> AsRunLog::take_remarks() {
    return std::exchange(remarks_, {});
}

}  // namespace gatecast
