// SPDX-License-Identifier: GPL-3.0-or-later
// The three lines that days come over: a mounted path (read by us, from where it broke off), ssh (rsync does it) and
// HTTPS (curl does it). The two tools are children, as everywhere: they know resuming, limits, proxies, keys and
// certificates, and this room stays without a network library. Called by sync's one thread.
#pragma once

#include <functional>
#include <memory>

#include "pipeline/night/sync/sync_day.h"
#include "presets/message.h"

namespace gatecast {

struct LineSettings {
    int64_t limit_bytes_s = 0;   // 0: none
    std::string ssh;             // the remote shell for rsync, like "ssh -p 2222"; empty: ssh
    std::filesystem::path ca;    // certificates to trust beside the system's own; empty: the system's
    std::function<bool()> stop;  // asked a few times a second
};

class SyncLine {
public:
    virtual ~SyncLine() = default;

    /// Brings the lists of days to `folder`/DATE/day.json: of the dates asked for, else of those that are there.
    /// Of `dates` those that are missing at the other end are passed over. False: the line broke.
    [[nodiscard]] virtual bool bring_lists(const std::vector<std::string>& dates,
                                           const std::filesystem::path& folder) = 0;
    /// Goes on with what `folder` already holds of the day's files. False: it broke off; what came stays.
    [[nodiscard]] virtual bool bring_files(const std::string& date, const std::vector<SyncFile>& files,
                                           const std::filesystem::path& folder) = 0;
    /// Whether the other end tells which days it has.
    [[nodiscard]] virtual bool tells_dates() const { return true; }
    /// Why it broke, for people.
    [[nodiscard]] const Message& trouble() const { return trouble_; }

protected:
    Message trouble_;
};

/// By what `from` looks like. Throws Error where it is none of them, or the tool is not installed.
[[nodiscard]] std::unique_ptr<SyncLine> open_line(const std::string& from, const LineSettings& settings);

}  // namespace gatecast
