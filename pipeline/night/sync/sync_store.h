// SPDX-License-Identifier: GPL-3.0-or-later
// The days on a gate box's own disk: what is there under which hash, a day that is still coming, the switch to it, and
// what may go. Half a day is never seen: it comes in a folder of its own and is renamed when it is whole and on the
// disk. Called by sync's one thread.
#pragma once

#include <map>

#include "pipeline/night/sync/sync_day.h"

namespace gatecast {

class SyncStore {
public:
    /// Makes the folder, takes it for this process alone, and clears away what a killed sync was deleting. Throws
    /// Error.
    explicit SyncStore(std::filesystem::path root);
    ~SyncStore();
    SyncStore(const SyncStore&) = delete;
    SyncStore& operator=(const SyncStore&) = delete;

    [[nodiscard]] std::filesystem::path lists() const { return own_ / "lists"; }
    [[nodiscard]] std::filesystem::path coming(const std::string& date) const { return own_ / "coming" / date; }

    /// What came of days that are no longer published.
    void forget_coming_but(const std::vector<std::string>& dates) const;

    /// This very list is here, with all files of the sizes it says.
    [[nodiscard]] bool has(const SyncDay& day) const;
    /// Files of a day that is here which have other bytes than its list says.
    [[nodiscard]] std::vector<SyncFile> damaged(const SyncDay& day) const;

    /// Takes a file of the same bytes from another day, as a second name of it. False: there is none.
    bool take_from_other_day(const SyncFile& file, const std::filesystem::path& place);

    /// Everything on the disk, then one rename; an older version of the day goes. Throws Error.
    void switch_to(const SyncDay& day);

    /// Removes days but the newest `keep`, those from `today` on, and what `current` points to. Says which.
    std::vector<std::string> prune(int keep, const std::string& today);

    /// Throws Error where `bytes` do not fit.
    void need_room(int64_t bytes) const;

private:
    void index();
    void remove_day(const std::filesystem::path& folder);

    std::filesystem::path root_, own_;
    std::multimap<std::string, std::filesystem::path> by_hash_;
    bool indexed_ = false;
    int lock_ = -1;
};

/// Of the size and the bytes that the list says.
[[nodiscard]] bool is_whole(const std::filesystem::path& place, const SyncFile& file);

}  // namespace gatecast
