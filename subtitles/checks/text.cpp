// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/checks/text.h"

#include <algorithm>
#include <string_view>

#include "subtitles/checks/codes.h"
#include "subtitles/encoding/encoding.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/khmer/legacy.h"
#include "subtitles/khmer/syllable.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

constexpr size_t kEnoughBytes = 20000;

/// The beginning of the track's text, enough to know it by.
std::string beginning(const Track& track) {
    std::string text;
    for (const Cue& cue : track.cues) {
        if (text.size() > kEnoughBytes) break;
        text += cue.text + '\n';
    }
    return text;
}

constexpr bool is_letter(Script script) {
    return script == Script::kLatin || script == Script::kKhmer || script == Script::kOther;
}

/// A word with letters of two scripts that look alike (Latin "e" and Cyrillic "е"). Khmer stands beside Latin without a
/// space.
bool has_mixed_word(std::u32string_view text) {
    Script before = Script::kCommon;
    for (const char32_t c : text) {
        const Script script = script_of(c);
        const bool latin = script == Script::kLatin || before == Script::kLatin;
        const bool other = script == Script::kOther || before == Script::kOther;
        if (latin && other && is_letter(script) && is_letter(before)) return true;
        before = script;
    }
    return false;
}

/// A Khmer mark where no letter is before it to carry it.
bool has_stray_mark(std::u32string_view text) {
    const auto is_mark = [](char32_t c) {
        return khmer::continues_syllable(c) && khmer::is_khmer(c) && c != U'\u17D7';
    };
    for (size_t n = 0; n < text.size(); ++n) {
        if (!is_mark(text[n])) continue;
        const bool carried = n > 0 && (khmer::is_base(text[n - 1]) || khmer::continues_syllable(text[n - 1]));
        const bool binds = text[n] != khmer::kCoeng || (n + 1 < text.size() && khmer::is_base(text[n + 1]));
        if (!carried || !binds) return true;
    }
    return false;
}

std::string_view primary(std::string_view tag) {
    return tag.substr(0, tag.find('-'));
}

bool is_known(std::string_view language) {
    return language == "vi" || language == "en" || language == "km";
}

/// Whether text of language `is` stands in a track that should be in another. Of minority and other languages only the
/// script is known.
bool is_wrong(const std::string& is, std::string_view track) {
    if (is.empty() || track.empty() || primary(track) == is) return false;
    if (is_known(primary(track)) && track.find("-Latn") == std::string_view::npos) return true;
    return script_of_language(is) != script_of_language(track);
}

/// Khmer without a Khmer letter.
bool lacks_khmer(std::u32string_view text, std::string_view track) {
    return script_of_language(track) == Script::kKhmer && std::none_of(text.begin(), text.end(), khmer::is_khmer);
}

void check_language(const Track& track, CheckSheet& sheet) {
    constexpr double kWholeTrack = 0.5;
    std::vector<size_t> wrong;
    std::vector<std::string> languages(track.cues.size());
    size_t known = 0;
    for (size_t n = 0; n < track.cues.size(); ++n) {
        languages[n] = language_of_text(track.cues[n].text);
        known += languages[n].empty() ? 0U : 1U;
        if (is_wrong(languages[n], track.language)) wrong.push_back(n);
    }
    if (wrong.empty()) return;
    if (static_cast<double>(wrong.size()) > kWholeTrack * static_cast<double>(known)) {
        const std::string& is = languages[wrong[wrong.size() / 2]];
        sheet.of_track(
            Severity::kError, check::kWrongLanguage,
            message("The file should be {}, but its text is {} ({} of {} cues). Give the right file or language.",
                    track.language, is, wrong.size(), track.cues.size()));
        return;
    }
    for (const size_t n : wrong) {
        sheet.of_cue(n, Severity::kWarning, check::kWrongLanguage,
                     message("The text is {}, not {}.", languages[n], track.language));
    }
}

/// Text that is letters of an old font and no language. Says whether the whole track is.
bool check_old_fonts(const Track& track, CheckSheet& sheet) {
    const std::string text = beginning(track);
    if (const auto font = font_encoding(text)) {
        sheet.of_track(Severity::kError, problem::kOldFont,
                       message("The letters are those of an old Vietnamese font ({}). Convert the file to Unicode.",
                               name_of(*font)));
        return true;
    }
    if (!khmer::looks_like_old_font(text)) return false;
    sheet.of_track(
        Severity::kError, problem::kLegacyKhmer,
        message("The text looks like Khmer of a font from before Unicode (Limon, ABC). Convert it to Unicode first."));
    return true;
}

void check_letters(const Track& track, size_t n, bool old_font, CheckSheet& sheet) {
    const Cue& cue = track.cues[n];
    const std::u32string text = to_utf32(cue.text);
    if (std::none_of(text.begin(), text.end(), [](char32_t c) { return c > ' '; })) {
        sheet.of_cue(n, Severity::kWarning, problem::kEmptyCue, message("The cue has no text."));
        return;
    }
    if (text.find(U'\uFFFD') != std::u32string::npos) {
        sheet.of_cue(n, Severity::kError, problem::kBadBytes,
                     message("Letters were lost: \uFFFD stands in their place. Correct the text."));
    }
    if (has_mixed_word(text)) {
        sheet.of_cue(n, Severity::kWarning, check::kMixedScripts,
                     message("A word has letters of two scripts, which may look the same. Type it again."));
    }
    if (has_stray_mark(text)) {
        sheet.of_cue(n, Severity::kError, check::kStrayMark,
                     message("A Khmer mark has no letter to stand on. Correct the text."));
    }
    if (!old_font && lacks_khmer(text, track.language) && khmer::looks_like_old_font(cue.text)) {
        sheet.of_cue(
            n, Severity::kError, problem::kLegacyKhmer,
            message(
                "The text looks like Khmer of a font from before Unicode (Limon, ABC). Convert it to Unicode first."));
    }
}

}  // namespace

void check_text(const Track& track, CheckSheet& sheet) {
    const bool old_font = check_old_fonts(track, sheet);
    if (!old_font) check_language(track, sheet);
    for (size_t n = 0; n < track.cues.size(); ++n) check_letters(track, n, old_font, sheet);
}

}  // namespace gatecast
