// SPDX-License-Identifier: GPL-3.0-or-later
// The cue files of a request: found beside the clip by their names, read into one track a language. Called while
// planning, by starter and lanes alike, and by commands that check or show subtitles.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/render/request.h"
#include "subtitles/formats/format.h"

namespace gatecast {

/// "clip.vi.srt", "clip_kh.ass", "clip (khmer).docx" beside clip.mp4; "clip.srt" too, its language left open. In the
/// order of their names.
[[nodiscard]] std::vector<CueFileRequest> cue_files_beside(const std::filesystem::path& clip);

/// How a file is called in sentences.
[[nodiscard]] std::string name_of(const CueFileRequest& file);

/// The tracks of a file that are asked for, each with a language and times, named by the request. Throws Error.
[[nodiscard]] std::vector<Track> tracks_of(CueFile file, const CueFileRequest& request);

/// One track a language, each named by its file; what concerns a file as a whole is with its first track's problems.
/// Throws Error where a file cannot be read, its language is not known, or two files speak the same one.
[[nodiscard]] std::vector<Track> read_tracks(const std::vector<CueFileRequest>& files);

}  // namespace gatecast
