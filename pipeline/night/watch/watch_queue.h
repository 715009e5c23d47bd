// SPDX-License-Identifier: GPL-3.0-or-later
// What lies in a drop folder, seen in one look: which clips are ready with which subtitles, what is still being copied
// or waits for something, and what can never be used. Pure of side effects: the watch acts on it. On its one thread.
#pragma once

#include <functional>
#include <set>

#include "pipeline/night/watch/watch_files.h"
#include "pipeline/night/watch/watch_places.h"
#include "pipeline/night/watch/watch_settings.h"
#include "presets/message.h"

namespace gatecast {

struct WorkCue {
    std::filesystem::path file;
    std::string language;   // by its name; empty: it is found by the text
    bool has_come = false;  // lies in the folder that takes; else it was used before
};

/// A clip that is to be rendered, or rendered again since a cue file came.
struct WatchWork {
    WatchJob job;
    std::string key;
    std::filesystem::path clip;
    bool clip_has_come = false;
    std::vector<WorkCue> cues;
    std::vector<std::filesystem::path> replaced;  // used before, and now something else has come in their place
    uint64_t arrival = 0;

    [[nodiscard]] std::string name() const { return clip.stem().string(); }
};

inline constexpr const char* kStillBeingCopied = N_("still being copied");

struct WatchLook {
    struct Said {
        std::filesystem::path file;
        Message why;
        std::string below{};  // the folder of the rejects that it goes to
    };
    std::vector<WatchWork> ready;  // in the order of arrival
    std::vector<Said> waiting;
    std::vector<Said> refused;
};

/// `up_to_date` says of a work whose clip stays where it is that its result is there already.
[[nodiscard]] WatchLook look_around(const WatchFolders& folders, const WatchSettings& settings, Stillness& stillness,
                                    Stillness::Instant now, const std::function<bool(const WatchWork&)>& up_to_date);

}  // namespace gatecast
