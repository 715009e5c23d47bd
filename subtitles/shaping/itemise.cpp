// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/shaping/itemise.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "subtitles/khmer/syllable.h"
#include "subtitles/shaping/font_face.h"

namespace gatecast {
namespace {

// Where a chain has no Latin letter to measure, about what most have.
constexpr double kUsualXHeight = 0.53;

bool is_mark(char32_t c) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

bool is_opening(char32_t c) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_PS_MASK | U_GC_PI_MASK)) != 0;
}

bool is_blank(char32_t c) {
    return c == '\n' || c == '\t' || u_isUWhiteSpace(static_cast<UChar32>(c));
}

// The script of the first letter; what a piece shares with every script stays common.
Script script_of_piece(std::u32string_view piece) {
    for (const char32_t c : piece) {
        if (const Script script = script_of(c); script != Script::kCommon) return script;
    }
    return Script::kCommon;
}

// For every piece the one whose face it takes: itself if it has a script; else what it touches, before it first (an
// opening mark looks ahead); behind a space, whatever was said last.
std::vector<size_t> neighbours_of(const std::vector<LetterGroup>& pieces) {
    constexpr size_t kNone = static_cast<size_t>(-1);
    struct Side {
        size_t piece = kNone;
        bool gap = false;  // a space lies between
    };
    std::vector<Side> after(pieces.size());
    Side side;
    for (size_t n = pieces.size(); n-- > 0;) {
        side = pieces[n].script != Script::kCommon ? Side{n, false} : Side{side.piece, side.gap || pieces[n].space};
        after[n] = side;
    }
    std::vector<size_t> neighbours(pieces.size());
    Side before;
    for (size_t n = 0; n < pieces.size(); ++n) {
        before =
            pieces[n].script != Script::kCommon ? Side{n, false} : Side{before.piece, before.gap || pieces[n].space};
        if (before.piece == kNone || after[n].piece == kNone) {
            neighbours[n] = before.piece != kNone ? before.piece : after[n].piece != kNone ? after[n].piece : n;
        } else if (before.gap != after[n].gap) {
            neighbours[n] = before.gap ? after[n].piece : before.piece;
        } else {
            neighbours[n] = pieces[n].opens ? after[n].piece : before.piece;
        }
    }
    return neighbours;
}

}  // namespace

bool is_ignorable(char32_t c) {
    return c == '\n' || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

FontChain::FontChain(FontSet& fonts, const TextLook& look)
    : look_em_px_(look.latin_em_px), khmer_to_latin_(look.khmer_to_latin), always_bold_(look.bold) {
    const auto append = [](std::vector<const FontFace*>& faces, const FontFace* face) {
        if (face && std::find(faces.begin(), faces.end(), face) == faces.end()) faces.push_back(face);
    };
    for (const std::string& family : look.families) {
        const FontFace* regular = fonts.find({family, false, false});
        const FontFace* bold = fonts.find({family, true, false});
        const FontFace* italic = fonts.find({family, false, true});
        const FontFace* bold_italic = fonts.find({family, true, true});
        append(regular_.upright, regular ? regular : bold);
        append(bold_.upright, bold ? bold : regular);
        append(regular_.slanted, italic);
        append(bold_.slanted, bold_italic);
    }
    for (Weight* weight : {&regular_, &bold_}) {
        for (const FontFace* face : weight->upright) {
            if (weight->x_height == 0) weight->x_height = face->x_height();
        }
        if (weight->x_height == 0) weight->x_height = kUsualXHeight;
    }
}

double FontChain::em_px(const FontFace& face, Script script, const Weight& weight) const {
    if (script == Script::kKhmer && face.ka_height() > 0) {
        return look_em_px_ * khmer_to_latin_ * weight.x_height / face.ka_height();
    }
    if (script == Script::kLatin && face.x_height() > 0) return look_em_px_ * weight.x_height / face.x_height();
    return look_em_px_;
}

FontChain::Choice FontChain::choose(std::u32string_view piece, Script script, bool bold, bool italic,
                                    const Choice* like) const {
    const Weight& weight = bold || always_bold_ ? bold_ : regular_;
    const auto covers = [&](const FontFace& face) {
        return std::all_of(piece.begin(), piece.end(), [&](char32_t c) { return is_ignorable(c) || face.covers(c); });
    };
    if (like && like->face && covers(*like->face)) return {like->face, like->em_px, true};
    const auto first_that_covers = [&](const std::vector<const FontFace*>& faces) -> Choice {
        const auto face = std::find_if(faces.begin(), faces.end(), [&](const FontFace* f) { return covers(*f); });
        return face == faces.end() ? Choice{} : Choice{*face, em_px(**face, script, weight), true};
    };
    if (italic && script != Script::kKhmer) {  // Khmer has no italics
        if (const Choice slanted = first_that_covers(weight.slanted); slanted.face) return slanted;
    }
    if (const Choice upright = first_that_covers(weight.upright); upright.face) return upright;
    if (weight.upright.empty()) return {};
    return {weight.upright.front(), em_px(*weight.upright.front(), script, weight), false};
}

std::vector<LetterGroup> letter_groups_of(std::u32string_view text) {
    std::vector<LetterGroup> pieces;
    for (const size_t start : khmer::syllable_starts(text)) {
        if (start >= text.size()) break;
        if (!pieces.empty() && is_mark(text[start]) && !pieces.back().ignorable) continue;
        if (!pieces.empty()) pieces.back().last = start;
        pieces.push_back({start, text.size()});
        LetterGroup& piece = pieces.back();
        piece.ignorable = is_ignorable(text[start]);
        piece.space = is_blank(text[start]);
        piece.opens = is_opening(text[start]);
    }
    for (LetterGroup& piece : pieces) {
        piece.script = script_of_piece(text.substr(piece.first, piece.last - piece.first));
        if (piece.script != Script::kCommon) piece.space = piece.ignorable = false;
    }
    return pieces;
}

std::vector<TextItem> itemise(std::u32string_view text, std::string_view language, std::span<const TextSpan> styles,
                              const FontChain& chain) {
    const std::vector<LetterGroup> pieces = letter_groups_of(text);
    std::vector<FontChain::Choice> fonts(pieces.size());
    std::vector<Script> scripts(pieces.size());
    const auto choose = [&](size_t n, Script script, const FontChain::Choice* like) {
        const LetterGroup& piece = pieces[n];
        const TextSpan& style = styles[piece.first];
        scripts[n] = script;
        fonts[n] =
            chain.choose(text.substr(piece.first, piece.last - piece.first), script, style.bold, style.italic, like);
    };
    for (size_t n = 0; n < pieces.size(); ++n) {
        if (pieces[n].script != Script::kCommon) choose(n, pieces[n].script, nullptr);
    }
    const std::vector<size_t> neighbours = neighbours_of(pieces);
    for (size_t n = 0; n < pieces.size(); ++n) {
        if (pieces[n].script != Script::kCommon) continue;
        const size_t like = neighbours[n];
        const Script script = like == n ? script_of_language(language) : pieces[like].script;
        const TextSpan &here = styles[pieces[n].first], &there = styles[pieces[like].first];
        const bool same_font = like != n && here.bold == there.bold && here.italic == there.italic;
        choose(n, script == Script::kCommon ? Script::kLatin : script, same_font ? &fonts[like] : nullptr);
    }
    std::vector<TextItem> items;
    for (size_t n = 0; n < pieces.size(); ++n) {
        const bool joins = !items.empty() && items.back().font.face == fonts[n].face &&
                           items.back().font.em_px == fonts[n].em_px && items.back().script == scripts[n];
        if (joins) {
            items.back().last = pieces[n].last;
        } else {
            items.push_back({pieces[n].first, pieces[n].last, fonts[n], scripts[n]});
        }
    }
    return items;
}

}  // namespace gatecast
