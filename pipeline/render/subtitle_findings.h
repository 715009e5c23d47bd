// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a plan's subtitles, one finding a cause and file, for people. Called before a frame is rendered,
// by `render` and by the night.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/render/plan.h"

namespace gatecast {

struct SubtitleFinding {
    bool error = false;
    std::string file;
    std::string where;  // ":12" or " B3"; empty: the whole file
    Message message;    // of the first place
    size_t more = 0;    // places like it
};

[[nodiscard]] std::vector<SubtitleFinding> subtitle_findings(const RenderPlan& plan);

/// As one sentence; `text` puts the finding's own message into the reader's language.
[[nodiscard]] Message sentence_of(const SubtitleFinding& finding,
                                  const std::function<std::string(const Message&)>& text);

}  // namespace gatecast
