// SPDX-License-Identifier: GPL-3.0-or-later
// Cue files checked before a frame is made: each by itself, the languages against each other and against the clip, and
// laid out for every screen they are meant for. Called by `gatecast check`.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/media/clip.h"
#include "pipeline/render/request.h"
#include "presets/library.h"
#include "subtitles/encoding/encoding.h"
#include "subtitles/subtitles.h"

namespace gatecast {

/// Cue files that are shown together. An encoding that is said counts for files that are not Unicode by their form.
struct CueSet {
    std::filesystem::path clip;  // empty: none was given
    std::vector<CueFileRequest> files;
};

struct CueCheckSettings {
    std::vector<std::string> displays;
    std::string style;      // empty: each display's own
    std::string programme;  // whose graphics stand beside the cues; empty: those each display always shows
};

struct Finding {
    Problem problem;
    int track = -1;                     // of the programme; -1: the file as a whole
    std::vector<std::string> displays;  // it was met on; empty: it has nothing to do with screens
};

struct CheckedFile {
    std::filesystem::path file;
    std::string format;    // empty: it could not be read
    std::string encoding;  // empty: the format says its own
    bool certain = true;   // of the encoding: by its form, or because it was said
    std::vector<Reading> readings;
    size_t first_track = 0;  // of the programme
    size_t tracks = 0;
    std::vector<Finding> findings;
};

/// The cues on one display; several where the style shows one language a play.
struct CheckedScreen {
    Display display;
    Style style;
    std::vector<Rect> keep_out;  // where graphics stand
    std::vector<std::unique_ptr<Subtitles>> plays;
};

struct CheckedProgramme {
    std::optional<Clip> clip;
    std::vector<CheckedFile> files;
    std::vector<Track> tracks;
    std::vector<CheckedScreen> screens;
};

/// What a file is checked as is said in its findings; throws Error only where presets or fonts are missing.
[[nodiscard]] CheckedProgramme check_cues(const CueSet& set, const Clip* clip, const CueCheckSettings& settings,
                                          const PresetLibrary& library);

/// The worst of a file's findings; kNote where there is nothing that matters.
[[nodiscard]] Severity verdict_of(const CheckedFile& file);

/// Which files are shown together: those given with a clip, else those beside it; without a clip, those whose names
/// differ by their language alone.
[[nodiscard]] std::vector<CueSet> cue_sets(const std::vector<std::filesystem::path>& clips,
                                           const std::vector<CueFileRequest>& cue_files);

}  // namespace gatecast
