// SPDX-License-Identifier: GPL-3.0-or-later
// A line of live subtitles as the site's processes tell each other: what stands in a language from one frame of the
// grid to another. Made by the site process; drawn by the text process, written into soft tracks by outputs.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace gatecast {

struct LiveCue {
    std::string display;   // of the site's; empty: all of them
    std::string language;  // BCP 47
    std::string text;      // '\n' where a line ends; empty: what stands in the language goes
    int64_t from = 0;      // frames of the grid, from <= n < until
    int64_t until = 0;
};

[[nodiscard]] inline nlohmann::json to_json(const LiveCue& cue) {
    return {{"display", cue.display},
            {"language", cue.language},
            {"text", cue.text},
            {"from", cue.from},
            {"until", cue.until}};
}

[[nodiscard]] inline LiveCue live_cue_from(const nlohmann::json& given) {
    return {given.at("display"), given.at("language"), given.at("text"), given.at("from"), given.at("until")};
}

}  // namespace gatecast
