// SPDX-License-Identifier: GPL-3.0-or-later
// Pages about cue files that stand alone, opened by a double click: what was found, with pictures of the cues; and the
// page that an approver signs. Called by `gatecast check`.
#pragma once

#include <span>
#include <string>

#include "pipeline/cli/check_cues.h"
#include "pipeline/cli/console.h"

namespace gatecast {

/// Verdict first, then the causes with what to do, each with some of its cues as they stand on the screens.
[[nodiscard]] std::string check_page(std::span<const CheckedProgramme> programmes, const Console& console);

/// Every cue with its picture and its text in all languages, and lines to sign on.
[[nodiscard]] std::string review_page(const CheckedProgramme& programme, const Console& console);

}  // namespace gatecast
