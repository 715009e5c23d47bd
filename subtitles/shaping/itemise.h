// SPDX-License-Identifier: GPL-3.0-or-later
// Which face and size each piece of a text gets: by orthographic syllable (Khmer) or letter with its marks, all or
// nothing; spaces, digits and punctuation as their neighbours. Used by the shaper alone.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "subtitles/shaping/shape.h"

namespace gatecast {

/// The faces of a look in order of preference, and how large each is drawn.
class FontChain {
public:
    FontChain(FontSet& fonts, const TextLook& look);

    struct Choice {
        const FontFace* face = nullptr;
        double em_px = 0;
        bool covers = false;  // all of the piece
    };
    /// For the code points of one piece; `like` is what its neighbour has. No face at all: null.
    [[nodiscard]] Choice choose(std::u32string_view piece, Script script, bool bold, bool italic,
                                const Choice* like) const;
    [[nodiscard]] double latin_em_px() const { return look_em_px_; }

private:
    struct Weight {
        std::vector<const FontFace*> upright, slanted;
        double x_height = 0;  // of the first face that has one
    };
    [[nodiscard]] double em_px(const FontFace& face, Script script, const Weight& weight) const;

    double look_em_px_;
    double khmer_to_latin_;
    Weight regular_, bold_;
    bool always_bold_;
};

/// Code points [first, last) of one face, size and script.
struct TextItem {
    size_t first = 0, last = 0;
    FontChain::Choice font;
    Script script = Script::kCommon;
};

/// Code points [first, last) that never part: and what decides their face.
struct LetterGroup {
    size_t first = 0, last = 0;
    Script script = Script::kCommon;  // kCommon: as its neighbours
    bool space = false, opens = false, ignorable = false;
};
[[nodiscard]] std::vector<LetterGroup> letter_groups_of(std::u32string_view text);

/// `styles[n]` is what the track asks for at code point n.
[[nodiscard]] std::vector<TextItem> itemise(std::u32string_view text, std::string_view language,
                                            std::span<const TextSpan> styles, const FontChain& chain);

/// U+200B-200D, 2060, FE00-0F and the like: no glyph, no width, no reason for another font.
[[nodiscard]] bool is_ignorable(char32_t c);

}  // namespace gatecast
