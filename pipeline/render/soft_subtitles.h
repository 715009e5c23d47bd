// SPDX-License-Identifier: GPL-3.0-or-later
// Subtitles that a viewer can switch: packets for the container, or WebVTT files beside it. Called while planning, for
// keys, and when an output is published.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/media/container.h"
#include "pipeline/render/plan.h"

namespace gatecast {

inline constexpr Rational kTextUnit{1, 1000};

/// A track's cues in an output's own time: those it shows some of, cut at its ends.
[[nodiscard]] Track in_output_time(const Track& track, Time from, Time length);

/// Where the request's wish ends for a container: one that carries no text gets files.
[[nodiscard]] SoftSubtitles soft_for(const RenderPlan& plan, Container container);

/// One a language, in the order of the plan's tracks, each with its packets by time. The first is the default where
/// none is burnt in.
struct SoftTrack {
    TrackSpec spec;
    std::vector<Packet> packets;
};
[[nodiscard]] std::vector<SoftTrack> soft_tracks(const RenderPlan& plan, const OutputPlan& output);

/// Path and content: "clip.led-p4.vi.vtt" beside "clip.led-p4.mp4".
using SoftFile = std::pair<std::filesystem::path, std::string>;
[[nodiscard]] std::vector<SoftFile> soft_files(const RenderPlan& plan, const OutputPlan& output);

/// Hash of all that reaches the output from here; empty: nothing does.
[[nodiscard]] std::string soft_key(const RenderPlan& plan, const OutputPlan& output);

}  // namespace gatecast
