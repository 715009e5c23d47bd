// SPDX-License-Identifier: GPL-3.0-or-later
// Tells systemd how a site fares, where systemd started it; elsewhere does nothing. The site process's one thread.
#pragma once

#include <string_view>

namespace gatecast {

/// "READY=1", "WATCHDOG=1", "STATUS=…". Never waits.
void tell_service(std::string_view state) noexcept;

}  // namespace gatecast
