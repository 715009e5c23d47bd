// SPDX-License-Identifier: GPL-3.0-or-later
// The live subtitles of a site: lines that come as orders and out of followed files, shown while the approval list has
// a window of time for them. Without one a line that somebody ordered waits for a second person. Owned by the site
// process, on its one thread.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pipeline/live/site/site_file.h"
#include "pipeline/live/site/vault.h"
#include "pipeline/live/words/followed_file.h"
#include "pipeline/live/words/live_cue.h"

namespace gatecast {

class LiveLines {
public:
    struct Tools {
        Vault& vault;
        std::function<int64_t()> frame_now;
        std::function<bool(const LiveCue& cue)> show;  // false: it cannot be shown now
        std::function<void()> clear;                   // not a word more of what stands
        std::function<void(nlohmann::json event)> record;
    };
    LiveLines(const Site& site, Tools tools);

    /// The orders `cue` and `release-cue`, and their answers. Throws Error for one that cannot be obeyed.
    [[nodiscard]] nlohmann::json say(const nlohmann::json& order);
    [[nodiscard]] nlohmann::json release(const nlohmann::json& order);
    /// New lines of the files; at once when the descriptor is readable, else a few times a second.
    void follow();
    /// Whether what stands still may.
    void look_around();
    /// Readable when a file has grown.
    [[nodiscard]] int descriptor() const { return changes_.get(); }
    /// What stands, and what waits for whom.
    [[nodiscard]] nlohmann::json status() const;
    /// That lines are expected in.
    [[nodiscard]] static std::vector<std::string> languages(const Site& site);

private:
    struct Line {
        std::string source;
        LiveCue cue;  // its frames count from 0
        std::string by{};
        std::string id{};           // while it waits
        std::string released_by{};  // then it needs no window
        int64_t until = 0;          // a frame of the grid: of one that waits, that nobody wants it after
    };
    struct Followed {
        const SiteLiveSubtitles& settings;
        FollowedFile file;
        bool refused = false;  // and the alarm was given
    };
    [[nodiscard]] Line line_of(const nlohmann::json& order) const;
    bool show(Line line);

    const Site& site_;
    Tools tools_;
    Descriptor changes_;
    std::vector<Followed> followed_;
    std::vector<Line> standing_, waiting_;
    int64_t serial_ = 0;
};

}  // namespace gatecast
