// SPDX-License-Identifier: GPL-3.0-or-later
// Events of a site in the journal of the machine, with fields that can be looked for:
// journalctl GATECAST_DISPLAY=… GATECAST_EVENT=alarm. Called by the site process, on its one thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace gatecast {

/// Each as NAME=value. The message is the event in one line; alarms are errors, what ends them a notice.
[[nodiscard]] std::vector<std::string> journal_fields(const std::string& site, const nlohmann::json& event);

/// False: this process was not started by systemd, or its journal does not listen.
bool tell_journal(const std::string& site, const nlohmann::json& event);

}  // namespace gatecast
