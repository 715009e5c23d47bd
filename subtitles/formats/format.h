// SPDX-License-Identifier: GPL-3.0-or-later
// The table of cue file formats: how each is known, read and written. Reading never throws for bad text: everything
// that can be read is, the rest is said with its line.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast {

struct ReadOptions {
    std::string language;        // of a file that speaks one language; empty: by its name, then by its text
    std::string encoding;        // a name of encoding.h; empty: detected
    Rational frame_rate{25, 1};  // for times in frames
};

/// A file's tracks: one a language; a table may hold three.
struct CueFile {
    std::string format;    // name in the table
    std::string encoding;  // "" where the format says its own (Office files)
    std::vector<Track> tracks;
    std::vector<Problem> problems;  // of the file as a whole; a track has its own
};

struct WriteOptions {
    Rational frame_rate{25, 1};
    Size picture{1920, 1080};  // for formats that position in pixels
    bool simplify = false;     // leave out looks, places and fades that the format cannot carry, instead of refusing
};

struct CueFormat {
    const char* name;        // "srt"
    const char* help;        // N_()
    const char* extensions;  // "ass ssa"
    bool binary;             // read gets the file's own bytes, not text
    /// How sure the bytes (of a text format: as UTF-8, no BOM, \n line ends) are of this format: 0 no, 100 yes.
    int (*sniff)(std::string_view content);
    /// Cues as they stand in the file: neither normalised nor sorted, the language only where the file says it.
    CueFile (*read)(std::string_view content, const ReadOptions& options);
    /// Null: not written. Throws Error where the format cannot carry what the tracks hold.
    std::string (*write)(std::span<const Track> tracks, const WriteOptions& options);
};
[[nodiscard]] std::span<const CueFormat> cue_formats();
/// By name, else by extension (with or without its dot). Null: none.
[[nodiscard]] const CueFormat* cue_format_named(std::string_view name_or_extension);

/// The file's format by content, then by name; its encoding detected; text normalised; language found; cues in order.
/// Throws Error only if the file cannot be opened, is no cue file, or its encoding must be asked for (with both
/// readings in the message).
[[nodiscard]] CueFile read_cue_file(const std::filesystem::path& file, const ReadOptions& options);
/// The same from memory; `name` stands for the file.
[[nodiscard]] CueFile read_cues(std::string_view bytes, const std::string& name, const ReadOptions& options);

/// Whether a file's name is one of a cue file.
[[nodiscard]] bool is_cue_file_name(const std::filesystem::path& file);

}  // namespace gatecast
