// SPDX-License-Identifier: GPL-3.0-or-later
// The soft subtitles of a display around now: what is said when, in each language, on the site's grid. The mixer keeps
// them for outputs that come later, an output for the renditions of its HLS. A value; CueBoard is the same for threads.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "pipeline/live/words/live_cue.h"

namespace gatecast {

/// Of what items say, or of lines of live subtitles: neither ends the other. `cut`, where not negative: from that frame
/// on nothing of what was known before is said, in `language` or, where that is empty, in any. Then `cues` come
/// besides.
struct CueNews {
    int64_t cut = -1;
    std::string language{};
    std::vector<LiveCue> cues{};
    bool live = false;
};
/// A line of live subtitles takes the place of what stands in its language; one without text only ends it.
[[nodiscard]] CueNews news_of(const LiveCue& line);
[[nodiscard]] nlohmann::json to_json(const CueNews& news);
[[nodiscard]] CueNews cue_news_from(const nlohmann::json& given);

class SoftCues {
public:
    void take(const CueNews& news);
    /// What ended before the frame.
    void forget_before(int64_t frame);
    /// What is said in a language within [from, until), by its start.
    [[nodiscard]] std::vector<LiveCue> between(int64_t from, int64_t until, const std::string& language) const;
    /// For who knows nothing yet.
    [[nodiscard]] std::vector<CueNews> whole() const;

private:
    std::vector<LiveCue> of_items_, live_;
};

/// Written by the output's one thread, read by its sinks.
class CueBoard {
public:
    void take(const CueNews& news, int64_t forget_before) {
        const std::lock_guard lock(mutex_);
        cues_.take(news);
        cues_.forget_before(forget_before);
    }
    [[nodiscard]] std::vector<LiveCue> between(int64_t from, int64_t until, const std::string& language) const {
        const std::lock_guard lock(mutex_);
        return cues_.between(from, until, language);
    }

private:
    mutable std::mutex mutex_;
    SoftCues cues_;
};

}  // namespace gatecast
