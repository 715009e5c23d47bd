// SPDX-License-Identifier: GPL-3.0-or-later
// What rendering costs on this machine, as measured by the last render of each encode and kept in the store: how long
// the processors work on a picture element, how many bytes it becomes. Written by renders, asked by forecasts.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/render/render.h"
#include "pipeline/render/store.h"
#include "presets/display.h"
#include "presets/encode.h"

namespace gatecast {

struct PixelCost {
    double seconds = 0;  // of one processor, for 10^9 picture elements
    double bytes = 0;    // of the file, for as many
    bool measured = false;
};

/// As measured last; else what a machine of 2023 needed for 1080p25 H.264 veryfast.
[[nodiscard]] PixelCost pixel_cost(const Store& store, const Encode& encode);
void remember_pixel_cost(const Store& store, const Encode& encode, const PixelCost& cost);
/// Of a whole render from nothing, long enough to say something; others are not counted. `processor_s`: of its lanes.
void remember_cost_of(const RenderPlan& plan, const RenderResult& result, double processor_s, const Store& store);

/// Picture elements that a display shows in this time, in 10^9.
[[nodiscard]] double gigapixels(const Display& display, Time length);
/// Of a file of this length; a rate that the encode fixes is its own measure.
[[nodiscard]] int64_t forecast_bytes(const PixelCost& cost, const Display& display, const Encode& encode, Time length);

}  // namespace gatecast
