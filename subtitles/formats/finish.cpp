// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/finish.h"

#include <algorithm>
#include <numeric>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/reading.h"
#include "subtitles/formats/styled_text.h"
#include "subtitles/formats/text_language.h"
#include "subtitles/formats/times.h"
#include "subtitles/language.h"
#include "subtitles/normalise.h"

namespace gatecast {
namespace {

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; });
}

/// Bytes up to `limit` characters, or all.
size_t bytes_of_characters(std::string_view text, size_t limit) {
    if (text.size() <= limit) return text.size();
    size_t characters = 0;
    for (size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        if (begins && characters++ == limit) return at;
    }
    return text.size();
}

/// Cue text without blank lines and without spaces at the ends of lines; with the bytes it came from.
struct Tidy {
    std::string text;
    std::vector<size_t> origin;
};

Tidy tidied(std::string_view text) {
    Tidy tidy;
    for (size_t at = 0; at <= text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = trimmed(text.substr(at, end - at));
        if (!line.empty()) {
            const auto from = static_cast<size_t>(line.data() - text.data());
            if (!tidy.text.empty()) {
                tidy.text += '\n';
                tidy.origin.push_back(at - 1);
            }
            tidy.text += line;
            for (size_t n = 0; n < line.size(); ++n) tidy.origin.push_back(from + n);
        }
        at = end + 1;
    }
    tidy.origin.push_back(text.size());
    return tidy;
}

bool is_tidy(std::string_view text) {
    if (text.empty()) return true;
    char before = '\n';
    for (const char c : text) {
        if (before == '\n' ? is_blank_char(c) : c == '\n' && is_blank_char(before)) return false;
        before = c;
    }
    return !is_blank_char(before);
}

void limit_text(Cue& cue, Findings& findings) {
    const size_t bytes = bytes_of_characters(cue.text, kMaxCueCharacters);
    if (bytes == cue.text.size()) return;
    findings.fail(problem::kTextTooLong,
                  message("The text is longer than {} characters; the rest was left out. Is a line of times missing?",
                          kMaxCueCharacters),
                  cue.line);
    cue.text.resize(bytes);
    for (TextSpan& span : cue.spans) {
        span.from = std::min(span.from, bytes);
        span.until = std::min(span.until, bytes);
    }
    std::erase_if(cue.spans, [](const TextSpan& span) { return span.from == span.until; });
}

void tidy_text(Cue& cue) {
    if (is_tidy(cue.text)) return;
    Tidy tidy = tidied(cue.text);
    cue.text = std::move(tidy.text);
    move_spans(cue.spans, tidy.origin);
}

/// Whether letters were put in order.
bool normalise_text(Cue& cue, const std::string& language) {
    if (is_plain(cue.text)) return false;
    Normalised normal = normalise(cue.text, language);
    if (normal.text == cue.text) return false;
    cue.text = std::move(normal.text);
    move_spans(cue.spans, normal.origin);
    return true;
}

void check_times(Cue& cue, Findings& findings) {
    if (!cue.timed) return;
    if (cue.end < cue.start) {
        findings.fail(problem::kEndBeforeStart,
                      message("The cue ends at {}, before it begins; it is shown for {} seconds. Correct its end.",
                              written_time(cue.end, '.'),
                              std::chrono::duration_cast<std::chrono::seconds>(kShownWithoutEnd).count()),
                      cue.line);
        cue.end = cue.start + kShownWithoutEnd;
    } else if (cue.end == cue.start) {
        findings.warn(problem::kZeroLength, message("The cue ends when it begins: it is never seen. Give it an end."),
                      cue.line);
    }
    if (cue.start < Time(0)) {
        findings.warn(
            problem::kNegativeTime,
            message("The cue begins {} before the programme. Shift the track.", written_time(-cue.start, '.')),
            cue.line);
    }
}

/// The places of cues in order of their start; untimed ones stay behind the one before them.
std::vector<size_t> order_of(const std::vector<Cue>& cues) {
    std::vector<Time> keys;
    keys.reserve(cues.size());
    for (const Cue& cue : cues) keys.push_back(cue.timed || keys.empty() ? cue.start : keys.back());
    std::vector<size_t> order(cues.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return keys[a] < keys[b]; });
    return order;
}

/// Cues without text go, the others into order; problems follow their cues.
void arrange(Track& track) {
    const std::vector<size_t> order = order_of(track.cues);
    const auto late = std::adjacent_find(order.begin(), order.end(), [](size_t a, size_t b) { return b < a; });
    Findings findings(track.problems);
    if (late != order.end()) {
        findings.note(problem::kNotInOrder, message("The cues were not in order of time; they are sorted."),
                      track.cues[*late].line);
    }
    std::vector<int> places(track.cues.size(), -1);
    std::vector<Cue> cues;
    cues.reserve(track.cues.size());
    for (const size_t n : order) {
        if (track.cues[n].text.empty()) continue;
        places[n] = static_cast<int>(cues.size());
        cues.push_back(std::move(track.cues[n]));
    }
    for (Problem& problem : track.problems) {
        const bool known = problem.cue >= 0 && static_cast<size_t>(problem.cue) < places.size();
        problem.cue = known ? places[static_cast<size_t>(problem.cue)] : -1;
    }
    track.cues = std::move(cues);
}

/// Television's programmes begin at 10:00:00:00, others at 01:00:00:00.
void check_offset(const Track& track, Findings& findings) {
    constexpr int64_t kTelevisionHours = 10;
    const auto first = std::find_if(track.cues.begin(), track.cues.end(), [](const Cue& cue) { return cue.timed; });
    if (first == track.cues.end()) return;
    const int64_t hours = std::chrono::duration_cast<std::chrono::hours>(first->start).count();
    const std::string back = written_time(-std::chrono::hours(hours), '.');
    if (hours >= kTelevisionHours) {
        findings.warn(
            problem::kTenHourOffset,
            message("The first cue begins at {}, as television's timecode does. If the clip begins at 0, shift "
                    "the track by {}.",
                    written_time(first->start, '.'), back),
            first->line);
    } else if (hours >= 1) {
        findings.note(
            problem::kHourOffset,
            message("The first cue begins at {}. If the clip's timecode begins at {} h, shift the track by {}.",
                    written_time(first->start, '.'), hours, back),
            first->line);
    }
}

/// Texts are for all who speak the language: "vi-VN" is "vi". A script stays: "cmo-Khmr".
std::string without_region(const std::string& tag) {
    const size_t last = tag.rfind('-');
    const size_t length = last == std::string::npos ? 0 : tag.size() - last - 1;
    return length == 2 || length == 3 ? tag.substr(0, last) : tag;
}

/// Letters, digits and hyphens: what a tag is made of, and every format can write.
bool is_well_formed(const std::string& tag) {
    return std::all_of(tag.begin(), tag.end(), [](char c) {
        return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

void find_language(Track& track, const std::string& language, Findings& findings) {
    track.language = without_region(track.language.empty() ? language : track.language);
    if (!is_well_formed(track.language)) track.language.clear();
    if (track.cues.empty()) return;
    const TextLanguage found = language_of_cues(track.cues);
    if (found.several) {
        findings.note(problem::kSeveralLanguages,
                      message("Lines in more than one script: split the file to get a track for each language."),
                      track.cues.front().line);
    }
    if (found.old_font) {
        findings.warn(
            problem::kLegacyKhmer,
            message("The text looks like Khmer of a font from before Unicode (Limon, ABC). Convert it to Unicode "
                    "first."),
            track.cues.front().line);
    }
    if (!track.language.empty()) return;
    track.language = found.language;
    if (track.language.empty()) {
        findings.warn(problem::kNoLanguage,
                      message("The language is not known. Say it, or name the file like clip.vi.srt."), 0);
    }
}

}  // namespace

void finish_track(Track& track, const std::string& language) {
    Findings findings(track.problems);
    if (track.cues.size() > kMaxCues) {
        report_too_many_cues(findings, track.cues[kMaxCues].line);
        track.cues.resize(kMaxCues);
    }
    const std::string& known = track.language.empty() ? language : track.language;
    size_t put_in_order = 0;
    for (size_t n = 0; n < track.cues.size(); ++n) {
        Cue& cue = track.cues[n];
        findings.at_cue(n);
        limit_text(cue, findings);
        tidy_text(cue);
        put_in_order += normalise_text(cue, known);
        tidy_text(cue);
        if (cue.text.empty()) {
            findings.warn(problem::kEmptyCue, message("The cue has no text and was left out."), cue.line);
        } else {
            check_times(cue, findings);
        }
    }
    findings.at_no_cue();
    if (put_in_order > 0) {
        findings.note(
            problem::kPutInOrder,
            message("{} cues had letters in another order or form than Unicode's. They are drawn right; check "
                    "--fix writes them so.",
                    put_in_order),
            0);
    }
    arrange(track);
    check_offset(track, findings);
    find_language(track, language, findings);
}

}  // namespace gatecast
