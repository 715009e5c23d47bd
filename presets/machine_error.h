// SPDX-License-Identifier: GPL-3.0-or-later
// An Error of the machine and not of what the user gave: no room, no rights, a disk that went away. The same can be
// done once that is put right, so whoever works unattended waits instead of refusing; the exit code tells it from
// others.
#pragma once

#include "presets/message.h"

namespace gatecast {

class MachineError : public Error {
public:
    using Error::Error;
};

/// Whether a cause as the system gives it (errno) is the machine's.
[[nodiscard]] bool is_of_machine(int cause) noexcept;

/// Throws MachineError where the cause is the machine's, else Error.
[[noreturn]] void throw_for(int cause, Message message);

}  // namespace gatecast
