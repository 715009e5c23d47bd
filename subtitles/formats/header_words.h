// SPDX-License-Identifier: GPL-3.0-or-later
// What people write above the columns of a translator's table. Used by table_columns, and for the names of sheets.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

enum class ColumnRole : uint8_t {
    kUnknown,
    kNumber,
    kIn,  // or a whole range "0:01 - 0:03"
    kOut,
    kDuration,
    kText,
    kIgnored
};

struct Column {
    ColumnRole role = ColumnRole::kUnknown;
    std::string language;  // of text: by the header, else by its letters; empty: neither tells
    std::string title;     // of the header, for people
};

/// A row of header_words_tables.cpp is all it takes to know one more word.
struct HeaderWord {
    std::string_view words;  // as title_words() gives them, with marks; read with all of them or none
    ColumnRole role;
    const char* language;  // of text
    bool alone;            // means this only where it is all that stands there
};
/// In order of preference: a note about English is a note.
[[nodiscard]] std::span<const HeaderWord> header_words();

/// Reads a title such as "Vào (hh:mm:ss)", "STT / No.", "Lời bình tiếng Anh", "cmo-Khmr". kUnknown: it says nothing.
[[nodiscard]] Column read_title(std::string_view title);

/// Lower case, words parted by one space, none at the ends.
[[nodiscard]] std::string title_words(std::string_view text);

}  // namespace gatecast
