// SPDX-License-Identifier: GPL-3.0-or-later
// Tables for people who use a spreadsheet: .xlsx, and .csv with a byte order mark. Called by the exports.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gatecast {

/// Quoted where needed, ended with CRLF; a text that a spreadsheet would run as a formula is guarded by an apostrophe.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

struct Sheet {
    std::string name;
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
    std::vector<size_t> links;    // columns whose text is the path of a file beside the workbook
    std::vector<size_t> numbers;  // columns that hold figures
};

/// By the file's extension: .xlsx holds all sheets, .csv the first. Whole or not at all. Throws Error.
void write_sheets(const std::filesystem::path& file, const std::vector<Sheet>& sheets);

}  // namespace gatecast
