// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/night_settings.h"

#include <algorithm>
#include <thread>

#include "pipeline/night/days/live_programme.h"
#include "pipeline/playlist/lists/day_lists.h"
#include "pipeline/playlist/lists/written.h"
#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr const char* kVerify[] = {"packets", "segment", "full"};
constexpr Rule kText{Kind::kText}, kTexts{Kind::kTexts}, kFlag{Kind::kFlag};

const OptionRow<NightSettings> kRows[] = {
    row<&NightSettings::lists>("lists", kText, N_("the folder of day lists, each named by its date: 2026-12-02.xlsx")),
    row<&NightSettings::list_file>("list_settings", kText,
                                   N_("a day list without items: what the house's lists leave out")),
    row<&NightSettings::days_ahead>("days_ahead", {Kind::kWhole, 0, 30},
                                    N_("which day a night renders: 0 today, 1 tomorrow")),
    row<&NightSettings::root>("output", kText, N_("where dated folders are published")),
    row<&NightSettings::displays>("displays", kTexts, N_("the displays to render for, instead of the list's own")),
    row<&NightSettings::encodes>("encodes", kTexts, N_("encodes for every display, instead of each display's own")),
    row<&NightSettings::approvals>(
        "approvals", kText, N_("the approval list: what is not in it is not rendered; everything may, if not said")),
    row<&NightSettings::style>("style", kText, N_("how subtitles look, instead of each display's own style")),
    row<&NightSettings::logo>("logo", kText, N_("lay this picture into each display's logo area")),
    row<&NightSettings::verify>("verify", {Kind::kChoice, 0, 0, kVerify}, N_("how much is decoded again to check it")),
    row<&NightSettings::jobs>("jobs", {Kind::kWhole, 1, 256}, N_("processes at once")),
    row<&NightSettings::leave_cores>(
        "leave_cores", {Kind::kWhole, 0, 255},
        N_("processors left to others; if not said, one where a live programme runs on this machine")),
    row<&NightSettings::executor>("executor", kText,
                                  N_("where the work is done: local, or slurm on a cluster that shares the store")),
    row<&NightSettings::slurm>("slurm", kTexts, N_("settings of a cluster's tasks, like partition=night")),
    row<&NightSettings::nice>("nice", {Kind::kWhole, 0, 19}, N_("how far the night stands back behind others")),
    row<&NightSettings::silence_min>("silence_min", {Kind::kWhole, 1, 1440},
                                     N_("minutes after which an item that shows no progress is given up")),
    row<&NightSettings::presets>("presets", kTexts, N_("folders of presets of your own")),
    row<&NightSettings::store>("store", kText, N_("where finished work is kept, instead of the user's own store")),
    row<&NightSettings::store_limit>("store_limit", kText, N_("what the store is cleaned down to, like 50G")),
    row<&NightSettings::keep_days>("keep_days", {Kind::kWhole, 0, 3660},
                                   N_("how many published days stay; 0: all. Days to come always stay")),
    row<&NightSettings::current>("current", kFlag, N_("whether the link `current` is switched to the new day")),
    row<&NightSettings::wait>("wait", kFlag, N_("whether to wait for another one that works there")),
};

/// Relative to the file they stand in.
void anchor(const fs::path& folder, std::string& path) {
    if (!path.empty()) path = (folder / path).lexically_normal().string();
}

}  // namespace

NightSettings read_night_settings(const fs::path& file) {
    Problems problems;
    const Layers layers{read_toml(file, problems)};
    NightSettings settings;
    apply<NightSettings>(
        kRows, layers, settings, [](const NightSettings&) { return Bounds{}; }, problems);
    for (const char* key : {"lists", "output"})
        if (problems.empty() && find(layers, key) == nullptr)
            problems.push_back(message("{}: {} is missing.", file.string(), key));
    if (!problems.empty()) throw Error(problems.front());
    const fs::path folder = fs::absolute(file).parent_path();
    for (std::string* path :
         {&settings.lists, &settings.list_file, &settings.root, &settings.approvals, &settings.logo, &settings.store})
        anchor(folder, *path);
    for (std::string& path : settings.presets) anchor(folder, path);
    return settings;
}

std::vector<ShownOption> night_options() {
    return show<NightSettings>(kRows, {}, NightSettings{});
}

int night_jobs(const NightSettings& settings) {
    if (settings.jobs) return static_cast<int>(*settings.jobs);
    const int64_t left = settings.leave_cores.value_or(live_programme_runs() ? 1 : 0);
    return static_cast<int>(std::max<int64_t>(1, std::thread::hardware_concurrency() - left));
}

fs::path list_of_day(const fs::path& folder, const Date& date) {
    std::error_code failed;
    std::vector<fs::path> found;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
        const std::string name = it->path().filename().string();
        const bool temporary = name.starts_with(".") || name.starts_with("~$");
        if (!temporary && is_day_list_name(name) && date_in(it->path().stem().string()) == date)
            found.push_back(it->path());
    }
    if (failed) throw Error(message("{}: cannot be read: {}. Check the path.", folder.string(), failed.message()));
    if (found.empty())
        throw Error(message("{}: there is no list of {}. Put one there whose name holds the date, like {}.xlsx.",
                            folder.string(), written_date(date), written_date(date)));
    std::ranges::sort(found);
    if (found.size() > 1)
        throw Error(message("{}: {} and {} are both lists of {}. Move one of them away.", folder.string(),
                            found[0].filename().string(), found[1].filename().string(), written_date(date)));
    return found.front();
}

}  // namespace gatecast
