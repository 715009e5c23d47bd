// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/times/quotas.h"

#include <algorithm>

namespace gatecast {
namespace {

LanguageShare& share_of(std::vector<LanguageShare>& shares, const std::string& language) {
    const auto known = std::ranges::find(shares, language, &LanguageShare::language);
    if (known != shares.end()) return *known;
    shares.push_back({language, Time(0), Time(0)});
    return shares.back();
}

Time& time_of(std::vector<std::pair<std::string, Time>>& kinds, const std::string& kind) {
    const auto known = std::ranges::find(kinds, kind, &std::pair<std::string, Time>::first);
    if (known != kinds.end()) return known->second;
    return kinds.emplace_back(kind, Time(0)).second;
}

void count_item(const Item& item, Time length, DayTotals& totals) {
    if (!item.fields.spoken.empty()) share_of(totals.languages, item.fields.spoken).spoken += length;
    for (const std::string& language : subtitle_languages(item))
        if (language != item.fields.spoken) share_of(totals.languages, language).subtitled += length;
    time_of(totals.kinds, item.fields.kind) += length;
    if (item.fields.provenance == "own") totals.own += length;
    if (item.fields.run == "first") totals.first_run += length;
}

}  // namespace

std::vector<std::string> subtitle_languages(const Item& item) {
    std::vector<std::string> languages = item.fields.subtitle_languages;
    for (const ItemCues& cues : item.cues)
        if (!cues.language.empty() && std::ranges::find(languages, cues.language) == languages.end())
            languages.push_back(cues.language);
    return languages;
}

DayTotals totals_of(const Day& day, const Timetable& timetable) {
    DayTotals totals;
    for (const char* language : {"vi", "en", "km"}) totals.languages.push_back({language, Time(0), Time(0)});
    for (const Airing& airing : timetable.airings) {
        Time* const sums[] = {&totals.items, &totals.relays, &totals.fillers, &totals.standby, &totals.nothing};
        *sums[static_cast<size_t>(airing.kind)] += airing.length();
        if (airing.item >= 0) count_item(day.items[static_cast<size_t>(airing.item)], airing.length(), totals);
    }
    return totals;
}

std::vector<Shortfall> shortfalls(const DayQuotas& quotas, const DayTotals& totals) {
    std::vector<Shortfall> short_of;
    for (const auto& [language, wanted] : quotas.languages) {
        const auto share = std::ranges::find(totals.languages, language, &LanguageShare::language);
        const Time planned = share == totals.languages.end() ? Time(0) : share->both();
        if (planned < wanted) short_of.push_back({Shortfall::Of::kLanguage, language, wanted, planned});
    }
    if (quotas.own && totals.own < *quotas.own) short_of.push_back({Shortfall::Of::kOwn, "", *quotas.own, totals.own});
    if (quotas.first_run && totals.first_run < *quotas.first_run)
        short_of.push_back({Shortfall::Of::kFirstRun, "", *quotas.first_run, totals.first_run});
    return short_of;
}

}  // namespace gatecast
