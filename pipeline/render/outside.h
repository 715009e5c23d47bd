// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a program of the system to its end and takes what it says. Called by the starter's main thread.
#pragma once

#include <string>
#include <vector>

namespace gatecast {

struct Outside {
    bool found = false;  // there is such a program
    int code = -1;       // its exit code; -1: it died, or was ended after too long
    std::string out;
    std::string err;
};

/// `words`: the program, looked for in PATH, and its arguments. In a process group of its own: Ctrl-C does not reach
/// it.
[[nodiscard]] Outside run_outside(const std::vector<std::string>& words, const std::string& input = {});

}  // namespace gatecast
