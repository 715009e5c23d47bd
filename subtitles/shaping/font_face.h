// SPDX-License-Identifier: GPL-3.0-or-later
// One font file, opened: its character map, its measures in shares of the em, its outlines, and HarfBuzz' view of it.
// Nothing is hinted: a size is a scale. Used by shaping and drawing; keeps what it read, so one thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "subtitles/shaping/rect_f.h"

struct hb_blob_t;
struct hb_font_t;

namespace gatecast {

/// A pen's way round a glyph, in shares of the em, y downwards.
struct OutlineStep {
    enum class Kind : uint8_t { kMove, kLine, kCurve, kClose } kind = Kind::kMove;
    std::array<float, 6> points{};  // x, y of: the end; or two handles and the end
};
struct GlyphOutline {
    std::vector<OutlineStep> steps;
    RectF box;  // of the ink itself, not of its handles
};

class FontFace {
public:
    /// `index` as fontconfig counts: the face of a collection, its upper half a named instance. Null: not a font.
    [[nodiscard]] static std::unique_ptr<FontFace> open(const std::filesystem::path& file, unsigned index);
    ~FontFace();
    FontFace(const FontFace&) = delete;
    FontFace& operator=(const FontFace&) = delete;

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }
    [[nodiscard]] std::string_view bytes() const;  // of the whole file
    /// Scaled to units_per_em(): positions come in font units.
    [[nodiscard]] hb_font_t* shaping() const { return font_; }
    [[nodiscard]] double units_per_em() const { return units_per_em_; }

    /// 0: none.
    [[nodiscard]] uint32_t glyph_of(char32_t c) const;
    /// By a glyph of its own, or by the glyphs of its canonical parts.
    [[nodiscard]] bool covers(char32_t c) const;
    [[nodiscard]] const GlyphOutline& outline(uint32_t glyph) const;

    // Shares of the em; 0 where the font has no such letter.
    [[nodiscard]] double ka_height() const { return ka_height_; }
    [[nodiscard]] double x_height() const { return x_height_; }
    [[nodiscard]] double ascent() const { return ascent_; }
    [[nodiscard]] double descent() const { return descent_; }

private:
    FontFace(std::filesystem::path file, hb_blob_t* blob, hb_font_t* font);
    void measure();

    std::filesystem::path file_;
    hb_blob_t* blob_;
    hb_font_t* font_;
    double units_per_em_ = 1000;
    double ka_height_ = 0, x_height_ = 0, ascent_ = 0, descent_ = 0;
    mutable std::unordered_map<uint32_t, GlyphOutline> outlines_;
};

}  // namespace gatecast
