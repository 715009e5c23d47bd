// SPDX-License-Identifier: GPL-3.0-or-later
// Which Debian packages are installed, and which of two versions is newer. Called by check-system.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gatecast {

/// Negative, zero or positive as `a` is older than, equal to or newer than `b`, by Debian's rules: epoch, upstream
/// version, revision; digits as numbers, letters before other signs, a tilde before everything, even the end.
[[nodiscard]] int compare_versions(std::string_view a, std::string_view b);

/// Name to version of what dpkg's status file says is installed; empty where there is no such file.
[[nodiscard]] std::unordered_map<std::string, std::string> installed_packages(const std::filesystem::path& status);

}  // namespace gatecast
