// SPDX-License-Identifier: GPL-3.0-or-later
// The front door of day lists: read from whatever people and programs write, written as what they take. Called by the
// commands of the day, by the night and by the console, on any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/playlist/day.h"
#include "pipeline/playlist/fields.h"
#include "presets/message.h"

namespace gatecast {

/// What a house has settled for all its days.
struct DaySettings {
    Day usual;  // what a list does not say: channel, begins, displays, fillers, path_map, folders; no items
    FieldLists fields;
    std::optional<Date> date;  // the day that is wanted of a list of several, or of one that says none
    std::string encoding;      // of text lists, a name of encoding.h; empty: found out
};

/// `file`: a day list in TOML without items; empty: none. Throws Error with everything that is wrong with it.
[[nodiscard]] DaySettings read_day_settings(std::span<const std::filesystem::path> preset_directories,
                                            const std::filesystem::path& file);

struct DayReading {
    Day day;
    // Sentences with file, row and column; rows with one cause share one. What a problem speaks of cannot be aired as
    // written, yet its item stays in the day: one whose file is missing keeps the path where it was looked for.
    std::vector<Message> problems;
    std::vector<Message> remarks;
};

/// By content, then by name. Paths are mapped, names found as they stand on the disk. Throws Error only if the file
/// cannot be opened; all else is said in the reading.
[[nodiscard]] DayReading read_day(const std::filesystem::path& file, const DaySettings& settings);
/// From memory and without looking at the disk: media, cues and fillers stay as they are written.
[[nodiscard]] DayReading read_day_text(std::string_view bytes, const std::filesystem::path& name,
                                       const DaySettings& settings);

struct DayWriteOptions {
    char separator = ',';         // of .csv; ';' for a Vietnamese Excel
    std::string language = "vi";  // of .html
    // Translates a N_() literal for .html and the legend of .xlsx; none: they stay English.
    std::function<std::string(const char*)> say{};
};

/// By the file's extension; whole or not at all, over what stood there. XMLTV and HTML need the length of each item
/// that another follows. Throws Error where that is missing, for an extension that is not written, or if it cannot be
/// written.
void write_day(const Day& day, const std::filesystem::path& file, const DaySettings& settings,
               const DayWriteOptions& options = {});

/// Whether a file's name is one of a day list that can be read.
[[nodiscard]] bool is_day_list_name(const std::filesystem::path& file);

}  // namespace gatecast
