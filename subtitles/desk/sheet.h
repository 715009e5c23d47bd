// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet that goes to a translator, and what comes back. Called by `gatecast subs sheet`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/formats/format.h"

namespace gatecast::desk {

/// A spreadsheet (.xlsx) of the original with its times and a column for each of `languages`; those that `begun` has
/// a track of are filled in as far as it goes.
[[nodiscard]] std::string translators_sheet(const Track& original, std::span<const std::string> languages,
                                            std::span<const Track> begun = {});

/// The translations in a file that came back (any table read by read_cues), on the times of `original`: rows are found
/// by their times, else by their order. Reported: rows without translation, rows that went, times and original text
/// that were changed.
[[nodiscard]] std::vector<Track> from_translator(const Track& original, const CueFile& returned);

}  // namespace gatecast::desk
