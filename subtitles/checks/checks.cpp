// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/checks/checks.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "subtitles/checks/codes.h"
#include "subtitles/checks/sheet.h"
#include "subtitles/checks/text.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/khmer/syllable.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

constexpr double kUsualSpeed = 17;  // a second, where a style has no band for the language
constexpr double kEnglishSpeed = 20;
constexpr double kKhmerSpeed = 9;
constexpr double kLatinInSyllables = 0.5;  // a Latin letter or digit among Khmer

/// Whether a character takes room and time.
constexpr bool is_counted(char32_t c) {
    const bool mark = (c >= 0x0300 && c < 0x0370) || c == 0x00AD;
    const bool zero_width = (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
    return !mark && !zero_width;
}

int counted(std::u32string_view text) {
    return static_cast<int>(std::count_if(text.begin(), text.end(), is_counted));
}

/// The style's band; in a language that it does not know, what that is usually held to.
BandStyle limits_of(const Style& style, const std::string& language) {
    const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
    const auto speaks = [&](const BandStyle& band) { return primary(band.language) == primary(language); };
    BandStyle band = band_of(style, language);
    band.language = language;
    if (std::any_of(style.bands.begin(), style.bands.end(), speaks)) return band;
    const bool khmer = script_of_language(language) == Script::kKhmer;
    band.characters_per_second = khmer ? kKhmerSpeed : primary(language) == "en" ? kEnglishSpeed : kUsualSpeed;
    return band;
}

void check_duration(const Cue& cue, size_t n, const Style& style, CheckSheet& sheet) {
    constexpr double kRounding = 0.001;  // files have milliseconds
    const double duration = seconds(cue.end - cue.start);
    if (cue.end < cue.start) {
        sheet.of_cue(n, Severity::kError, problem::kEndBeforeStart,
                     message("The cue ends before it begins. Correct its times."));
    } else if (cue.end == cue.start) {
        sheet.of_cue(n, Severity::kError, problem::kZeroLength,
                     message("The cue ends when it begins: nobody will see it. Give it an end."));
    } else if (duration < style.min_duration_s - kRounding) {
        sheet.of_cue(n, Severity::kWarning, check::kShortCue,
                     message("Shown for {} s, too short to be read: at least {} s.", fmt::format("{:.2f}", duration),
                             fmt::format("{:.2f}", style.min_duration_s)));
    } else if (duration > style.max_duration_s + kRounding) {
        sheet.of_cue(
            n, Severity::kWarning, check::kLongCue,
            message("Shown for {} s, longer than {} s. Split it.", decimal(duration), decimal(style.max_duration_s)));
    }
    if (cue.start < Time(0)) {
        sheet.of_cue(n, Severity::kError, problem::kNegativeTime,
                     message("The cue begins before the programme. Shift the track."));
    }
}

void check_speed(const Cue& cue, size_t n, const BandStyle& band, CheckSheet& sheet) {
    if (cue.end <= cue.start) return;
    const double speed = reading_length(cue.text, band.language) / seconds(cue.end - cue.start);
    if (speed <= band.characters_per_second) return;
    const bool khmer = script_of_language(band.language) == Script::kKhmer;
    const std::string is = decimal(speed);
    const std::string most = decimal(band.characters_per_second);
    sheet.of_cue(
        n, Severity::kWarning, check::kReadingSpeed,
        khmer ? message("Too fast to read: {} syllables a second, over {}. Show it longer or shorten it.", is, most)
              : message("Too fast to read: {} characters a second, over {}. Show it longer or shorten it.", is, most));
}

/// Lines are broken anew where they are too long, unless the author has broken them.
void check_length(const Cue& cue, size_t n, const BandStyle& band, CheckSheet& sheet) {
    const std::u32string text = to_utf32(cue.text);
    int lines = 0;
    int longest = 0;
    int all = 0;
    for (size_t from = 0; from <= text.size();) {
        const size_t until = std::min(text.find(U'\n', from), text.size());
        const int length = counted(std::u32string_view(text).substr(from, until - from));
        longest = std::max(longest, length);
        all += length;
        ++lines;
        from = until + 1;
    }
    const int room = band.characters_per_line * band.max_lines;
    if (all > room) {
        sheet.of_cue(n, Severity::kWarning, check::kTooMuchText,
                     message("{} characters, but {} lines of {} hold only {}. Shorten or split it.", all,
                             band.max_lines, band.characters_per_line, room));
    } else if (longest > band.characters_per_line) {
        sheet.of_cue(n, lines == 1 ? Severity::kNote : Severity::kWarning, check::kLongLine,
                     message("A line of {} characters, over {}.", longest, band.characters_per_line));
    }
    if (lines > band.max_lines) {
        sheet.of_cue(n, Severity::kWarning, check::kManyLines, message("{} lines, over {}.", lines, band.max_lines));
    }
}

/// Cues that stand at different places may be seen together.
bool same_place(const Cue& a, const Cue& b) {
    return a.anchor == b.anchor && a.position == b.position;
}

/// Against the one before it: order, overlap, gap.
void check_neighbours(const Track& track, size_t before, size_t n, const Style& style, Rational rate,
                      CheckSheet& sheet) {
    const Cue& last = track.cues[before];
    const Cue& cue = track.cues[n];
    if (cue.start < last.start) {
        sheet.of_cue(n, Severity::kWarning, problem::kNotInOrder, message("The cue begins before the one before it."));
        return;
    }
    if (!same_place(last, cue)) return;
    constexpr double kRounding = 0.001;
    const double gap = seconds(cue.start - last.end);
    const double least = style.min_gap_frames / rate.value();
    if (gap < 0) {
        sheet.of_cue(n, Severity::kWarning, check::kOverlap,
                     message("Begins {} s before the one before it ends: both are shown, one above the other.",
                             fmt::format("{:.2f}", -gap)));
    } else if (gap < least - kRounding) {
        sheet.of_cue(n, Severity::kWarning, check::kSmallGap,
                     message("Only {} frames after the one before it; at least {}, or the change is not seen.",
                             decimal(gap * rate.value()), style.min_gap_frames));
    }
}

void check_untimed(const Track& track, CheckSheet& sheet) {
    const auto untimed = std::count_if(track.cues.begin(), track.cues.end(), [](const Cue& cue) { return !cue.timed; });
    if (untimed == 0) return;
    if (static_cast<size_t>(untimed) == track.cues.size()) {
        sheet.of_track(
            Severity::kError, check::kUntimed,
            message("None of the {} cues has a time. Put them on the times of another language first.", untimed));
        return;
    }
    for (size_t n = 0; n < track.cues.size(); ++n) {
        if (!track.cues[n].timed)
            sheet.of_cue(n, Severity::kError, check::kUntimed, message("The cue has no time and cannot be shown."));
    }
}

/// What the reader of the file has said of a cue need not be said again.
void drop_repeated(const Track& track, size_t from, std::vector<Problem>& problems) {
    std::set<std::pair<int, std::string_view>> said;
    for (const Problem& problem : track.problems) said.emplace(problem.cue, problem.code);
    const auto repeated = [&](const Problem& problem) { return said.contains({problem.cue, problem.code}); };
    problems.erase(std::remove_if(problems.begin() + static_cast<std::ptrdiff_t>(from), problems.end(), repeated),
                   problems.end());
}

}  // namespace

double reading_length(std::string_view text, std::string_view language) {
    const std::u32string letters = to_utf32(text);
    if (script_of_language(language) != Script::kKhmer) return counted(letters);
    const auto others = std::count_if(letters.begin(), letters.end(),
                                      [](char32_t c) { return is_counted(c) && c > ' ' && !khmer::is_khmer(c); });
    const auto digits = std::count_if(letters.begin(), letters.end(), khmer::is_digit);
    return khmer::count_syllables(letters) + kLatinInSyllables * static_cast<double>(others + digits);
}

void check_track(const Track& track, const Style& style, Rational rate, std::vector<Problem>& problems) {
    const size_t from = problems.size();
    CheckSheet sheet(track, problems);
    const BandStyle band = limits_of(style, track.language);
    check_untimed(track, sheet);
    check_text(track, sheet);
    std::optional<size_t> latest;  // the cue that ends last so far
    for (size_t n = 0; n < track.cues.size(); ++n) {
        const Cue& cue = track.cues[n];
        check_length(cue, n, band, sheet);
        if (!cue.timed) continue;
        check_duration(cue, n, style, sheet);
        check_speed(cue, n, band, sheet);
        if (latest) check_neighbours(track, *latest, n, style, rate, sheet);
        if (!latest || cue.end > track.cues[*latest].end) latest = n;
    }
    drop_repeated(track, from, problems);
}

}  // namespace gatecast
