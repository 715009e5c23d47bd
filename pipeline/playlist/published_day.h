// SPDX-License-Identifier: GPL-3.0-or-later
// What the night leaves for the gates: a dated folder of finished files and `day.json`, which says for each display
// which file stands for which item, and the hash of every file in the folder. Written last by the night; read by sync
// and by live. Layout of a published root:
//   2026-12-02/day.json                      this value
//   2026-12-02/index.html                    the result page
//   2026-12-02/<display>/<NNN>-<item>.mp4    one file an item and display
//   current -> 2026-12-02                    switched by renaming a link, where somebody asked for that
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/playlist/day.h"

namespace gatecast {

struct PublishedFile {
    std::string path;  // from the folder of the day, with '/'
    int64_t bytes = 0;
    std::string sha256;
};

/// An item as rendered for one display; one that failed has no file and says why.
struct PublishedItem {
    std::string item;  // id
    std::string display;
    std::string encode;
    std::optional<PublishedFile> file;
    Time duration{0};
    double integrated_lufs = 0, true_peak_dbtp = 0;
    std::string problem;        // in English; empty: none
    std::string source_sha256;  // of the media it was made from
    std::vector<std::string> cues_sha256;
};

struct PublishedDay {
    Day day;
    std::vector<PublishedItem> items;
    std::vector<PublishedFile> others;  // fillers, standby, pages
};

void write_published_day(const std::filesystem::path& folder, const PublishedDay& day);
/// Throws Error when it is not there, not whole, or of a newer form.
[[nodiscard]] PublishedDay read_published_day(const std::filesystem::path& folder);

}  // namespace gatecast
