// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/shaping/shape_faults.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "subtitles/khmer/syllable.h"
#include "subtitles/shaping/font_face.h"

namespace gatecast {
namespace {

constexpr char32_t kDottedCircle = 0x25CC;
// A mark that covers this share of itself with other ink, and wasn't moved, lies where its base begins.
constexpr double kCovered = 0.4;

bool is_mark(char32_t c) {
    return u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}

bool is_khmer_mark(char32_t c) {
    return khmer::is_khmer(c) && (is_mark(c) || u_charType(static_cast<UChar32>(c)) == U_COMBINING_SPACING_MARK);
}

// A letter, or what authors write a mark on to speak of the mark itself.
bool may_carry_marks(char32_t c) {
    return (khmer::is_khmer(c) && !is_khmer_mark(c)) || c == kDottedCircle || c == 0xA0 || c == '-' ||
           (c >= 0x2010 && c <= 0x2014);
}

double area(const RectF& r) {
    return r.empty() ? 0 : (r.x1 - r.x0) * (r.y1 - r.y0);
}

RectF common(const RectF& a, const RectF& b) {
    return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

// A text's glyphs that came from one cluster.
struct Cluster {
    const TextItem& item;
    std::u32string_view text;
    std::span<const SetGlyph> glyphs;

    [[nodiscard]] bool has(uint32_t id) const {
        return std::any_of(glyphs.begin(), glyphs.end(), [id](const SetGlyph& g) { return g.glyph.id == id; });
    }
    [[nodiscard]] RectF ink(size_t n) const {
        const Glyph& glyph = glyphs[n].glyph;
        return placed(item.font.face->outline(glyph.id).box, item.font.em_px, glyph.x, glyph.y);
    }
};

bool has_dotted_circle(const Cluster& cluster) {
    if (cluster.text.find(kDottedCircle) != std::u32string_view::npos) return false;
    const uint32_t circle = cluster.item.font.face->glyph_of(kDottedCircle);
    return circle != 0 && cluster.has(circle);
}

// The coeng itself is seen only where the font has no rule that turns the letter behind it into its foot.
bool has_bare_coeng(const Cluster& cluster) {
    if (cluster.text.find(khmer::kCoeng) == std::u32string_view::npos) return false;
    const uint32_t coeng = cluster.item.font.face->glyph_of(khmer::kCoeng);
    return coeng != 0 && cluster.has(coeng);
}

bool has_mark_at_origin(const Cluster& cluster) {
    for (const char32_t c : cluster.text) {
        if (!is_mark(c) || khmer::is_khmer(c)) continue;
        const uint32_t mark = cluster.item.font.face->glyph_of(c);
        for (size_t n = 1; n < cluster.glyphs.size(); ++n) {
            if (cluster.glyphs[n].glyph.id != mark || cluster.glyphs[n].moved) continue;
            const RectF ink = cluster.ink(n);
            for (size_t other = 0; other < n; ++other) {
                if (area(common(ink, cluster.ink(other))) > kCovered * area(ink)) return true;
            }
        }
    }
    return false;
}

const char* package_for(std::u32string_view text) {
    const bool ours = std::all_of(text.begin(), text.end(), [](char32_t c) {
        const Script script = script_of(c);
        return script == Script::kLatin || script == Script::kKhmer || is_ignorable(c) || is_mark(c);
    });
    if (ours) return "fonts-noto-core";
    const bool han = std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= 0x2E80 && c < 0xFB00; });
    return han ? "fonts-noto-cjk" : "fonts-noto-core";
}

}  // namespace

void add_fault(std::vector<ShapeFault>& faults, ShapeFault::Kind kind, const CodePoints& points, size_t from,
               size_t first, size_t last) {
    ShapeFault fault{kind, from + points.offsets[first], from + points.offsets[last], {}, ""};
    const std::u32string_view text(points.text.data() + first, last - first);
    for (const char32_t c : text) {
        if (!fault.code_points.empty()) fault.code_points += ' ';
        fault.code_points += fmt::format("U+{:04X}", static_cast<uint32_t>(c));
    }
    if (kind != ShapeFault::Kind::kDottedCircle) fault.package = package_for(text);
    const bool known = std::any_of(faults.begin(), faults.end(), [&](const ShapeFault& other) {
        return other.from < fault.until && fault.from < other.until;
    });
    if (!known) faults.push_back(std::move(fault));
}

void find_faults(const TextItem& item, const CodePoints& points, size_t from, std::span<const SetGlyph> glyphs,
                 std::vector<ShapeFault>& faults) {
    for (size_t begin = 0; begin < glyphs.size();) {
        size_t end = begin;
        while (end < glyphs.size() && glyphs[end].point == glyphs[begin].point) ++end;
        const size_t first = glyphs[begin].point;
        const size_t last = end < glyphs.size() ? glyphs[end].point : item.last;
        const Cluster cluster{item, std::u32string_view(points.text).substr(first, last - first),
                              glyphs.subspan(begin, end - begin)};
        if (cluster.has(0)) {
            add_fault(faults, ShapeFault::Kind::kMissingGlyph, points, from, first, last);
        } else if (has_dotted_circle(cluster)) {
            add_fault(faults, ShapeFault::Kind::kDottedCircle, points, from, first, last);
        } else if (has_bare_coeng(cluster) || has_mark_at_origin(cluster)) {
            add_fault(faults, ShapeFault::Kind::kMarkAtOrigin, points, from, first, last);
        }
        begin = end;
    }
}

void find_orphan_marks(const CodePoints& points, size_t from, std::vector<ShapeFault>& faults) {
    for (const LetterGroup& piece : letter_groups_of(points.text)) {
        const std::u32string_view text(points.text.data() + piece.first, piece.last - piece.first);
        if (!may_carry_marks(text.front()) && std::any_of(text.begin(), text.end(), is_khmer_mark)) {
            add_fault(faults, ShapeFault::Kind::kDottedCircle, points, from, piece.first, piece.last);
        }
    }
}

}  // namespace gatecast
