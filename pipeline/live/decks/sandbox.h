// SPDX-License-Identifier: GPL-3.0-or-later
// Locks a deck in before it looks at a byte of what it plays: no other program, no other process, no file but its own
// and the system's libraries and fonts, and the network for live sources alone. What the kernel does not offer is left
// out. For good, for every thread that is started afterwards; called by a deck while it has one.
#pragma once

#include <cstdint>

namespace gatecast {

enum class SandboxNetwork : uint8_t { kNone, kLive };

/// `media`: the descriptor of the file that is played, -1: there is none. Throws Error where a lock that the kernel
/// offers does not close.
void lock_in(SandboxNetwork network, int media);

}  // namespace gatecast
