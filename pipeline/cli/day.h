// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of `gatecast day`: each a function in the file of its kind, a row of the table in day.cpp. Beside them,
// what they share: a day read with all that is wrong with its list said, and its files looked at.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/cli/options.h"
#include "pipeline/cli/subs.h"
#include "pipeline/playlist/lists/day_lists.h"
#include "pipeline/playlist/times/day_check.h"
#include "pipeline/render/content.h"

namespace gatecast {

int run_day_new(const std::vector<std::string>& arguments, Console& console);
int run_day_import(const std::vector<std::string>& arguments, Console& console);
int run_day_show(const std::vector<std::string>& arguments, Console& console);
int run_day_edit(const std::vector<std::string>& arguments, Console& console);
int run_day_export(const std::vector<std::string>& arguments, Console& console);
int run_day_render(const std::vector<std::string>& arguments, Console& console);

inline constexpr Option kDaySettingsOption{
    "settings", N_("FILE"), N_("what is usual in this house: a day list without items, with fillers, paths, quotas")};
inline constexpr Option kDayEncodingOption{
    "encoding", N_("NAME"), N_("how a text list is encoded that does not say it: tcvn3, vni, viscii, …")};
inline constexpr Option kDayOutputOption{"output,o", N_("FILE"), N_("where to write")};
inline constexpr Option kDayForceOption{"force", nullptr, N_("write over a file that is there")};

/// What --settings, --encoding, --date and --presets say.
[[nodiscard]] DaySettings day_settings(const Options& options);
/// "2026-12-02", "02/12/2026". Throws UsageError.
[[nodiscard]] Date read_date_option(const std::string& text, const char* option);

/// Says what is wrong with a list: problems are warned of, or count as failures; remarks are notes.
void tell_reading(const DayReading& reading, Console& console);
/// A day for use, from its list or from the folder a night published: problems are said, what is there is used.
[[nodiscard]] Day read_and_tell(const std::filesystem::path& file, const DaySettings& settings, Console& console);

/// Throws Error where `file` is there and nobody said --force.
void refuse_to_overwrite(const std::filesystem::path& file, const Options& options);

/// Probes every file of the day, each once. Cue files beside the media become the items' own.
[[nodiscard]] DayEvidence look_at(Day& day, const Content& content, Console& console);
/// The same of files that may be in any day.
[[nodiscard]] MediaFact fact_of(const Clip& clip);

}  // namespace gatecast
