// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/overlay.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "filters/blend.h"

namespace gatecast {
namespace {

// Gaps of transparent samples shorter than this are blended through: a call costs as much as 50 to 100 samples.
constexpr int kJoinGap = 64;

// One colour component as a sum over premultiplied samples, in units of 1 / (255 * 2^kShift).
constexpr int kShift = 20;
struct Row {
    int64_t red, green, blue, alpha;
};

int64_t fixed(double value) {
    return std::llround(value * (1 << kShift));
}

std::array<Row, 3> display_rows() {
    const auto zero = to_ycbcr({0, 0, 0}, kDisplayColour);
    const auto red = to_ycbcr({1, 0, 0}, kDisplayColour);
    const auto green = to_ycbcr({0, 1, 0}, kDisplayColour);
    const auto blue = to_ycbcr({0, 0, 1}, kDisplayColour);
    std::array<Row, 3> rows{};
    for (size_t i = 0; i < 3; ++i) {
        rows[i] = {fixed((red[i] - zero[i]) / 255), fixed((green[i] - zero[i]) / 255), fixed((blue[i] - zero[i]) / 255),
                   fixed(zero[i] / 255)};
    }
    return rows;
}

// Premultiplied colour times 255, alpha as it is; sums of up to four pixels fit easily.
struct Sum {
    int64_t red = 0, green = 0, blue = 0, alpha = 0;
};

void add_pixel(Sum& sum, const uint8_t* bgra, bool premultiplied) {
    const int64_t alpha = bgra[3];
    const auto channel = [&](int value) {
        return premultiplied ? std::min<int64_t>(value, alpha) * 255 : value * alpha;
    };
    sum.blue += channel(bgra[0]);
    sum.green += channel(bgra[1]);
    sum.red += channel(bgra[2]);
    sum.alpha += alpha;
}

uint8_t component(const Sum& sum, const Row& row, int pixels) {
    const int64_t unit = int64_t{255} * pixels << kShift;
    const int64_t value = row.red * sum.red + row.green * sum.green + row.blue * sum.blue + row.alpha * sum.alpha * 255;
    return static_cast<uint8_t>(std::clamp<int64_t>((value + unit / 2) / unit, 0, 255));
}

const uint8_t* pixel_at(const BgraView& pixels, int x, int y) {
    return pixels.data + pixels.stride_bytes * y + ptrdiff_t{4} * x;
}

void convert_luma(const BgraView& pixels, const Row& row, Overlay& overlay) {
    const Plane colour = overlay.colour.view().planes[0];
    const Plane alpha = overlay.alpha.view().planes[0];
    for (int y = 0; y < pixels.size.height; ++y) {
        for (int x = 0; x < pixels.size.width; ++x) {
            const uint8_t* bgra = pixel_at(pixels, x, y);
            if (bgra[3] == 0) continue;
            Sum sum;
            add_pixel(sum, bgra, pixels.premultiplied);
            colour.row(y)[x] = component(sum, row, 1);
            alpha.row(y)[x] = bgra[3];
        }
    }
}

void convert_chroma(const BgraView& pixels, const std::array<Row, 3>& rows, Overlay& overlay) {
    const PixelFormat format = overlay.colour.format();
    const Size chroma = plane_size(overlay.area.size(), format, 1);
    const int block_width = 1 << format.shift_x(1);
    const int block_height = 1 << format.shift_y(1);
    const ImageView colour = overlay.colour.view();
    const Plane alpha = overlay.chroma_alpha.view().planes[0];
    const int block_pixels = block_width * block_height;
    for (int y = 0; y < chroma.height; ++y) {
        for (int x = 0; x < chroma.width; ++x) {
            Sum sum;
            for (int by = y * block_height; by < std::min((y + 1) * block_height, pixels.size.height); ++by) {
                for (int bx = x * block_width; bx < std::min((x + 1) * block_width, pixels.size.width); ++bx) {
                    add_pixel(sum, pixel_at(pixels, bx, by), pixels.premultiplied);
                }
            }
            if (sum.alpha == 0) continue;
            colour.planes[1].row(y)[x] = component(sum, rows[1], block_pixels);
            colour.planes[2].row(y)[x] = component(sum, rows[2], block_pixels);
            alpha.row(y)[x] = static_cast<uint8_t>((sum.alpha + block_pixels / 2) / block_pixels);
        }
    }
}

// Zero outside what is drawn: blending it changes nothing.
Overlay blank_overlay(const Rect& area, Chroma chroma, uint64_t change_id) {
    Overlay overlay;
    overlay.area = area;
    overlay.chroma = chroma;
    overlay.change_id = change_id;
    overlay.colour = Image(area.size(), {chroma, 8});
    const Size chroma_size = plane_size(area.size(), {chroma, 8}, 1);
    overlay.alpha = Image(area.size(), {Chroma::kGrey, 8});
    overlay.chroma_alpha = Image(chroma_size, {Chroma::kGrey, 8});
    fill(overlay.colour.view(), {0, 0, 0});
    fill(overlay.alpha.view(), {0, 0, 0});
    fill(overlay.chroma_alpha.view(), {0, 0, 0});
    return overlay;
}

int even_up(int value) {
    return (value + 1) & ~1;
}

// The spans of one row; columns start on multiples of `step`, of which the width is one too.
void append_spans(const uint8_t* alpha, int width, int y, int step, std::vector<InkSpan>& ink) {
    const auto first = ink.size();
    for (int x = 0; x < width; x += step) {
        if (std::all_of(alpha + x, alpha + x + step, [](uint8_t a) { return a == 0; })) continue;
        if (ink.size() > first && x - ink.back().x1 < kJoinGap) {
            ink.back().x1 = x + step;
        } else {
            ink.push_back({y, x, x + step});
        }
    }
}

bool all_opaque(const ConstImageView& alpha) {
    for (int y = 0; y < alpha.size.height; ++y) {
        const uint8_t* row = alpha.planes[0].row(y);
        if (!std::all_of(row, row + alpha.size.width, [](uint8_t a) { return a == 255; })) return false;
    }
    return true;
}

}  // namespace

void find_ink(Overlay& overlay) {
    const ConstImageView alpha = std::as_const(overlay.alpha).view();
    const ConstImageView chroma_alpha = std::as_const(overlay.chroma_alpha).view();
    overlay.ink.clear();
    overlay.chroma_ink.clear();
    for (int y = 0; y < alpha.size.height; ++y) {
        append_spans(alpha.planes[0].row(y), alpha.size.width, y, 2, overlay.ink);
    }
    for (int y = 0; y < chroma_alpha.size.height; ++y) {
        append_spans(chroma_alpha.planes[0].row(y), chroma_alpha.size.width, y, 1, overlay.chroma_ink);
    }
    overlay.opaque = all_opaque(alpha) && all_opaque(chroma_alpha);
}

Overlay make_overlay(const BgraView& pixels, int x, int y, Chroma chroma, uint64_t change_id) {
    const Rect area{x & ~1, y & ~1, even_up(pixels.size.width), even_up(pixels.size.height)};
    Overlay overlay = blank_overlay(area, chroma, change_id);
    const std::array<Row, 3> rows = display_rows();
    convert_luma(pixels, rows[0], overlay);
    convert_chroma(pixels, rows, overlay);
    find_ink(overlay);
    return overlay;
}

namespace {

// One plane through 1-2-1; `margin` rows of nothing above and below the source.
void soften_plane(const ConstPlane& from, Size size, const Plane& to, int margin) {
    const std::vector<uint8_t> nothing(static_cast<size_t>(size.width), 0);
    const auto row = [&](int y) { return y >= 0 && y < size.height ? from.row(y) : nothing.data(); };
    const Kernels& kernels = fast_kernels();
    for (int y = -margin; y < size.height + margin; ++y) {
        kernels.smooth(to.row(y + margin), row(y - 1), row(y), row(y + 1), size.width);
    }
}

}  // namespace

Overlay soften_for_fields(const Overlay& overlay, uint64_t change_id) {
    const PixelFormat format = overlay.colour.format();
    constexpr int kMargin = 2;  // one would do, but areas start on even lines
    Overlay soft =
        blank_overlay({overlay.area.x, overlay.area.y - kMargin, overlay.area.width, overlay.area.height + 2 * kMargin},
                      overlay.chroma, change_id);
    const ConstImageView colour = overlay.colour.view();
    for (int p = 0; p < format.planes(); ++p) {
        const auto i = static_cast<size_t>(p);
        soften_plane(colour.planes[i], plane_size(colour.size, format, p), soft.colour.view().planes[i],
                     kMargin >> format.shift_y(p));
    }
    soften_plane(overlay.alpha.view().planes[0], overlay.alpha.size(), soft.alpha.view().planes[0], kMargin);
    soften_plane(overlay.chroma_alpha.view().planes[0], overlay.chroma_alpha.size(), soft.chroma_alpha.view().planes[0],
                 kMargin >> format.shift_y(1));
    find_ink(soft);
    return soft;
}

}  // namespace gatecast
