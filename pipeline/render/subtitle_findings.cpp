// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/subtitle_findings.h"

#include <map>
#include <set>
#include <string_view>

#include "subtitles/formats/problem_codes.h"

namespace gatecast {

namespace {

/// The first problem of a cause, and where all of them are.
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

SubtitleFinding finding_of(const Track& track, Severity severity, const Cause& cause) {
    const std::string where = cause.first->cell.empty()
                                  ? (cause.first->line > 0 ? ":" + std::to_string(cause.first->line) : std::string())
                                  : " " + cause.first->cell;
    return {severity == Severity::kError, track.name, where, cause.first->message, cause.places.size() - 1};
}

}  // namespace

std::vector<SubtitleFinding> subtitle_findings(const RenderPlan& plan) {
    std::vector<SubtitleFinding> findings;
    for (size_t i = 0; i < plan.tracks.size(); ++i) {
        Causes causes;
        gather(plan.tracks[i].problems, causes);
        for (const Composition& composition : plan.compositions)
            if (composition.subtitles) gather(composition.subtitles->problems(i), causes);
        for (const auto& [key, cause] : causes) findings.push_back(finding_of(plan.tracks[i], key.first, cause));
    }
    return findings;
}

Message sentence_of(const SubtitleFinding& finding, const std::function<std::string(const Message&)>& text) {
    if (finding.more == 0) return message("{}{}: {}", finding.file, finding.where, text(finding.message));
    return message("{}{}: {} (and {} more like it)", finding.file, finding.where, text(finding.message), finding.more);
}

}  // namespace gatecast
