// SPDX-License-Identifier: GPL-3.0-or-later
// The named entities found in cue files: those of XML, punctuation, and the Latin letters that Vietnamese needs.
#pragma once

#include <array>
#include <string_view>

namespace gatecast {

struct NamedEntity {
    std::string_view name;
    char32_t code;
};

inline constexpr std::array kNamedEntities{
    NamedEntity{"amp", U'&'},     NamedEntity{"lt", U'<'},       NamedEntity{"gt", U'>'},
    NamedEntity{"quot", U'"'},    NamedEntity{"apos", U'\''},    NamedEntity{"nbsp", 0xA0},
    NamedEntity{"lrm", 0x200E},   NamedEntity{"rlm", 0x200F},    NamedEntity{"zwj", 0x200D},
    NamedEntity{"zwnj", 0x200C},  NamedEntity{"shy", 0xAD},      NamedEntity{"ensp", 0x2002},
    NamedEntity{"emsp", 0x2003},  NamedEntity{"thinsp", 0x2009}, NamedEntity{"ndash", 0x2013},
    NamedEntity{"mdash", 0x2014}, NamedEntity{"lsquo", 0x2018},  NamedEntity{"rsquo", 0x2019},
    NamedEntity{"sbquo", 0x201A}, NamedEntity{"ldquo", 0x201C},  NamedEntity{"rdquo", 0x201D},
    NamedEntity{"bdquo", 0x201E}, NamedEntity{"hellip", 0x2026}, NamedEntity{"bull", 0x2022},
    NamedEntity{"middot", 0xB7},  NamedEntity{"laquo", 0xAB},    NamedEntity{"raquo", 0xBB},
    NamedEntity{"iexcl", 0xA1},   NamedEntity{"iquest", 0xBF},   NamedEntity{"copy", 0xA9},
    NamedEntity{"reg", 0xAE},     NamedEntity{"trade", 0x2122},  NamedEntity{"deg", 0xB0},
    NamedEntity{"plusmn", 0xB1},  NamedEntity{"times", 0xD7},    NamedEntity{"divide", 0xF7},
    NamedEntity{"frac12", 0xBD},  NamedEntity{"sup2", 0xB2},     NamedEntity{"sup3", 0xB3},
    NamedEntity{"euro", 0x20AC},  NamedEntity{"cent", 0xA2},     NamedEntity{"pound", 0xA3},
    NamedEntity{"yen", 0xA5},     NamedEntity{"sect", 0xA7},     NamedEntity{"para", 0xB6},
    NamedEntity{"Agrave", 0xC0},  NamedEntity{"Aacute", 0xC1},   NamedEntity{"Acirc", 0xC2},
    NamedEntity{"Atilde", 0xC3},  NamedEntity{"Auml", 0xC4},     NamedEntity{"Ccedil", 0xC7},
    NamedEntity{"Egrave", 0xC8},  NamedEntity{"Eacute", 0xC9},   NamedEntity{"Ecirc", 0xCA},
    NamedEntity{"Euml", 0xCB},    NamedEntity{"Igrave", 0xCC},   NamedEntity{"Iacute", 0xCD},
    NamedEntity{"Icirc", 0xCE},   NamedEntity{"Ntilde", 0xD1},   NamedEntity{"Ograve", 0xD2},
    NamedEntity{"Oacute", 0xD3},  NamedEntity{"Ocirc", 0xD4},    NamedEntity{"Otilde", 0xD5},
    NamedEntity{"Ouml", 0xD6},    NamedEntity{"Ugrave", 0xD9},   NamedEntity{"Uacute", 0xDA},
    NamedEntity{"Ucirc", 0xDB},   NamedEntity{"Uuml", 0xDC},     NamedEntity{"Yacute", 0xDD},
    NamedEntity{"agrave", 0xE0},  NamedEntity{"aacute", 0xE1},   NamedEntity{"acirc", 0xE2},
    NamedEntity{"atilde", 0xE3},  NamedEntity{"auml", 0xE4},     NamedEntity{"ccedil", 0xE7},
    NamedEntity{"egrave", 0xE8},  NamedEntity{"eacute", 0xE9},   NamedEntity{"ecirc", 0xEA},
    NamedEntity{"euml", 0xEB},    NamedEntity{"igrave", 0xEC},   NamedEntity{"iacute", 0xED},
    NamedEntity{"icirc", 0xEE},   NamedEntity{"eth", 0xF0},      NamedEntity{"ntilde", 0xF1},
    NamedEntity{"ograve", 0xF2},  NamedEntity{"oacute", 0xF3},   NamedEntity{"ocirc", 0xF4},
    NamedEntity{"otilde", 0xF5},  NamedEntity{"ouml", 0xF6},     NamedEntity{"ugrave", 0xF9},
    NamedEntity{"uacute", 0xFA},  NamedEntity{"ucirc", 0xFB},    NamedEntity{"uuml", 0xFC},
    NamedEntity{"yacute", 0xFD},  NamedEntity{"abreve", 0x103},  NamedEntity{"Abreve", 0x102},
    NamedEntity{"dstrok", 0x111}, NamedEntity{"Dstrok", 0x110},  NamedEntity{"itilde", 0x129},
    NamedEntity{"Itilde", 0x128}, NamedEntity{"utilde", 0x169},  NamedEntity{"Utilde", 0x168},
};

/// 0: no such entity.
[[nodiscard]] constexpr char32_t named_entity(std::string_view name) {
    for (const NamedEntity& entity : kNamedEntities) {
        if (entity.name == name) return entity.code;
    }
    return 0;
}

}  // namespace gatecast
