// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/layout/typesetter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "subtitles/breaks/wrap.h"
#include "subtitles/language.h"
#include "subtitles/shaping/font_face.h"

namespace gatecast {
namespace {

// Fonts aren't hinted: what was measured at one size holds for all.
constexpr double kMeasureEm = 256;
constexpr double kLineGapEm = 0.04;
// Ink may reach beyond its advance on either side.
constexpr double kOverhangEm = 0.08;
// More would lie scattered among what is kept of them: memory that a lane could not give back.
constexpr size_t kMostMeasured = 64;

/// The glyphs of a run that stand for bytes of `span`, added to `line`, which begins at `start`.
void cut_run(const GlyphRun& run, LineSpan span, double start, double scale, ShapedLine& line) {
    GlyphRun cut{run.face, run.em_px * scale, run.span, {}, {}};
    const auto outside = [&](const Glyph& glyph) { return glyph.cluster < span.from || glyph.cluster >= span.until; };
    cut.glyphs.reserve(run.glyphs.size() - static_cast<size_t>(std::ranges::count_if(run.glyphs, outside)));
    for (const Glyph& glyph : run.glyphs) {
        if (outside(glyph)) continue;
        cut.glyphs.push_back(
            {glyph.id, glyph.cluster, (glyph.x - start) * scale, glyph.y * scale, glyph.advance * scale});
        const RectF& box = run.face->outline(glyph.id).box;
        const Glyph& added = cut.glyphs.back();
        if (!box.empty()) line.ink = united(line.ink, placed(box, cut.em_px, added.x, added.y));
    }
    if (cut.glyphs.empty()) return;
    if (!run.underline.empty()) {
        const double right = cut.glyphs.back().x + cut.glyphs.back().advance;
        cut.underline = {cut.glyphs.front().x, run.underline.y0 * scale, right, run.underline.y1 * scale};
        line.ink = united(line.ink, cut.underline);
    }
    line.ascent_px = std::max(line.ascent_px, run.face->ascent() * cut.em_px);
    line.descent_px = std::max(line.descent_px, run.face->descent() * cut.em_px);
    line.runs.push_back(std::move(cut));
}

/// A stretch of a shaped text as a line of its own.
ShapedLine cut_line(const MeasuredText& text, LineSpan span, double scale) {
    ShapedLine line;
    for (const GlyphRun& run : text.whole.runs) cut_run(run, span, text.advances[span.from], scale, line);
    line.advance_px = (text.advances[span.until] - text.advances[span.from]) * scale;
    for (const ShapeFault& fault : text.whole.faults) {
        if (fault.from >= span.from && fault.from < span.until) line.faults.push_back(fault);
    }
    return line;
}

std::string written(const std::vector<TextSpan>& spans) {
    std::string text;
    for (const TextSpan& span : spans) {
        const Rgb colour = span.colour.value_or(Rgb{-1, -1, -1});
        text += fmt::format("{}-{}:{}{}{}:{},{},{};", span.from, span.until, span.bold, span.italic, span.underline,
                            colour.r, colour.g, colour.b);
    }
    return text;
}

std::vector<double> advances_of(const ShapedLine& line, size_t bytes) {
    std::vector<double> ends(bytes + 1, 0);
    for (const GlyphRun& run : line.runs) {
        for (const Glyph& glyph : run.glyphs) ends[glyph.cluster + 1] += glyph.advance;
    }
    for (size_t byte = 1; byte < ends.size(); ++byte) ends[byte] += ends[byte - 1];
    return ends;
}

/// The lines of a stretch, as spans of the whole text.
std::vector<LineSpan> lines_of(const MeasuredText& text, size_t from, size_t until, double width, int max_lines) {
    std::vector<Break> breaks;
    for (Break each : text.breaks) {
        if (each.offset <= from || each.offset >= until) continue;
        each.offset -= from;
        breaks.push_back(each);
    }
    const auto width_of = [&](size_t a, size_t b) { return text.advances[from + b] - text.advances[from + a]; };
    const Wrapped wrapped =
        wrap(std::string_view(text.text).substr(from, until - from), breaks, width_of, {width, max_lines, true});
    std::vector<LineSpan> lines;
    for (const LineSpan& line : wrapped.lines) lines.push_back({line.from + from, line.until + from});
    return lines;
}

/// What is left of the width for the advance of a line.
double line_width(const Typesetter::Wish& wish, const Paint& paint) {
    const PaintMargin margin = paint_margin(paint, wish.em_px);
    return wish.width - margin.before - margin.behind - 2 * kOverhangEm * wish.em_px;
}

void stack_lines(Block& block, const Paint& paint, double least_pitch) {
    const PaintMargin margin = paint_margin(paint, block.em_px);
    double baseline = 0;
    for (size_t i = 0; i < block.lines.size(); ++i) {
        const ShapedLine& line = block.lines[i];
        if (i > 0) {
            baseline += std::ceil(std::max(least_pitch, line_pitch(block.lines[i - 1], line, paint, block.em_px)));
        }
        block.baselines.push_back(static_cast<int>(baseline));
        // A line's ink may reach further than that of the outer lines.
        block.above = std::max(block.above, margin.before - line.ink.y0 - baseline);
        block.width = std::max(block.width, std::max(line.ink.x1, line.advance_px) - std::min(line.ink.x0, 0.0) +
                                                margin.before + margin.behind);
    }
    for (size_t i = 0; i < block.lines.size(); ++i) {
        block.below = std::max(block.below, block.lines[i].ink.y1 + margin.behind + block.baselines[i] - baseline);
    }
}

}  // namespace

PaintMargin paint_margin(const Paint& paint, double em_px) {
    const double outline = paint.outline_em > 0 ? std::max(kMinOutlinePx, paint.outline_em * em_px) : 0;
    const double box = paint.box ? paint.box_padding_em * em_px : 0;
    const double shadow = paint.shadow_em > 0 ? std::max(1.0, std::round(paint.shadow_em * em_px)) : 0;
    // One more for the pixel that an edge falls into.
    return {outline + box + 1, outline + std::max(box, shadow) + 1, outline};
}

double line_pitch(const ShapedLine& upper, const ShapedLine& lower, const Paint& paint, double em_px) {
    const double font = upper.descent_px + lower.ascent_px;
    const double outline = paint_margin(paint, em_px).outline;
    const double ink = upper.ink.y1 - lower.ink.y0 + 2 * outline + kLineGapEm * em_px;
    return std::max(font, ink);
}

const char* tall_letters(std::string_view language) {
    return script_of_language(language) == Script::kKhmer ? "ស្ត្រី ខ្ញុំ ប៊ិ ព្រឹក្ស ជ្រៀង" : "ẬỔẮÂgjpyQ";
}

void check_fonts(const Style& style, FontSet& fonts) {
    for (const std::string& family : style.fonts) {
        if (fonts.find({family, style.bold, false}) != nullptr || fonts.find({family, false, false}) != nullptr)
            continue;
        const std::string package = package_of_family(family);
        throw Error(package.empty() ? message("Style {}: the font \"{}\" is not installed.", style.name, family)
                                    : message("Style {}: the font \"{}\" is not installed. Install the package {}.",
                                              style.name, family, package));
    }
}

Typesetter::Typesetter(FontSet& fonts, const Style& style) : shaper_(fonts), style_(style) {}

TextLook Typesetter::look() const {
    return {kMeasureEm, style_.khmer_to_latin, style_.bold, style_.fonts};
}

const MeasuredText& Typesetter::measure(const std::string& text, const std::string& language,
                                        const std::vector<TextSpan>& spans) {
    const auto [place, fresh] = measured_.try_emplace({language, text, written(spans)});
    MeasuredText& measured = place->second;
    if (!fresh) return measured;
    measured.text = text;
    measured.language = language;
    measured.breaks = breaker_.find(text, language);
    const std::string drawn = newlines_joined(text);
    measured.whole = shaper_.shape(drawn, 0, drawn.size(), language, spans, look());
    measured.advances = advances_of(measured.whole, text.size());
    return measured;
}

bool Typesetter::fits(const MeasuredText& text, size_t from, size_t until, const Wish& wish, const Paint& paint) const {
    const double width = line_width(wish, paint) * kMeasureEm / wish.em_px;
    if (text.advances[until] - text.advances[from] > width * wish.max_lines) return false;
    const std::vector<LineSpan> lines = lines_of(text, from, until, width, wish.max_lines);
    return lines.size() <= static_cast<size_t>(wish.max_lines) && std::ranges::all_of(lines, [&](const LineSpan& line) {
               return text.advances[line.until] - text.advances[line.from] <= width;
           });
}

BlockRef Typesetter::set(const MeasuredText& text, size_t from, size_t until, const Wish& wish, const Paint& paint) {
    BlockRef& known =
        blocks_[{&text, from, until, wish.em_px, wish.width, wish.max_lines, paint_margin(paint, wish.em_px)}];
    if (known) return known;
    const double scale = wish.em_px / kMeasureEm;
    double width = line_width(wish, paint);
    auto block = std::make_shared<Block>();
    // Ink that reaches far beyond its advance is rare: then the lines are made again, narrower by that much.
    for (int attempt = 0; attempt < 2; ++attempt) {
        *block = Block{};
        block->em_px = wish.em_px;
        for (const LineSpan& line : lines_of(text, from, until, width / scale, wish.max_lines)) {
            block->lines.push_back(cut_line(text, line, scale));
            block->texts.push_back(newlines_joined(text.text).substr(line.from, line.until - line.from));
            std::erase(block->texts.back(), '\n');
        }
        stack_lines(*block, paint, wish.least_pitch);
        block->fits = block->width <= wish.width;
        if (block->fits) break;
        width -= block->width - wish.width;
    }
    known = std::move(block);
    return known;
}

void Typesetter::forget() {
    if (measured_.size() <= kMostMeasured) return;
    measured_.clear();
    blocks_.clear();
}

}  // namespace gatecast
