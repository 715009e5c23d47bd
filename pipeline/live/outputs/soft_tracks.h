// SPDX-License-Identifier: GPL-3.0-or-later
// Soft subtitles of what is on air: the cue files of an item that begins, as lines on the site's grid, and lines of
// live subtitles; told to the mixer for each display whose outputs carry them. A cue file is held against the approval
// list like everything else. Owned by the site process, on its one thread.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pipeline/live/outputs/soft_cues.h"
#include "pipeline/live/site/rundown.h"
#include "pipeline/live/site/vault.h"

namespace gatecast {

struct Track;

class SoftTracks {
public:
    struct Tools {
        Vault& vault;
        Rational rate{25, 1};
        std::function<int64_t()> frame_now;
        std::function<bool(const nlohmann::json& order)> to_mixer;
        std::function<void(nlohmann::json event)> record;
    };
    /// `displays`: those that carry soft subtitles, by their feeds.
    SoftTracks(std::multimap<std::string, std::string> displays, Tools tools)
        : displays_(std::move(displays)), tools_(std::move(tools)) {}

    /// From `frame` of the grid on the feed shows this, whose frame 0 is `origin`.
    void begins(const std::string& feed, const RundownEntry& entry, int64_t frame, int64_t origin);
    void say(const LiveCue& line);
    /// False: not a question of ours.
    bool take_opened(Opened& opened);
    /// Not a word more in these languages.
    void silence(const std::vector<std::string>& languages);
    /// Ends what may no longer be said, and sends what the mixer had no room for.
    void look_around();
    void mixer_is_gone() { waiting_.clear(); }

private:
    struct Asked {
        int64_t ticket = 0;
        std::string feed, language;
        RundownEntry entry;
        Time in{0};  // of the media that the cues are of
        int64_t frame = 0, origin = 0;
    };
    struct Said {
        std::string feed;
        std::filesystem::path file;
        std::vector<std::string> languages;
        Descriptor bytes;
        FileMark mark;
        std::string sha256;
    };
    void add_lines(const Track& track, const Asked& asked, std::vector<LiveCue>& lines) const;
    void alarm(const std::string& feed, const std::filesystem::path& file, const Message& problem) const;
    void check();
    void send_waiting();
    void tell(const std::string& display, const CueNews& news);
    void tell_feed(const std::string& feed, const CueNews& news);

    std::multimap<std::string, std::string> displays_;
    Tools tools_;
    std::vector<Asked> asked_;
    std::vector<Said> said_;
    std::deque<nlohmann::json> waiting_;
};

}  // namespace gatecast
