// SPDX-License-Identifier: GPL-3.0-or-later
// The way from a command to a running site: where its desk is, and one order with its answer. Called by ctl and status.
#pragma once

#include <nlohmann/json.hpp>

#include "pipeline/cli/options.h"

namespace gatecast {

inline constexpr Option kSiteOption{"site", N_("SITE.toml"), N_("the site that the order is for")};
inline constexpr Option kStateOption{"state", N_("DIR"), N_("its folder, in place of its file")};

/// The folder of the site that --site or --state names. Throws UsageError, or Error for a site's file with faults.
[[nodiscard]] std::filesystem::path state_of(const Options& options);

/// Throws Error where no site runs or none answers.
[[nodiscard]] nlohmann::json ask_desk(const std::filesystem::path& state, nlohmann::json order);

}  // namespace gatecast
