// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/text_colours.h"

#include <algorithm>
#include <cmath>

namespace gatecast {
namespace {

// Light is mixed as light: a half covered pixel of a white stroke on black shows half its light, not half its code
// value, or thin strokes grow thinner. Dark strokes on a light ground would lose by that, so they are mixed as coded:
// whichever keeps more of the stroke.
constexpr double kDisplayGamma = 2.2;
// What text without outline or box lies on, about, when its edges are chosen.
constexpr double kUsualGround = 0.25;

double mix(double under, double over, double share) {
    return under + (over - under) * share;
}

double mix_light(double under, double over, double share) {
    return std::pow(mix(std::pow(under, kDisplayGamma), std::pow(over, kDisplayGamma), share), 1 / kDisplayGamma);
}

double brightness(const Rgb& colour) {
    return 0.2126 * colour.r + 0.7152 * colour.g + 0.0722 * colour.b;
}

Rgb mix_text(const Rgb& under, const Rgb& over, double share) {
    const auto mixed = brightness(over) > brightness(under) ? mix_light : mix;
    return {mixed(under.r, over.r, share), mixed(under.g, over.g, share), mixed(under.b, over.b, share)};
}

// The share of alpha that shows on `ground` what mix_text() would.
double text_alpha(double ground, double text, double share) {
    if (text <= ground) return share;
    return (mix_light(ground, text, share) - ground) / (text - ground);
}

uint32_t fixed(double code_value) {
    return static_cast<uint32_t>(std::lround(std::clamp(code_value, 0.0, 255.0) * 256));
}

uint32_t share_of_255(uint32_t value, uint32_t share) {
    return (value * share + 127) / 255;
}

}  // namespace

PaintedRow::PaintedRow(int width) : alpha(static_cast<size_t>(width)) {
    for (auto& component : components) component.resize(static_cast<size_t>(width));
}

TextColours::TextColours(const TextMasks& masks, const Paint& paint, const Rect& box, int shadow_px,
                         ToComponents to_components)
    : masks_(masks),
      box_{box.x - masks.area.x, box.y - masks.area.y, box.width, box.height},
      shadow_px_(shadow_px),
      opacity_256_(static_cast<uint32_t>(std::lround(std::clamp(paint.opacity, 0.0, 1.0) * 256))) {
    make_under(paint, to_components);
    make_fills(paint, to_components);
}

void TextColours::make_under(const Paint& paint, ToComponents to_components) {
    const Components shadow = to_components(paint.shadow);
    const Components box = to_components(paint.box.value_or(Rgb{}));
    for (size_t inside = 0; inside < 2; ++inside) {
        const double box_alpha = inside == 1 && paint.box ? std::clamp(paint.box_opacity, 0.0, 1.0) : 0;
        for (size_t n = 0; n < 256; ++n) {
            const double shadow_alpha = static_cast<double>(n) / 255 * std::clamp(paint.shadow_opacity, 0.0, 1.0);
            Sample& sample = under_[inside][n];
            for (size_t c = 0; c < 3; ++c) {
                sample.components[c] = fixed(shadow[c] * shadow_alpha + box[c] * box_alpha * (1 - shadow_alpha));
            }
            sample.alpha = static_cast<uint32_t>(std::lround(255 * (shadow_alpha + box_alpha * (1 - shadow_alpha))));
        }
    }
}

void TextColours::make_fills(const Paint& paint, ToComponents to_components) {
    const bool outlined = paint.outline_em > 0;
    const double box_share = std::clamp(paint.box_opacity, 0.0, 1.0);
    const double ground = paint.box ? mix(kUsualGround, brightness(*paint.box), box_share) : kUsualGround;
    for (const TextMasks::Fill& fill : masks_.fills) {
        Table& table = fills_.emplace_back();
        for (size_t n = 0; n < 256; ++n) {
            const double share = static_cast<double>(n) / 255;
            const Components mixed =
                to_components(outlined ? mix_text(paint.outline, fill.colour, share) : fill.colour);
            for (size_t c = 0; c < 3; ++c) table[n].components[c] = fixed(mixed[c]);
            const double alpha = outlined ? 1 : text_alpha(ground, brightness(fill.colour), share);
            table[n].alpha = static_cast<uint32_t>(std::lround(255 * alpha));
        }
    }
}

// The straight colour of outline and fills at a pixel, and how much of the pixel they cover.
TextColours::Sample TextColours::text_at(int x, int y, uint32_t& alpha) const {
    const auto column = static_cast<size_t>(x);
    const bool outlined = !masks_.outline.bytes.empty();
    uint32_t total = 0;
    for (const TextMasks::Fill& fill : masks_.fills) total += fill.coverage.row(y)[column];
    const uint32_t covered = outlined ? masks_.outline.row(y)[column] : std::min(total, 255U);
    alpha = covered;
    if (covered == 0) return {};
    const uint32_t share = outlined ? std::min(255U, (total * 255 + covered / 2) / covered) : covered;
    if (!outlined) alpha = fills_.front()[share].alpha;
    if (fills_.size() == 1 || total == 0) return fills_.front()[share];
    Sample mixed;
    for (size_t n = 0; n < fills_.size(); ++n) {
        const uint32_t weight = masks_.fills[n].coverage.row(y)[column] * 256U / total;
        for (size_t c = 0; c < 3; ++c) mixed.components[c] += fills_[n][share].components[c] * weight / 256;
    }
    return mixed;
}

void TextColours::paint_row(int y, PaintedRow& row) const {
    const bool in_box_rows = y >= box_.y && y < box_.bottom();
    const Coverage& cast = masks_.outline.bytes.empty() ? masks_.fills.front().coverage : masks_.outline;
    const uint8_t* shadow = shadow_px_ > 0 && y >= shadow_px_ ? cast.row(y - shadow_px_) : nullptr;
    for (int x = 0; x < masks_.area.width; ++x) {
        const bool in_box = in_box_rows && x >= box_.x && x < box_.right();
        const Sample& under = under_[in_box][shadow && x >= shadow_px_ ? shadow[x - shadow_px_] : 0];
        uint32_t covered = 0;
        const Sample text = text_at(x, y, covered);
        const auto i = static_cast<size_t>(x);
        for (size_t c = 0; c < 3; ++c) {
            const uint32_t value =
                share_of_255(text.components[c], covered) + share_of_255(under.components[c], 255 - covered);
            row.components[c][i] = static_cast<uint16_t>(value * opacity_256_ / 256);
        }
        const uint32_t alpha = covered + share_of_255(under.alpha, 255 - covered);
        row.alpha[i] = static_cast<uint8_t>((alpha * opacity_256_ + 128) / 256);
    }
}

}  // namespace gatecast
