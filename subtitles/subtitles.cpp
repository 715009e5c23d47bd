// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/subtitles.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>

#include "subtitles/drawing/draw.h"
#include "subtitles/layout/showings.h"

namespace gatecast {
namespace {

// Raised when the same glyphs at the same places come out as other pixels.
constexpr int kDrawingEpoch = 1;

/// Tracks in the order of the style's bands; languages without one follow.
std::vector<size_t> in_band_order(const std::vector<Track>& tracks, const Style& style) {
    const auto band = [&](size_t track) {
        const std::string language = band_of(style, tracks[track].language).language;
        return std::ranges::find(style.bands, language, &BandStyle::language) - style.bands.begin();
    };
    std::vector<size_t> order;
    for (size_t i = 0; i < tracks.size(); ++i) order.push_back(i);
    std::ranges::stable_sort(order, {}, band);
    return order;
}

/// All, or the one whose turn it is.
std::vector<size_t> chosen(std::vector<size_t> tracks, LanguageChoice languages, int play, int item) {
    if (tracks.empty() || languages == LanguageChoice::kAll) return tracks;
    const int turn = languages == LanguageChoice::kRotateByPlay ? play : item;
    const int count = static_cast<int>(tracks.size());
    return {tracks[static_cast<size_t>(((turn % count) + count) % count)]};
}

/// All that the pixels of a showing depend on, in bytes.
class KeyWriter {
public:
    KeyWriter(FontSet& fonts, Size canvas) : fonts_(fonts), canvas_(canvas) {}

    std::string key(const LaidOut& out) {
        crypto_generichash_init(&state_, nullptr, 0, kBytes);
        add(kDrawingEpoch, canvas_.width, canvas_.height);
        add_paint(out.paint);
        for (const PlacedBlock& placed : out.blocks) {
            const Block& block = *placed.block;
            for (size_t i = 0; i < block.lines.size(); ++i) {
                add(placed.x[i], placed.baseline + block.baselines[i], block.em_px);
                for (const GlyphRun& run : block.lines[i].runs) add_run(run);
            }
        }
        std::array<unsigned char, kBytes> digest{};
        crypto_generichash_final(&state_, digest.data(), digest.size());
        std::string hex;
        for (const unsigned char byte : digest) {
            hex += "0123456789abcdef"[byte >> 4];
            hex += "0123456789abcdef"[byte & 15];
        }
        return hex;
    }

private:
    static constexpr size_t kBytes = 16;

    template <typename... Values>
    void add(const Values&... values) {
        (crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(&values), sizeof values), ...);
    }
    void add(const Rgb& colour) { add(colour.r, colour.g, colour.b); }

    void add_paint(const Paint& paint) {
        add(paint.fill);
        add(paint.outline);
        add(paint.shadow);
        add(paint.box.value_or(Rgb{-1, -1, -1}));
        add(paint.outline_em, paint.shadow_em, paint.shadow_opacity, paint.box_opacity, paint.box_padding_em,
            paint.opacity);
    }

    void add_run(const GlyphRun& run) {
        const std::string& font = font_hash(run.face);
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(font.data()), font.size());
        add(run.em_px, run.span.bold, run.span.italic, run.span.underline, run.glyphs.size());
        add(run.span.colour.value_or(Rgb{-1, -1, -1}));
        add(run.underline.x0, run.underline.y0, run.underline.x1, run.underline.y1);
        for (const Glyph& glyph : run.glyphs) add(glyph.id, glyph.x, glyph.y);
    }

    const std::string& font_hash(const FontFace* face) {
        std::string& hash = hashes_[face];
        if (hash.empty()) hash = fonts_.hash_of(*face);
        return hash;
    }

    FontSet& fonts_;
    Size canvas_;
    crypto_generichash_state state_{};
    std::map<const FontFace*, std::string> hashes_;
};

}  // namespace

struct Subtitles::Parts {
    std::vector<Track> tracks;
    Style style;
    Screen screen;
    FontSet fonts;
    std::vector<LaidOut> laid_out;  // one for each showing
    std::vector<Showing> showings;
    std::vector<std::vector<Problem>> problems;
};

Subtitles::Subtitles(std::vector<Track> tracks, const Style& style, const Screen& screen, int play, int item)
    : parts_(std::make_unique<Parts>()) {
    Parts& parts = *parts_;
    parts.tracks = std::move(tracks);
    parts.style = style;
    parts.screen = screen;
    parts.problems.resize(parts.tracks.size());
    check_fonts(style, parts.fonts);
    const TracksOnScreen programme{parts.tracks, parts.style, parts.screen,
                                   chosen(in_band_order(parts.tracks, style), style.languages, play, item)};
    parts.laid_out = lay_out(programme, parts.fonts, parts.problems);
    KeyWriter writer(parts.fonts, screen.canvas);
    for (LaidOut& each : parts.laid_out) {
        each.showing.key = writer.key(each);
        parts.showings.push_back(std::move(each.showing));
    }
}

Subtitles::~Subtitles() = default;
Subtitles::Subtitles(Subtitles&&) noexcept = default;

const std::vector<Track>& Subtitles::tracks() const {
    return parts_->tracks;
}

std::span<const Showing> Subtitles::showings() const {
    return parts_->showings;
}

const std::vector<Problem>& Subtitles::problems(size_t track) const {
    return parts_->problems[track];
}

OverlayRef Subtitles::draw(size_t showing, Chroma chroma, uint64_t change_id) const {
    const LaidOut& out = parts_->laid_out[showing];
    return draw_lines(placed_lines(out.blocks), out.paint, parts_->screen.canvas, chroma, change_id);
}

DrawnRgba Subtitles::draw_rgba(size_t showing) const {
    const LaidOut& out = parts_->laid_out[showing];
    return gatecast::draw_rgba(placed_lines(out.blocks), out.paint, parts_->screen.canvas);
}

}  // namespace gatecast
