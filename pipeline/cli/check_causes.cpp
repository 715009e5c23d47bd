// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/check_causes.h"

#include <algorithm>
#include <map>

namespace gatecast {
namespace {

void sort_by_cue(std::vector<FoundAt>& places, std::span<const CheckedFile> files) {
    const auto key = [&](const FoundAt& place) {
        const Problem& problem = place.finding->problem;
        return std::tuple(place.file - files.data(), place.finding->track, problem.cue, problem.line);
    };
    std::ranges::stable_sort(places, {}, key);
}

}  // namespace

std::vector<Cause> causes_in(std::span<const CheckedFile> files) {
    std::vector<Cause> causes;
    std::map<std::pair<std::string_view, Severity>, size_t> known;
    for (const CheckedFile& file : files) {
        for (const Finding& finding : file.findings) {
            const Problem& problem = finding.problem;
            const auto [place, fresh] = known.try_emplace({problem.code, problem.severity}, causes.size());
            if (fresh) {
                const CauseName* name = cause_named(problem.code);
                causes.push_back(
                    {problem.code, name != nullptr ? name->topic : Topic::kFile, problem.severity, name, {}});
            }
            causes[place->second].places.push_back({&file, &finding});
        }
    }
    for (Cause& cause : causes) sort_by_cue(cause.places, files);
    std::ranges::stable_sort(causes, [](const Cause& a, const Cause& b) {
        return a.severity != b.severity ? a.severity > b.severity : a.topic < b.topic;
    });
    return causes;
}

Severity worst_of(std::span<const Cause> causes, Topic topic) {
    Severity worst = Severity::kNote;
    for (const Cause& cause : causes)
        if (cause.topic == topic) worst = std::max(worst, cause.severity);
    return worst;
}

}  // namespace gatecast
