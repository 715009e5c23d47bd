// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/night_options.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "pipeline/cli/day.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/render/executor.h"
#include "pipeline/render/store.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

std::string absolute(const std::string& path) {
    return path.empty() ? path : fs::absolute(path).lexically_normal().string();
}

std::vector<std::string> parted_by_commas(const std::vector<std::string>& given) {
    std::vector<std::string> words;
    for (const std::string& text : given)
        for (size_t from = 0; from <= text.size();) {
            const size_t end = std::min(text.find(',', from), text.size());
            if (end > from) words.push_back(text.substr(from, end - from));
            from = end + 1;
        }
    return words;
}

std::optional<int64_t> number_if_given(const Options& options, const char* name, int64_t least, int64_t most) {
    if (!options.has(name)) return {};
    return options.number(name, least, least, most);
}

int64_t read_verify_option(const Options& options) {
    const std::string word = options.one("verify", "segment");
    constexpr const char* kWords[] = {"packets", "segment", "full"};  // as Verify counts
    const auto found = std::ranges::find(kWords, word, [](const char* each) { return std::string(each); });
    if (found == std::end(kWords))
        throw UsageError(message("--verify {}: unknown. Allowed: full, segment, packets.", word));
    return found - std::begin(kWords);
}

DayWork work_of(const NightSettings& settings, Day day) {
    DayWork work;
    work.displays = settings.displays.empty() ? day.displays : settings.displays;
    if (work.displays.empty())
        throw Error(message("{}: no display is named. Give --displays NAME,…; gatecast presets list shows them.",
                            day.file.string()));
    if (!day.date.ok())
        throw Error(
            message("{}: does not say which day it is. Give --date, like --date 2026-12-02.", day.file.string()));
    if (day.items.empty()) throw Error(message("{}: the list is empty.", day.file.string()));
    work.day = std::move(day);
    work.encodes = settings.encodes;
    work.root = settings.root;
    work.store_root = settings.store.empty() ? Store::default_root() : fs::path(settings.store);
    work.program = fs::canonical("/proc/self/exe");
    work.preset_directories = preset_directories(settings.presets);
    for (fs::path& directory : work.preset_directories) directory = fs::absolute(directory);
    work.approvals = settings.approvals;
    work.style = settings.style;
    work.logo = settings.logo;
    work.verify = static_cast<Verify>(settings.verify);
    work.jobs = night_jobs(settings);
    work.executor = settings.executor;
    for (const std::string& text : settings.slurm)
        work.slurm.push_back(read_pair(text, "slurm-set", "partition=night"));
    static_cast<void>(make_executor(work.executor, {work.program, {}, 0, work.slurm}));  // refuses what it must now
    work.nice = static_cast<int>(settings.nice);
    work.silence = std::chrono::minutes(settings.silence_min);
    work.link_current = settings.current;
    return work;
}

/// What is to be looked at in the list as a whole. What is wrong with an item's own files its rendering says.
std::vector<Message> doubts_of(Day day, const fs::path& store_root, Console& console) {
    constexpr std::array kOfFiles{"missing", "cues-missing", "filler-missing", "standby-missing", "unusable"};
    const Store store(store_root);
    const DayEvidence evidence = look_at(day, Content(store), console);
    DayFindings findings;
    check_day(day, make_timetable(day, evidence.media), evidence, findings);
    std::vector<Message> doubts;
    for (const DayFinding& finding : findings.list())
        if (finding.severity != Severity::kNote &&
            std::ranges::find(kOfFiles, std::string_view(finding.code)) == kOfFiles.end())
            doubts.push_back(finding.text);
    return doubts;
}

}  // namespace

NightSettings night_settings(const Options& options) {
    NightSettings settings;
    settings.root = absolute(options.one("output"));
    if (settings.root.empty()) throw UsageError(message("Nothing says where the day is published. Give -o DIR."));
    settings.list_file = absolute(options.one("settings"));
    settings.displays = parted_by_commas(options.all("displays"));
    settings.encodes = options.all("encode");
    settings.approvals = absolute(options.one("approvals"));
    if (!settings.approvals.empty() && !fs::exists(settings.approvals))
        throw Error(message("{}: there is no such file. Check the path.", settings.approvals));
    settings.style = options.one("style");
    settings.logo = absolute(options.one("logo"));
    settings.verify = read_verify_option(options);
    settings.jobs = number_if_given(options, "jobs", 1, 256);
    settings.leave_cores = number_if_given(options, "leave-cores", 0, 255);
    settings.executor = options.one("executor", settings.executor);
    settings.slurm = options.all("slurm-set");
    settings.nice = options.number("nice", settings.nice, 0, 19);
    settings.presets = options.all("presets");
    settings.store = absolute(options.one("cache"));
    settings.current = options.has("current");
    settings.wait = options.has("wait");
    return settings;
}

NightRun night_run(const NightSettings& settings, const fs::path& list, const std::optional<Date>& date,
                   Console& console) {
    NightRun run;
    run.root = settings.root;
    run.wait = settings.wait;
    run.store_limit_bytes = settings.store_limit.empty() ? default_store_limit() : read_size(settings.store_limit);
    run.keep_days = static_cast<size_t>(settings.keep_days);
    const auto told = std::make_shared<std::set<std::string>>();
    run.read = [settings, list, date, &console, told] {
        DaySettings usual = read_day_settings(preset_directories(settings.presets), settings.list_file);
        usual.date = date;
        DayReading reading = read_day(list, usual);
        for (const auto* problems : {&reading.problems, &reading.remarks})
            for (const Message& problem : *problems)
                if (told->insert(in_english(problem)).second) console.warn(problem);
        DayWork work = work_of(settings, std::move(reading.day));
        work.doubts = doubts_of(work.day, work.store_root, console);
        for (const Message& doubt : work.doubts)
            if (told->insert(in_english(doubt)).second) console.note(doubt);
        return work;
    };
    return run;
}

std::optional<Date> date_of(const Options& options) {
    if (!options.has("date")) return {};
    return read_date_option(options.one("date"), "date");
}

}  // namespace gatecast
