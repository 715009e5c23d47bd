// SPDX-License-Identifier: GPL-3.0-or-later
// Single pictures of what a render will show: one moment on one display, or a sheet of moments on several. Composed by
// the same scene and grid as the render itself. Called by the command line.
#pragma once

#include <functional>
#include <vector>

#include "filters/image.h"
#include "pipeline/render/plan.h"

namespace gatecast {

struct Preview {
    Picture picture;
    std::vector<Message> problems;  // of the clip, met on the way
};

/// The frame of an output that is on screen at `at`, from the start of the output.
[[nodiscard]] Preview preview_frame(const RenderPlan& plan, size_t output, Time at);

/// A row for each output, a column for each moment, with names and times.
[[nodiscard]] Preview contact_sheet(const RenderPlan& plan, const std::vector<Time>& moments);

/// Thumbnails of one output, as many as a page holds, with the time below each; pages go to `sink` one by one. Returns
/// the problems of the clip, met on the way.
inline constexpr size_t kThumbnailsAPage = 32;
std::vector<Message> thumbnail_pages(const RenderPlan& plan, size_t output, const std::vector<Time>& moments,
                                     const std::function<void(const Picture& page)>& sink);

/// As RGB, for a PNG.
[[nodiscard]] Image as_rgb(const Picture& picture);

}  // namespace gatecast
