// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/reading.h"

#include <unordered_map>

#include "subtitles/formats/lines.h"
#include "subtitles/formats/problem_codes.h"

namespace gatecast {
namespace {

constexpr size_t kExcerptBytes = 60;
constexpr int kShownSeconds = std::chrono::duration_cast<std::chrono::duration<int>>(kShownWithoutEnd).count();

}  // namespace

bool set_times(Cue& cue, const TimingLine& timing, Findings& findings) {
    if (!timing.start && !timing.end) return false;
    if (!timing.good()) {
        findings.fail(problem::kBadTime,
                      timing.start
                          ? message("The end time cannot be read: the cue is shown for {} seconds. Correct the "
                                    "time.",
                                    kShownSeconds)
                          : message("The start time cannot be read: the cue is shown for {} seconds before its "
                                    "end. Correct the time.",
                                    kShownSeconds),
                      cue.line);
    }
    cue.start = bounded(timing.start ? timing.start->time : timing.end->time - kShownWithoutEnd);
    cue.end = bounded(timing.end ? timing.end->time : cue.start + kShownWithoutEnd);
    if ((timing.start && timing.start->odd) || (timing.end && timing.end->odd)) {
        findings.warn(problem::kOddTime, message("A field of the time is beyond its range; it was counted through."),
                      cue.line);
    }
    return true;
}

void report_lost_cue(Findings& findings, std::string_view times, std::string_view text, int line) {
    findings.fail(problem::kBadTime,
                  message("The times \"{}\" cannot be read, and the cue \"{}\" was left out. Correct the times.",
                          excerpt(times), excerpt(text)),
                  line);
}

void report_too_many_cues(Findings& findings, int line) {
    findings.at_no_cue();
    findings.fail(problem::kTooManyCues,
                  message("There are more than {} cues. The rest of the file was not read.", kMaxCues), line);
}

void hand_out_problems(CueFile& file) {
    struct Place {
        size_t track;
        size_t cue;
    };
    std::unordered_map<int, Place> places;
    for (size_t t = 0; t < file.tracks.size(); ++t) {
        for (size_t n = 0; n < file.tracks[t].cues.size(); ++n)
            places.emplace(file.tracks[t].cues[n].line, Place{t, n});
    }
    std::vector<Problem> rest;
    for (Problem& problem : file.problems) {
        const auto place = places.find(problem.line);
        if (problem.line > 0 && place != places.end()) {
            problem.cue = static_cast<int>(place->second.cue);
            file.tracks[place->second.track].problems.push_back(std::move(problem));
        } else if (file.tracks.size() == 1) {
            file.tracks[0].problems.push_back(std::move(problem));
        } else {
            rest.push_back(std::move(problem));
        }
    }
    file.problems = std::move(rest);
}

std::string excerpt(std::string_view text) {
    text = trimmed(text);
    std::string shown(text.substr(0, kExcerptBytes));
    if (text.size() > kExcerptBytes) {
        while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80) shown.pop_back();
        if (!shown.empty() && static_cast<unsigned char>(shown.back()) >= 0x80) shown.pop_back();
        shown += "…";
    }
    for (char& c : shown) c = c == '\n' ? ' ' : c;
    return shown;
}

}  // namespace gatecast
