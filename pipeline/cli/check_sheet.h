// SPDX-License-Identifier: GPL-3.0-or-later
// What was found in cue files, for a terminal and for programs. Called by `gatecast check`.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "pipeline/cli/check_causes.h"
#include "pipeline/cli/console.h"

namespace gatecast {

struct SheetSettings {
    bool all = false;     // every place of every cause
    bool colour = false;  // standard output is a terminal
};

/// A pass, warn or fail for each topic of each file, with the causes under it. No Khmer: terminals cannot draw it.
/// Counts the verdicts on the console, for the exit code.
void print_sheet(const CheckedProgramme& programme, const SheetSettings& settings, Console& console);

/// One object a file.
[[nodiscard]] nlohmann::json sheet_json(const CheckedProgramme& programme, const Console& console);

/// "pass", "warn", "fail".
[[nodiscard]] const char* verdict_name(Severity worst);

/// "cue 7, line 31, 0:01:02.5", as far as it is known.
[[nodiscard]] std::string place_of(const CheckedProgramme& programme, const FoundAt& found, const Console& console);
/// The finding's sentence without the place that stands beside it.
[[nodiscard]] std::string sentence_of(const Problem& problem, const Console& console);
/// "SubRip, utf-8, vi, 412 cues".
[[nodiscard]] std::string description_of(const CheckedProgramme& programme, const CheckedFile& file,
                                         const Console& console);
/// The topic's heading; the screens by name.
[[nodiscard]] std::string heading_of(const CheckedProgramme& programme, const TopicName& topic, const Console& console);
/// Whether there is anything to say of a topic: languages together need two.
[[nodiscard]] bool applies(const CheckedProgramme& programme, Topic topic);

/// Terminals set Khmer one letter a cell: unreadable, and every column after it is off. It is named in its place.
[[nodiscard]] std::string for_terminal(const std::string& text, const Console& console);

/// "0:01:02.500".
[[nodiscard]] std::string show_cue_time(Time time);
/// "2026-11-20 16:05", of this machine's clock.
[[nodiscard]] std::string show_now();

}  // namespace gatecast
