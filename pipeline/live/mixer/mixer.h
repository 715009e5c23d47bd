// SPDX-License-Identifier: GPL-3.0-or-later
// The mixer: every display of a site, composed and encoded on a grid that never stops. `gatecast mixer` is this. Its
// composing thread waits for nothing but the clock; a second thread speaks with the site process, the decks and the
// outputs. It is never rebuilt while on screen, and goes on when the site process dies.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "pipeline/live/mixer/live_display.h"
#include "pipeline/live/site/hours.h"

namespace gatecast {

/// A display once more, smaller, for viewers on thin lines.
struct Rung {
    Size size;
    int64_t bitrate = 0;
    /// "640x360"
    [[nodiscard]] std::string name() const;
};

struct MixerDisplay {
    std::string name;  // of the site's
    std::string feed;  // whose decks it shows
    std::string encode;
    int64_t bitrate = 0;
    DisplayAir air;
    LiveDisplaySettings screen;
    std::vector<Rung> ladder;
    std::string coder = "auto";  // a kind of PictureCoder
    bool on_screen = false;      // pictures go to a screen of this machine
};
/// What the outputs of a rung ask for.
[[nodiscard]] std::string rung_display(const std::string& display, const Rung& rung);

struct MixerSettings {
    std::filesystem::path state;  // the folder of sockets
    Rational rate{25, 1};
    Time origin{0};        // of the monotonic clock: the grid's frame 0, the same for every mixer of this boot
    Time wall_of_zero{0};  // UTC of that frame, as it was when the origin was set
    int utc_minutes = 0;   // of the place, for clocks on the screens
    std::vector<std::filesystem::path> presets;
    std::vector<MixerDisplay> displays;
};

[[nodiscard]] nlohmann::json to_json(const MixerSettings& settings);
[[nodiscard]] MixerSettings mixer_settings_from(const nlohmann::json& json);

/// Where others find a mixer.
[[nodiscard]] std::filesystem::path control_socket(const std::filesystem::path& state);
[[nodiscard]] std::filesystem::path packet_socket(const std::filesystem::path& state);

/// Until the site orders it to quit. Throws Error where it cannot be set up.
void run_mixer(const MixerSettings& settings);

}  // namespace gatecast
