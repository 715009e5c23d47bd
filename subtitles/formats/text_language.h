// SPDX-License-Identifier: GPL-3.0-or-later
// The language of cues by their letters and commonest words: for files that do not say it.
#pragma once

#include <string>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast {

struct TextLanguage {
    std::string language;  // "km", "vi", "en"; empty: cannot be told
    bool several = false;  // a good part in Khmer, a good part in Latin letters
};
/// Looks at the first few hundred cues.
[[nodiscard]] TextLanguage language_of_text(const std::vector<Cue>& cues);

}  // namespace gatecast
