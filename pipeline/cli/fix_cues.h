// SPDX-License-Identifier: GPL-3.0-or-later
// A corrected copy of a cue file, where what is right is certain. The original is never touched. Called by
// `gatecast check --fix`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/render/request.h"
#include "subtitles/cue.h"

namespace gatecast {

struct Correction {
    std::string language;
    int cue = -1;  // of the copy's track; -1: the whole file
    int line = 0;  // of the original
    Message what;
    std::string before, after;  // texts, where a text was changed
};

struct CorrectedFile {
    std::filesystem::path copy;  // empty: there was nothing to correct, none was written
    std::string language;        // of its only track
    std::vector<Correction> corrections;
};

/// Where the copies go: a folder, or for one file a file.
struct CopyTarget {
    std::filesystem::path path;
    bool folder = true;
};

/// In the original's format where it can be written, else SubRip; a sheet where there are several languages or cues
/// without times. Throws Error where the file cannot be read, or the copy is there already or cannot be written.
[[nodiscard]] CorrectedFile write_corrected(const CueFileRequest& request, const CopyTarget& target, Rational rate);

}  // namespace gatecast
