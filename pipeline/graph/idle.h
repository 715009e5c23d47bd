// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the process still works on something, told by the system and not by a clock: on a busy machine a decoder
// may wait for seconds until it is its turn, and is none the worse for it.
#pragma once

namespace gatecast {

/// A thread other than the caller's runs, waits for its turn to run, or waits for the disk.
[[nodiscard]] bool others_at_work();

}  // namespace gatecast
