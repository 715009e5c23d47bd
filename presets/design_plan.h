// SPDX-License-Identifier: GPL-3.0-or-later
// What design() finds out about a screen before it is written down. Used by design*.cpp only.
#pragma once

#include "presets/design.h"
#include "presets/design_places.h"

namespace gatecast {

struct ScreenPlan {
    DesignRequest request;
    std::string name;
    Size canvas;
    LeastText least;  // read from the farthest
    DesignedPlaces places;
    double subtitles_px = 0;  // height they may take
    int fold_rows = 1;

    [[nodiscard]] double metres_wide() const { return canvas.width * request.pitch_mm / 1000; }
    [[nodiscard]] double metres_high() const { return canvas.height * request.pitch_mm / 1000; }
};

/// What one sending card takes: set to television's size, or to its own.
inline constexpr Size kSendingCard{1920, 1080};
inline constexpr int kMostRows = 1200;

/// The style of subtitles for so many languages at a time.
[[nodiscard]] const char* designed_style(const ScreenPlan& plan, int languages_at_once);

/// The preset, with comments.
[[nodiscard]] std::string designed_toml(const ScreenPlan& plan, const Design& design);

/// Adds the sentences.
void say_facts(const ScreenPlan& plan, Design& design);
void say_advice(const ScreenPlan& plan, Design& design);

/// Three figures are enough for metres.
[[nodiscard]] std::string in_metres(double metres);

}  // namespace gatecast
