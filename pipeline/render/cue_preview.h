// SPDX-License-Identifier: GPL-3.0-or-later
// Subtitles of a plan looked at one by one: when a cue is to be seen, moments that show them all, and their drawing
// alone. Called by the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/media/still.h"
#include "pipeline/render/plan.h"

namespace gatecast {

/// The middle of a cue's first showing on an output, from the start of the output. Nothing: it is not shown there.
/// `cue` is its index in the track of that language.
[[nodiscard]] std::optional<Time> moment_of_cue(const RenderPlan& plan, const OutputPlan& output,
                                                const std::string& language, int cue);

/// In order; at one of them at least each showing of the output is on.
[[nodiscard]] std::vector<Time> moments_of_cues(const RenderPlan& plan, const OutputPlan& output);

struct TextAlone {
    BgraImage picture;  // of the whole canvas, straight
    Rect ink;           // what is not fully transparent; empty: nothing
    struct Text {
        std::string language;
        std::vector<std::string> lines;
        Rect area;
    };
    std::vector<Text> texts;  // from top to bottom
};
/// The subtitles that are on at `at`, as opaque as then.
[[nodiscard]] TextAlone text_alone(const RenderPlan& plan, const OutputPlan& output, Time at);

}  // namespace gatecast
