// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast sync FROM TO: published days to a gate box.
#include "pipeline/night/sync/sync.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "pipeline/cli/command.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/stop.h"
#include "pipeline/cli/times.h"
#include "pipeline/playlist/lists/written.h"
#include "pipeline/render/store.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr Option kOptions[] = {
    {"limit", N_("RATE"), N_("at most so many bytes a second, like 2M (no limit)")},
    {"day", N_("DATE"), N_("only this day, like 2026-12-02; may be repeated (the newest eight)")},
    {"keep-days", N_("N"), N_("how many days stay on this disk, at least (7)")},
    {"verify", nullptr, N_("read again what is here already, and bring anew what is damaged")},
    {"tries", N_("N"), N_("give up when the line broke so often in a row without a byte (20)")},
    {"ssh", N_("COMMAND"), N_("how rsync reaches the other end, like \"ssh -p 2222 -i key\"")},
    {"ca", N_("FILE"), N_("certificates of your own that an https server is trusted by")},
};
constexpr Synopsis kSynopsis{
    N_("sync FROM TO"),
    N_("Brings published days to the folder TO of this machine. FROM is a mounted folder, user@host:/path (ssh, with "
       "rsync) or https://… (with curl). Give the same command again after an interruption: what came is kept. A day "
       "is "
       "seen when it is whole and proven."),
    kOptions, 2, 2};

SyncSettings read_settings(const Options& options) {
    SyncSettings settings;
    settings.from = options.words()[0];
    settings.to = fs::absolute(options.words()[1]).lexically_normal();
    settings.line.limit_bytes_s = options.has("limit") ? read_size(options.one("limit")) : 0;
    settings.line.ssh = options.one("ssh");
    if (options.has("ca")) settings.line.ca = fs::absolute(options.one("ca"));
    settings.line.stop = stop_asked;
    settings.dates = options.all("day");
    for (const std::string& date : settings.dates)
        if (!is_date(date)) throw UsageError(message("--day {}: not a date. Write it like 2026-12-02.", date));
    constexpr int kBefore = 1, kAfter = 7;
    for (int day = -kBefore; day <= kAfter; ++day)
        settings.usual_dates.push_back(written_date(today() + std::chrono::days(day)));
    settings.today = written_date(today());
    settings.keep_days = static_cast<int>(options.number("keep-days", 7, 1, 3660));
    settings.tries = static_cast<int>(options.number("tries", 20, 1, 1'000'000));
    settings.verify = options.has("verify");
    return settings;
}

json to_json(const SyncedDay& day, const Console& console) {
    constexpr const char* kEnds[] = {"unchanged", "brought", "failed"};
    return {{"date", day.date},
            {"state", kEnds[static_cast<size_t>(day.end)]},
            {"files", day.files},
            {"linked", day.linked},
            {"fetched", day.fetched},
            {"fetched_again", day.fetched_again},
            {"fetched_bytes", day.fetched_bytes},
            {"broke_off", day.broke_off},
            {"problem", day.end == SyncedDay::End::kFailed ? json(console.text(day.problem)) : json(nullptr)}};
}

}  // namespace

int run_sync(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    hear_stop_signals();
    const SyncResult result =
        sync_days(read_settings(*options), [&console](const Message& line) { console.say(line); });
    json days = json::array();
    for (const SyncedDay& day : result.days) {
        days.push_back(to_json(day, console));
        if (day.end == SyncedDay::End::kFailed) console.fail(day.problem);
        if (day.end == SyncedDay::End::kUnchanged) console.say(message("{}: unchanged", day.date));
    }
    for (const std::string& date : result.removed) console.say(message("{}: removed, older than what is kept", date));
    if (result.stopped) console.fail(message("Stopped. What came is kept: give the same command again to go on."));
    if (console.json()) console.print_json({{"days", days}, {"removed", result.removed}, {"stopped", result.stopped}});
    return console.exit_code();
}

}  // namespace gatecast
