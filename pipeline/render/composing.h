// SPDX-License-Identifier: GPL-3.0-or-later
// From a plan to things that compose: a display's scene with what the request lays over it, and the pictures for its
// regions. Shared by lanes and previews, so that a preview shows what the render will.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/render/plan.h"
#include "pipeline/scene/grid.h"

namespace gatecast {

[[nodiscard]] std::unique_ptr<Scene> make_scene(const RenderPlan& plan, const Composition& composition);

/// What graphics could not show as asked, each said once. Sets up every graphic of the plan.
[[nodiscard]] std::vector<Message> graphic_problems(const RenderPlan& plan);

/// The plan's clips, opened for whoever composes: a film is decoded once for all displays; pages, photos and cards are
/// drawn for each.
class OpenClips {
public:
    /// `first`: the moment of the output that is asked for first. `from_start`: decode from the clips' first pictures.
    OpenClips(const RenderPlan& plan, Time first, bool from_start = false)
        : plan_(plan), first_(first), from_start_(from_start) {}

    /// One for each region of its display.
    [[nodiscard]] std::vector<RegionSource> sources_for(const Composition& composition);
    /// What was lost, bridged or guessed so far.
    [[nodiscard]] std::vector<Message> problems() const;

private:
    struct OpenClip {
        std::string name;
        std::unique_ptr<FrameSource> source;
    };
    [[nodiscard]] FrameSource& open(const std::string& name, const Composition& composition);

    const RenderPlan& plan_;
    Time first_;
    bool from_start_;
    std::vector<OpenClip> open_;
};

}  // namespace gatecast
