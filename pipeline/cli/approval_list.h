// SPDX-License-Identifier: GPL-3.0-or-later
// What approve, withdraw and approvals share: which list, which files, and words for what the list says.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "pipeline/cli/options.h"
#include "pipeline/trust/approvals.h"

namespace gatecast {

inline constexpr Option kListOption{"list", N_("FILE"),
                                    N_("the approval list (~/.config/gatecast/approvals.tsv, else /etc/gatecast/)")};

[[nodiscard]] std::filesystem::path approvals_file(const Options& options);
[[nodiscard]] UtcTime utc_now();

/// Files as they are; of folders every file below, hidden ones left out. Throws Error for what is not there.
[[nodiscard]] std::vector<std::filesystem::path> files_below(const std::vector<std::string>& given);

/// "approved", "expired", … for tables; N_().
[[nodiscard]] const char* name_of(Verdict verdict);
/// The same for programs.
[[nodiscard]] const char* id_of(Verdict verdict);
[[nodiscard]] nlohmann::json to_json(const Approval& approval, Verdict verdict);

}  // namespace gatecast
