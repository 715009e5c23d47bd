// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/as_run_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "pipeline/record/as_run.h"
#include "pipeline/trust/content_hash.h"
#include "pipeline/trust/durable.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {
constexpr std::string_view kBegin = "as-run-", kEnding = ".jsonl";
}

fs::path head_file(const fs::path& folder) {
    return folder / "as-run.head";
}

std::optional<AsRunHead> read_head(const fs::path& folder) {
    const std::optional<std::string> text = read_if_there(head_file(folder));
    if (!text) return std::nullopt;
    std::istringstream stream(*text);
    AsRunHead head;
    const bool read = static_cast<bool>(stream >> head.sequence >> head.hash >> head.day >> head.bytes);
    if (!read || !is_content_hash(head.hash) || text_of(head) != *text) return std::nullopt;
    return head;
}

std::string text_of(const AsRunHead& head) {
    return fmt::format("{} {} {} {}\n", head.sequence, head.hash, head.day, head.bytes);
}

LogLines log_lines(std::string_view text) {
    LogLines found;
    for (size_t end; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
        found.lines.push_back(text.substr(0, end));
    found.rest = text;
    return found;
}

fs::path file_of_day(const fs::path& folder, const std::string& day) {
    return folder / fmt::format("{}{}{}", kBegin, day, kEnding);
}

std::vector<std::string> days_of_log(const fs::path& folder) {
    std::vector<std::string> days;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kBegin) && name.ends_with(kEnding))
            days.push_back(name.substr(kBegin.size(), name.size() - kBegin.size() - kEnding.size()));
    }
    std::ranges::sort(days);
    return days;
}

std::vector<AsRunEvent> events_in_file(const fs::path& file) {
    std::vector<AsRunEvent> events;
    const std::string text = read_if_there(file).value_or("");
    for (const std::string_view line : log_lines(text).lines) {
        std::optional<AsRunLine> read = read_line(line);
        if (!read)
            throw Error(message("{}, line {}: this is no as-run event. gatecast asrun verify says more.", file.string(),
                                events.size() + 1));
        events.push_back(std::move(read->event));
    }
    return events;
}

std::vector<AsRunEvent> read_events(const fs::path& folder, const std::string& from, const std::string& until) {
    std::error_code none;
    if (!fs::is_directory(folder, none))
        throw Error(message("{}: there is no as-run log. Check the path.", folder.string()));
    std::vector<AsRunEvent> events;
    for (const std::string& day : days_of_log(folder)) {
        if (day < from) continue;
        for (AsRunEvent& event : events_in_file(file_of_day(folder, day))) {
            const std::string began = place_day(event.start);
            if (began >= from && (until.empty() || began <= until)) events.push_back(std::move(event));
        }
    }
    return events;
}

}  // namespace gatecast
