// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a text file as UTF-8: finds out how they are written, or asks. Called by the readers of cue files.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "presets/message.h"

namespace gatecast {

enum class Encoding : uint8_t {
    kUtf8,
    kUtf16le,
    kUtf16be,
    kTcvn3,
    kTcvn3Capitals,
    kVni,
    kViscii,
    kWindows1258,
    kWindows1252
};

struct EncodingName {
    Encoding encoding;
    const char* name;  // as an option takes it: "tcvn3"
    const char* help;  // N_()
};
[[nodiscard]] std::span<const EncodingName> encoding_names();
[[nodiscard]] std::optional<Encoding> encoding_named(std::string_view name);
[[nodiscard]] const char* name_of(Encoding encoding);

/// A way the bytes could be read, and how well it reads.
struct Reading {
    Encoding encoding;
    double score = 0;    // 0..1: share of valid syllables
    std::string sample;  // the first words that tell the readings apart, in UTF-8
};

struct Detected {
    std::optional<Encoding> encoding;     // nothing: must be asked for
    bool certain = false;                 // by its form (BOM, strict UTF-8, NUL parity), not by its words
    std::vector<Reading> readings;        // best first, when words decided or could not
    bool suspected_legacy_khmer = false;  // looks like Limon or ABC text in Latin letters
    std::optional<Encoding> font;         // Unicode text whose letters are those of an old Vietnamese font
};
[[nodiscard]] Detected detect_encoding(std::string_view bytes);

/// The old Vietnamese font (kTcvn3, kVni) that Unicode text was typed for, as Word files in .VnTime are: "ViÖt" for
/// "Việt". Nothing: none, or not surely.
[[nodiscard]] std::optional<Encoding> font_encoding(std::string_view utf8);
/// Such text as real Unicode. What is no letter of the font stays.
[[nodiscard]] std::string from_font_encoding(std::string_view utf8, Encoding font);

struct Decoded {
    std::string text;                // UTF-8 without a BOM
    std::vector<int> damaged_lines;  // lines with bytes that mean nothing in this encoding (U+FFFD stands there)
};
[[nodiscard]] Decoded decode(std::string_view bytes, Encoding encoding);

}  // namespace gatecast
