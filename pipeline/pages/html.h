// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of pages that stand alone: text made safe, Khmer marked as Khmer, pictures inside, one look for all pages.
// Called by the commands that write pages.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gatecast::html {

/// Safe between tags and in quoted attributes; '\n' becomes a line break; stretches of Khmer are marked as such, so
/// that a browser takes a Khmer font for them in a sentence of any language.
[[nodiscard]] std::string text(std::string_view utf8);
/// Safe in attributes.
[[nodiscard]] std::string attribute(std::string_view utf8);
/// A cue's own text with its language said.
[[nodiscard]] std::string cue_text(std::string_view utf8, std::string_view language);
/// A PNG as the value of src.
[[nodiscard]] std::string png_source(std::string_view png);

/// Everything up to and with <body>. `css` follows what all pages share.
[[nodiscard]] std::string head(std::string_view language, std::string_view title, std::string_view css);
[[nodiscard]] std::string foot();

/// Throws Error where it cannot be written. An older page of the same name is replaced whole.
void write_page(const std::filesystem::path& file, std::string_view page);

}  // namespace gatecast::html
