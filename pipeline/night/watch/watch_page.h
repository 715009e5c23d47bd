// SPDX-License-Identifier: GPL-3.0-or-later
// What people see of a drop folder on their own machines: the page that says what is going on, and the guide that is
// laid into a new one. Called by the watch's one thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/night/watch/watch_journal.h"
#include "pipeline/night/watch/watch_queue.h"
#include "pipeline/pages/language.h"

namespace gatecast {

inline constexpr const char* kStatusPage = "tinh-trang.html";

struct WatchStatus {
    std::optional<Message> now;  // what is being done
    std::string trouble;         // of the machine, in the user's language; empty: none
    WatchLook look;
};

/// A page that loads itself again while it is open.
[[nodiscard]] std::string status_page(const WatchStatus& status, const WatchFolders& folders,
                                      const std::vector<WatchRecord>& records, const Catalogue& catalogue);

/// What to put where, for HUONG-DAN.txt.
[[nodiscard]] std::string watch_guide(const WatchSettings& settings, const Catalogue& catalogue);

}  // namespace gatecast
