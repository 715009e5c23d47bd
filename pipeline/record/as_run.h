// SPDX-License-Identifier: GPL-3.0-or-later
// The as-run log: a folder with one file a day, one JSON line an event, appended and fsynced, each line holding the
// SHA-256 of the line before, over all days. `as-run.head` remembers the last line, so that nothing can be taken from
// the end unseen. Beside each day stands the same as CSV for people. Called by the site process of live and by
// `gatecast asrun`, on any thread but one that shows pictures: it waits for the disk.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/record/as_run_event.h"

namespace gatecast {

class AsRunLog {
public:
    /// Makes the folder. What a cut of power left half written is kept aside and told by remarks(). Throws Error.
    explicit AsRunLog(std::filesystem::path folder);

    /// On the disk when it returns; gives the event its number. Other processes may append to the same log. Throws
    /// Error when it cannot be written: the event is not in the log then.
    int64_t append(AsRunEvent event);

    /// What was repaired since the last call, for people.
    [[nodiscard]] std::vector<Message> take_remarks();

private:
    struct Head;
    [[nodiscard]] Head recovered();
    void mend_tail(Head& head, const std::filesystem::path& file);
    void write_head(const Head& head) const;

    std::filesystem::path folder_;
    std::vector<Message> remarks_;
};

/// The days of a log in order, "2026-12-02".
[[nodiscard]] std::vector<std::string> days_of_log(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path file_of_day(const std::filesystem::path& folder, const std::string& day);

/// In the order they were recorded. Throws Error for a line that is none.
[[nodiscard]] std::vector<AsRunEvent> events_in_file(const std::filesystem::path& file);
/// Events that began on a day between the two (at the place), both included; empty: no limit. A later file may hold
/// earlier events: imported ones. Throws Error for a line that is none.
[[nodiscard]] std::vector<AsRunEvent> read_events(const std::filesystem::path& folder, const std::string& from,
                                                  const std::string& until);

/// What the chain says.
struct ChainVerdict {
    int64_t lines = 0;
    std::optional<Message> broken;  // nothing: whole
    std::filesystem::path file;     // of the first broken line
    size_t line = 0;                // from 1
};
[[nodiscard]] ChainVerdict verify_chain(const std::filesystem::path& folder);

}  // namespace gatecast
