// SPDX-License-Identifier: GPL-3.0-or-later
// The formats of timed text: rows of the table in format.cpp, called through it. Readers take UTF-8 without BOM, lines
// ended by \n, and never throw; what they return is not yet normalised, sorted or given a language: read_cues does
// that.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "subtitles/formats/format.h"

namespace gatecast {

[[nodiscard]] int sniff_srt(std::string_view text);
[[nodiscard]] CueFile read_srt(std::string_view text, const ReadOptions& options);
[[nodiscard]] std::string write_srt(std::span<const Track> tracks, const WriteOptions& options);

[[nodiscard]] int sniff_webvtt(std::string_view text);
[[nodiscard]] CueFile read_webvtt(std::string_view text, const ReadOptions& options);
[[nodiscard]] std::string write_webvtt(std::span<const Track> tracks, const WriteOptions& options);

[[nodiscard]] int sniff_ass(std::string_view text);
[[nodiscard]] CueFile read_ass(std::string_view text, const ReadOptions& options);
[[nodiscard]] std::string write_ass(std::span<const Track> tracks, const WriteOptions& options);

[[nodiscard]] int sniff_ttml(std::string_view text);
[[nodiscard]] CueFile read_ttml(std::string_view text, const ReadOptions& options);
[[nodiscard]] std::string write_ttml(std::span<const Track> tracks, const WriteOptions& options);

[[nodiscard]] int sniff_sbv(std::string_view text);
[[nodiscard]] CueFile read_sbv(std::string_view text, const ReadOptions& options);

}  // namespace gatecast
