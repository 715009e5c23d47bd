// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/items/item_plan.h"

#include <algorithm>

#include "pipeline/render/clip_length.h"
#include "presets/library.h"

namespace gatecast {

namespace fs = std::filesystem;

ItemPlan::ItemPlan(const ItemJob& job, const Store& store)
    : request_(job.request), length_(job.length), content_(store) {
    const std::string identity = file_identity(request_.clip);  // from before it is read
    clip_ = content_.clip(request_.clip);
    ingredients_.push_back({request_.clip, identity, clip_.hash});
    for (const CueFileRequest& cues : request_.cue_files) static_cast<void>(see(cues.file));
    length_alone_ = natural_length(clip_, request_.still_time);
    // However many pictures there are, the whole lasts as long as the list says.
    if (length_ && stands_still(clip_))
        request_.still_time = *length_ / std::max<int64_t>(1, length_alone_ / request_.still_time);
}

std::string ItemPlan::see(const fs::path& file, const std::string& known_hash) {
    const auto known = std::ranges::find(ingredients_, file, &Ingredient::file);
    if (known != ingredients_.end()) return known->sha256;
    const std::string identity = file_identity(file);
    const std::string hash = known_hash.empty() ? content_.hash(file) : known_hash;
    ingredients_.push_back({file, identity, hash});
    return hash;
}

RenderPlan ItemPlan::plan() {
    const PresetLibrary library(request_.preset_directories);
    std::vector<Clip> inputs;
    for (const InputRequest& input : request_.inputs) {
        inputs.push_back(content_.clip(input.file));
        static_cast<void>(see(input.file, inputs.back().hash));
    }
    return make_plan(
        request_, clip_, library, [this](const fs::path& file) { return see(file); }, inputs);
}

}  // namespace gatecast
