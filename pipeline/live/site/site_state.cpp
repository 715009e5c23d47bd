// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/site_state.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/live/clock.h"
#include "pipeline/live/whole_file.h"
#include "presets/message.h"

namespace gatecast {

namespace {

using nlohmann::json;

/// A monotonic clock means nothing after the next boot.
std::string boot() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

}  // namespace

SiteEpoch epoch_of(const std::filesystem::path& state) {
    const std::filesystem::path file = state / "epoch.json";
    std::ifstream kept(file);
    const json known = json::parse(kept, nullptr, false);
    if (known.is_object() && known.value("boot", "") == boot())
        return {Time(known.at("origin").get<int64_t>()), Time(known.at("wall_of_zero").get<int64_t>())};
    const SiteEpoch epoch{monotonic_now(), wall_now()};
    const json written{
        {"boot", boot()}, {"origin", epoch.origin.count()}, {"wall_of_zero", epoch.wall_of_zero.count()}};
    if (!write_whole(file, written.dump(), true))
        throw Error(message("{}: cannot be written. Check the folder and the free space.", file.string()));
    return epoch;
}

}  // namespace gatecast
