// SPDX-License-Identifier: GPL-3.0-or-later
// Published days brought to a gate box over a bad line: only what is not there yet, from where it broke off, every hash
// proven, each day switched at once. Called by `gatecast sync` on its main thread.
#pragma once

#include "pipeline/night/sync/sync_line.h"
#include "pipeline/night/sync/sync_store.h"

namespace gatecast {

struct SyncSettings {
    std::string from;
    std::filesystem::path to;
    LineSettings line;
    std::vector<std::string> dates;  // empty: those that are there; over HTTPS `usual_dates`
    std::vector<std::string> usual_dates;
    std::string today;
    int keep_days = 7;
    int tries = 20;       // in a row without a byte of progress
    bool verify = false;  // read also what is here already
};

struct SyncedDay {
    enum class End : uint8_t { kUnchanged, kBrought, kFailed };
    std::string date;
    End end = End::kUnchanged;
    int files = 0, linked = 0, fetched = 0, fetched_again = 0, broke_off = 0;
    int64_t fetched_bytes = 0;
    Message problem;
};

struct SyncResult {
    std::vector<SyncedDay> days;
    std::vector<std::string> removed;
    bool stopped = false;
};

/// Throws Error where nothing can be done at all; a day that fails does not stop the others.
[[nodiscard]] SyncResult sync_days(const SyncSettings& settings, const std::function<void(const Message&)>& say);

}  // namespace gatecast
