// SPDX-License-Identifier: GPL-3.0-or-later
// What the night leaves for the gates: a dated folder of finished files and `day.json`, which says for each display
// which file stands for which item, and the hash of every other file in the folder. Made by the night, whole before
// anybody sees it; read by sync and by live. The same inputs give the same bytes: no time of day is in it. Layout of a
// published root:
//   2026-12-02/day.json                          this value
//   2026-12-02/index.html, results.json          the result page, and the same for programs
//   2026-12-02/<display>/<NNN>-<item>.mp4        one file an item and display, NNN its place in the list
//   2026-12-02/<display>/filler-<NNN>.mp4        the day's fillers, then `filler`, in their order
//   2026-12-02/<display>/standby.mp4             what stands when nothing else can
//   current -> 2026-12-02                        switched by renaming a link, where somebody asked for that
// A display with several encodes has <NNN>-<item>.<encode>.mp4.
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
    std::string item;  // id; "filler-001", "standby" for those
    std::string display;
    std::string encode;
    std::optional<PublishedFile> file;
    Time duration{0};
    std::optional<double> integrated_lufs, true_peak_dbtp;  // nothing: no sound, or silence
    std::string problem;                                    // in English; empty: none
    std::string source_sha256;                              // of the media it was made from
    std::vector<std::string> cues_sha256;
};

struct PublishedDay {
    Day day;
    std::vector<PublishedItem> items;
    std::vector<PublishedItem> spares;  // fillers and standby
    std::vector<PublishedFile> others;  // pages
};

/// What stands in day.json.
[[nodiscard]] std::string to_json(const PublishedDay& day);
void write_published_day(const std::filesystem::path& folder, const PublishedDay& day);
/// Throws Error when it is not there, not whole, or of a newer form.
[[nodiscard]] PublishedDay read_published_day(const std::filesystem::path& folder);

}  // namespace gatecast
