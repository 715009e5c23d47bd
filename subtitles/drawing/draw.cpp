// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/drawing/draw.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "subtitles/drawing/text_colours.h"
#include "subtitles/drawing/text_masks.h"
#include "subtitles/shaping/font_face.h"

namespace gatecast {
namespace {

// A pen stands on the next of its steps, so ink may lie half a step further.
constexpr double kRoundingPx = 0.5 / kPenSteps;

int shadow_px(const std::vector<PlacedLine>& lines, const Paint& paint) {
    double em = 0;
    for (const PlacedLine& line : lines) em = std::max(em, line.em_px);
    return paint.shadow_em <= 0 ? 0 : std::max(1, static_cast<int>(std::lround(paint.shadow_em * em)));
}

Rect whole_pixels(const RectF& r) {
    if (r.empty()) return {};
    const int x0 = static_cast<int>(std::floor(r.x0 - kRoundingPx)),
              y0 = static_cast<int>(std::floor(r.y0 - kRoundingPx));
    const int x1 = static_cast<int>(std::ceil(r.x1 + kRoundingPx)),
              y1 = static_cast<int>(std::ceil(r.y1 + kRoundingPx));
    return {x0, y0, x1 - x0, y1 - y0};
}

Rect united(const Rect& a, const Rect& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

// Fills and outlines of all lines.
RectF text_ink(const std::vector<PlacedLine>& lines, const Paint& paint) {
    RectF ink;
    for (const PlacedLine& line : lines) {
        if (line.line.ink.empty()) continue;
        ink = gatecast::united(ink, grown(placed(line.line.ink, 1, line.x, line.baseline), outline_px(line, paint)));
    }
    return ink;
}

// One box behind all lines: ragged ones a line are harder to read on.
Rect box_area(const std::vector<PlacedLine>& lines, const Paint& paint) {
    const RectF ink = text_ink(lines, paint);
    if (!paint.box || ink.empty()) return {};
    double em = 0;
    for (const PlacedLine& line : lines) em = std::max(em, line.em_px);
    return whole_pixels(grown(ink, paint.box_padding_em * em));
}

Rect even(const Rect& r) {
    const int x0 = r.x & ~1, y0 = r.y & ~1;
    return {x0, y0, (r.right() - x0 + 1) & ~1, (r.bottom() - y0 + 1) & ~1};
}

// Premultiplied rows, written as planes; chroma is the mean of its pixels.
class OverlayWriter {
public:
    OverlayWriter(const Rect& area, Chroma chroma, uint64_t change_id) {
        overlay_.area = area;
        overlay_.chroma = chroma;
        overlay_.change_id = change_id;
        overlay_.colour = Image(area.size(), {chroma, 8});
        overlay_.alpha = Image(area.size(), {Chroma::kGrey, 8});
        const Size chroma_size = plane_size(area.size(), {chroma, 8}, 1);
        overlay_.chroma_alpha = Image(chroma_size, {Chroma::kGrey, 8});
        for (Image* image : {&overlay_.colour, &overlay_.alpha, &overlay_.chroma_alpha}) fill(image->view(), {0, 0, 0});
        for (auto& sum : sums_) sum.resize(static_cast<size_t>(chroma_size.width));
        shift_x_ = overlay_.colour.format().shift_x(1);
        shift_y_ = overlay_.colour.format().shift_y(1);
    }

    void write(int y, const PaintedRow& row) {
        uint8_t* luma = overlay_.colour.view().planes[0].row(y);
        uint8_t* alpha = overlay_.alpha.view().planes[0].row(y);
        for (const PaintedRow::Stretch& stretch : row.stretches) {
            const auto x0 = static_cast<size_t>(stretch.x0), x1 = static_cast<size_t>(stretch.x1);
            for (size_t x = x0; x < x1; ++x) luma[x] = static_cast<uint8_t>((row.components[0][x] + 128) >> 8);
            std::copy(&row.alpha[x0], &row.alpha[x0] + (x1 - x0), alpha + x0);
            add(sums_[0], row.components[1].data(), x0, x1);
            add(sums_[1], row.components[2].data(), x0, x1);
            add(sums_[2], row.alpha.data(), x0, x1);
        }
        inked_ = inked_ || !row.stretches.empty();
        if (((y + 1) & ((1 << shift_y_) - 1)) == 0 && inked_) write_chroma(y >> shift_y_);
    }

    OverlayRef finish() {
        find_ink(overlay_);
        return std::make_shared<const Overlay>(std::move(overlay_));
    }

private:
    // Stretches and the row itself end on even columns.
    template <typename Value>
    void add(std::vector<uint32_t>& sums, const Value* values, size_t x0, size_t x1) const {
        if (shift_x_ == 0) {
            for (size_t x = x0; x < x1; ++x) sums[x] += values[x];
        } else {
            for (size_t x = x0 / 2; x < x1 / 2; ++x)
                sums[x] += static_cast<uint32_t>(values[2 * x] + values[2 * x + 1]);
        }
    }

    void write_chroma(int y) {
        const int shift = shift_x_ + shift_y_;
        const uint32_t half = (256U << shift) / 2;
        uint8_t* cb = overlay_.colour.view().planes[1].row(y);
        uint8_t* cr = overlay_.colour.view().planes[2].row(y);
        uint8_t* alpha = overlay_.chroma_alpha.view().planes[0].row(y);
        for (size_t x = 0; x < sums_[0].size(); ++x) {
            cb[x] = static_cast<uint8_t>((sums_[0][x] + half) >> (8 + shift));
            cr[x] = static_cast<uint8_t>((sums_[1][x] + half) >> (8 + shift));
            alpha[x] = static_cast<uint8_t>((sums_[2][x] + (1U << shift) / 2) >> shift);
        }
        for (auto& sum : sums_) std::fill(sum.begin(), sum.end(), 0);
        inked_ = false;
    }

    Overlay overlay_;
    int shift_x_ = 0, shift_y_ = 0;
    std::array<std::vector<uint32_t>, 3> sums_;  // Cb, Cr, alpha of the chroma row so far
    bool inked_ = false;                         // there is something in them
};

}  // namespace

Rect painted_area(const std::vector<PlacedLine>& lines, const Paint& paint) {
    const Rect text = whole_pixels(text_ink(lines, paint));
    if (text.empty()) return {};
    const int shadow = shadow_px(lines, paint);
    const Rect cast{text.x + shadow, text.y + shadow, text.width, text.height};
    return united(united(text, cast), box_area(lines, paint));
}

OverlayRef draw_lines(const std::vector<PlacedLine>& lines, const Paint& paint, Size canvas, Chroma chroma,
                      uint64_t change_id) {
    const Rect painted = intersection(painted_area(lines, paint), area_of(canvas));
    if (painted.empty()) return nullptr;
    const Rect area = even(painted);
    const TextMasks masks = draw_masks(lines, paint, area);
    if (masks.fills.empty()) return nullptr;
    const TextColours colours(masks, paint, box_area(lines, paint), shadow_px(lines, paint),
                              [](const Rgb& colour) { return to_ycbcr(colour, kDisplayColour); });
    OverlayWriter writer(area, chroma, change_id);
    PaintedRow row(area.width);
    for (int y = 0; y < area.height; ++y) {
        colours.paint_row(y, row);
        writer.write(y, row);
    }
    return writer.finish();
}

DrawnRgba draw_rgba(const std::vector<PlacedLine>& lines, const Paint& paint, Size canvas) {
    DrawnRgba drawn;
    drawn.area = intersection(painted_area(lines, paint), area_of(canvas));
    if (drawn.area.empty()) return drawn;
    const TextMasks masks = draw_masks(lines, paint, drawn.area);
    if (masks.fills.empty()) return {};
    const TextColours colours(masks, paint, box_area(lines, paint), shadow_px(lines, paint), [](const Rgb& c) {
        return Components{c.r * 255, c.g * 255, c.b * 255};
    });
    PaintedRow row(drawn.area.width);
    drawn.rgba.reserve(static_cast<size_t>(drawn.area.width) * static_cast<size_t>(drawn.area.height) * 4);
    for (int y = 0; y < drawn.area.height; ++y) {
        colours.paint_row(y, row);
        for (size_t x = 0; x < row.alpha.size(); ++x) {
            const unsigned alpha = row.alpha[x];
            for (const auto& component : row.components) {
                const unsigned straight = alpha == 0 ? 0 : (component[x] * 255U + alpha * 128) / (alpha * 256);
                drawn.rgba.push_back(static_cast<uint8_t>(std::min(straight, 255U)));
            }
            drawn.rgba.push_back(static_cast<uint8_t>(alpha));
        }
    }
    return drawn;
}

}  // namespace gatecast
