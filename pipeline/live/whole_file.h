// SPDX-License-Identifier: GPL-3.0-or-later
// Small files that are there whole or not at all: written under another name, then renamed. Any thread.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

namespace gatecast {

/// False, and nothing of it left: the disk is full or the folder cannot be written. `lasting`: on the disk before it
/// is seen.
[[nodiscard]] bool write_whole(const std::filesystem::path& file, std::span<const uint8_t> bytes,
                               bool lasting) noexcept;
[[nodiscard]] bool write_whole(const std::filesystem::path& file, std::string_view text, bool lasting) noexcept;

}  // namespace gatecast
