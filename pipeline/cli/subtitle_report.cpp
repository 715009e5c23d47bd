// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/subtitle_report.h"

#include <map>
#include <set>
#include <string_view>

#include "subtitles/formats/problem_codes.h"

namespace gatecast {

namespace {

/// The first problem of a cause, and how many more there are.
struct Cause {
    const Problem* first = nullptr;
    std::set<std::pair<int, int>> places;  // lines and cues
};
using Causes = std::map<std::pair<Severity, std::string>, Cause>;

/// Text that comes out as rubbish is never put on a screen, however sure the reader was of the rest.
Severity severity_of(const Problem& problem) {
    return std::string_view(problem.code) == problem::kLegacyKhmer ? Severity::kError : problem.severity;
}

void gather(const std::vector<Problem>& problems, Causes& causes) {
    for (const Problem& problem : problems) {
        if (problem.severity == Severity::kNote) continue;
        Cause& cause = causes[{severity_of(problem), problem.code}];
        if (!cause.first) cause.first = &problem;
        cause.places.insert({problem.line, problem.cue});
    }
}

Message sentence_of(const Track& track, const Cause& cause, const Console& console) {
    const std::string where = cause.first->cell.empty()
                                  ? (cause.first->line > 0 ? ":" + std::to_string(cause.first->line) : std::string())
                                  : " " + cause.first->cell;
    const std::string text = console.text(cause.first->message);
    if (cause.places.size() == 1) return message("{}{}: {}", track.name, where, text);
    return message("{}{}: {} (and {} more like it)", track.name, where, text, cause.places.size() - 1);
}

}  // namespace

bool report_subtitles(const RenderPlan& plan, bool forgive, Console& console) {
    bool errors = false;
    bool anything = false;
    for (size_t i = 0; i < plan.tracks.size(); ++i) {
        Causes causes;
        gather(plan.tracks[i].problems, causes);
        for (const Composition& composition : plan.compositions)
            if (composition.subtitles) gather(composition.subtitles->problems(i), causes);
        for (const auto& [key, cause] : causes) {
            const bool error = key.first == Severity::kError;
            const Message sentence = sentence_of(plan.tracks[i], cause, console);
            error && !forgive ? console.fail(sentence) : console.warn(sentence);
            errors = errors || error;
            anything = true;
        }
    }
    if (anything) console.note(message("gatecast check shows every place, with pictures if you like."));
    if (errors && !forgive)
        console.note(message("Nothing was rendered. Correct the files, or give --subs-errors go-on."));
    return !errors || forgive;
}

}  // namespace gatecast
