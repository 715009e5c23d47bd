// SPDX-License-Identifier: GPL-3.0-or-later
// How well bytes read in each of the old encodings: by their words. Called by detect_encoding().
#pragma once

#include <string_view>
#include <vector>

#include "subtitles/encoding/encoding.h"

namespace gatecast {

/// The readings, best first, and whether the first is right beyond doubt.
struct Judgement {
    std::vector<Reading> readings;
    bool clear = false;
};
[[nodiscard]] Judgement judge(std::string_view bytes);

/// A word as Western European languages have them: "café", "naïve", “yes”. Not "vieät", not "ViÖt".
[[nodiscard]] bool is_western_word(std::u32string_view word);

}  // namespace gatecast
