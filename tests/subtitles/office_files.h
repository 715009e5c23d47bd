// SPDX-License-Identifier: GPL-3.0-or-later
// Small Word and Excel files made part by part, and cues as one line each, for the tests of tables.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "subtitles/formats/format.h"

namespace gatecast::testing {

using ZipParts = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string zip_of(const ZipParts& parts);

/// A document whose body is `body` (w: is bound).
[[nodiscard]] std::string docx_of(const std::string& body);
/// <w:tbl> of rows of cells, each a paragraph; "|" parts cells.
[[nodiscard]] std::string word_table(const std::vector<std::string>& rows);
[[nodiscard]] std::string word_paragraph(const std::string& text);

/// A workbook of one sheet "Sheet1" with this <sheetData> and what follows it. Styles: 0 General, 1 h:mm, 2 h:mm:ss,
/// 3 [h]:mm:ss.000, 4 mm:ss.0, 5 0%, 6 dd/mm/yyyy.
[[nodiscard]] std::string xlsx_of(const std::string& sheet, const std::string& shared_strings = "",
                                  const std::string& workbook_properties = "");
/// Rows of inline strings, "|" parts cells, A1 is the first.
[[nodiscard]] std::string sheet_rows(const std::vector<std::string>& rows);

/// "1000-3000 Xin chào/các bạn", or "untimed Xin chào": milliseconds, lines parted by '/'.
[[nodiscard]] std::string line_of(const Cue& cue);
[[nodiscard]] std::vector<std::string> lines_of(const Track& track);
/// The track of a language; a test fails (and an empty one comes) where there is none.
[[nodiscard]] Track track_of(const CueFile& file, const std::string& language);
/// "code line cell" of a problem, of all of them, of file and tracks.
[[nodiscard]] std::vector<std::string> problems_of(const CueFile& file);

}  // namespace gatecast::testing
