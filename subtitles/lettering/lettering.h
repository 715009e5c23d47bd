// SPDX-License-Identifier: GPL-3.0-or-later
// Words that are no cues: tickers, clocks, lower thirds, notices, cards. Sets them in the fonts and proportions of a
// style, as large as fits. Called while a scene is set up, or by a worker; never on a streaming thread, one thread at a
// time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presets/style.h"
#include "subtitles/drawing/draw.h"
#include "subtitles/screen.h"
#include "subtitles/shaping/shape.h"

namespace gatecast {

/// A text of one language as it is to be set.
struct Wording {
    std::string text;
    std::string language;  // BCP 47; decides line breaks and shaping
    bool bold = false;
    double size = 1;              // of the block's em
    double gap_em = 0;            // more room above it than lines have anyway
    double least_em_px = 0;       // of its own: it is not shrunk below
    std::optional<Rgb> colour{};  // in place of the paint's
};

/// Lines set under each other, from (0, 0), the left upper corner of the room they were set in.
struct SetWords {
    std::vector<PlacedLine> lines;
    Rect area;          // of all their paint
    double em_px = 0;   // what they were set at
    bool fits = false;  // false: set at the least em, and still too large; what is over is left out
    bool whole = true;  // false: something was
    std::vector<ShapeFault> faults;
};

/// Smaller letters are not told apart on any screen.
inline constexpr double kLeastEmPx = 14;

struct SetRoom {
    Size size;
    double em_px = 0;        // at most; 0: whatever fits
    double least_em_px = 0;  // of the block: smaller is not read
    int align = -1;          // -1 left, 0 middle, 1 right
    int vertical = 0;        // -1 at the top, 0 in the middle, 1 at the bottom
    int most_lines = 0;      // of each wording; 0: as fits
};

class Lettering {
public:
    /// Throws Error where a font the style names is missing.
    explicit Lettering(const Style& style);
    ~Lettering();
    Lettering(Lettering&&) noexcept;

    /// The wordings one under the other, broken and shrunk together until they fit.
    [[nodiscard]] SetWords set(const std::vector<Wording>& wordings, const SetRoom& room, const Paint& paint);

    /// One line, however wide.
    [[nodiscard]] ShapedLine line(const Wording& wording, double em_px);

    /// The em at which an ordinary line (stacked Vietnamese capitals, Khmer with subscripts, where the wording has
    /// such) is `height` px tall with its paint, and where its baseline then lies below its top.
    struct LineHeight {
        double em_px = 0;
        double baseline_px = 0;
    };
    [[nodiscard]] LineHeight line_of_height(double height_px, const std::vector<std::string>& languages,
                                            const Paint& paint);

    /// The least em (of Latin text) that a language can be read at: by a wall's pitch and distance, else kLeastEmPx.
    [[nodiscard]] double least_em_px(const std::string& language, const Screen& screen);

    /// SHA-256 over the fonts that may be used, for keys.
    [[nodiscard]] std::string fonts_hash();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace gatecast
