// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine can carry: CPU time of each stage on real pictures, and a run against the clock as a gate would
// have it. Called by `gatecast bench`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/render/plan.h"

namespace gatecast {

/// CPU milliseconds a frame.
struct DisplayCost {
    std::string display;
    Size size;
    double compose_ms = 0;
    std::vector<double> encode_ms;  // with each preset
};

struct Capacity {
    int cores = 1;
    double frame_ms = 40;  // of the clock
    std::vector<std::string> presets;
    double decode_ms = 0;
    std::vector<DisplayCost> displays;
};

/// Each stage by itself on `frames` pictures of the plan's clip. `presets` of x264, fastest first.
[[nodiscard]] Capacity measure_capacity(const RenderPlan& plan, const std::vector<std::string>& presets,
                                        int64_t frames);

/// The measured displays taken in turn, as many as leave the reserve free: what a scheduler, a network and a film
/// harder than this one need.
struct Load {
    int displays = 0;
    double share = 0;  // of all cores, with these displays
};
inline constexpr double kReserve = 0.2;
[[nodiscard]] Load load_carried(const Capacity& capacity, size_t preset);

/// A run against the clock: frame n is due at n / rate; it is late by as much as its composing is over after that.
struct RealTime {
    int64_t frames = 0;   // of all displays
    int64_t late = 0;     // by a frame's time or more
    int64_t dropped = 0;  // their encoder was a second behind
    Time p50{0}, p99{0}, p999{0}, worst{0};
    int64_t most_waiting = 0;  // frames before an encoder
    double share = 0;          // of all cores
};
/// One thread composes all displays; each has an encoder on a thread of its own, at a lower priority.
[[nodiscard]] RealTime run_in_real_time(const RenderPlan& plan, const std::string& preset, Time length,
                                        const std::function<bool()>& stop);

}  // namespace gatecast
