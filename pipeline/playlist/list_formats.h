// SPDX-License-Identifier: GPL-3.0-or-later
// The readers and writers of day lists, one of each a format: rows of the table in day_lists.cpp, called through it.
// Reading never throws; what could not be read stands in the draft's report.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/playlist/list_draft.h"

namespace gatecast {

void read_toml_list(std::string_view text, ListDraft& draft);

[[nodiscard]] std::string write_toml_list(const Day& day, const DaySettings& settings, const DayWriteOptions& options);

/// How sure, 0 to 100. Text comes as UTF-8 with '\n' line ends.
[[nodiscard]] int sniff_toml_list(std::string_view text);

}  // namespace gatecast
