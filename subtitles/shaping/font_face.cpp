// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/shaping/font_face.h"

#include <hb-ot.h>
#include <hb.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cmath>

namespace gatecast {
namespace {

// Where a cubic turns back between its ends, on one axis.
template <typename Visit>
void visit_turns(double p0, double p1, double p2, double p3, const Visit& visit) {
    const double a = p3 - 3 * p2 + 3 * p1 - p0;
    const double b = 2 * (p2 - 2 * p1 + p0);
    const double c = p1 - p0;
    const auto at = [&](double t) {
        if (!(t > 0 && t < 1)) return;
        const double s = 1 - t;
        visit(s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3);
    };
    if (std::abs(a) < 1e-12) {
        if (b != 0) at(-c / b);
        return;
    }
    const double root = b * b - 4 * a * c;
    if (root < 0) return;
    at((-b + std::sqrt(root)) / (2 * a));
    at((-b - std::sqrt(root)) / (2 * a));
}

// Collects what HarfBuzz tells of an outline.
class Pen {
public:
    Pen(GlyphOutline& outline, double units_per_em) : outline_(outline), scale_(1 / units_per_em) {}

    void move(float x, float y) { step(OutlineStep::Kind::kMove, {x, y}); }
    void line(float x, float y) {
        ink(here_x_, here_y_);
        step(OutlineStep::Kind::kLine, {x, y});
        ink(here_x_, here_y_);
    }
    void curve(float x1, float y1, float x2, float y2, float x3, float y3) {
        const double from_x = here_x_, from_y = here_y_;
        ink(from_x, from_y);
        step(OutlineStep::Kind::kCurve, {x1, y1, x2, y2, x3, y3});
        const auto& p = outline_.steps.back().points;
        ink(here_x_, here_y_);
        visit_turns(from_x, p[0], p[2], p[4], [&](double x) { ink(x, here_y_); });
        visit_turns(from_y, p[1], p[3], p[5], [&](double y) { ink(here_x_, y); });
    }
    void close() { outline_.steps.push_back({OutlineStep::Kind::kClose, {}}); }
    void finish() { outline_.box = any_ ? box_ : RectF{}; }

private:
    void step(OutlineStep::Kind kind, std::array<float, 6> points) {
        size_t last = kind == OutlineStep::Kind::kCurve ? 4 : 0;
        for (size_t i = 0; i <= last; i += 2) {
            points[i] = static_cast<float>(points[i] * scale_);
            points[i + 1] = static_cast<float>(-points[i + 1] * scale_);
        }
        here_x_ = points[last];
        here_y_ = points[last + 1];
        outline_.steps.push_back({kind, points});
    }
    void ink(double x, double y) {
        if (!any_) box_ = {x, y, x, y};
        any_ = true;
        box_ = {std::min(box_.x0, x), std::min(box_.y0, y), std::max(box_.x1, x), std::max(box_.y1, y)};
    }

    GlyphOutline& outline_;
    double scale_;
    double here_x_ = 0, here_y_ = 0;
    bool any_ = false;
    RectF box_;
};

struct DestroyDrawFuncs {
    void operator()(hb_draw_funcs_t* funcs) const { hb_draw_funcs_destroy(funcs); }
};

// Quadratic curves come as cubic ones: HarfBuzz turns them when it is given no function for them.
std::unique_ptr<hb_draw_funcs_t, DestroyDrawFuncs> pen_functions() {
    std::unique_ptr<hb_draw_funcs_t, DestroyDrawFuncs> funcs(hb_draw_funcs_create());
    hb_draw_funcs_set_move_to_func(
        funcs.get(),
        [](hb_draw_funcs_t*, void* pen, hb_draw_state_t*, float x, float y, void*) {
            static_cast<Pen*>(pen)->move(x, y);
        },
        nullptr, nullptr);
    hb_draw_funcs_set_line_to_func(
        funcs.get(),
        [](hb_draw_funcs_t*, void* pen, hb_draw_state_t*, float x, float y, void*) {
            static_cast<Pen*>(pen)->line(x, y);
        },
        nullptr, nullptr);
    hb_draw_funcs_set_cubic_to_func(
        funcs.get(),
        [](hb_draw_funcs_t*, void* pen, hb_draw_state_t*, float x1, float y1, float x2, float y2, float x3, float y3,
           void*) { static_cast<Pen*>(pen)->curve(x1, y1, x2, y2, x3, y3); },
        nullptr, nullptr);
    hb_draw_funcs_set_close_path_func(
        funcs.get(), [](hb_draw_funcs_t*, void* pen, hb_draw_state_t*, void*) { static_cast<Pen*>(pen)->close(); },
        nullptr, nullptr);
    return funcs;
}

}  // namespace

std::unique_ptr<FontFace> FontFace::open(const std::filesystem::path& file, unsigned index) {
    hb_blob_t* blob = hb_blob_create_from_file_or_fail(file.c_str());
    if (!blob) return nullptr;
    const unsigned number = index & 0xFFFF;
    hb_face_t* face = hb_face_create(blob, number);
    if (number >= hb_face_count(blob) || hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        hb_blob_destroy(blob);
        return nullptr;
    }
    hb_font_t* font = hb_font_create(face);
    if (index >> 16 != 0) hb_font_set_var_named_instance(font, (index >> 16) - 1);
    hb_face_destroy(face);  // the font keeps it
    return std::unique_ptr<FontFace>(new FontFace(file, blob, font));
}

FontFace::FontFace(std::filesystem::path file, hb_blob_t* blob, hb_font_t* font)
    : file_(std::move(file)), blob_(blob), font_(font), units_per_em_(hb_face_get_upem(hb_font_get_face(font))) {
    measure();
}

FontFace::~FontFace() {
    hb_font_destroy(font_);
    hb_blob_destroy(blob_);
}

void FontFace::measure() {
    const auto height_of = [this](char32_t c) {
        const uint32_t glyph = glyph_of(c);
        return glyph == 0 ? 0 : std::max(0.0, -outline(glyph).box.y0);
    };
    constexpr char32_t kKa = 0x1780;
    ka_height_ = height_of(kKa);
    x_height_ = height_of(U'x');
    hb_font_extents_t extents{};
    if (hb_font_get_h_extents(font_, &extents)) {
        ascent_ = extents.ascender / units_per_em_;
        descent_ = -extents.descender / units_per_em_;
    }
}

std::string_view FontFace::bytes() const {
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob_, &length);
    return {data, length};
}

uint32_t FontFace::glyph_of(char32_t c) const {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(font_, c, &glyph) ? glyph : 0;
}

bool FontFace::covers(char32_t c) const {
    if (glyph_of(c) != 0) return true;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString parts;
    if (U_FAILURE(status) || !nfd->getDecomposition(static_cast<UChar32>(c), parts)) return false;
    for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
        if (glyph_of(static_cast<char32_t>(parts.char32At(i))) == 0) return false;
    }
    return true;
}

const GlyphOutline& FontFace::outline(uint32_t glyph) const {
    const auto [place, fresh] = outlines_.try_emplace(glyph);
    if (fresh) {
        Pen pen(place->second, units_per_em_);
        hb_font_get_glyph_shape(font_, glyph, pen_functions().get(), &pen);
        pen.finish();
    }
    return place->second;
}

}  // namespace gatecast
