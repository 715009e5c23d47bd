// SPDX-License-Identifier: GPL-3.0-or-later
// An alert as each way wants it: which program is run, and what it reads on its standard input. Called by Alerts.
#pragma once

#include "pipeline/live/site/alerts.h"

namespace gatecast {

struct AlertLetter {
    std::vector<std::string> words;  // the program, looked for in PATH where it holds no slash
    std::string text;                // on its standard input
};

[[nodiscard]] AlertLetter alert_letter(const SiteAlert& way, const nlohmann::json& alert);

}  // namespace gatecast
