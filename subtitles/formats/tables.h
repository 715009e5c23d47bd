// SPDX-License-Identifier: GPL-3.0-or-later
// Translators' files: Word tables, spreadsheets, CSV, plain text, with or without times, columns in any order. Rows of
// the table formats.cpp keeps; called through it, on any thread. Reading never throws: what could not be read is a
// Problem with its row (and cell).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "subtitles/cue.h"
#include "subtitles/formats/format.h"

namespace gatecast {

/// Bytes of a .docx: every table, one track a language column; text outside tables where there is no table with cues.
[[nodiscard]] CueFile read_docx(std::string_view bytes, const ReadOptions& options);
/// Bytes of an .xlsx: the first sheet with cues, or each that names a language.
[[nodiscard]] CueFile read_xlsx(std::string_view bytes, const ReadOptions& options);
/// UTF-8 text of a .csv or .tsv; the separator is detected.
[[nodiscard]] CueFile read_csv(std::string_view text, const ReadOptions& options);
/// UTF-8 text without times: a cue a line, or a paragraph where empty lines part them.
[[nodiscard]] CueFile read_plain_text(std::string_view text, const ReadOptions& options);

/// Number, in, out, a column a language; times as text so that nothing is lost. read_xlsx gives the tracks back.
[[nodiscard]] std::string write_xlsx(std::span<const Track> tracks, const WriteOptions& options);

/// How sure, 0 to 100. The Office ones also claim Word's and Excel's old formats, whose readers say what to do.
[[nodiscard]] int sniff_docx(std::string_view bytes);
[[nodiscard]] int sniff_xlsx(std::string_view bytes);
[[nodiscard]] int sniff_csv(std::string_view text);
[[nodiscard]] int sniff_plain_text(std::string_view text);

}  // namespace gatecast
