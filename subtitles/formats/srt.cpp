// SPDX-License-Identifier: GPL-3.0-or-later
// SubRip, as it is found: counters missing or wrong, blank lines missing or too many, times in every shape.
#include <algorithm>
#include <array>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/reading.h"
#include "subtitles/formats/srt_text.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/times.h"

namespace gatecast {
namespace {

constexpr int kLinesToSniff = 200;

/// A line of times, and the counter before it if there is one.
struct Head {
    TimingLine timing;
    size_t line = 0;     // its index
    size_t counter = 0;  // index of the counter's line; == line: none
};

/// The counter of the head at `line`: the number before it, if it stands alone or goes on from the last one. A number
/// that is the text's last line ("2026") is neither.
size_t counter_line(const std::vector<std::string_view>& lines, size_t line, size_t after, int64_t last_number) {
    size_t at = line;
    while (at > after && trimmed(lines[at - 1]).empty()) --at;
    if (at == after) return line;
    const std::optional<int64_t> number = read_number(lines[at - 1]);
    if (!number) return line;
    const bool near = at == line;
    const bool alone = at - 1 == after || trimmed(lines[at - 2]).empty();
    const bool next = *number == last_number + 1;
    return (near && alone) || next ? at - 1 : line;
}

std::vector<Head> find_heads(const std::vector<std::string_view>& lines, Rational rate) {
    std::vector<Head> heads;
    int64_t last_number = 0;
    for (size_t n = 0; n < lines.size(); ++n) {
        const std::optional<TimingLine> timing = read_timing_line(lines[n], rate);
        if (!timing) continue;
        Head head{*timing, n, n};
        head.counter = counter_line(lines, n, heads.empty() ? 0 : heads.back().line + 1, last_number);
        if (head.counter != n) last_number = *read_number(lines[head.counter]);
        heads.push_back(head);
        if (heads.size() > kMaxCues) break;  // take_cue says so
    }
    return heads;
}

class SrtReader {
public:
    SrtReader(std::string_view text, const ReadOptions& options, Track& track)
        : lines_(split_lines(text)), options_(options), track_(track), findings_(track.problems) {}

    void read() {
        const std::vector<Head> heads = find_heads(lines_, options_.frame_rate);
        report_text_before(heads.empty() ? lines_.size() : heads.front().counter);
        for (size_t n = 0; n < heads.size(); ++n) {
            const size_t until = n + 1 < heads.size() ? heads[n + 1].counter : lines_.size();
            if (!take_cue(heads[n], until)) break;
        }
    }

private:
    void report_text_before(size_t until) {
        for (size_t n = 0; n < until; ++n) {
            if (trimmed(lines_[n]).empty()) continue;
            findings_.warn(problem::kStrayText,
                           message("Text before the first time was left out: \"{}\".", excerpt(lines_[n])),
                           static_cast<int>(n + 1));
            return;
        }
    }

    bool take_cue(const Head& head, size_t until) {
        if (track_.cues.size() == kMaxCues) {
            report_too_many_cues(findings_, static_cast<int>(head.line + 1));
            return false;
        }
        findings_.at_cue(track_.cues.size());
        Cue cue;
        cue.line = static_cast<int>(head.line + 1);
        if (head.counter != head.line) cue.id = std::string(trimmed(lines_[head.counter]));
        std::string text = text_of(head, until);
        if (set_times(cue, head.timing, findings_)) {
            note_frames(head.timing, cue.line);
            text_reader_.read(text, first_text_line_, cue);
            track_.cues.push_back(std::move(cue));
        } else {
            findings_.at_no_cue();
            report_lost_cue(findings_, lines_[head.line], text, cue.line);
        }
        return true;
    }

    void note_frames(const TimingLine& timing, int line) {
        const bool frames = (timing.start && timing.start->frames) || (timing.end && timing.end->frames);
        if (!frames || frames_noted_) return;
        frames_noted_ = true;
        findings_.note(problem::kFrameTimes,
                       message("The times count frames; {} a second were taken.", options_.frame_rate.value()), line);
    }

    /// The cue's lines without blank ones; what stands on the line of the times and is no setting is text too.
    std::string text_of(const Head& head, size_t until) {
        std::string text;
        first_text_line_ = static_cast<int>(head.line + 2);
        if (!head.timing.rest.empty() && !is_settings(head.timing.rest)) {
            first_text_line_ = static_cast<int>(head.line + 1);
            text = head.timing.rest;
        } else if (!head.timing.rest.empty()) {
            findings_.dropped_style(take_word(head.timing.rest), static_cast<int>(head.line + 1));
        }
        size_t blank = 0;
        for (size_t n = head.line + 1; n < until; ++n) {
            if (trimmed(lines_[n]).empty()) {
                if (blank == 0 && !text.empty()) blank = n + 1;
                continue;
            }
            if (blank != 0) {
                findings_.note(problem::kBlankLine,
                               message("A blank line inside a cue: what follows it was read as the same cue."),
                               static_cast<int>(blank));
                blank = 0;
            }
            if (!text.empty()) text += '\n';
            text += lines_[n];
        }
        return text;
    }

    /// "X1:100 X2:540", "line:0 position:50%"
    static bool is_settings(std::string_view rest) {
        constexpr std::array<std::string_view, 10> kNames{"X1",    "X2",       "Y1",     "Y2",   "line",
                                                          "align", "position", "region", "size", "vertical"};
        const std::string_view name = rest.substr(0, rest.find(':'));
        return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
    }

    static std::string_view take_word(std::string_view rest) { return rest.substr(0, rest.find_first_of(" \t")); }

    std::vector<std::string_view> lines_;
    const ReadOptions& options_;
    Track& track_;
    Findings findings_;
    SrtTextReader text_reader_{findings_};
    int first_text_line_ = 0;
    bool frames_noted_ = false;
};

}  // namespace

int sniff_srt(std::string_view text) {
    if (text.starts_with("WEBVTT")) return 0;
    int line = 0;
    while (!text.empty() && line++ < kLinesToSniff) {
        const std::optional<TimingLine> timing = read_timing_line(take_until(text, '\n'), {25, 1});
        if (timing && timing->good()) return 90;
    }
    return 0;
}

CueFile read_srt(std::string_view text, const ReadOptions& options) {
    CueFile file;
    Track& track = file.tracks.emplace_back();
    SrtReader(text, options, track).read();
    return file;
}

}  // namespace gatecast
