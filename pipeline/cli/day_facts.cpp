// SPDX-License-Identifier: GPL-3.0-or-later
// A day's files looked at: each probed once, remembered in the store.
#include <set>

#include "pipeline/cli/day.h"
#include "pipeline/render/clip_length.h"
#include "pipeline/render/cue_files.h"
#include "pipeline/render/request.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

std::set<fs::path> files_of(const Day& day) {
    std::set<fs::path> files(day.fillers.begin(), day.fillers.end());
    files.insert(day.filler);
    files.insert(day.standby);
    for (const Item& item : day.items)
        if (!item.relay) files.insert(item.media);
    files.erase(fs::path());
    return files;
}

void find_cues_beside(Item& item) {
    std::error_code error;
    if (!item.cues.empty() || item.media.empty() || !fs::exists(item.media, error)) return;
    for (const CueFileRequest& found : cue_files_beside(item.media))
        item.cues.push_back(
            {found.language.empty() ? language_in_name(found.file.filename().string()) : found.language, found.file});
}

}  // namespace

MediaFact fact_of(const Clip& clip) {
    return {natural_length(clip, RenderRequest().still_time), stands_still(clip)};
}

DayEvidence look_at(Day& day, const Content& content, Console& console) {
    DayEvidence evidence;
    const std::set<fs::path> files = files_of(day);
    size_t seen = 0;
    for (const fs::path& file : files) {
        console.progress(console.text(message("Looking at files: {} of {}", ++seen, files.size())));
        std::error_code error;
        if (!fs::exists(file, error)) continue;
        try {
            evidence.media[file] = fact_of(content.clip(file));
        } catch (const Error& wrong) {
            evidence.unusable.emplace(file, wrong.message());  // one bad file of many: the day is shown all the same
        }
    }
    console.progress("");
    for (Item& item : day.items) find_cues_beside(item);
    return evidence;
}

}  // namespace gatecast
