// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/watch/watch_settings.h"

#include <algorithm>

#include "presets/option_table.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Rule kText{Kind::kText};
constexpr Rule kTexts{Kind::kTexts};

template <auto Field>
OptionRow<WatchSettings> seconds_row(const char* key, double least, double most, const char* help) {
    return {key,
            {Kind::kWhole, least, most},
            help,
            [](WatchSettings& settings, const Value& value) {
                settings.*Field = std::chrono::seconds(std::get<int64_t>(value));
            },
            [](const WatchSettings& settings) -> Value { return int64_t{(settings.*Field).count()}; }};
}

const OptionRow<WatchJob> kJobRows[] = {
    row<&WatchJob::folder>("name", kText, N_("the folder's name")),
    row<&WatchJob::displays>("displays", kTexts, N_("the displays that clips in it are rendered for")),
    row<&WatchJob::encodes>("encodes", kTexts, N_("encodes for every display, instead of each display's own")),
    row<&WatchJob::delivery>("delivery", kText, N_("names, tracks and timecode as this customer wants them")),
    row<&WatchJob::style>("style", kText, N_("how subtitles look, instead of each display's own style")),
    row<&WatchJob::programme>("programme", kText, N_("whose graphics are shown")),
    row<&WatchJob::loudness>("loudness", kText, N_("tv, kiosk, web or none, instead of the display's own")),
    row<&WatchJob::clip_id>("clip_id", kText, N_("stands for {id} in the delivery's file names")),
};

void set_folders(WatchSettings& settings, const NodeList& list, const Bounds& bounds, Problems& problems) {
    settings.folders = read_items<WatchJob>(kJobRows, list, {}, bounds, problems);
}

const OptionRow<WatchSettings> kRows[] = {
    row<&WatchSettings::in>("in", kText, N_("the folder that takes clips and subtitles")),
    row<&WatchSettings::out>("out", kText, N_("the folder of results")),
    row<&WatchSettings::rejects>("rejects", kText, N_("the folder of what cannot be used, each with its reason")),
    row<&WatchSettings::done>("done", kText, N_("where clips go when their result is there; empty: they stay")),
    seconds_row<&WatchSettings::quiet>("quiet_s", 1, 3600, N_("so many seconds a file must not change")),
    seconds_row<&WatchSettings::rescan>("rescan_s", 1, 3600, N_("look again after so many seconds at the latest")),
    seconds_row<&WatchSettings::try_again>("try_again_s", 1, 86400, N_("after a full disk or missing rights")),
    row<&WatchSettings::nice>("nice", {Kind::kWhole, 0, 19}, N_("leave the processors to others: 0 to 19")),
    row<&WatchSettings::jobs>("jobs", {Kind::kWhole, 0, 256}, N_("processes at once; 0: as many as processors")),
    {"folder", {Kind::kItems}, N_("a folder and its job"), nullptr, nullptr, set_folders},
};

/// A name of one folder: nothing that leads elsewhere.
bool is_plain_name(const std::string& name) {
    return !name.empty() && name.front() != '.' && name.find_first_of("/\\") == std::string::npos;
}

void check_names(const WatchSettings& settings, const std::string& where, Problems& problems) {
    std::vector<std::string> top{settings.in, settings.out, settings.rejects};
    if (!settings.done.empty()) top.push_back(settings.done);
    std::vector<std::string> below;
    for (const WatchJob& job : settings.folders) below.push_back(job.folder);
    for (std::vector<std::string>* names : {&top, &below}) {
        for (const std::string& name : *names) {
            if (!is_plain_name(name))
                problems.push_back(
                    message("{}: \"{}\" is no name of a folder. Write it without / and not begun with a "
                            "dot.",
                            where, name));
            if (std::ranges::count(*names, name) > 1)
                problems.push_back(
                    message("{}: the folder \"{}\" is named twice. Give each a name of its own.", where, name));
        }
    }
    if (settings.folders.empty())
        problems.push_back(
            message("{}: no [[folder]] says what is to be made. Write one with name and displays.", where));
}

/// Presets are missed now, not by the first clip at night.
void check_presets(const WatchJob& job, const std::string& where, const PresetLibrary& library, Problems& problems) {
    if (job.displays.empty())
        problems.push_back(message("{}: folder {} has no displays. Write displays = [\"led-p4\"].", where, job.folder));
    try {
        for (const std::string& name : job.displays) {
            const Display display = library.display(name);
            if (!job.programme.empty()) static_cast<void>(library.programme(job.programme, display));
        }
        for (const std::string& name : job.encodes) static_cast<void>(library.encode(name));
        if (!job.delivery.empty()) static_cast<void>(library.delivery(job.delivery));
        if (!job.style.empty()) static_cast<void>(library.style(job.style));
    } catch (const Error& error) {
        problems.push_back(error.message());
    }
}

}  // namespace

const char* usual_watch_settings() {
    return R"toml(# Thư mục nhận việc của Gatecast. Sửa xong thì khởi động lại gatecast watch.
# The drop folder's settings; restart gatecast watch after a change.
in = "VAO"            # thả clip và phụ đề vào đây / takes clips and subtitles
out = "RA"            # kết quả / results
rejects = "LOI"       # tệp không dùng được, kèm lý do / what cannot be used, with its reason
done = "XONG"         # clip đã làm xong; "" thì để nguyên chỗ cũ / finished clips; "": they stay
quiet_s = 10          # tệp đứng yên bấy nhiêu giây mới được lấy / seconds without change
rescan_s = 5
try_again_s = 60
nice = 0
jobs = 0              # 0: dùng mọi nhân / every core

# Mỗi thư mục con trong VAO là một việc. Tệp thả thẳng vào VAO theo thư mục đầu tiên.
# Each folder below VAO is a job. What lies in VAO itself is the first folder's.
[[folder]]
name = "LED"
displays = ["led-p4"]

[[folder]]
name = "TV"
displays = ["tv-1080i50"]

[[folder]]
name = "KIOSK"
displays = ["kiosk-portrait"]
# encodes = ["h264-mp4"]      gatecast presets list
# delivery = "gate-drop"
# style = "public-board"
# programme = "phim-tai-lieu"
)toml";
}

WatchSettings read_watch_settings(const fs::path& file, const PresetLibrary& library) {
    Problems problems;
    WatchSettings settings;
    const NodeTable table = read_toml(file, problems);
    if (problems.empty())
        apply<WatchSettings>(
            kRows, Layers{table}, settings, [](const WatchSettings&) { return Bounds{}; }, problems);
    const std::string where = file.filename().string();
    if (problems.empty()) check_names(settings, where, problems);
    if (problems.empty())
        for (const WatchJob& job : settings.folders) check_presets(job, where, library, problems);
    if (problems.empty()) return settings;
    throw Error(problems.front());
}

}  // namespace gatecast
