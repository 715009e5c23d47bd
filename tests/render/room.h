// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the render room share: a directory of their own, a clip as if probed, the shipped presets.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "pipeline/render/plan.h"
#include "presets/library.h"
#include "tests/folder.h"

namespace gatecast {

class RenderRoom : public testing::Test {
protected:
    [[nodiscard]] static Clip film(Time duration, std::vector<std::string> languages = {"vi"}) {
        Clip clip;
        clip.path = "/clips/Phim Bình Phước.mp4";
        clip.hash = "0123";
        clip.duration = duration;
        VideoTrack video;
        video.size = {1920, 1080};
        video.duration = duration;
        clip.video = video;
        for (const std::string& language : languages) {
            AudioTrack track;
            track.index = static_cast<int>(clip.sounds.size());
            track.language = language;
            clip.sounds.push_back(track);
        }
        return clip;
    }
    [[nodiscard]] RenderRequest request(std::vector<std::string> displays) const {
        RenderRequest request;
        request.clip = "/clips/Phim Bình Phước.mp4";
        request.displays = std::move(displays);
        request.directory = directory_;
        return request;
    }
    [[nodiscard]] static RenderPlan plan(const RenderRequest& request, const Clip& clip) {
        const PresetLibrary library({GATECAST_SHIPPED_PRESETS});
        return make_plan(request, clip, library,
                         [](const std::filesystem::path& file) { return "hash of " + file.string(); });
    }

    const test::TempFolder folder_;
    const std::filesystem::path& directory_ = folder_.path();
};

}  // namespace gatecast
