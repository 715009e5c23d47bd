// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/night_settings.h"

#include <algorithm>
#include <thread>

#include "pipeline/night/live_programme.h"
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
    row<&NightSettings::nice>("nice", {Kind::kWhole, 0, 19}, N_("how far the night stands back behind others")),
    row<&NightSettings::silence_min>("silence_min", {Kind::kWhole, 1, 1440},
                                     N_("minutes after which an item that shows no progress is given up")),
    row<&NightSettings::presets>("presets", kTexts, N_("folders of presets of your own")),
    row<&NightSettings::store>("store", kText, N_("where finished work is kept, instead of the user's own store")),
    row<&NightSettings::store_limit>("store_limit", kText, N_("what the store is cleaned down to, like 50G")),
    row<&NightSettings::current>("current", kFlag, N_("whether the link `current` is switched to the new day")),
    row<&NightSettings::wait>("wait", kFlag, N_("whether to wait for another one that works there")),
};

/// Relative to the file they stand in.
void anchor(const fs::path& folder, std::string& path) {
    if (!path.empty()) path = (folder / path).lexically_normal().string();
}

/// `part` in `name`, and no digit before or behind it: 2-12-2026 is not in 12-12-2026.
bool holds_number(const std::string& name, const std::string& part) {
    const auto is_digit = [&](size_t at) { return at < name.size() && name[at] >= '0' && name[at] <= '9'; };
    for (size_t at = name.find(part); at != std::string::npos; at = name.find(part, at + 1))
        if ((at == 0 || !is_digit(at - 1)) && !is_digit(at + part.size())) return true;
    return false;
}

/// Whether a name holds the date in a way that people write it.
bool names_the_day(const std::string& name, const Date& date) {
    const auto year = static_cast<int>(date.year());
    const auto month = static_cast<unsigned>(date.month()), day = static_cast<unsigned>(date.day());
    bool named = false;
    for (const char* mask :
         {"{0:04}-{1:02}-{2:02}", "{0:04}{1:02}{2:02}", "{0:04}_{1:02}_{2:02}", "{2:02}{1:02}{0:04}"})
        named = named || holds_number(name, fmt::format(fmt::runtime(mask), year, month, day));
    for (const char mark : {'-', '.', '_'})
        for (const char* mask : {"{2}{3}{1}{3}{0}", "{2:02}{3}{1:02}{3}{0}"})
            named = named || holds_number(name, fmt::format(fmt::runtime(mask), year, month, day, mark));
    return named;
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
    if (!problems.empty()) {
        std::string all;
        for (const Message& problem : problems) all += (all.empty() ? "" : "\n") + in_english(problem);
        if (problems.size() == 1) throw Error(problems.front());
        throw Error(message("{}", all));
    }
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
        if (!temporary && it->is_regular_file(failed) && names_the_day(it->path().stem().string(), date))
            found.push_back(it->path());
    }
    if (failed) throw Error(message("{}: cannot be read: {}. Check the path.", folder.string(), failed.message()));
    if (found.empty())
        throw Error(message("{}: there is no list of {}. Put one there whose name holds the date, like {}.xlsx.",
                            folder.string(), name_of(date), name_of(date)));
    std::ranges::sort(found);
    if (found.size() > 1)
        throw Error(message("{}: {} and {} are both lists of {}. Move one of them away.", folder.string(),
                            found[0].filename().string(), found[1].filename().string(), name_of(date)));
    return found.front();
}

}  // namespace gatecast
