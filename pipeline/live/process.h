// SPDX-License-Identifier: GPL-3.0-or-later
// Starts this program again as a child: a deck, the mixer, an output. Called by the site process.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace gatecast {

struct ChildOrder {
    std::vector<std::string> arguments;  // after the program's name
    std::vector<int> inherited;          // descriptors, which become 3, 4, …
    int nice = 0;                        // more than ours
    int64_t memory_bytes = 0;            // at most; 0: no limit
};

/// Throws Error. The child is in a process group of its own, so that a Ctrl-C reaches only us.
[[nodiscard]] pid_t start_child(const ChildOrder& order);

/// Whether a process of ours has ended; it is gone from the table then.
[[nodiscard]] bool has_ended(pid_t process, int& status);

/// Memory that a process holds now; 0: there is none of this number.
[[nodiscard]] int64_t resident_bytes(pid_t process);

}  // namespace gatecast
