// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of a night: this day, for these displays, into this folder. Made by the commands.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/playlist/day.h"
#include "pipeline/render/request.h"
#include "presets/message.h"

namespace gatecast {

struct DayWork {
    Day day;
    std::vector<std::string> displays;
    std::vector<std::string> encodes;  // each for every display; none: the display's own
    std::filesystem::path root;        // where dated folders are published
    std::filesystem::path store_root;
    std::filesystem::path program;  // this executable
    std::vector<std::filesystem::path> preset_directories;
    std::filesystem::path approvals;  // the list; empty: everything may be shown
    std::string style;                // of subtitles; empty: each display's own
    std::filesystem::path logo;
    Verify verify = Verify::kSegment;
    int jobs = 1;                    // processes at once
    std::string executor = "local";  // where lanes run
    std::vector<std::pair<std::string, std::string>> slurm{};
    int nice = 10;
    std::chrono::minutes silence{30};  // a child that says nothing for so long hangs
    bool link_current = false;         // `current` shows the way to this day
    std::vector<Message> doubts{};     // of the list itself, like a hole in it: said on the result page
};

/// The night's own folder of a day: reports, finished files, what is being published.
[[nodiscard]] std::filesystem::path work_folder(const std::filesystem::path& root, const Date& date);
[[nodiscard]] std::filesystem::path published_folder(const std::filesystem::path& root, const Date& date);

}  // namespace gatecast
