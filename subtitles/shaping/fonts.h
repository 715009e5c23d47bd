// SPDX-License-Identifier: GPL-3.0-or-later
// The fonts a style draws with: files found once by family and weight, opened once, shared. Set up by whoever draws;
// a face is used by one thread at a time, so each worker opens its own FontSet.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "presets/message.h"
#include "subtitles/language.h"

namespace gatecast {

/// A family as a style names it, for one script; several in order of preference make a chain.
struct FontChoice {
    std::string family;  // "Noto Sans Khmer"; or a path of a font file
    bool bold = false;
    bool italic = false;
};

class FontFace;  // in font_face.h: FreeType, HarfBuzz and Cairo of one file

class FontSet {
public:
    FontSet();
    ~FontSet();
    FontSet(FontSet&&) noexcept;
    FontSet& operator=(FontSet&&) noexcept;

    /// The face for exactly this family, weight and slant, or null: never a neighbour of it, nothing made bold or
    /// slanted by us. A file is whatever weight it is; "file.ttc#1" is the second face of a collection. Each is opened
    /// once.
    [[nodiscard]] const FontFace* find(const FontChoice& choice);
    /// SHA-256 of the file behind a face, for keys.
    [[nodiscard]] std::string hash_of(const FontFace& face);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// The Debian package that brings a family, as far as we know; empty: unknown.
[[nodiscard]] const char* package_of_family(std::string_view family);

}  // namespace gatecast
