// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/shaping/shape.h"

#include <hb.h>

#include <algorithm>
#include <array>
#include <memory>

#include "subtitles/shaping/font_face.h"
#include "subtitles/shaping/itemise.h"
#include "subtitles/shaping/shape_faults.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

// Of the Latin em.
constexpr double kUnderlineDepth = 0.1;
constexpr double kUnderlineThickness = 0.055;
constexpr double kUnderlineGap = 0.04;  // below ink, which it must not cross

struct DestroyBuffer {
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};

hb_script_t script_of_item(const TextItem& item, std::u32string_view text) {
    if (item.script == Script::kKhmer) return HB_SCRIPT_KHMER;
    if (item.script != Script::kOther) return HB_SCRIPT_LATIN;
    hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default();
    for (size_t n = item.first; n < item.last; ++n) {
        const hb_script_t script = hb_unicode_script(unicode, text[n]);
        if (script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED) return script;
    }
    return HB_SCRIPT_LATIN;
}

// Joiners matter inside a Khmer syllable; everything else that isn't seen would only part what belongs together.
bool is_shaped(char32_t c) {
    return c == 0x200C || c == 0x200D || !is_ignorable(c);
}

// A text's pieces on their way to a line.
class LineShaper {
public:
    LineShaper(std::string_view text, size_t from, size_t until, std::string_view language,
               std::span<const TextSpan> spans, const FontChain& chain)
        : points_(code_points(text.substr(from, until - from))),
          from_(from),
          language_(language),
          chain_(chain),
          styles_(points_.text.size()) {
        for (size_t n = 0; n < styles_.size(); ++n) {
            const size_t byte = from_ + points_.offsets[n];
            const auto span = std::find_if(spans.begin(), spans.end(),
                                           [&](const TextSpan& s) { return byte >= s.from && byte < s.until; });
            if (span != spans.end()) styles_[n] = *span;
        }
    }

    ShapedLine shape() {
        find_orphan_marks(points_, from_, line_.faults);  // first: more to the point than what shaping makes of them
        for (const TextItem& item : itemise(points_.text, language_, styles_, chain_)) shape_item(item);
        underline();
        std::stable_sort(line_.faults.begin(), line_.faults.end(),
                         [](const ShapeFault& a, const ShapeFault& b) { return a.from < b.from; });
        return std::move(line_);
    }

private:
    void shape_item(const TextItem& item) {
        if (!item.font.face) {
            if (!is_shaped(points_.text[item.first]) && item.last == item.first + 1) return;
            add_fault(line_.faults, ShapeFault::Kind::kMissingGlyph, points_, from_, item.first, item.last);
            return;
        }
        const std::unique_ptr<hb_buffer_t, DestroyBuffer> buffer(hb_buffer_create());
        hb_buffer_set_content_type(buffer.get(), HB_BUFFER_CONTENT_TYPE_UNICODE);
        for (size_t n = item.first; n < item.last; ++n) {
            const char32_t c = points_.text[n] == '\t' ? U' ' : points_.text[n];
            if (is_shaped(c)) hb_buffer_add(buffer.get(), c, static_cast<unsigned>(n));
        }
        hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
        hb_buffer_set_script(buffer.get(), script_of_item(item, points_.text));
        hb_buffer_set_language(buffer.get(),
                               hb_language_from_string(language_.data(), static_cast<int>(language_.size())));
        const std::array<const char*, 2> shapers{"ot", nullptr};
        hb_shape_full(item.font.face->shaping(), buffer.get(), nullptr, 0, shapers.data());
        append(item, *buffer);
    }

    void append(const TextItem& item, hb_buffer_t& buffer) {
        unsigned count = 0;
        const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(&buffer, &count);
        const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(&buffer, nullptr);
        const double scale = item.font.em_px / item.font.face->units_per_em();
        std::vector<SetGlyph> set(count);
        for (unsigned i = 0; i < count; ++i) {
            const size_t n = infos[i].cluster;
            Glyph glyph{infos[i].codepoint, from_ + points_.offsets[n],
                        line_.advance_px + positions[i].x_offset * scale, -positions[i].y_offset * scale,
                        positions[i].x_advance * scale};
            line_.advance_px += glyph.advance;
            set[i] = {n, glyph, positions[i].x_offset != 0 || positions[i].y_offset != 0};
            const RectF& box = item.font.face->outline(glyph.id).box;
            if (!box.empty()) line_.ink = united(line_.ink, placed(box, item.font.em_px, glyph.x, glyph.y));
            run_for(item, styles_[n]).glyphs.push_back(glyph);
        }
        line_.ascent_px = std::max(line_.ascent_px, item.font.face->ascent() * item.font.em_px);
        line_.descent_px = std::max(line_.descent_px, item.font.face->descent() * item.font.em_px);
        find_faults(item, points_, from_, set, line_.faults);
    }

    GlyphRun& run_for(const TextItem& item, const TextSpan& style) {
        const bool joins = !line_.runs.empty() && line_.runs.back().face == item.font.face &&
                           line_.runs.back().em_px == item.font.em_px && line_.runs.back().span == style;
        if (!joins) line_.runs.push_back({item.font.face, item.font.em_px, style, {}, {}});
        return line_.runs.back();
    }

    // One height for all underlined runs of the line: under the feet of Khmer, and the dots that tell ạ from a.
    void underline() {
        const double em = chain_.latin_em_px();
        double top = kUnderlineDepth * em;
        for (const GlyphRun& run : line_.runs) {
            if (!run.span.underline) continue;
            for (const Glyph& glyph : run.glyphs) {
                const RectF& box = run.face->outline(glyph.id).box;
                top = std::max(top, glyph.y + box.y1 * run.em_px + kUnderlineGap * em);
            }
        }
        const double bottom = top + std::max(1.0, kUnderlineThickness * em);
        for (GlyphRun& run : line_.runs) {
            if (!run.span.underline || run.glyphs.empty()) continue;
            double left = run.glyphs.front().x, right = left;
            for (const Glyph& glyph : run.glyphs) right = std::max(right, glyph.x + glyph.advance);
            run.underline = {left, top, right, bottom};
            line_.ink = united(line_.ink, run.underline);
        }
    }

    CodePoints points_;
    size_t from_;
    std::string_view language_;
    const FontChain& chain_;
    std::vector<TextSpan> styles_;
    ShapedLine line_;
};

double measure(FontSet& fonts, const TextLook& look, double (FontFace::*height)() const) {
    for (const std::string& family : look.families) {
        for (const bool bold : {look.bold, false, true}) {
            const FontFace* face = fonts.find({family, bold, false});
            if (face && (face->*height)() > 0) return (face->*height)();
        }
    }
    return 0;
}

}  // namespace

ShapedLine Shaper::shape(std::string_view text, size_t from, size_t until, std::string_view language,
                         std::span<const TextSpan> spans, const TextLook& look) {
    const FontChain chain(fonts_, look);
    return LineShaper(text, from, until, language, spans, chain).shape();
}

std::vector<double> Shaper::advances(std::string_view text, std::string_view language, std::span<const TextSpan> spans,
                                     const TextLook& look) {
    const ShapedLine line = shape(text, 0, text.size(), language, spans, look);
    std::vector<double> ends(text.size() + 1, 0);
    for (const GlyphRun& run : line.runs) {
        for (const Glyph& glyph : run.glyphs) ends[glyph.cluster + 1] += glyph.advance;
    }
    // What stands inside a cluster is as far as the cluster's own end.
    for (size_t byte = 1; byte < ends.size(); ++byte) ends[byte] += ends[byte - 1];
    return ends;
}

double ka_height(FontSet& fonts, const TextLook& look) {
    return measure(fonts, look, &FontFace::ka_height);
}

double x_height(FontSet& fonts, const TextLook& look) {
    return measure(fonts, look, &FontFace::x_height);
}

}  // namespace gatecast
