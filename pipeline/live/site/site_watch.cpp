// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/site_watch.h"

#include <fmt/format.h>
#include <sys/timex.h>

#include <nlohmann/json.hpp>

#include "pipeline/live/clock.h"

namespace gatecast {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr Time kLookEach = 1s;
constexpr Time kOutputPatience = 10s;  // a receiver that starts anew is no alarm
constexpr Time kDiskPatience = 5s;
constexpr Time kClockPatience = 10min;  // after its start a machine looks for the time
constexpr std::uintmax_t kLeastFree_bytes = 500'000'000;

bool clock_is_set() {
    timex clock{};
    return adjtimex(&clock) != TIME_ERROR && (clock.status & STA_UNSYNC) == 0;
}

}  // namespace

SiteWatch::SiteWatch(std::filesystem::path state, std::function<void(json event)> record)
    : state_(std::move(state)), record_(std::move(record)) {}

bool SiteWatch::is_due() const {
    return monotonic_now() >= next_look_;
}

void SiteWatch::see(bool faulty, const char* kind, const std::string& what, Time patience, const Message& problem) {
    const std::string key = what.empty() ? std::string(kind) : fmt::format("{} {}", kind, what);
    if (!faulty) {
        const auto found = faults_.find(key);
        if (found == faults_.end()) return;
        if (found->second.told) record_({{"event", "alarm-over"}, {"alarm", kind}, {"title", what}});
        faults_.erase(found);
        return;
    }
    Fault& fault = faults_.try_emplace(key, Fault{monotonic_now(), false}).first->second;
    if (fault.told || monotonic_now() - fault.since < patience) return;
    fault.told = true;
    record_({{"event", "alarm"}, {"alarm", kind}, {"title", what}, {"problem", in_english(problem)}});
}

void SiteWatch::see_outputs(const json& outputs) {
    for (const auto& [display, output] : outputs.items())
        for (const json& sink : output.value("sinks", json::array())) {
            const std::string name = sink.value("name", "");
            const std::string why = sink.value("problem", "");
            see(sink.value("state", "") != "up", "output-down", name, kOutputPatience,
                message("{}: nothing goes out here: {}", name, why.empty() ? sink.value("state", "") : why));
        }
}

void SiteWatch::look_around(const json& outputs) {
    next_look_ = monotonic_now() + kLookEach;
    see_outputs(outputs);
    std::error_code error;
    const auto space = std::filesystem::space(state_, error);
    see(!error && space.available < kLeastFree_bytes, "disk-low", state_.string(), kDiskPatience,
        message("{}: only {} MB are free on this disk. Delete what is not needed.", state_.string(),
                error ? 0 : space.available / 1'000'000));
    see(!clock_is_set(), "clock-unsynchronised", "", kClockPatience,
        message("The machine's clock is not set by the network. Look at chrony or systemd-timesyncd."));
}

}  // namespace gatecast
