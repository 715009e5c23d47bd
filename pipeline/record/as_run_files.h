// SPDX-License-Identifier: GPL-3.0-or-later
// The files of an as-run log, for those who write and those who check it: their lines as bytes, and the head.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

inline constexpr std::string_view kNothingBefore = "0000000000000000000000000000000000000000000000000000000000000000";

/// The last line that was appended, as `as-run.head` has it.
struct AsRunHead {
    int64_t sequence = 0;
    std::string hash{kNothingBefore};  // of the line, without its end
    std::string day;                   // whose file it is in
    size_t bytes = 0;                  // of that file, the line included
};
[[nodiscard]] std::filesystem::path head_file(const std::filesystem::path& folder);
/// Nothing: there is none, or it is not readable as one.
[[nodiscard]] std::optional<AsRunHead> read_head(const std::filesystem::path& folder);
[[nodiscard]] std::string text_of(const AsRunHead& head);

/// Lines with an end; what stands behind the last end is `rest`.
struct LogLines {
    std::vector<std::string_view> lines;
    std::string_view rest;
};
[[nodiscard]] LogLines log_lines(std::string_view text);

}  // namespace gatecast
