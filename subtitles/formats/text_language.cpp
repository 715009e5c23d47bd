// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/text_language.h"

#include <algorithm>

#include "subtitles/khmer/legacy.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

constexpr size_t kCuesToRead = 400;
constexpr double kSeveralShare = 0.2;  // of letters in the lesser script; names and numbers stay below

std::string sample_of(const std::vector<Cue>& cues) {
    std::string text;
    for (size_t n = 0; n < std::min(cues.size(), kCuesToRead); ++n) text += cues[n].text + '\n';
    return text;
}

}  // namespace

TextLanguage language_of_cues(const std::vector<Cue>& cues) {
    const std::string text = sample_of(cues);
    double khmer = 0, latin = 0;
    for (const char32_t c : to_utf32(text)) {
        const Script script = script_of(c);
        khmer += script == Script::kKhmer;
        latin += script == Script::kLatin;
    }
    TextLanguage found;
    found.several = std::min(khmer, latin) > kSeveralShare * (khmer + latin);
    found.old_font = khmer == 0 && latin > 0 && khmer::looks_like_old_font(text);
    if (!found.several && !found.old_font) found.language = language_of_text(text);
    return found;
}

}  // namespace gatecast
