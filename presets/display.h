// SPDX-License-Identifier: GPL-3.0-or-later
// One screen as a target: what stands in presets/displays/*.toml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "filters/canvas.h"
#include "presets/graphic.h"

namespace gatecast {

/// An area as written in a preset: pixels, or shares of the canvas resolved when read (even pixels).
struct Region {
    std::string name;  // "picture", "panel"
    Rect area;
    Fit fit = Fit::kFit;
    std::string source = "programme";  // whose picture: the item's, or an input by its name
    double opacity = 1;
};

struct Panel {  // a still area beside the picture: a colour, over it a picture if one is named
    Rect area;
    Rgb colour;
    std::string image;  // path, empty: colour only; relative to the preset's own file
};

/// How bright the screen may be for a part of the day.
struct Brightness {
    int from_minutes = 0;   // of the day
    int until_minutes = 0;  // past midnight where it is the smaller
    double percent = 100;   // of the light the screen can give

    /// One that ends as it begins lasts all day.
    [[nodiscard]] bool covers(int minute_of_day) const;
};

struct Cabinets {
    int columns = 0, rows = 0;
    Size pixels;  // of one cabinet
};

struct Display {
    std::string name;
    std::string title_vi, title_en;
    Size canvas;           // what is composed, before rotation, folding and placement
    Rational rate{25, 1};  // frames a second; of an interlaced display: of woven frames
    FieldOrder fields = FieldOrder::kProgressive;
    Rgb background;
    std::vector<Region> pictures;  // bottom first, at most four
    std::vector<Panel> panels;
    std::vector<Graphic> graphics;       // places, and what is always shown
    std::vector<Brightness> brightness;  // none: most controllers dim by themselves
    Rect logo_area;                      // a logo is fitted into it, aligned to its outer corner
    double safe_area_percent = 0;
    int rotation_degrees = 0;  // of the finished canvas, for panels mounted on their side
    int fold_rows = 1;         // a ribbon cut across into this many pieces, the left one on top
    Size frame;                // what is sent: the canvas (rotated, folded) placed in it; equal to it by default
    Rect placement;            // where in `frame`
    std::string default_encode = "h264-mp4";
    std::string subtitle_style = "default";
    std::string loudness = "none";  // a profile of presets/loudness.h
    std::string audio_language;     // preferred track; empty: the first
    bool muted = false;             // walls are muted until someone asks
    Cabinets cabinets;
    double pitch_mm = 0;
    double viewing_distance_m = 0;
};

/// The canvas after rotation or folding: the size of `placement`.
[[nodiscard]] Size finished_size(const Display& display);

}  // namespace gatecast
