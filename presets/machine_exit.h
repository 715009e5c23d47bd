// SPDX-License-Identifier: GPL-3.0-or-later
// What a command that a MachineError ended returns to the shell: those who run commands unattended wait instead of
// refusing. The other exit codes stand in pipeline/cli/command.h.
#pragma once

namespace gatecast {

inline constexpr int kMachineFailed = 4;

}  // namespace gatecast
