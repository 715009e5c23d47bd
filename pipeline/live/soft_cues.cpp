// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/soft_cues.h"

#include <algorithm>

namespace gatecast {

using nlohmann::json;

json to_json(const CueNews& news) {
    json cues = json::array();
    for (const LiveCue& each : news.cues) cues.push_back(to_json(each));
    return {{"cut", news.cut}, {"language", news.language}, {"cues", cues}};
}

CueNews cue_news_from(const json& given) {
    CueNews news;
    news.cut = given.at("cut");
    news.language = given.at("language");
    for (const json& each : given.at("cues")) news.cues.push_back(live_cue_from(each));
    return news;
}

CueNews news_of(const LiveCue& line) {
    return {line.from, line.language, {line}};
}

void SoftCues::take(const CueNews& news) {
    if (news.cut >= 0)
        for (LiveCue& each : cues_)
            if (news.language.empty() || each.language == news.language) each.until = std::min(each.until, news.cut);
    std::erase_if(cues_, [](const LiveCue& each) { return each.until <= each.from; });
    for (const LiveCue& each : news.cues)
        if (each.until > each.from && !each.text.empty()) cues_.push_back(each);
}

void SoftCues::forget_before(int64_t frame) {
    std::erase_if(cues_, [frame](const LiveCue& each) { return each.until <= frame; });
}

std::vector<LiveCue> SoftCues::between(int64_t from, int64_t until, const std::string& language) const {
    std::vector<LiveCue> said;
    for (const LiveCue& each : cues_)
        if (each.language == language && each.from < until && each.until > from) said.push_back(each);
    std::ranges::stable_sort(said, {}, &LiveCue::from);
    return said;
}

}  // namespace gatecast
