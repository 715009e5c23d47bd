// SPDX-License-Identifier: GPL-3.0-or-later
// How subtitles look and where they stand: what is written in presets/styles/*.toml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "filters/colour.h"
#include "filters/geometry.h"

namespace gatecast {

enum class LanguageChoice : uint8_t { kAll, kRotateByPlay, kRotateByItem };

/// What the bands stand in; a place too small for them gives way to the one before it.
enum class TextPlace : uint8_t { kScreen, kPicture, kUnderPicture };

/// One language's band; the style lists them from top to bottom.
struct BandStyle {
    std::string language;       // BCP 47
    double size = 1;            // of the style's text height
    std::optional<Rgb> colour;  // in place of the style's
    double opacity = 1;
    int priority = 0;  // the lowest is dropped first when not all fit
    int max_lines = 2;
    double characters_per_second = 17;  // warned above; Khmer: syllables
    int characters_per_line = 42;       // warned above; Khmer: code points
};

struct Style {
    std::string name;
    std::string title_vi, title_en;
    std::vector<std::string> fonts{"Noto Sans", "Noto Sans Khmer", "Khmer OS Battambang"};  // the chain
    bool bold = false;
    double text_height_percent = 5;  // Latin em, of the canvas height (of the shorter side on portrait screens)
    double khmer_to_latin = 1.15;    // height of KA to the x-height
    Rgb colour{1, 1, 1};
    Rgb outline_colour{0, 0, 0};
    double outline_percent = 7;  // of the em
    double shadow_percent = 0;
    bool box = false;
    Rgb box_colour{0, 0, 0};
    double box_opacity = 0.75;
    double opacity = 1;
    TextPlace place = TextPlace::kPicture;
    bool top = false;                     // bands hang from the top of their place instead of standing at its bottom
    bool fixed_slots = true;              // a band keeps its place when its neighbours are silent
    bool align_languages = true;          // cues of the languages that overlap by half or more begin and end together
    double max_height_percent = 33;       // of all bands together, of the height of their place
    int max_lines = 5;                    // of all bands together
    double min_shrink = 0.8;              // how small text may become before a cue is split
    std::optional<double> foreign_share;  // public boards: other languages at most this share of the first's height
    LanguageChoice languages = LanguageChoice::kAll;
    bool track_styles = true;      // italics, bold, colours, places that a track asks for
    std::vector<BandStyle> bands;  // top first; a language without one is laid under them as the last is
    double min_duration_s = 5.0 / 6;
    double max_duration_s = 7;
    int min_gap_frames = 2;
    double millimetres_per_metre = 2.5;  // LED: height of x or KA for each metre of distance
    double latin_floor_px = 20;          // LED: least em, Vietnamese
    double khmer_floor_px = 28;          // LED: least em, Khmer
};

/// The band of a language: its own, that of its main language ("vi" for "vi-VN"), or the last one's copy with the
/// least priority.
[[nodiscard]] BandStyle band_of(const Style& style, const std::string& language);

}  // namespace gatecast
