// SPDX-License-Identifier: GPL-3.0-or-later
// Whether every line of a log is as it was written, and none is missing: from the first line to the head.
#include "pipeline/record/as_run.h"
#include "pipeline/record/as_run_files.h"
#include "pipeline/trust/content_hash.h"
#include "pipeline/trust/durable.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

/// A line with its place, and what is needed to judge the one behind it.
struct Place {
    fs::path file;
    size_t line = 0;
};

struct Link {
    Place place;
    int64_t sequence = 0;
    std::string before, hash;
};

ChainVerdict broken_at(ChainVerdict verdict, const Place& place, Message why) {
    verdict.file = place.file;
    verdict.line = place.line;
    verdict.broken = std::move(why);
    return verdict;
}

Message changed(const Place& place) {
    return message("{}, line {}: this line is not as it was written.", place.file.string(), place.line);
}

/// Every line of every day, in order; or what is no line at all.
std::optional<ChainVerdict> read_links(const fs::path& folder, std::vector<Link>& links) {
    for (const std::string& day : days_of_log(folder)) {
        const fs::path file = file_of_day(folder, day);
        const std::string text = read_if_there(file).value_or("");
        const LogLines found = log_lines(text);
        size_t number = 0;
        for (const std::string_view line : found.lines) {
            const Place place{file, ++number};
            const auto read = read_line(line);
            if (!read) return broken_at({}, place, changed(place));
            links.push_back({place, read->event.sequence, read->before, hash_of_bytes(line)});
        }
        const Place behind{file, number + 1};
        if (!found.rest.empty())
            return broken_at({}, behind, message("{}, line {}: the line is cut off.", file.string(), behind.line));
    }
    return std::nullopt;
}

/// Of two neighbours that do not fit: the later one if the one behind that does not know it either, else the earlier.
const Link& guilty(const std::vector<Link>& links, size_t later, const std::string& head_hash) {
    const std::string& witness = later + 1 < links.size() ? links[later + 1].before : head_hash;
    return later == 0 || witness != links[later].hash ? links[later] : links[later - 1];
}

}  // namespace

ChainVerdict verify_chain(const fs::path& folder) {
    ChainVerdict verdict;
    std::error_code none;
    if (!fs::is_directory(folder, none))
        throw Error(message("{}: there is no as-run log. Check the path.", folder.string()));
    std::vector<Link> links;
    const std::optional<AsRunHead> head = read_head(folder);
    if (const auto unreadable = read_links(folder, links)) return *unreadable;
    std::string before(kNothingBefore);
    for (size_t i = 0; i < links.size(); ++i) {
        const int64_t due = i == 0 ? 1 : links[i - 1].sequence + 1;
        const Place& here = links[i].place;
        if (links[i].sequence > due)
            return broken_at(verdict, here,
                             message("{}, line {}: events {} to {} are missing before this line.", here.file.string(),
                                     here.line, due, links[i].sequence - 1));
        if (links[i].sequence < due || links[i].before != before) {
            const Place& place = guilty(links, i, head ? head->hash : std::string()).place;
            return broken_at(verdict, place, changed(place));
        }
        before = links[i].hash;
        ++verdict.lines;
    }
    const Place last = links.empty() ? Place{head_file(folder), 1} : links.back().place;
    if (!head && links.empty() && !fs::exists(head_file(folder), none)) return verdict;
    if (!head)
        return broken_at(verdict, {head_file(folder), 1},
                         message("{} is missing or damaged: whether the last events are still there cannot be told.",
                                 head_file(folder).string()));
    if (head->sequence > verdict.lines)
        return broken_at(verdict, last,
                         message("{}, line {}: events {} to {} are missing behind this line.", last.file.string(),
                                 last.line, verdict.lines + 1, head->sequence));
    if (head->sequence < verdict.lines)
        return broken_at(verdict, {head_file(folder), 1},
                         message("{} knows {} events, the files hold {}. If the machine went down just now, the next "
                                 "event mends it.",
                                 head_file(folder).string(), head->sequence, verdict.lines));
    if (head->hash != before) return broken_at(verdict, last, changed(last));
    std::error_code gone;
    if (!links.empty() &&
        (last.file != file_of_day(folder, head->day) || fs::file_size(last.file, gone) != head->bytes))
        return broken_at(verdict, {head_file(folder), 1},
                         message("{} is not as it was written.", head_file(folder).string()));
    return verdict;
}

}  // namespace gatecast
