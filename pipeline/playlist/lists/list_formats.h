// SPDX-License-Identifier: GPL-3.0-or-later
// The readers and writers of day lists, one of each a format: rows of the table in day_lists.cpp, called through it.
// Reading never throws; what could not be read stands in the draft's report.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/playlist/lists/list_draft.h"

namespace gatecast {

/// UTF-8 with '\n' line ends; of xlsx the file's own bytes.
void read_toml_list(std::string_view text, ListDraft& draft);
void read_csv_list(std::string_view text, ListDraft& draft);
void read_xlsx_list(std::string_view bytes, ListDraft& draft);
void read_m3u_list(std::string_view text, ListDraft& draft);
void read_ffplayout_list(std::string_view text, ListDraft& draft);

/// How sure, 0 to 100. The one of xlsx also claims what must be saved anew; its reader says so.
[[nodiscard]] int sniff_toml_list(std::string_view text);
[[nodiscard]] int sniff_csv_list(std::string_view text);
[[nodiscard]] int sniff_xlsx_list(std::string_view bytes);
[[nodiscard]] int sniff_m3u_list(std::string_view text);
[[nodiscard]] int sniff_ffplayout_list(std::string_view text);

[[nodiscard]] std::string write_toml_list(const Day& day, const DaySettings& settings, const DayWriteOptions& options);
[[nodiscard]] std::string write_csv_list(const Day& day, const DaySettings& settings, const DayWriteOptions& options);
[[nodiscard]] std::string write_xlsx_list(const Day& day, const DaySettings& settings, const DayWriteOptions& options);
[[nodiscard]] std::string write_m3u_list(const Day& day, const DaySettings& settings, const DayWriteOptions& options);
/// For the public: items that are published, with the times they are due.
[[nodiscard]] std::string write_xmltv(const Day& day, const DaySettings& settings, const DayWriteOptions& options);
[[nodiscard]] std::string write_schedule_page(const Day& day, const DaySettings& settings,
                                              const DayWriteOptions& options);

}  // namespace gatecast
