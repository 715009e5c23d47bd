// SPDX-License-Identifier: GPL-3.0-or-later
// Every word of the list in every font, drawn by other means (FreeType and Cairo's own text), lies where our
// declared ink says, and looks as our drawing of it does.
#include <cairo-ft.h>
#include <cairo.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "subtitles/normalise.h"
#include "subtitles/shaping/font_face.h"
#include "tests/subtitles/drawn_text.h"
#include "tests/subtitles/words.h"

namespace gatecast {
namespace {

constexpr int kMargin = 40;

// Cairo's text of a FreeType face, unhinted.
class OtherDrawing {
public:
    explicit OtherDrawing(Size size)
        : surface_(cairo_image_surface_create(CAIRO_FORMAT_A8, size.width, size.height)), cr_(cairo_create(surface_)) {
        cairo_set_line_join(cr_, CAIRO_LINE_JOIN_ROUND);
    }
    ~OtherDrawing() {
        cairo_destroy(cr_);
        cairo_surface_destroy(surface_);
    }
    OtherDrawing(const OtherDrawing&) = delete;
    OtherDrawing& operator=(const OtherDrawing&) = delete;

    void draw(const PlacedLine& line, double outline_px) {
        for (const GlyphRun& run : line.line.runs) {
            cairo_font_face_t* face = face_of(run.face->file());
            cairo_set_font_face(cr_, face);
            cairo_set_font_size(cr_, run.em_px);
            cairo_font_options_t* options = cairo_font_options_create();
            cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
            cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
            cairo_set_font_options(cr_, options);
            cairo_font_options_destroy(options);
            for (const Glyph& glyph : run.glyphs) {
                const cairo_glyph_t one{glyph.id, line.x + glyph.x, line.baseline + glyph.y};
                cairo_glyph_path(cr_, &one, 1);
                cairo_set_line_width(cr_, 2 * outline_px);
                if (outline_px > 0) cairo_stroke_preserve(cr_);
                cairo_fill(cr_);
            }
        }
        cairo_surface_flush(surface_);
    }
    [[nodiscard]] int at(int x, int y) const {
        return cairo_image_surface_get_data(surface_)[y * cairo_image_surface_get_stride(surface_) + x];
    }

private:
    static cairo_font_face_t* face_of(const std::filesystem::path& file) {
        static std::map<std::filesystem::path, cairo_font_face_t*> faces;  // as long as the tests run
        static FT_Library library = nullptr;
        if (!library) FT_Init_FreeType(&library);
        cairo_font_face_t*& face = faces[file];
        FT_Face free = nullptr;
        if (!face && FT_New_Face(library, file.c_str(), 0, &free) == 0) {
            face = cairo_ft_font_face_create_for_ft_face(free, FT_LOAD_NO_HINTING);
        }
        return face;
    }

    cairo_surface_t* surface_;
    cairo_t* cr_;
};

struct Case {
    std::string family;
    bool bold;
    double em_px;
};

class Ink : public testing::TestWithParam<Case> {
protected:
    // Ink is what a viewer could see: a sample of a few hundredths is Cairo's rounding.
    static constexpr int kSeen = 6;

    void check(const std::string& text, const std::string& language) {
        TextLook look;
        look.latin_em_px = GetParam().em_px;
        look.bold = GetParam().bold;
        look.families = words::chain(GetParam().family);
        const PlacedLine line = lone_line(fonts_, normalised(text, language), language, look, kMargin);
        const Size canvas = canvas_for(line, kMargin);
        for (const double outline_em : {0.0, 0.08}) {
            Paint paint;
            paint.outline_em = outline_em;
            OtherDrawing other(canvas);
            other.draw(line, outline_em > 0 ? std::max(kMinOutlinePx, outline_em * look.latin_em_px) : 0);
            compare(text, other, line, paint, canvas);
        }
    }

    void compare(const std::string& text, const OtherDrawing& other, const PlacedLine& line, const Paint& paint,
                 Size canvas) {
        const Rect declared = painted_area({line}, paint);
        const DrawnRgba ours = draw_rgba({line}, paint, canvas);
        Rect seen{canvas.width, canvas.height, 0, 0};
        int64_t difference = 0, ink = 0;
        for (int y = 0; y < canvas.height; ++y) {
            for (int x = 0; x < canvas.width; ++x) {
                const int alpha = other.at(x, y);
                const bool inside = x >= declared.x && x < declared.right() && y >= declared.y && y < declared.bottom();
                if (alpha > kSeen) {
                    ASSERT_TRUE(inside) << text << ": ink at " << x << ", " << y;
                    seen = {std::min(seen.x, x), std::min(seen.y, y), std::max(seen.width, x + 1),
                            std::max(seen.height, y + 1)};
                }
                ink += alpha;
                if (inside && paint.outline_em > 0) difference += std::abs(alpha - alpha_at(ours, x, y));
            }
        }
        EXPECT_LE(seen.x - declared.x, 2) << text;
        EXPECT_LE(seen.y - declared.y, 2) << text;
        EXPECT_LE(declared.right() - seen.width, 2) << text;
        EXPECT_LE(declared.bottom() - seen.height, 2) << text;
        EXPECT_LT(difference * 100, ink * 6) << text << ": not the same drawing";  // steps of antialiasing differ
    }

    static int alpha_at(const DrawnRgba& drawn, int x, int y) {
        const auto row = static_cast<size_t>(y - drawn.area.y), column = static_cast<size_t>(x - drawn.area.x);
        return drawn.rgba[(row * static_cast<size_t>(drawn.area.width) + column) * 4 + 3];
    }

    FontSet fonts_;
};

TEST_P(Ink, OfEveryWordLiesInItsBox) {
    for (const char* word : words::kKhmer) check(word, "km");
    for (const char* word : words::kLatin) check(word, "vi");
}

std::vector<Case> cases() {
    std::vector<Case> all;
    for (const char* family : words::kKhmerFamilies) all.push_back({family, false, 48});
    all.push_back({"Noto Sans Khmer", true, 48});
    all.push_back({"Noto Serif Khmer", true, 48});
    all.push_back({"Noto Sans Khmer", false, 20});
    return all;
}

INSTANTIATE_TEST_SUITE_P(Fonts, Ink, testing::ValuesIn(cases()), [](const testing::TestParamInfo<Case>& info) {
    std::string name = info.param.family + (info.param.bold ? "Bold" : "") + std::to_string(int(info.param.em_px));
    std::erase(name, ' ');
    return name;
});

}  // namespace
}  // namespace gatecast
