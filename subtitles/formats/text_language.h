// SPDX-License-Identifier: GPL-3.0-or-later
// The language of cues by their text: for files that do not say it, and against text that is not what it seems.
#pragma once

#include <string>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast {

struct TextLanguage {
    std::string language;   // "km", "vi", "en"; empty: cannot be told
    bool several = false;   // a good part in Khmer, a good part in Latin letters
    bool old_font = false;  // looks like Khmer of a font from before Unicode, in Latin letters
};
/// Looks at the first few hundred cues.
[[nodiscard]] TextLanguage language_of_cues(const std::vector<Cue>& cues);

}  // namespace gatecast
