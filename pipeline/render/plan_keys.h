// SPDX-License-Identifier: GPL-3.0-or-later
// What each piece of a plan depends on, field by field: the place to add a field when a new setting reaches the bytes.
#pragma once

#include <map>
#include <string>

#include "pipeline/render/plan.h"
#include "subtitles/screen.h"

namespace gatecast {

[[nodiscard]] std::string composition_key(const RenderPlan& plan, const Composition& composition, const HashFile& hash);
/// What the layout of a display's subtitles depends on beside the cues: displays that are alike in it share one.
[[nodiscard]] std::string text_key(const Screen& screen, const Style& style);
/// What each graphic of a composition looks like, wherever and whenever it is seen.
[[nodiscard]] std::vector<std::string> graphic_keys(const Composition& composition, const HashFile& hash);
[[nodiscard]] std::string segment_key(const RenderPlan& plan, const OutputPlan& output, const SegmentPlan& segment);
/// The same in parts, each under a name: "clip", "cut", "display", "encode", "program", "brightness", "look" (of
/// subtitles), "cues.LANGUAGE", "graphic.NAME". What is not seen in the segment has no part.
using KeyParts = std::map<std::string, std::string>;
[[nodiscard]] KeyParts segment_parts(const RenderPlan& plan, const OutputPlan& output, const SegmentPlan& segment,
                                     const HashFile& hash);
[[nodiscard]] std::string mix_key(const RenderPlan& plan, const SoundPlan& sound, const HashFile& hash);
[[nodiscard]] std::string sound_key(const SoundPlan& sound);
[[nodiscard]] std::string output_key(const OutputPlan& output);

}  // namespace gatecast
