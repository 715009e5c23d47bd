// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/design_places.h"

#include <algorithm>
#include <span>

namespace gatecast {
namespace {

constexpr double kRibbon = 5;  // width to height
// Of the height of the place: what boxes keep free above and below their words.
constexpr double kLabelPadding = 0.28, kBoxPadding = 0.16;
constexpr double kTickerShare = 0.92;     // of a ticker's height, what its letters may take
constexpr double kHighestTicker = 34;     // percent
constexpr double kGap = 0.7;              // percent
constexpr double kLabelEms = 6;           // a language's few words in a label
constexpr double kReadPixelsASecond = 4;  // a ticker's speed, in its ems: about eight letters

constexpr const char* kHides = "yields = \"hides\"           # where a notice stands";

struct Row {
    const char* name;
    Share area;
};

// The ticker is the last. Lying, standing and ribbon: the same places, none of which meets another or the logo, but
// date and label, which hide for notices. Percent of the canvas, from the edges as far as safe areas of three percent
// ask.
constexpr Share kLyingLogo{84, 4, 13, 16};
constexpr Row kLying[] = {
    {"clock", {3.2, 4, 18, 14}},     {"countdown", {61, 4, 22, 14}},         {"date", {3.2, 20.5, 56, 13}},
    {"label", {61, 20.5, 35.8, 13}}, {"notice-band", {3.2, 20.5, 93.6, 24}}, {"lower-third", {3.2, 59.6, 80, 29}},
    {"ticker", {0, 90.2, 100, 9.8}},
};
constexpr Share kStandingLogo{62, 3.5, 34, 8};
constexpr Row kStanding[] = {
    {"clock", {4, 3.5, 40, 7}},     {"label", {4, 11.5, 40, 12}},     {"date", {4, 24.5, 92, 10}},
    {"countdown", {48, 13, 48, 7}}, {"notice-band", {4, 36, 92, 18}}, {"lower-third", {4, 66, 92, 24}},
    {"ticker", {0, 93, 100, 7}},
};
constexpr Share kRibbonLogo{88.5, 6, 10, 88};
constexpr Row kRibbonRows[] = {
    {"clock", {3.2, 4, 6.8, 38}}, {"countdown", {10.4, 4, 8, 38}},      {"date", {18.8, 4, 19.6, 38}},
    {"label", {38.8, 4, 8, 38}},  {"lower-third", {47.2, 4, 20.4, 38}}, {"notice-band", {68, 4, 20, 38}},
    {"ticker", {0, 45, 88, 55}},
};

/// What words in these languages need of a place's height, as each kind sets them.
double needed_px(const DesignedPlace& place, Size area, const std::vector<std::string>& languages,
                 const LeastText& least) {
    double highest = 0;
    for (const std::string& each : languages) highest = std::max(highest, least.line_px(each));
    const double all = least.height_px(languages, 1);
    if (place.name == "ticker") return highest / kTickerShare;
    if (place.name == "date") return highest;  // by turns
    if (place.name == "label") {
        const double width = kLabelEms * least.latin_em_px * static_cast<double>(languages.size());
        return (width <= area.width ? highest : all) + kLabelPadding * area.height;
    }
    const double second = place.name == "lower-third" ? least.line_px("vi") : 0;
    return second + all + kBoxPadding * area.height;
}

/// Those of which all fit, the most first; the neighbours' language before the one for everybody.
std::vector<std::string> that_fit(const DesignedPlace& place, Size area, const LeastText& least) {
    const std::vector<std::vector<std::string>> choices{{"vi", "km", "en"}, {"vi", "km"}, {"vi", "en"}, {"vi"}};
    for (const std::vector<std::string>& languages : choices) {
        if (needed_px(place, area, languages, least) <= area.height) return languages;
    }
    return {};
}

std::vector<std::string> keys_of(std::string_view name, Size canvas, double ticker_px) {
    if (name == "clock" || name == "countdown") return {"align = \"middle\"", "bold = true", "box_opacity = 0.6"};
    if (name == "date") return {kHides, "bold = true", "box_opacity = 0.6"};
    if (name == "label") return {kHides, "align = \"middle\"", "bold = true", "box_opacity = 0.85"};
    if (name == "notice-band") return {"kind = \"notice\"", "bold = true", "box_opacity = 0.9"};
    if (name == "ticker") {
        const int em = static_cast<int>(ticker_px / kKhmerLine);
        const int speed = std::clamp(static_cast<int>(em * kReadPixelsASecond) / 25 * 25, 25, canvas.width);
        return {"bold = true", "speed = " + std::to_string(speed), "box_opacity = 0.9"};
    }
    return {"bold = true", "yields = \"moves\"           # up, where subtitles are shown", "fade_in = 0.3",
            "fade_out = 0.3", "box_opacity = 0.85"};
}

/// A foot high enough for a line of Vietnamese; what stood there ends above it.
void raise_ticker(std::vector<DesignedPlace>& places, Size canvas, const LeastText& least) {
    Share& foot = places.back().area;
    const double needed = (least.line_px("vi") / kTickerShare + 2) * 100 / canvas.height;
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
    const Size area{static_cast<int>(place.area.width * canvas.width / 100),
                    static_cast<int>(place.area.height * canvas.height / 100)};
    const bool figures = place.name == "clock" || place.name == "countdown";
    if (!figures) place.languages = that_fit(place, area, least);
    place.hidden = figures ? area.height < least.latin_em_px : place.languages.empty();
    place.keys = keys_of(place.name, canvas, area.height);
    place.makes_own_words = figures || place.name == "date";
}

}  // namespace

double LeastText::line_px(std::string_view language) const {
    return language == "km" ? khmer_em_px * kKhmerLine : latin_em_px * kLatinLine;
}

double LeastText::height_px(const std::vector<std::string>& languages, int lines) const {
    double height = 0;
    for (const std::string& each : languages) height += lines * line_px(each);
    return height;
}

DesignedPlaces design_places(Size canvas, const LeastText& least) {
    DesignedPlaces designed;
    designed.ribbon = canvas.width >= kRibbon * canvas.height;
    const bool standing = canvas.height > canvas.width;
    const std::span<const Row> rows = designed.ribbon ? std::span<const Row>(kRibbonRows)
                                      : standing      ? std::span<const Row>(kStanding)
                                                      : kLying;
    designed.logo = designed.ribbon ? kRibbonLogo : standing ? kStandingLogo : kLyingLogo;
    for (const Row& row : rows) designed.places.push_back({row.name, row.area, {}, {}});
    raise_ticker(designed.places, canvas, least);
    if (designed.ribbon) give_ribbon_to_ticker(designed.places, canvas, least);
    for (DesignedPlace& place : designed.places) choose_languages(place, canvas, least);
    if (designed.ribbon) designed.places.back().hidden = false;  // it is what ribbons are for
    return designed;
}

}  // namespace gatecast
