// SPDX-License-Identifier: GPL-3.0-or-later
// One clip of a drop folder from its files to its result: probed, its subtitles checked (those without times put on the
// times of another language), a page of pictures written, rendered; each step a process of its own, so that a bad file
// ends nobody else's work. Called by the watch's one thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/night/child.h"
#include "pipeline/night/watch/watch_queue.h"

namespace gatecast {

struct WorkTools {
    std::filesystem::path program;     // this executable
    std::vector<std::string> presets;  // --presets …
    std::filesystem::path store;
    std::string language;  // of what the children say
    int nice = 0;
    int jobs = 0;
    std::function<bool()> look_around;         // false: end
    std::function<void(const Message&)> step;  // what is done now
    std::function<std::string(const Message&)> text;
};

struct WorkResult {
    enum class End : uint8_t {
        kDone,
        kClipRefused,  // `reason`
        kTrouble,      // the machine's, not the clip's: `reason`; it is tried again
        kStopped,      // we were asked to end
    };
    struct Refusal {
        std::filesystem::path file;
        std::string reason;
    };
    End end = End::kStopped;
    std::string reason;
    std::vector<Refusal> refused;                 // cue files; the clip is rendered without them
    std::vector<std::filesystem::path> replaced;  // cue files used before whose languages now come from another
    std::vector<std::filesystem::path> waiting;   // cue files without times, until another language brings some
    std::vector<std::filesystem::path> files;
    std::string page;
    int warnings = 0;
    int segments_made = 0;
};

/// The page of a clip in its folder of results.
inline constexpr const char* kCheckPage = "kiem-tra.html";
[[nodiscard]] std::filesystem::path result_folder(const WatchFolders& folders, const WatchWork& work);

[[nodiscard]] WorkResult do_work(const WatchWork& work, const WatchFolders& folders, const WorkTools& tools);

}  // namespace gatecast
