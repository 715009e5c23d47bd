// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/soft_cues.h"

#include <algorithm>

namespace gatecast {

using nlohmann::json;

json to_json(const CueNews& news) {
    json cues = json::array();
    for (const LiveCue& each : news.cues) cues.push_back(to_json(each));
    return {{"cut", news.cut}, {"language", news.language}, {"cues", cues}, {"live", news.live}};
}

CueNews cue_news_from(const json& given) {
    CueNews news;
    news.cut = given.at("cut");
    news.language = given.at("language");
    news.live = given.at("live");
    for (const json& each : given.at("cues")) news.cues.push_back(live_cue_from(each));
    return news;
}

CueNews news_of(const LiveCue& line) {
    return {line.from, line.language, {line}, true};
}

void SoftCues::take(const CueNews& news) {
    std::vector<LiveCue>& cues = news.live ? live_ : of_items_;
    if (news.cut >= 0)
        for (LiveCue& each : cues)
            if (news.language.empty() || each.language == news.language) each.until = std::min(each.until, news.cut);
    std::erase_if(cues, [](const LiveCue& each) { return each.until <= each.from; });
    for (const LiveCue& each : news.cues)
        if (each.until > each.from && !each.text.empty()) cues.push_back(each);
}

void SoftCues::forget_before(int64_t frame) {
    for (std::vector<LiveCue>* cues : {&of_items_, &live_})
        std::erase_if(*cues, [frame](const LiveCue& each) { return each.until <= frame; });
}

std::vector<LiveCue> SoftCues::between(int64_t from, int64_t until, const std::string& language) const {
    std::vector<LiveCue> said;
    for (const std::vector<LiveCue>* cues : {&of_items_, &live_})
        for (const LiveCue& each : *cues)
            if (each.language == language && each.from < until && each.until > from) said.push_back(each);
    std::ranges::stable_sort(said, {}, &LiveCue::from);
    return said;
}

std::vector<CueNews> SoftCues::whole() const {
    return {{0, {}, of_items_, false}, {0, {}, live_, true}};
}

}  // namespace gatecast
