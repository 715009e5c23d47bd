// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/hours.h"

#include <nlohmann/json.hpp>
#include <regex>

#include "pipeline/live/site/site_file.h"

namespace gatecast {

std::optional<int> minute_of_day(const std::string& text) {
    static const std::regex kTime(R"((\d{1,2})[:h](\d{2}))");
    std::smatch parts;
    if (!std::regex_match(text, parts, kTime)) return {};
    const int minute = std::stoi(parts[1]) * 60 + std::stoi(parts[2]);
    if (std::stoi(parts[2]) >= 60 || minute > 24 * 60) return {};
    return minute;
}

DisplayAir air_of(const SiteDisplay& display, Time local) {
    constexpr Time kDay = std::chrono::hours(24);
    const auto now = static_cast<int>(std::chrono::floor<std::chrono::minutes>(local % kDay).count());
    const int on = minute_of_day(display.on).value_or(0), off = minute_of_day(display.off).value_or(24 * 60);
    const bool open = on <= off ? now >= on && now < off : now >= on || now < off;  // else it is on past midnight
    if (!open) return {display.outside == "standby" ? Rest::kStandby : Rest::kBlack, 0};
    return {Rest::kNone, display.muted ? 0 : static_cast<float>(display.volume) / 100};
}

nlohmann::json to_json(const DisplayAir& air) {
    return {{"rest", static_cast<int>(air.rest)}, {"volume", air.volume}};
}

DisplayAir display_air_from(const nlohmann::json& json) {
    return {static_cast<Rest>(json.at("rest").get<int>()), json.at("volume")};
}

}  // namespace gatecast
