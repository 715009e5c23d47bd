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

// The colour is the last row: a band without one of its own is written without it.
const OptionRow<BandStyle> kBandRows[] = {
    // clang-format off
    row<BandStyle, [](auto& b) -> auto& { return b.language; }>("language", kText, N_("language of the band: vi, en, km or another tag")),
    row<BandStyle, [](auto& b) -> auto& { return b.size; }>("size", {Kind::kNumber, 0.3, 3}, N_("size of its text, as a share of text_height_percent")),
    row<BandStyle, [](auto& b) -> auto& { return b.opacity; }>("opacity", kShare, N_("1 hides what is behind its text, 0 cannot be seen")),
    row<BandStyle, [](auto& b) -> auto& { return b.priority; }>("priority", {Kind::kWhole, -100, 100}, N_("where not all languages fit, the lowest is left out first")),
    row<BandStyle, [](auto& b) -> auto& { return b.max_lines; }>("max_lines", {Kind::kWhole, 1, 5}, N_("most lines of one cue")),
    row<BandStyle, [](auto& b) -> auto& { return b.characters_per_second; }>("characters_per_second", {Kind::kNumber, 1, 100}, N_("faster text is warned of; Khmer is counted in syllables")),
    row<BandStyle, [](auto& b) -> auto& { return b.characters_per_line; }>("characters_per_line", {Kind::kWhole, 5, 500}, N_("lines are broken near this length where there is room; longer ones are warned of")),
    {"colour", kColour, N_("colour of its text; the style's own if not said"),
     [](BandStyle& b, const Value& value) { b.colour = std::get<Rgb>(value); },
     [](const BandStyle& b) -> Value { return b.colour.value_or(Rgb{1, 1, 1}); }},
// clang-format on
};  // namespace gatecast

void set_bands(Style& style, const NodeList& list, const Bounds& bounds, Problems& problems) {
    style.bands = read_items<BandStyle>(kBandRows, list, BandStyle{}, bounds, problems);
}

std::string show_bands(const Style& style) {
    const std::span<const OptionRow<BandStyle>> rows(kBandRows);
    std::string text;
    for (const BandStyle& band : style.bands) {
        const auto shown = band.colour ? rows : rows.first(rows.size() - 1);
        const std::string item = written_items<BandStyle>(shown, std::span(&band, 1));
        text += (text.empty() ? "" : ", ") + item.substr(1, item.size() - 2);
    }
    return "[" + text + "]";
}

void set_foreign_share(Style& style, const Value& value) {
    const double share = std::get<double>(value);
    style.foreign_share = share > 0 ? std::optional(share) : std::nullopt;
}

using S = Style;
const OptionRow<Style> kRows[] = {
    // clang-format off
    {"extends", kText, N_("the preset this one builds on; only what differs is written")},
    row<S, [](auto& s) -> auto& { return s.title_vi; }>("title_vi", kText, N_("name for people, in Vietnamese")),
    row<S, [](auto& s) -> auto& { return s.title_en; }>("title_en", kText, N_("name for people, in English")),
    row<S, [](auto& s) -> auto& { return s.fonts; }>("fonts", {Kind::kTexts}, N_("families or font files in order of preference; what one lacks the next gives")),
    row<S, [](auto& s) -> auto& { return s.bold; }>("bold", kFlag, N_("bold letters, where the family has a bold font of its own")),
    row<S, [](auto& s) -> auto& { return s.text_height_percent; }>("text_height_percent", {Kind::kNumber, 1, 30}, N_("height of Latin text (its em), of the screen's height; of the width where that is less")),
    row<S, [](auto& s) -> auto& { return s.khmer_to_latin; }>("khmer_to_latin", {Kind::kNumber, 0.8, 1.6}, N_("height of the Khmer letter KA, as a share of the height of the Latin x")),
    row<S, [](auto& s) -> auto& { return s.colour; }>("colour", kColour, N_("colour of the text")),
    row<S, [](auto& s) -> auto& { return s.outline_colour; }>("outline_colour", kColour, N_("colour of the line round the letters")),
    row<S, [](auto& s) -> auto& { return s.outline_percent; }>("outline_percent", {Kind::kNumber, 0, 20}, N_("its width, of the em; at least 2 pixels; 0: none")),
    row<S, [](auto& s) -> auto& { return s.shadow_percent; }>("shadow_percent", {Kind::kNumber, 0, 20}, N_("how far the shadow lies down and to the right, of the em; 0: none")),
    row<S, [](auto& s) -> auto& { return s.box; }>("box", kFlag, N_("a box behind the lines")),
    row<S, [](auto& s) -> auto& { return s.box_colour; }>("box_colour", kColour, N_("its colour")),
    row<S, [](auto& s) -> auto& { return s.box_opacity; }>("box_opacity", kShare, N_("1 hides the picture behind the box, 0 cannot be seen")),
    row<S, [](auto& s) -> auto& { return s.opacity; }>("opacity", kShare, N_("of everything: 1 hides the picture behind it, 0 cannot be seen")),
    row<S, [](auto& s) -> auto& { return s.place; }>("place", {Kind::kChoice, 0, 0, kPlaces}, N_("where the bands stand: in the whole screen, in the moving picture, or in the space under it")),
    row<S, [](auto& s) -> auto& { return s.top; }>("top", kFlag, N_("the bands hang from the top of their place instead of standing at its bottom")),
    row<S, [](auto& s) -> auto& { return s.fixed_slots; }>("fixed_slots", kFlag, N_("a language keeps its place when the others are silent")),
    row<S, [](auto& s) -> auto& { return s.align_languages; }>("align_languages", kFlag, N_("cues of the languages that overlap by half or more begin and end together")),
    row<S, [](auto& s) -> auto& { return s.max_height_percent; }>("max_height_percent", {Kind::kNumber, 5, 100}, N_("most that all bands together take, of the height of their place")),
    row<S, [](auto& s) -> auto& { return s.max_lines; }>("max_lines", {Kind::kWhole, 1, 20}, N_("most lines of all bands together")),
    row<S, [](auto& s) -> auto& { return s.min_shrink; }>("min_shrink", {Kind::kNumber, 0.5, 1}, N_("how small text that does not fit may become before its cue is split in two")),
    {"foreign_share", kShare, N_("other languages are at most this share of the first one's height, Khmer measured by KA; 0: no limit"),
     set_foreign_share, [](const S& s) -> Value { return s.foreign_share.value_or(0); }},
    row<S, [](auto& s) -> auto& { return s.languages; }>("languages", {Kind::kChoice, 0, 0, kChoices}, N_("all languages together, or one after the other by play or by item")),
    row<S, [](auto& s) -> auto& { return s.track_styles; }>("track_styles", kFlag, N_("italics, bold, colours and places that a cue file asks for are honoured")),
    {"band", {Kind::kItems}, N_("one for each language, from top to bottom"), nullptr, nullptr, set_bands, show_bands},
    row<S, [](auto& s) -> auto& { return s.min_duration_s; }>("min_duration_s", {Kind::kNumber, 0, 10}, N_("seconds; shorter cues are warned of, and none is split into shorter ones if there is another way")),
    row<S, [](auto& s) -> auto& { return s.max_duration_s; }>("max_duration_s", {Kind::kNumber, 1, 600}, N_("seconds; longer cues are warned of")),
    row<S, [](auto& s) -> auto& { return s.min_gap_frames; }>("min_gap_frames", {Kind::kWhole, 0, 50}, N_("frames between two cues of a language; less is warned of")),
    row<S, [](auto& s) -> auto& { return s.millimetres_per_metre; }>("millimetres_per_metre", {Kind::kNumber, 0, 20}, N_("LED walls: least height of the Latin x or the Khmer KA, for each metre of viewing distance")),
    row<S, [](auto& s) -> auto& { return s.latin_floor_px; }>("latin_floor_px", {Kind::kNumber, 0, 500}, N_("LED walls: least em of Latin text, in pixels")),
    row<S, [](auto& s) -> auto& { return s.khmer_floor_px; }>("khmer_floor_px", {Kind::kNumber, 0, 500}, N_("LED walls: least em of Khmer text, in pixels")),
// clang-format on
}
;

std::string where(const Layers& layers, const char* key) {
    const Node* node = find(layers, key);
    return node != nullptr ? node->where : key;
}

void check_bands(const Style& style, const Layers& layers, Problems& problems) {
    for (size_t i = 0; i < style.bands.size(); ++i) {
        const std::string& language = style.bands[i].language;
        if (language.empty()) {
            problems.push_back(message("{}: band {} has no language.", where(layers, "band"), i + 1));
        } else if (std::ranges::any_of(style.bands.begin(), style.bands.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const BandStyle& band) { return band.language == language; })) {
            problems.push_back(message("{}: two bands are of the language {}.", where(layers, "band"), language));
        }
    }
    if (style.bands.empty()) {
        problems.push_back(message("{}: at least one [[band]] with a language is needed.", where(layers, "band")));
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
        problems.push_back(message("{}: fonts names no font.", where(layers, "fonts")));
    }
    return style;
}

/// The keys of a band follow, for people who write one.
std::vector<ShownOption> show_style(const Layers& layers) {
    Problems ignored;
    std::vector<ShownOption> shown = show<Style>(kRows, layers, read_style(layers, ignored));
    for (const OptionRow<BandStyle>& each : kBandRows) {
        const std::string standard = written(each.get(BandStyle{}), each.rule);
        shown.push_back({"band." + std::string(each.key), "", standard, allowed(each.rule), each.help, ""});
    }
    return shown;
}

std::vector<std::string> style_keys() {
    return keys_of<Style>(kRows);
}

}  // namespace gatecast
