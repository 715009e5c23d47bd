// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of gatecast asrun that make tables for people. Called by run_asrun.
#pragma once

#include <filesystem>
#include <vector>

#include "pipeline/cli/options.h"
#include "pipeline/record/as_run.h"
#include "pipeline/record/as_run_report.h"

namespace gatecast {

/// Events of --from … --until (or of --date alone).
[[nodiscard]] std::vector<AsRunEvent> chosen_events(const Options& options, const std::filesystem::path& log);
/// Sums by language, kind and so on, as a table.
void say_totals(const AsRunTotals& totals, Console& console);
[[nodiscard]] nlohmann::json json_of(const AsRunTotals& totals);

/// What was planned against what went out; the plan is a day list.
void reconcile_as_run(const Options& options, const std::filesystem::path& log, Console& console);

void export_as_run(const Options& options, const std::filesystem::path& log, Console& console);

}  // namespace gatecast
