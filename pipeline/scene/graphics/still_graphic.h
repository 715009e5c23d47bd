// SPDX-License-Identifier: GPL-3.0-or-later
// A graphic that is one drawing from its first frame to its last. Made by the kinds that are.
#pragma once

#include "pipeline/scene/graphics/graphic.h"

namespace gatecast {

class StillGraphic final : public SceneGraphic {
public:
    /// `overlay` null: nothing is seen, but there may be problems to tell.
    explicit StillGraphic(OverlayRef overlay, std::vector<Message> problems = {})
        : overlay_(std::move(overlay)), problems_(std::move(problems)) {}

    void add_layers(const Moment& /*now*/, std::vector<Layer>& layers) noexcept override {
        if (overlay_) layers.emplace_back(OverlayLayer{overlay_});
    }
    [[nodiscard]] bool changes_between(const Moment& /*earlier*/, const Moment& /*later*/) const noexcept override {
        return false;
    }
    [[nodiscard]] std::vector<Message> problems() const override { return problems_; }

private:
    OverlayRef overlay_;
    std::vector<Message> problems_;
};

}  // namespace gatecast
