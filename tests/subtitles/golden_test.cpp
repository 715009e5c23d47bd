// SPDX-License-Identifier: GPL-3.0-or-later
// The strings of tests/golden/subtitles/strings.tsv, drawn on grey, against the pictures beside them.
// GATECAST_UPDATE_GOLDEN=1 writes the pictures anew: look at them, and at their difference in the commit.
#include <cairo.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "filters/blend.h"
#include "subtitles/normalise.h"
#include "tests/subtitles/drawn_text.h"

namespace gatecast {
namespace {

// Versions of Cairo and HarfBuzz may round an edge otherwise; a mark that moved by a pixel is neither.
constexpr double kMostMean = 0.6;
constexpr int kMost = 64;
constexpr int kGrey = 126;
constexpr int kMargin = 6;

struct Golden {
    std::string name, language, style, text;
    std::vector<std::string> families;
    double em_px = 0;
};

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts{""};
    for (const char c : text) {
        if (c == at) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

std::vector<Golden> goldens() {
    std::vector<Golden> all;
    std::ifstream file(GATECAST_GOLDEN "/strings.tsv");
    for (std::string line; std::getline(file, line);) {
        const std::vector<std::string> cells = split(line, '\t');
        if (line.starts_with('#') || cells.size() != 6) continue;
        all.push_back({cells[0], cells[1], cells[3], cells[5], split(cells[2], ';'), std::stod(cells[4])});
    }
    return all;
}

Paint paint_of(const std::string& style) {
    Paint paint;
    if (style == "yellow") paint.fill = {1, 0.9, 0.1};
    if (style == "box") paint.box = Rgb{0, 0, 0};
    if (style == "shadow") paint.shadow_em = 0.06;
    if (style == "plain") paint.outline_em = 0;
    if (style == "black") paint.fill = {0, 0, 0}, paint.outline = {1, 1, 1};
    return paint;
}

std::vector<TextSpan> spans_of(const Golden& golden, const std::string& text) {
    TextSpan span{0, text.size(), false, false, false, std::nullopt};
    span.italic = golden.style.ends_with("italic");
    span.underline = golden.style == "underline";
    if (golden.style == "colour") {
        span.until = text.find(' ');
        span.colour = Rgb{1, 0, 0};
    }
    return {span};
}

// Luma of the overlay on grey.
struct Picture8 {
    Size size;
    std::vector<uint8_t> luma;
};

Picture8 draw(const Golden& golden) {
    FontSet fonts;
    TextLook look;
    look.families = golden.families;
    look.latin_em_px = golden.em_px;
    look.bold = golden.style.starts_with("bold");
    const std::string text = normalised(golden.text, golden.language);
    PlacedLine line = placed_line(fonts, text, golden.language, look, 0, 0, spans_of(golden, text));
    const Paint paint = paint_of(golden.style);
    const Rect area = painted_area({line}, paint);
    line.x = kMargin - area.x;
    line.baseline = kMargin - area.y;
    const auto even = [](int v) { return (v + 1) & ~1; };
    Picture8 picture{{even(area.width + 2 * kMargin), even(area.height + 2 * kMargin)}, {}};
    const auto width = static_cast<size_t>(picture.size.width);
    picture.luma.assign(width * static_cast<size_t>(picture.size.height), kGrey);
    const OverlayRef overlay = draw_lines({line}, paint, picture.size, Chroma::k420, 1);
    for (const InkSpan& span : overlay->ink) {
        const auto at =
            static_cast<size_t>(overlay->area.y + span.y) * width + static_cast<size_t>(overlay->area.x + span.x0);
        scalar_kernels().over(&picture.luma[at], overlay->colour.view().planes[0].row(span.y) + span.x0,
                              overlay->alpha.view().planes[0].row(span.y) + span.x0, span.x1 - span.x0);
    }
    return picture;
}

void write_png(const std::string& file, const Picture8& picture) {
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, picture.size.width, picture.size.height);
    for (int y = 0; y < picture.size.height; ++y) {
        std::copy_n(&picture.luma[static_cast<size_t>(y * picture.size.width)], picture.size.width,
                    cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface));
    }
    cairo_surface_mark_dirty(surface);
    EXPECT_EQ(cairo_surface_write_to_png(surface, file.c_str()), CAIRO_STATUS_SUCCESS) << file;
    cairo_surface_destroy(surface);
}

Picture8 read_png(const std::string& file) {
    cairo_surface_t* surface = cairo_image_surface_create_from_png(file.c_str());
    Picture8 picture;
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        picture.size = {cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface)};
        const int bytes = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_A8 ? 1 : 4;
        for (int y = 0; y < picture.size.height; ++y) {
            const uint8_t* row = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
            for (int x = 0; x < picture.size.width; ++x) picture.luma.push_back(row[x * bytes]);
        }
    }
    cairo_surface_destroy(surface);
    return picture;
}

class GoldenText : public testing::TestWithParam<Golden> {};

TEST_P(GoldenText, LooksAsItDid) {
    const std::string file = GATECAST_GOLDEN "/" + GetParam().name + ".png";
    const Picture8 now = draw(GetParam());
    if (std::getenv("GATECAST_UPDATE_GOLDEN")) {
        write_png(file, now);
        return;
    }
    const Picture8 then = read_png(file);
    int64_t sum = 0;
    int most = 0;
    if (now.size == then.size) {
        for (size_t i = 0; i < now.luma.size(); ++i) {
            const int difference = std::abs(now.luma[i] - then.luma[i]);
            sum += difference;
            most = std::max(most, difference);
        }
    }
    const double mean = static_cast<double>(sum) / static_cast<double>(now.luma.size());
    if (now.size == then.size && mean <= kMostMean && most <= kMost) return;
    const std::string actual = testing::TempDir() + "gatecast-" + GetParam().name + ".png";
    write_png(actual, now);
    ADD_FAILURE() << file << ": " << then.size.width << "x" << then.size.height << " then, " << now.size.width << "x"
                  << now.size.height << " now; mean difference " << mean << ", most " << most << ". Now: " << actual;
}

INSTANTIATE_TEST_SUITE_P(Strings, GoldenText, testing::ValuesIn(goldens()), [](const auto& info) {
    std::string name = info.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(GoldenStrings, ThereAreSixtyOfThem) {
    EXPECT_GE(goldens().size(), 60U);
}

}  // namespace
}  // namespace gatecast
