// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/items/item_memory.h"

#include <algorithm>

#include "pipeline/render/content.h"
#include "pipeline/render/key.h"
#include "subtitles/shaping/font_places.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

std::string identity_or_nothing(const fs::path& file) {
    try {
        return file_identity(file);
    } catch (const Error&) {
        return {};
    }
}

/// Every preset that a name could find: one more or another one may change what a name means.
std::string identity_of_presets(const std::vector<fs::path>& directories) {
    KeyBuilder key("presets");
    for (const fs::path& directory : directories)
        for (const char* kind : {"displays", "encodes", "deliveries", "styles", "programmes"})
            key.add((directory / kind).string(), identity_or_nothing(directory / kind));
    return key.hex();
}

std::string identity_of_fonts() {
    KeyBuilder key("fonts");
    for (const fs::path& place : font_places()) key.add(place.string(), identity_or_nothing(place));
    return key.hex();
}

void keep_if_possible(const fs::path& folder, const ItemReport& report) {
    try {
        keep_report(folder, report);
    } catch (const std::exception&) {
    }
}

}  // namespace

ItemMemory::ItemMemory(const DayWork& work)
    : environment_(KeyBuilder("night")
                       .add("program", identity_or_nothing(work.program))
                       .add("presets", identity_of_presets(work.preset_directories))
                       .add("fonts", identity_of_fonts())
                       .add("picture", picture_environment())
                       .add("sound", sound_environment())
                       .hex()) {}

std::string ItemMemory::fingerprint(const ItemTask& task) const {
    ItemJob job = task.job;  // without what changes no byte: approvals are asked anew each time
    job.approvals.clear();
    job.shown_at_s = 0;
    job.jobs = 1;
    job.executor.clear();
    job.slurm.clear();
    return KeyBuilder("day item").add("job", to_json(job)).add("environment", environment_).hex();
}

bool ItemMemory::unchanged(const Ingredient& one) const {
    const auto [known, is_new] = identities_.try_emplace(one.file);
    if (is_new) known->second = identity_or_nothing(one.file);
    return !known->second.empty() && known->second == one.identity;
}

std::optional<ItemReport> ItemMemory::recall(const ItemTask& task) const {
    auto report = kept_report(task.folder);
    if (!report || report->fingerprint != fingerprint(task)) return {};
    if (!std::ranges::all_of(report->ingredients, [this](const Ingredient& one) { return unchanged(one); })) return {};
    for (const FileReport& file : report->files)
        if (!file.name.empty() && claim_of(task.folder / file.name) != file.claim) return {};
    return report;
}

std::optional<MediaFact> ItemMemory::length(const ItemTask& task) const {
    const auto report = kept_report(task.folder);
    if (!report || report->ingredients.empty() || report->length <= Time(0)) return {};
    const Ingredient& media = report->ingredients.front();
    if (media.file != task.job.request.clip || !unchanged(media)) return {};
    return MediaFact{report->length, report->still};
}

void ItemMemory::keep(const ItemTask& task, ItemReport report) const {
    report.fingerprint = fingerprint(task);
    keep_if_possible(task.folder, report);
}

void ItemMemory::keep_look(const ItemTask& task, const ItemReport& report) const {
    if (!kept_report(task.folder)) keep_if_possible(task.folder, report);  // without fingerprint: no outcome to recall
}

}  // namespace gatecast
