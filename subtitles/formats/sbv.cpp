// SPDX-License-Identifier: GPL-3.0-or-later
// SBV: a line "0:00:01.000,0:00:03.000", then the text until a blank line.
#include <algorithm>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/markup.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/reading.h"
#include "subtitles/formats/text_formats.h"

namespace gatecast {
namespace {

constexpr int kLinesToSniff = 50;

/// "start,end", nothing else on the line. A line that is meant so but has a time that cannot be read comes without it.
std::optional<TimingLine> read_sbv_times(std::string_view line, Rational rate) {
    line = trimmed(line);
    if (line.empty() || line.find(',') == std::string_view::npos) return std::nullopt;
    TimingLine timing;
    std::string_view rest = line;
    timing.start = take_time(rest, rate);
    if (!timing.start || !rest.starts_with(',')) return std::nullopt;
    timing.end = read_time(rest.substr(1), rate);
    const bool meant = timing.end || rest.substr(1).find(':') != std::string_view::npos;
    return meant && rest.find(' ') == std::string_view::npos ? std::optional(timing) : std::nullopt;
}

void read_text(std::string_view text, int line, const MarkupRules& rules, Findings& findings, Cue& cue) {
    std::string plain;
    for (size_t at = 0; at < text.size();) {
        const size_t found = std::min(text.find("[br]", at), text.size());
        plain.append(text, at, found - at);
        if (found < text.size()) plain += '\n';
        at = found + 4;
    }
    StyledText styled;
    read_markup(plain, line, rules, findings, styled);
    styled.finish(cue);
}

}  // namespace

int sniff_sbv(std::string_view text) {
    for (int line = 0; !text.empty() && line < kLinesToSniff; ++line) {
        const std::string_view first = trimmed(take_until(text, '\n'));
        if (first.empty()) continue;
        return read_sbv_times(first, {25, 1}) ? 90 : 0;
    }
    return 0;
}

CueFile read_sbv(std::string_view text, const ReadOptions& options) {
    CueFile file;
    Track& track = file.tracks.emplace_back();
    Findings findings(track.problems);
    const MarkupRules rules;
    const std::vector<std::string_view> lines = split_lines(text);
    for (size_t n = 0; n < lines.size();) {
        const std::optional<TimingLine> timing = read_sbv_times(lines[n], options.frame_rate);
        const auto line = static_cast<int>(n + 1);
        if (!timing) {
            if (!trimmed(lines[n]).empty()) {
                findings.warn(problem::kStrayText,
                              message("Text that belongs to no cue was left out: \"{}\".", excerpt(lines[n])), line);
            }
            ++n;
            continue;
        }
        if (track.cues.size() == kMaxCues) {
            report_too_many_cues(findings, line);
            break;
        }
        findings.at_cue(track.cues.size());
        Cue cue;
        cue.line = line;
        const size_t first = ++n;
        while (n < lines.size() && !trimmed(lines[n]).empty() && !read_sbv_times(lines[n], options.frame_rate)) ++n;
        const char* from = first < lines.size() ? lines[first].data() : text.data();
        const std::string_view body =
            n > first ? std::string_view(from, static_cast<size_t>(lines[n - 1].data() - from) + lines[n - 1].size())
                      : std::string_view();
        if (!set_times(cue, *timing, findings)) continue;  // a start there is, or it were no line of times
        read_text(body, line + 1, rules, findings, cue);
        track.cues.push_back(std::move(cue));
        findings.at_no_cue();
    }
    return file;
}

}  // namespace gatecast
