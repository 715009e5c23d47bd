// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/machine_error.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace gatecast {

bool is_of_machine(int cause) noexcept {
    constexpr std::array kCauses{ENOSPC, EDQUOT, EROFS,  EACCES, EPERM,  ENOENT, EIO,    ESTALE,
                                 ENODEV, ENXIO,  EMFILE, ENFILE, ENOMEM, EAGAIN, ENOLCK, ENOTCONN};
    return std::ranges::find(kCauses, cause) != kCauses.end();
}

void throw_for(int cause, Message message) {
    if (is_of_machine(cause)) throw MachineError(std::move(message));
    throw Error(std::move(message));
}

}  // namespace gatecast
