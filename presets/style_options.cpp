// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "presets/options.h"

namespace gatecast {
namespace {

constexpr const char* kChoices[] = {"all", "rotate-by-play", "rotate-by-item"};
constexpr const char* kPlaces[] = {"screen", "picture", "under-picture"};
constexpr Rule kText{Kind::kText};
constexpr Rule kFlag{Kind::kFlag};
constexpr Rule kColour{Kind::kColour};
constexpr Rule kShare{Kind::kNumber, 0, 1};

const OptionRow<BandStyle> kBandRows[] = {
    row<&BandStyle::language>("language", kText, N_("language of the band: vi, en, km or another tag")),
    row<&BandStyle::size>("size", {Kind::kNumber, 0.3, 3}, N_("size of its text, as a share of text_height_percent")),
    row<&BandStyle::opacity>("opacity", kShare, N_("1 hides what is behind its text, 0 cannot be seen")),
    row<&BandStyle::priority>("priority", {Kind::kWhole, -100, 100},
                              N_("where not all languages fit, the lowest is left out first")),
    row<&BandStyle::max_lines>("max_lines", {Kind::kWhole, 1, 5}, N_("most lines of one cue")),
    row<&BandStyle::characters_per_second>("characters_per_second", {Kind::kNumber, 1, 100},
                                           N_("faster text is warned of; Khmer is counted in syllables")),
    row<&BandStyle::characters_per_line>(
        "characters_per_line", {Kind::kWhole, 5, 500},
        N_("lines are broken near this length where there is room; longer ones are warned of")),
    row<&BandStyle::colour>("colour", kColour, N_("colour of its text; the style's own if not said")),
};

void set_bands(Style& style, const NodeList& list, const Bounds& bounds, Problems& problems) {
    style.bands = read_items<BandStyle>(kBandRows, list, BandStyle{}, bounds, problems);
}

std::string show_bands(const Style& style) {
    return written_items<BandStyle>(kBandRows, style.bands, 1);
}

void set_foreign_share(Style& style, const Value& value) {
    const double share = std::get<double>(value);
    style.foreign_share = share > 0 ? std::optional(share) : std::nullopt;
}

const OptionRow<Style> kRows[] = {
    {"extends", kText, N_("the preset this one builds on; only what differs is written")},
    row<&Style::title_vi>("title_vi", kText, N_("name for people, in Vietnamese")),
    row<&Style::title_en>("title_en", kText, N_("name for people, in English")),
    row<&Style::fonts>("fonts", {Kind::kTexts},
                       N_("families or font files in order of preference; what one lacks the next gives")),
    row<&Style::bold>("bold", kFlag, N_("bold letters, where the family has a bold font of its own")),
    row<&Style::text_height_percent>(
        "text_height_percent", {Kind::kNumber, 1, 30},
        N_("height of Latin text (its em), of the screen's height; of the width where that is less")),
    row<&Style::khmer_to_latin>("khmer_to_latin", {Kind::kNumber, 0.8, 1.6},
                                N_("height of the Khmer letter KA, as a share of the height of the Latin x")),
    row<&Style::colour>("colour", kColour, N_("colour of the text")),
    row<&Style::outline_colour>("outline_colour", kColour, N_("colour of the line round the letters")),
    row<&Style::outline_percent>("outline_percent", {Kind::kNumber, 0, 20},
                                 N_("its width, of the em; at least 2 pixels; 0: none")),
    row<&Style::shadow_percent>("shadow_percent", {Kind::kNumber, 0, 20},
                                N_("how far the shadow lies down and to the right, of the em; 0: none")),
    row<&Style::box>("box", kFlag, N_("a box behind the lines")),
    row<&Style::box_colour>("box_colour", kColour, N_("its colour")),
    row<&Style::box_opacity>("box_opacity", kShare, N_("1 hides the picture behind the box, 0 cannot be seen")),
    row<&Style::opacity>("opacity", kShare, N_("of everything: 1 hides the picture behind it, 0 cannot be seen")),
    row<&Style::place>(
        "place", {Kind::kChoice, 0, 0, kPlaces},
        N_("where the bands stand: in the whole screen, in the moving picture, or in the space under it")),
    row<&Style::top>("top", kFlag, N_("the bands hang from the top of their place instead of standing at its bottom")),
    row<&Style::fixed_slots>("fixed_slots", kFlag, N_("a language keeps its place when the others are silent")),
    row<&Style::align_languages>("align_languages", kFlag,
                                 N_("cues of the languages that overlap by half or more begin and end together")),
    row<&Style::max_height_percent>("max_height_percent", {Kind::kNumber, 5, 100},
                                    N_("most that all bands together take, of the height of their place")),
    row<&Style::max_lines>("max_lines", {Kind::kWhole, 1, 20}, N_("most lines of all bands together")),
    row<&Style::min_shrink>("min_shrink", {Kind::kNumber, 0.5, 1},
                            N_("how small text that does not fit may become before its cue is split in two")),
    {"foreign_share", kShare,
     N_("other languages are at most this share of the first one's height, Khmer measured by KA; 0: no limit"),
     set_foreign_share, [](const Style& style) -> Value { return style.foreign_share.value_or(0); }},
    row<&Style::languages>("languages", {Kind::kChoice, 0, 0, kChoices},
                           N_("all languages together, or one after the other by play or by item")),
    row<&Style::track_styles>("track_styles", kFlag,
                              N_("italics, bold, colours and places that a cue file asks for are honoured")),
    {"band", {Kind::kItems}, N_("one for each language, from top to bottom"), nullptr, nullptr, set_bands, show_bands},
    row<&Style::min_duration_s>(
        "min_duration_s", {Kind::kNumber, 0, 10},
        N_("seconds; shorter cues are warned of, and none is split into shorter ones if there is another way")),
    row<&Style::max_duration_s>("max_duration_s", {Kind::kNumber, 1, 600}, N_("seconds; longer cues are warned of")),
    row<&Style::min_gap_frames>("min_gap_frames", {Kind::kWhole, 0, 50},
                                N_("frames between two cues of a language; less is warned of")),
    row<&Style::millimetres_per_metre>(
        "millimetres_per_metre", {Kind::kNumber, 0, 20},
        N_("LED walls: least height of the Latin x or the Khmer KA, for each metre of viewing distance")),
    row<&Style::latin_floor_px>("latin_floor_px", {Kind::kNumber, 0, 500},
                                N_("LED walls: least em of Latin text, in pixels")),
    row<&Style::khmer_floor_px>("khmer_floor_px", {Kind::kNumber, 0, 500},
                                N_("LED walls: least em of Khmer text, in pixels")),
};

void check_bands(const Style& style, const Layers& layers, Problems& problems) {
    for (size_t i = 0; i < style.bands.size(); ++i) {
        const std::string& language = style.bands[i].language;
        if (language.empty()) {
            problems.push_back(message("{}: band {} has no language.", where_of(layers, "band"), i + 1));
        } else if (std::ranges::any_of(style.bands.begin(), style.bands.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const BandStyle& band) { return band.language == language; })) {
            problems.push_back(message("{}: two bands are of the language {}.", where_of(layers, "band"), language));
        }
    }
    if (style.bands.empty()) {
        problems.push_back(message("{}: at least one [[band]] with a language is needed.", where_of(layers, "band")));
    }
}

}  // namespace

BandStyle band_of(const Style& style, const std::string& language) {
    const auto named = [&style](std::string_view name) {
        return std::ranges::find_if(style.bands, [name](const BandStyle& band) { return band.language == name; });
    };
    auto found = named(language);
    if (found == style.bands.end()) found = named(std::string_view(language).substr(0, language.find('-')));
    if (found != style.bands.end()) return *found;
    BandStyle band = style.bands.empty() ? BandStyle{} : style.bands.back();
    for (const BandStyle& each : style.bands) band.priority = std::min(band.priority, each.priority - 1);
    band.language = language;
    return band;
}

Style read_style(const Layers& layers, Problems& problems) {
    Style style;
    apply<Style>(
        kRows, layers, style, [](const Style&) { return Bounds{}; }, problems);
    if (!problems.empty()) return style;
    check_bands(style, layers, problems);
    if (style.fonts.empty()) {
        problems.push_back(message("{}: fonts names no font.", where_of(layers, "fonts")));
    }
    return style;
}

/// The keys of a band follow, for people who write one.
std::vector<ShownOption> show_style(const Layers& layers) {
    Problems ignored;
    std::vector<ShownOption> shown = show<Style>(kRows, layers, read_style(layers, ignored));
    show_item_keys<BandStyle>("band", kBandRows, shown);
    return shown;
}

std::vector<std::string> style_keys() {
    return keys_of<Style>(kRows);
}

}  // namespace gatecast
