// SPDX-License-Identifier: GPL-3.0-or-later
// Cues as they will stand on a screen, over the clip's own frame or over a quiet one: small PNGs for pages. Made by
// `gatecast check` for one screen; one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "pipeline/cli/check_cues.h"
#include "pipeline/scene/scene.h"

namespace gatecast {

class CuePictures {
public:
    /// `clip` null: a quiet picture. Both must outlive this.
    CuePictures(const CheckedScreen& screen, const Clip* clip);
    ~CuePictures();

    struct Shot {
        std::string png;
        Size size;
    };
    /// The screen while the cue is on, all its languages with it, scaled to fit into `most`. Fast where cues are asked
    /// in the order of time. `close`: only the cue and what is round it, for what is wrong with single letters.
    [[nodiscard]] Shot shot(const std::vector<Track>& tracks, size_t track, size_t cue, Size most, bool close = false);

    /// The screen at a time of the clip, without any cue.
    [[nodiscard]] Shot still(Time at, Size most);

private:
    struct Moment {
        const Subtitles* subtitles = nullptr;  // null: none are shown
        Time at{0};
        Rect area;  // of the cue; empty: it is not shown
    };
    [[nodiscard]] Moment moment_of(const Track& track, size_t cue) const;
    [[nodiscard]] Shot shot_of(const Moment& moment, Size most, bool close);
    [[nodiscard]] const ShownPicture* picture_at(Time at);
    [[nodiscard]] Rect close_to(const Rect& cue) const;

    const CheckedScreen& screen_;
    const Clip* clip_;
    Scene scene_;
    Canvas canvas_;
    std::unique_ptr<FrameSource> source_;
    Time asked_{0};
    std::vector<Layer> layers_;
};

}  // namespace gatecast
