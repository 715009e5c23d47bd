// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/cell_text.h"

#include "subtitles/formats/lines.h"
#include "subtitles/formats/srt_text.h"

namespace gatecast {
namespace {

/// Without blank lines and blanks at line ends; a tag at an end keeps its place.
std::string tidied(std::string_view text) {
    std::string tidy;
    for (const std::string_view line : split_lines(text)) {
        if (trimmed(line).empty()) continue;
        if (!tidy.empty()) tidy += '\n';
        tidy += trimmed(line);
    }
    return tidy;
}

}  // namespace

void read_cell_text(std::string_view text, int row, std::vector<Problem>& problems, Cue& cue) {
    const std::string tidy = tidied(text);
    if (tidy.find_first_of("<&{") == std::string::npos) {
        cue.text = tidy;
        return;
    }
    Findings findings(problems);
    SrtTextReader(findings).read(tidy, row, cue);
}

std::string cell_text(const Cue& cue) {
    return srt_anchor(cue) + srt_text(cue);
}

}  // namespace gatecast
