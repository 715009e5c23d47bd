// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/lettering/lettering.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "subtitles/layout/legibility.h"
#include "subtitles/layout/typesetter.h"
#include "subtitles/normalise.h"

namespace gatecast {
namespace {

constexpr double kEmStepPx = 0.25;     // sizes tried; finer is not seen
constexpr double kNoSmallerPx = 4;     // below this there are no letters left
constexpr double kMostEmToHeight = 2;  // figures and capitals alone are smaller than their em
constexpr int kAnyLines = 1000;

std::vector<TextSpan> spans_of(const Wording& wording, size_t bytes) {
    if (!wording.bold && !wording.colour) return {};
    return {{0, bytes, wording.bold, false, false, wording.colour}};
}

double em_of(const Wording& wording, double em_px) {
    return std::max(em_px * wording.size, wording.least_em_px);
}

/// Wordings one under the other at one size.
struct Stack {
    std::vector<BlockRef> blocks;
    std::vector<double> baselines;  // of each block's first line, from that of the first
    double above = 0;               // what is painted above the first baseline
    double below = 0;               // and below it
    bool fits = false;

    [[nodiscard]] double height() const { return above + below; }
};

}  // namespace

struct Lettering::Parts {
    explicit Parts(const Style& of) : style(of), typesetter(fonts, style), shaper(fonts) {
        check_fonts(style, fonts);
        const TextLook look{1, style.khmer_to_latin, style.bold, style.fonts};
        heights = {x_height(fonts, look), ka_height(fonts, look)};
    }

    [[nodiscard]] const MeasuredText& measure(const Wording& wording) {
        const std::string text = normalised(wording.text, wording.language);
        return typesetter.measure(text, wording.language, spans_of(wording, text.size()));
    }

    [[nodiscard]] Stack stack(const std::vector<Wording>& wordings, const SetRoom& room, const Paint& paint,
                              double em_px);
    [[nodiscard]] double largest(const std::vector<Wording>& wordings, const SetRoom& room, const Paint& paint);

    Style style;
    FontSet fonts;
    Typesetter typesetter;
    Shaper shaper;
    FontHeights heights;
};

Stack Lettering::Parts::stack(const std::vector<Wording>& wordings, const SetRoom& room, const Paint& paint,
                              double em_px) {
    Stack stack;
    stack.fits = true;
    const Block* upper = nullptr;
    double baseline = 0;
    for (const Wording& wording : wordings) {
        const MeasuredText& text = measure(wording);
        const int most = room.most_lines > 0 ? room.most_lines : kAnyLines;
        const double em = em_of(wording, em_px);
        BlockRef block =
            typesetter.set(text, 0, text.text.size(), {em, static_cast<double>(room.size.width), most, 0}, paint);
        if (block->lines.empty()) continue;
        if (upper != nullptr) {
            const double pitch =
                line_pitch(upper->lines.back(), block->lines.front(), paint, std::max(em, upper->em_px));
            baseline += upper->baselines.back() + std::ceil(pitch + wording.gap_em * em_px);
        }
        stack.fits = stack.fits && block->fits && block->line_count() <= most;
        stack.above = std::max(stack.above, block->above - baseline);
        stack.below = std::max(stack.below, baseline + block->baselines.back() + block->below);
        stack.baselines.push_back(baseline);
        stack.blocks.push_back(std::move(block));
        upper = stack.blocks.back().get();
    }
    stack.fits = stack.fits && stack.height() <= room.size.height;
    return stack;
}

double Lettering::Parts::largest(const std::vector<Wording>& wordings, const SetRoom& room, const Paint& paint) {
    const double least = std::max(room.least_em_px, kNoSmallerPx);
    const double most = std::max(least, room.em_px > 0 ? room.em_px : room.size.height * kMostEmToHeight);
    if (stack(wordings, room, paint, most).fits) return most;
    auto low = static_cast<int>(std::ceil(least / kEmStepPx));
    auto high = static_cast<int>(std::floor(most / kEmStepPx));
    if (!stack(wordings, room, paint, low * kEmStepPx).fits) return least;
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (stack(wordings, room, paint, middle * kEmStepPx).fits ? low : high) = middle;
    }
    return low * kEmStepPx;
}

namespace {

int line_x(const ShapedLine& line, const SetRoom& room, const PaintMargin& margin) {
    if (room.align < 0) return static_cast<int>(std::ceil(margin.before - line.ink.x0));
    if (room.align > 0) return static_cast<int>(std::floor(room.size.width - margin.behind - line.ink.x1));
    return static_cast<int>(std::lround((room.size.width - line.ink.x0 - line.ink.x1) / 2));
}

int first_baseline(const Stack& stack, const SetRoom& room) {
    const double spare = room.size.height - stack.height();
    if (room.vertical < 0 || spare < 0) return static_cast<int>(std::ceil(stack.above));
    if (room.vertical > 0) return static_cast<int>(std::floor(room.size.height - stack.below));
    return static_cast<int>(std::lround(spare / 2 + stack.above));
}

/// The stack's lines at their places; those that stick out below are left out, all from the first of them on.
std::vector<PlacedLine> lines_of(const Stack& stack, const SetRoom& room, const Paint& paint) {
    std::vector<PlacedLine> lines;
    const int first = first_baseline(stack, room);
    for (size_t i = 0; i < stack.blocks.size(); ++i) {
        const Block& block = *stack.blocks[i];
        const PaintMargin margin = paint_margin(paint, block.em_px);
        for (size_t n = 0; n < block.lines.size(); ++n) {
            const ShapedLine& line = block.lines[n];
            const int baseline = first + static_cast<int>(stack.baselines[i]) + block.baselines[n];
            const bool over = baseline + line.ink.y1 + margin.behind > room.size.height ||
                              (room.most_lines > 0 && static_cast<int>(n) >= room.most_lines);
            if (over && !stack.fits) return lines;
            lines.push_back({line, line_x(line, room, margin), baseline, block.em_px});
        }
    }
    return lines;
}

}  // namespace

Lettering::Lettering(const Style& style) : parts_(std::make_unique<Parts>(style)) {}
Lettering::~Lettering() = default;
Lettering::Lettering(Lettering&&) noexcept = default;

SetWords Lettering::set(const std::vector<Wording>& wordings, const SetRoom& room, const Paint& paint) {
    parts_->typesetter.forget();
    SetWords words;
    words.em_px = parts_->largest(wordings, room, paint);
    Stack stack = parts_->stack(wordings, room, paint, words.em_px);
    words.fits = stack.fits;
    words.lines = lines_of(stack, room, paint);
    // Something is better than nothing: the first line is made as small as it must be.
    while (words.lines.empty() && !stack.blocks.empty() && words.em_px > kNoSmallerPx) {
        words.em_px = std::max(kNoSmallerPx, words.em_px - kEmStepPx);
        stack = parts_->stack(wordings, room, paint, words.em_px);
        words.lines = lines_of(stack, room, paint);
    }
    words.area = painted_area(words.lines, paint);
    size_t line_count = 0;
    for (const BlockRef& block : stack.blocks) {
        line_count += block->lines.size();
        for (const ShapedLine& line : block->lines)
            words.faults.insert(words.faults.end(), line.faults.begin(), line.faults.end());
    }
    words.whole = words.lines.size() == line_count;
    return words;
}

ShapedLine Lettering::line(const Wording& wording, double em_px) {
    const std::string text = normalised(wording.text, wording.language);
    const Style& style = parts_->style;
    const TextLook look{em_px * wording.size, style.khmer_to_latin, style.bold, style.fonts};
    return parts_->shaper.shape(text, 0, text.size(), wording.language, spans_of(wording, text.size()), look);
}

Lettering::LineHeight Lettering::line_of_height(double height_px, const std::vector<std::string>& languages,
                                                const Paint& paint) {
    constexpr double kSampleEm = 256;
    RectF ink;
    for (const std::string& language : languages)
        ink = united(ink, line({tall_letters(language), language}, kSampleEm).ink);
    if (languages.empty()) ink = line({tall_letters("vi"), "vi"}, kSampleEm).ink;
    const auto height_at = [&](double em) {
        const PaintMargin margin = paint_margin(paint, em);
        return (ink.y1 - ink.y0) * em / kSampleEm + margin.before + margin.behind;
    };
    double em = kEmStepPx * std::floor(height_px * kMostEmToHeight / kEmStepPx);
    while (em > kEmStepPx && height_at(em) > height_px) em -= kEmStepPx;
    return {em, paint_margin(paint, em).before - ink.y0 * em / kSampleEm};
}

double Lettering::least_em_px(const std::string& language, const Screen& screen) {
    BandStyle band;
    band.language = language;
    const double least = band_sizes(parts_->style, screen, {&band, 1}, parts_->heights).front().least_em_px;
    return std::max(least, kLeastEmPx);
}

std::string Lettering::fonts_hash() {
    std::string all;
    for (const std::string& family : parts_->style.fonts) {
        for (const bool bold : {false, true}) {
            const FontFace* face = parts_->fonts.find({family, bold, false});
            all += face != nullptr ? parts_->fonts.hash_of(*face) : "none";
        }
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(all.data()), all.size());
    std::string hex;
    for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
    return hex;
}

}  // namespace gatecast
