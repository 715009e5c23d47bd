// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/site_mode.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "pipeline/live/whole_file.h"

namespace gatecast {

namespace {

using nlohmann::json;
using std::chrono::sys_days;

/// "2027-09-02"
std::optional<sys_days> day_of(const std::string& text) {
    static const std::regex kDate(R"((\d{4})-(\d{2})-(\d{2}))");
    std::smatch parts;
    if (!std::regex_match(text, parts, kDate)) return {};
    const std::chrono::year_month_day date{std::chrono::year(std::stoi(parts[1])),
                                           std::chrono::month(static_cast<unsigned>(std::stoi(parts[2]))),
                                           std::chrono::day(static_cast<unsigned>(std::stoi(parts[3])))};
    if (!date.ok()) return {};
    return sys_days(date);
}

/// UTC at which a day of the place begins.
Time begin_of(sys_days day, const Site& site) {
    return Time(day.time_since_epoch()) - std::chrono::minutes(site.utc_minutes);
}

Time end_of(const SiteMode& mode, const Site& site) {
    return begin_of(*day_of(mode.until.empty() ? mode.from : mode.until) + std::chrono::days(1), site);
}

const SiteMode* dated(const Site& site, Time now) {
    const auto is_on = [&](const SiteMode& each) {
        return !each.from.empty() && now >= begin_of(*day_of(each.from), site) && now < end_of(each, site);
    };
    const auto found = std::ranges::find_if(site.modes, is_on);
    return found == site.modes.end() ? nullptr : &*found;
}

}  // namespace

Site in_mode(Site site, const std::string& mode) {
    const auto found = std::ranges::find(site.modes, mode, &SiteMode::name);
    if (found == site.modes.end()) return site;
    if (!found->loop.empty()) site.loop = found->loop;
    if (!found->days.empty()) site.days = found->days;
    if (!found->fillers.empty()) site.fillers = found->fillers;
    if (!found->programme.empty())
        for (SiteDisplay& each : site.displays) each.programme = found->programme;
    for (const SiteField& field : found->fields) {
        std::erase_if(site.fields, [&](const SiteField& each) { return each.name == field.name; });
        site.fields.push_back(field);
    }
    return site;
}

ModeClock::ModeClock(std::filesystem::path state) : file_(std::move(state) / "mode.json") {
    std::ifstream file(file_);
    const json kept = json::parse(file, nullptr, false);
    if (!kept.is_object() || !kept.contains("mode") || !kept.contains("until")) return;
    ordered_ = kept.at("mode");
    until_ = Time(kept.at("until").get<int64_t>());
}

std::string ModeClock::at(const Site& site, Time now) const {
    if (now < until_) return ordered_;
    const SiteMode* mode = dated(site, now);
    return mode != nullptr ? mode->name : "";
}

void ModeClock::set(const Site& site, const std::string& mode, Time now, Time until) {
    ordered_ = mode;
    until_ = until;
    if (const SiteMode* on = dated(site, now); mode.empty()) until_ = on != nullptr ? end_of(*on, site) : Time(0);
    if (!write_whole(file_, json{{"mode", ordered_}, {"until", until_.count()}}.dump(), true))
        throw Error(message("{}: cannot be written. Check the folder and the free space.", file_.string()));
}

void check_modes(const Site& site, Problems& problems) {
    const std::string file = site.file.filename().string();
    std::set<std::string> names;
    for (const SiteMode& mode : site.modes) {
        if (mode.name.empty() || mode.name == "off" || !names.insert(mode.name).second)
            problems.push_back(message("{}: each mode needs a name of its own, which is not \"off\".", file));
        for (const std::string& date : {mode.from, mode.until})
            if (!date.empty() && !day_of(date))
                problems.push_back(
                    message("{}: the mode {} has the date \"{}\". Write it as 2027-09-02.", file, mode.name, date));
        if (mode.from.empty() && !mode.until.empty())
            problems.push_back(
                message("{}: the mode {} ends but never begins. Write from = \"…\" too.", file, mode.name));
        if (!mode.days.empty() && site.days.empty())
            problems.push_back(
                message("{}: the mode {} has days at a site with a loop. Give it a loop.", file, mode.name));
    }
}

}  // namespace gatecast
