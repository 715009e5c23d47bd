// SPDX-License-Identifier: GPL-3.0-or-later
// What a deck may connect to: what its own address names, and nothing else that is on this machine. A playlist comes
// from somebody else and must not reach what listens here. Set once, before anything is opened; every connect() of the
// process is then looked at with the very address it goes to, whatever name, playlist or redirection led there.
#pragma once

#include <string>

namespace gatecast {

/// `url`: as the operator wrote it. Addresses of the loopback, link-local ones and this machine's own are refused
/// from now on (EACCES), but for the one that the url names, with its port.
void guard_addresses(const std::string& url);

}  // namespace gatecast
