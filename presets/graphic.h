// SPDX-License-Identifier: GPL-3.0-or-later
// One thing that stands or moves over a display's pictures: logo, lower third, ticker, clock, notice. Displays say
// where each stands, programmes say what it shows: a programme's graphic of the same name changes only what it speaks
// of. One flat value for all kinds, so that one table of options reads it; a key that a kind has no use for is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "filters/colour.h"
#include "filters/geometry.h"
#include "presets/message.h"

namespace gatecast {

enum class GraphicKind : uint8_t {
    kImage,       // a picture file, its proportions kept
    kSequence,    // numbered picture files, one after the other
    kLowerThird,  // who speaks, what we see: a line in bold and lines below it, for each language
    kTicker,      // messages running from right to left in a band
    kClock,
    kCountdown,
    kDate,    // in words
    kLabel,   // a few words in a box: age, warning, "trực tiếp"
    kNotice,  // to be read: a band, or the whole screen
};
inline constexpr int kGraphicKinds = 9;

enum class Easing : uint8_t { kLinear, kIn, kOut, kInOut };
enum class Direction : uint8_t { kNone, kLeft, kRight, kUp, kDown };

/// What a graphic does where it would meet another, or the subtitles.
enum class Yielding : uint8_t { kStays, kMoves, kHides };

enum class Numerals : uint8_t { kLatin, kKhmer };

/// Words in each language that has some, a line or a message each.
struct Words {
    std::vector<std::string> vi, en, km;
    friend bool operator==(const Words&, const Words&) = default;

    [[nodiscard]] bool empty() const { return vi.empty() && en.empty() && km.empty(); }
    /// Of "vi", "en" or "km".
    [[nodiscard]] const std::vector<std::string>& of(std::string_view language) const;
};

struct Graphic {
    std::string name;  // "ticker", "clock": unique on a display
    GraphicKind kind = GraphicKind::kImage;
    bool shown = true;  // a display keeps places for graphics that only some programmes show
    Rect area;
    std::optional<int> z;  // in place of its kind's (graphic_z)
    double opacity = 1;
    Yielding yields = Yielding::kStays;

    double from_s = 0;                     // of the item
    std::optional<double> until_s{};       // nothing: to the end
    double fade_in_s = 0, fade_out_s = 0;  // inside from..until
    Direction enter = Direction::kNone;    // the way it moves as it comes in
    Direction leave = Direction::kNone;    // the way it moves as it goes
    double move_s = 0.4;                   // for each
    Easing easing = Easing::kOut;

    Words words;                                           // {title} and other fields of the item are filled in
    std::vector<std::string> languages{"vi", "en", "km"};  // which are shown, in this order
    double text_percent = 0;                               // Latin em, of the area's height; 0: as large as fits
    bool bold = false;
    int align = -1;  // -1 left, 0 middle, 1 right
    Rgb colour{1, 1, 1};
    Rgb box_colour{0.043, 0.125, 0.2};
    double box_opacity = 0;  // 0: no box
    Rgb accent_colour{0.788, 0.635, 0.29};

    std::string image;            // path; of a sequence: with %04d; relative to the preset's own file
    double images_a_second = 25;  // of a sequence
    bool repeats = true;          // a sequence begins again

    double speed_px = 100;              // a second, of a ticker; rounded to whole pixels a frame
    std::string separator = "   •   ";  // between a ticker's messages
    bool advertising = false;           // public boards: only at the foot, at most a tenth of the height, not in news

    std::string format = "HH:mm";          // of a clock: HH, mm, ss and what stands between
    std::string until_clock;               // of a countdown: "19:30"; empty: the end of the item
    Numerals numerals = Numerals::kLatin;  // of clock and countdown; a Khmer date always has its own
    int priority = 0;                      // of notices: the highest is shown
    friend bool operator==(const Graphic&, const Graphic&) = default;
};

/// Where a kind stands among the layers: bottom first. Subtitles stand at kSubtitlesZ.
[[nodiscard]] int graphic_z(const Graphic& graphic);
inline constexpr int kSubtitlesZ = 300;

/// Has it anything to show: words, a picture, or a kind that makes its own.
[[nodiscard]] bool has_content(const Graphic& graphic);

/// Whether it shows the time of day, so that it must be known when it is aired.
[[nodiscard]] bool shows_wall_time(const Graphic& graphic);

/// The item's data by name: {"title.vi", "Chợ Lệ Thanh"}. A name without language stands for all that lack their own.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// Puts the item's data in place of {name} in the words. Words of which nothing is left are taken out, and so are those
/// that ask for data only to get none. Names that the item does not have are told, unless they end in a question mark.
[[nodiscard]] std::vector<Message> fill_fields(Graphic& graphic, const Fields& fields);

}  // namespace gatecast
