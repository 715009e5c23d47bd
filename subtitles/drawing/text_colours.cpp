// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/drawing/text_colours.h"

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

// Pixels looked at together: most rows are mostly empty.
constexpr int kBlock = 8;

bool any(const uint8_t* bytes, int count) {
    return std::any_of(bytes, bytes + count, [](uint8_t byte) { return byte != 0; });
}

Coverage sum(const std::vector<TextMasks::Fill>& fills) {
    Coverage all = fills.front().coverage;
    for (size_t n = 1; n < fills.size(); ++n) {
        std::transform(all.bytes.begin(), all.bytes.end(), fills[n].coverage.bytes.begin(), all.bytes.begin(),
                       [](int a, int b) { return static_cast<uint8_t>(std::min(a + b, 255)); });
    }
    return all;
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
      outlined_(!masks.outline.bytes.empty()),
      opacity_256_(static_cast<uint32_t>(std::lround(std::clamp(paint.opacity, 0.0, 1.0) * 256))) {
    make_under(paint, to_components);
    make_fills(paint, to_components);
    if (masks.fills.size() > 1) all_fills_ = sum(masks.fills);
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
    const double box_share = std::clamp(paint.box_opacity, 0.0, 1.0);
    const double ground = paint.box ? mix(kUsualGround, brightness(*paint.box), box_share) : kUsualGround;
    for (const TextMasks::Fill& fill : masks_.fills) {
        Table& table = fills_.emplace_back();
        for (size_t n = 0; n < 256; ++n) {
            const double share = static_cast<double>(n) / 255;
            const Components mixed =
                to_components(outlined_ ? mix_text(paint.outline, fill.colour, share) : fill.colour);
            for (size_t c = 0; c < 3; ++c) table[n].components[c] = fixed(mixed[c]);
            const double alpha = outlined_ ? 1 : text_alpha(ground, brightness(fill.colour), share);
            table[n].alpha = static_cast<uint32_t>(std::lround(255 * alpha));
        }
    }
}

// The straight colour of outline and fills at a pixel that they cover, and how much of it they cover.
TextColours::Sample TextColours::text_at(const Lying& lying, size_t x) const {
    const uint32_t filled = lying.fills[x];
    const uint32_t covered = lying.text[x];
    const uint32_t share =
        !outlined_ || covered == 255 ? filled : std::min(255U, (filled * 255 + covered / 2) / covered);
    Sample sample = fills_.front()[share];
    if (fills_.size() > 1 && filled != 0) sample = mixed_fills(lying.y, x, share);
    if (outlined_) sample.alpha = covered;
    return sample;
}

// Where colours meet in a pixel, each by what it covers.
TextColours::Sample TextColours::mixed_fills(int y, size_t x, uint32_t share) const {
    uint32_t total = 0;
    for (const TextMasks::Fill& fill : masks_.fills) total += fill.coverage.row(y)[x];
    Sample mixed;
    for (size_t n = 0; n < fills_.size(); ++n) {
        const uint32_t weight = masks_.fills[n].coverage.row(y)[x];
        for (size_t c = 0; c < 3; ++c) mixed.components[c] += fills_[n][share].components[c] * weight / total;
        mixed.alpha += fills_[n][share].alpha * weight / total;
    }
    return mixed;
}

const TextColours::Sample& TextColours::under_at(const Lying& lying, int x) const {
    const bool in_box = lying.in_box && x >= box_.x && x < box_.right();
    return under_[in_box][lying.shadow && x >= shadow_px_ ? lying.shadow[x - shadow_px_] : 0];
}

void TextColours::lay_over(Sample& under, const Sample& text) {
    for (size_t c = 0; c < 3; ++c) {
        under.components[c] =
            share_of_255(text.components[c], text.alpha) + share_of_255(under.components[c], 255 - text.alpha);
    }
    under.alpha = text.alpha + share_of_255(under.alpha, 255 - text.alpha);
}

void TextColours::find_stretches(const Lying& lying, PaintedRow& row) const {
    const int width = masks_.area.width;
    for (int x0 = 0; x0 < width; x0 += kBlock) {
        const int x1 = std::min(x0 + kBlock, width);
        const bool boxed = lying.in_box && x1 > box_.x && x0 < box_.right();
        const int cast0 = std::max(0, x0 - shadow_px_), cast1 = std::max(0, x1 - shadow_px_);
        if (!boxed && !any(lying.text + x0, x1 - x0) && !(lying.shadow && any(lying.shadow + cast0, cast1 - cast0))) {
            continue;
        }
        if (!row.stretches.empty() && row.stretches.back().x1 == x0) {
            row.stretches.back().x1 = x1;
        } else {
            row.stretches.push_back({x0, x1});
        }
    }
}

void TextColours::paint_stretch(const Lying& lying, const PaintedRow::Stretch& stretch, PaintedRow& row) const {
    const bool plain = outlined_ && fills_.size() == 1;
    const Sample& nothing = under_[0][0];
    const bool bare = !lying.in_box && !lying.shadow;
    for (int x = stretch.x0; x < stretch.x1; ++x) {
        const auto i = static_cast<size_t>(x);
        const uint32_t covered = lying.text[i];
        Sample painted;
        if (covered == 255 && plain) {  // most of what is seen
            painted = fills_.front()[lying.fills[i]];
        } else {
            painted = bare ? nothing : under_at(lying, x);
            if (covered != 0) lay_over(painted, text_at(lying, i));
        }
        for (size_t c = 0; c < 3; ++c) row.components[c][i] = static_cast<uint16_t>(painted.components[c]);
        row.alpha[i] = static_cast<uint8_t>(painted.alpha);
    }
    if (opacity_256_ < 256) fade(stretch, row);
}

void TextColours::fade(const PaintedRow::Stretch& stretch, PaintedRow& row) const {
    for (auto x = static_cast<size_t>(stretch.x0); x < static_cast<size_t>(stretch.x1); ++x) {
        for (auto& component : row.components) component[x] = static_cast<uint16_t>(component[x] * opacity_256_ >> 8);
        row.alpha[x] = static_cast<uint8_t>((row.alpha[x] * opacity_256_ + 128) >> 8);
    }
}

void TextColours::paint_row(int y, PaintedRow& row) const {
    for (const PaintedRow::Stretch& old : row.stretches) {
        for (auto& component : row.components) std::fill(component.begin() + old.x0, component.begin() + old.x1, 0);
        std::fill(row.alpha.begin() + old.x0, row.alpha.begin() + old.x1, 0);
    }
    row.stretches.clear();
    const Coverage& fills = fills_.size() > 1 ? all_fills_ : masks_.fills.front().coverage;
    const Coverage& text = outlined_ ? masks_.outline : fills;
    const Lying lying{text.row(y), fills.row(y), shadow_px_ > 0 && y >= shadow_px_ ? text.row(y - shadow_px_) : nullptr,
                      y, y >= box_.y && y < box_.bottom()};
    find_stretches(lying, row);
    for (const PaintedRow::Stretch& stretch : row.stretches) paint_stretch(lying, stretch, row);
}

}  // namespace gatecast
