// SPDX-License-Identifier: GPL-3.0-or-later
// A program run to its end with what it says gathered: a bad file that kills it costs its own work only. Called by the
// drop folder and by sync, on their one thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace gatecast {

struct ChildOutcome {
    int code = -1;   // exit status; -1: it died of a signal or could not be started
    int signal = 0;  // it died of
    std::string out, err;

    [[nodiscard]] bool ended_by_itself() const { return code >= 0; }
};

/// Runs `words` (looked for in PATH where it holds no slash), nothing on standard input. It dies with us. While it
/// works `look_around` is called a few times a second: false asks it to end (SIGTERM), once. Throws Error where no
/// process can be made.
[[nodiscard]] ChildOutcome run_child(const std::vector<std::string>& words, const std::function<bool()>& look_around);

}  // namespace gatecast
