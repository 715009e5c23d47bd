// SPDX-License-Identifier: GPL-3.0-or-later
// What a published day says of itself: index.html for people, results.json for programs. Both say only what follows
// from the day and its files, so that the same day has the same pages. Called by the night.
#pragma once

#include <string>
#include <vector>

#include "pipeline/night/days/day_outcome.h"
#include "pipeline/night/days/day_publish.h"
#include "pipeline/pages/language.h"

namespace gatecast {

[[nodiscard]] std::vector<FolderEntry> pages_of(const DayWork& work, const DayOutcome& outcome,
                                                const Catalogue& vietnamese);

[[nodiscard]] std::string result_page(const DayWork& work, const DayOutcome& outcome, const Catalogue& vietnamese);
[[nodiscard]] std::string results_json(const DayWork& work, const DayOutcome& outcome);

/// "05:30", "25:10" of the night after.
[[nodiscard]] std::string clock_text(Time from_midnight);
/// "1:02:03".
[[nodiscard]] std::string length_text(Time length);
[[nodiscard]] const char* name_of(ItemState state);

}  // namespace gatecast
