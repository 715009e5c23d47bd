// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/cue_files.h"

#include <algorithm>
#include <optional>

#include "subtitles/language.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

// Files that lie beside a clip under its very name and are its subtitles: a note or a table may be anything.
constexpr const char* kTimedExtensions[] = {".srt", ".vtt", ".ass", ".ssa", ".ttml", ".dfxp", ".sbv"};

bool is_timed_text(const fs::path& file) {
    return std::ranges::any_of(kTimedExtensions, [&](const char* extension) { return file.extension() == extension; });
}

/// What a file's name says after the clip's: ".vi" -> "vi", " (khmer)" -> "khmer". Null: it is not the clip's.
std::optional<std::string> rest_of_name(const fs::path& file, const std::string& stem) {
    const std::string name = file.stem().string();
    if (!name.starts_with(stem)) return {};
    std::string rest = name.substr(stem.size());
    if (rest.empty()) return rest;
    constexpr const char* kAround = " ._-()[]";
    const size_t first = rest.find_first_not_of(kAround);
    const size_t last = rest.find_last_not_of(kAround);
    if (first == 0 || first == std::string::npos) return {};  // "clip2.srt" is another clip's
    return rest.substr(first, last - first + 1);
}

}  // namespace

std::vector<Track> tracks_of(CueFile file, const CueFileRequest& request) {
    std::erase_if(file.tracks, [](const Track& track) { return track.cues.empty(); });
    if (file.tracks.empty())
        throw Error(message("{}: has no cues. Is it a subtitle file? gatecast check says more.", name_of(request)));
    if (!request.language.empty() && file.tracks.size() > 1) {
        const std::string language = language_tag(request.language);
        std::erase_if(file.tracks, [&](const Track& track) { return track.language != language; });
        if (file.tracks.empty())
            throw Error(message("{}: holds several languages, but not {}.", name_of(request), request.language));
    }
    std::vector<Problem>& first = file.tracks.front().problems;
    first.insert(first.begin(), file.problems.begin(), file.problems.end());
    for (Track& track : file.tracks) {
        track.name = name_of(request);
        if (track.language.empty())
            throw Error(message("{}: its language is not known. Give it: --subs LANGUAGE=FILE, like vi={}.",
                                name_of(request), request.file.string()));
        if (std::ranges::none_of(track.cues, &Cue::timed))
            throw Error(message("{}: its cues have no times. gatecast subs fill gives them those of another language.",
                                name_of(request)));
    }
    return std::move(file.tracks);
}

std::string name_of(const CueFileRequest& file) {
    return file.name.empty() ? file.file.filename().string() : file.name;
}

std::vector<CueFileRequest> cue_files_beside(const fs::path& clip) {
    const fs::path whole = clip.has_filename() ? clip : clip.parent_path();
    const std::string stem = fs::is_directory(whole) ? whole.filename().string() : whole.stem().string();
    std::vector<CueFileRequest> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(whole.parent_path(), none)) {
        const fs::path& file = entry.path();
        if (!entry.is_regular_file(none) || !is_cue_file_name(file)) continue;
        const auto rest = rest_of_name(file, stem);
        if (!rest) continue;
        // Only a word that is known for a language: "clip.new.srt" is not Newari.
        const std::string known = language_in_name(file.filename().string());
        const std::string language = !rest->empty() && language_tag(*rest) == known ? known : std::string();
        if (rest->empty() ? is_timed_text(file) : !language.empty()) found.push_back({language, file, {}, {}});
    }
    std::ranges::sort(found, {}, &CueFileRequest::file);
    return found;
}

std::vector<Track> read_tracks(const std::vector<CueFileRequest>& files) {
    std::vector<Track> tracks;
    for (const CueFileRequest& file : files) {
        for (Track& track : tracks_of(read_cue_file(file.file, {file.language, file.encoding, {25, 1}}), file)) {
            const auto twin = std::ranges::find(tracks, track.language, &Track::language);
            if (twin != tracks.end())
                throw Error(message("{} and {} are both in {}. Give the one to use: --subs {}=FILE.", twin->name,
                                    track.name, track.language, track.language));
            tracks.push_back(std::move(track));
        }
    }
    return tracks;
}

}  // namespace gatecast
