// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/subtitle_report.h"

#include "pipeline/render/subtitle_findings.h"

namespace gatecast {

bool report_subtitles(const RenderPlan& plan, bool forgive, Console& console) {
    const std::vector<SubtitleFinding> findings = subtitle_findings(plan);
    const auto text = [&console](const Message& message) { return console.text(message); };
    bool errors = false;
    for (const SubtitleFinding& finding : findings) {
        const Message sentence = sentence_of(finding, text);
        finding.error && !forgive ? console.fail(sentence) : console.warn(sentence);
        errors = errors || finding.error;
    }
    if (!findings.empty()) console.note(message("gatecast check shows every place, with pictures if you like."));
    if (errors && !forgive)
        console.note(message("Nothing was rendered. Correct the files, or give --subs-errors go-on."));
    return !errors || forgive;
}

}  // namespace gatecast
