// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 of files and folders: what a clip is, whatever it is called. Called while probing; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gatecast {

/// Hex, of the bytes. Throws Error when the file cannot be read.
[[nodiscard]] std::string hash_file(const std::filesystem::path& path);

/// Hex, of the names (without folder) and hashes of `files`, in their order.
[[nodiscard]] std::string hash_files(const std::vector<std::filesystem::path>& files);

}  // namespace gatecast
