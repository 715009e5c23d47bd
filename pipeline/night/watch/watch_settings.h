// SPDX-License-Identifier: GPL-3.0-or-later
// What a drop folder does: the names of its folders and the job of each, from ROOT/gatecast.toml or --settings. Read
// once, at the start.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "presets/library.h"

namespace gatecast {

/// What is made of the clips in one folder.
struct WatchJob {
    std::string folder;  // below the folder that takes
    std::vector<std::string> displays;
    std::vector<std::string> encodes;  // empty: each display's own
    std::string delivery, style, programme, loudness;
    std::string clip_id;  // empty: the clip's name
};

struct WatchSettings {
    std::string in = "VAO", out = "RA", rejects = "LOI";
    std::string done = "XONG";           // empty: clips stay where they are
    std::chrono::seconds quiet{10};      // so long nothing may change before a file is taken
    std::chrono::seconds rescan{5};      // network folders send no events
    std::chrono::seconds try_again{60};  // after a trouble of the machine: no room, no rights
    int nice = 0;
    int jobs = 0;  // processes at once; 0: as many as processors
    std::vector<WatchJob> folders;
};

/// What a new ROOT/gatecast.toml holds.
[[nodiscard]] const char* usual_watch_settings();

/// Throws Error with the first problem and its line, also for presets that are not there.
[[nodiscard]] WatchSettings read_watch_settings(const std::filesystem::path& file, const PresetLibrary& library);

}  // namespace gatecast
