// SPDX-License-Identifier: GPL-3.0-or-later
// What a command that a MachineError ended returns to the shell: those who run commands unattended wait instead of
// refusing. The other exit codes stand in pipeline/cli/command.h.
#pragma once

namespace gatecast {

inline constexpr int kMachineFailed = 4;
/// Set in a child's environment by who wants to hear it; else such a failure is 1, like every other.
inline constexpr const char* kTellMachineFaults = "GATECAST_TELL_MACHINE_FAULTS";

}  // namespace gatecast
