// SPDX-License-Identifier: GPL-3.0-or-later
// Which cue files belong together.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/cli/check_cues.h"
#include "pipeline/render/cue_files.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

/// "clip.vi.srt" and "clip_kh.ass" are of "clip".
std::string name_without_language(const fs::path& file) {
    std::string stem = file.stem().string();
    if (language_in_name(file.filename().string()).empty()) return stem;
    const size_t bracket = stem.ends_with(')') || stem.ends_with(']') ? stem.find_last_of("([") : std::string::npos;
    size_t end = bracket != std::string::npos ? bracket : stem.find_last_of("._- ");
    if (end == std::string::npos) return "";
    while (end > 0 && (stem[end - 1] == ' ' || stem[end - 1] == '.' || stem[end - 1] == '_' || stem[end - 1] == '-'))
        --end;
    return stem.substr(0, end);
}

bool is_of(const CueFileRequest& file, const fs::path& clip) {
    return name_without_language(file.file) == clip.stem().string();
}

std::string language_of(const CueFileRequest& file) {
    return file.language.empty() ? language_in_name(file.file.filename().string()) : file.language;
}

/// Where each speaks another language they are one programme, whatever they are called.
bool all_of_other_languages(const std::vector<CueFileRequest>& files) {
    constexpr size_t kMostLanguages = 6;
    std::set<std::string> languages;
    for (const CueFileRequest& file : files) {
        const std::string language = language_of(file);
        if (language.empty() || !languages.insert(language).second) return false;
    }
    return files.size() <= kMostLanguages;
}

std::vector<CueSet> by_name(const std::vector<CueFileRequest>& files) {
    if (all_of_other_languages(files)) return {{{}, files}};
    std::vector<CueSet> sets;
    std::map<std::pair<fs::path, std::string>, size_t> known;
    for (const CueFileRequest& file : files) {
        const std::string name = name_without_language(file.file);
        const auto [place, fresh] = known.try_emplace({file.file.parent_path(), name}, sets.size());
        if (fresh) sets.emplace_back();
        sets[place->second].files.push_back(file);
    }
    return sets;
}

/// Called as the clip is called: by a short path where its path is short.
std::vector<CueFileRequest> found_beside(const fs::path& clip) {
    std::vector<CueFileRequest> files = cue_files_beside(fs::absolute(clip));
    for (CueFileRequest& file : files) file.file = clip.parent_path() / file.file.filename();
    return files;
}

}  // namespace

std::vector<CueSet> cue_sets(const std::vector<fs::path>& clips, const std::vector<CueFileRequest>& cue_files) {
    if (clips.empty()) return cue_files.empty() ? std::vector<CueSet>{} : by_name(cue_files);
    std::vector<CueSet> sets;
    std::vector<CueFileRequest> left = cue_files;
    for (const fs::path& clip : clips) {
        CueSet set{clip, {}};
        const auto ours = [&](const CueFileRequest& file) { return clips.size() == 1 || is_of(file, clip); };
        std::ranges::copy_if(left, std::back_inserter(set.files), ours);
        std::erase_if(left, ours);
        if (set.files.empty()) set.files = found_beside(clip);
        if (!set.files.empty()) sets.push_back(std::move(set));
    }
    if (!left.empty()) std::ranges::move(by_name(left), std::back_inserter(sets));
    return sets;
}

}  // namespace gatecast
