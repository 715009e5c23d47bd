// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/design_places.h"

#include <algorithm>
#include <span>

namespace gatecast {
namespace {

constexpr double kRibbon = 5;             // width to height
constexpr double kPaddingEm = 0.4;        // of a box, above and below its words together
constexpr double kReadPixelsASecond = 4;  // a ticker's speed, in its ems: about eight letters

struct Row {
    const char* name;
    Share area;
    int lines;  // of each language
};

// The ticker is the last. Lying, standing and ribbon: the same places, none of which meets another or the logo. Percent
// of the canvas, from the edges as far as safe areas of three percent ask.
constexpr Share kLyingLogo{84, 4, 13, 16};
constexpr Row kLying[] = {
    {"clock", {3.2, 4, 18, 14}, 1},     {"label", {3.2, 20, 18, 22.5}, 1},      {"date", {23, 4, 37, 22}, 1},
    {"countdown", {61, 4, 22, 14}, 1},  {"notice-band", {23, 27, 73.6, 26}, 1}, {"lower-third", {3.2, 53.5, 72, 36}, 2},
    {"ticker", {0, 90.2, 100, 9.8}, 1},
};
constexpr Share kStandingLogo{62, 3.5, 34, 8};
constexpr Row kStanding[] = {
    {"clock", {4, 3.5, 40, 7}, 1},     {"label", {4, 11.5, 40, 12}, 1},     {"date", {4, 24.5, 92, 10}, 1},
    {"countdown", {48, 13, 48, 7}, 1}, {"notice-band", {4, 36, 92, 18}, 1}, {"lower-third", {4, 66, 92, 24}, 2},
    {"ticker", {0, 93, 100, 7}, 1},
};
constexpr Share kRibbonLogo{88.5, 6, 10, 88};
constexpr Row kRibbonRows[] = {
    {"clock", {3.2, 4, 6.8, 38}, 1}, {"countdown", {10.4, 4, 8, 38}, 1},      {"date", {18.8, 4, 19.6, 38}, 1},
    {"label", {38.8, 4, 8, 38}, 1},  {"lower-third", {47.2, 4, 20.4, 38}, 2}, {"notice-band", {68, 4, 20, 38}, 1},
    {"ticker", {0, 45, 88, 55}, 1},
};

/// Those of which all fit, the most first; a second language for the neighbours before one for everybody.
std::vector<std::string> that_fit(double height_px, int lines, bool one_line, const LeastText& least) {
    const std::vector<std::vector<std::string>> choices{{"vi", "km", "en"}, {"vi", "km"}, {"vi", "en"}, {"vi"}};
    for (const std::vector<std::string>& languages : choices) {
        double needed = least.height_px(languages, lines);
        if (one_line) {  // its languages follow each other: as high as the highest
            needed = 0;
            for (const std::string& each : languages) needed = std::max(needed, least.height_px({each}, 1));
        }
        if (needed <= height_px) return languages;
    }
    return {};
}

std::vector<std::string> keys_of(std::string_view name, Size canvas, double ticker_px) {
    if (name == "clock" || name == "countdown") return {"align = \"middle\"", "bold = true", "box_opacity = 0.6"};
    if (name == "date") return {"bold = true", "box_opacity = 0.6"};
    if (name == "label") return {"align = \"middle\"", "bold = true", "box_opacity = 0.85"};
    if (name == "notice-band") return {"kind = \"notice\"", "bold = true", "box_opacity = 0.9"};
    if (name == "ticker") {
        const int em = static_cast<int>(ticker_px / kKhmerLine);
        const int speed = std::clamp(static_cast<int>(em * kReadPixelsASecond) / 25 * 25, 25, canvas.width);
        return {"bold = true", "speed = " + std::to_string(speed), "box_opacity = 0.9"};
    }
    return {"bold = true", "yields = \"moves\"           # up, where subtitles are shown", "fade_in = 0.3",
            "fade_out = 0.3", "box_opacity = 0.85"};
}

constexpr double kHighestTicker = 30;  // percent
constexpr double kGap = 0.7;           // percent

/// A foot high enough for a line of Vietnamese; what stood there ends above it.
void raise_ticker(std::vector<DesignedPlace>& places, Size canvas, const LeastText& least) {
    Share& foot = places.back().area;
    const double needed = least.height_px({"vi"}, 1) * 100 / canvas.height;
    if (foot.height >= needed || needed > kHighestTicker) return;
    foot = {foot.x, 100 - needed, foot.width, needed};
    for (DesignedPlace& place : places) {
        if (place.name == "ticker") continue;
        place.area.height = std::min(place.area.height, foot.y - kGap - place.area.y);
    }
}

/// Where its rows are too low for letters, a ribbon is a ticker.
void give_ribbon_to_ticker(std::vector<DesignedPlace>& places, Size canvas, const LeastText& least) {
    const double row = places.front().area.height * canvas.height / 100;
    if (row >= least.latin_em_px) return;
    Share& ticker = places.back().area;
    ticker = {ticker.x, 0, ticker.width, 100};
}

/// Clock and countdown have figures, which are no higher than their em.
void choose_languages(DesignedPlace& place, Size canvas, const LeastText& least) {
    const double height = place.area.height * canvas.height / 100;
    const bool figures = place.name == "clock" || place.name == "countdown";
    const bool ticker = place.name == "ticker";
    if (figures) {
        place.hidden = height < least.latin_em_px;
    } else {
        const double padding = ticker ? 0 : kPaddingEm * least.latin_em_px;
        place.languages = that_fit(height - padding, place.lines, ticker, least);
        place.hidden = place.languages.empty();
    }
    place.keys = keys_of(place.name, canvas, height);
    place.makes_own_words = figures || place.name == "date";
}

}  // namespace

double LeastText::height_px(const std::vector<std::string>& languages, int lines) const {
    double em = 0;
    double ems = 0;
    for (const std::string& each : languages) {
        em = std::max(em, each == "km" ? khmer_em_px : latin_em_px);
        ems += lines * (each == "km" ? kKhmerLine : kLatinLine);
    }
    return em * ems;
}

DesignedPlaces design_places(Size canvas, const LeastText& least) {
    DesignedPlaces designed;
    designed.ribbon = canvas.width >= kRibbon * canvas.height;
    const bool standing = canvas.height > canvas.width;
    const std::span<const Row> rows = designed.ribbon ? std::span<const Row>(kRibbonRows)
                                      : standing      ? std::span<const Row>(kStanding)
                                                      : kLying;
    designed.logo = designed.ribbon ? kRibbonLogo : standing ? kStandingLogo : kLyingLogo;
    for (const Row& row : rows) designed.places.push_back({row.name, row.area, row.lines, {}, {}});
    raise_ticker(designed.places, canvas, least);
    if (designed.ribbon) give_ribbon_to_ticker(designed.places, canvas, least);
    for (DesignedPlace& place : designed.places) choose_languages(place, canvas, least);
    if (designed.ribbon) designed.places.back().hidden = false;  // it is what ribbons are for
    return designed;
}

}  // namespace gatecast
