// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/notice_desk.h"

#include <algorithm>
#include <set>

#include "pipeline/live/clock.h"
#include "pipeline/live/words/phrases.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr double kStands_s = 60, kMost_s = 86'400;
constexpr double kFor_min = 60, kMost_min = 7 * 24 * 60;
constexpr size_t kMostNotices = 50;
constexpr size_t kMostLines = 8, kLongestLine_bytes = 600;

Time time_of(double seconds) {
    return Time(static_cast<int64_t>(seconds * 1e9));
}

/// A number of the order within its bounds.
double number_of(const json& order, const char* key, double usual, double most) {
    const double given = order.value(key, usual);
    if (!(given > 0 && given <= most)) throw Error(message("notice: {} is more than 0 and at most {}.", key, most));
    return given;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (size_t at = 0; at <= text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        if (end > at) lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    const bool too_long =
        std::ranges::any_of(lines, [](const std::string& line) { return line.size() > kLongestLine_bytes; });
    if (lines.size() > kMostLines || too_long)
        throw Error(message("notice: a text has at most {} lines of {} bytes.", kMostLines, kLongestLine_bytes));
    return lines;
}

Words words_of(const json& text) {
    static const std::set<std::string> kLanguages{"vi", "en", "km"};
    for (const auto& [language, value] : text.items())
        if (!kLanguages.contains(language))
            throw Error(message("notice: {} is no language of notices. Allowed: vi, en, km.", language));
    const auto in = [&text](const char* language) { return lines_of(text.value(language, std::string())); };
    const Words words{in("vi"), in("en"), in("km")};
    if (words.vi.empty()) throw Error(message("notice: its text is not in Vietnamese. Write at least vi."));
    return words;
}

}  // namespace

NoticeDesk::NoticeDesk(const Site& site, Tools tools)
    : site_(site), tools_(std::move(tools)), board_(site.state, wall_now()) {}

/// What it says, and how urgently.
void NoticeDesk::fill(const json& order, PostedNotice& notice) const {
    if (order.contains("phrase") == order.contains("text"))
        throw Error(message("notice: give either a phrase of the bank or a text."));
    if (order.contains("text")) {
        notice.words = words_of(order.at("text"));
        notice.waits = true;
    } else {
        Problems problems;
        const PhraseBank bank = PhraseBank::read(site_.phrases, problems);
        if (!problems.empty()) throw Error(problems.front());
        const std::string phrase = order.at("phrase");
        notice.words = bank.fill(phrase, order.value("blanks", Blanks{}));
        notice.priority = bank.priority(phrase);
    }
    if (order.contains("priority"))
        notice.priority = static_cast<int>(std::clamp(order.at("priority").get<double>(), 0.0, 100.0));
}

json NoticeDesk::post(const json& order) {
    if (board_.notices().size() >= kMostNotices)
        throw Error(message("There are {} notices already. Take some down first: gatecast ctl hide.", kMostNotices));
    PostedNotice notice;
    fill(order, notice);
    notice.by = order.value("person", "");
    notice.full = order.value("full", false);
    notice.stands = time_of(number_of(order, "seconds", kStands_s, kMost_s));
    if (order.contains("every_minutes")) notice.every = time_of(60 * number_of(order, "every_minutes", 0, kMost_min));
    if (notice.every > Time(0) && notice.every <= notice.stands)
        throw Error(message("notice: it would never be off. Let every_minutes be longer than seconds."));
    notice.id = board_.new_id();
    const Time most = order.contains("for_minutes") ? time_of(60 * number_of(order, "for_minutes", 0, kMost_min))
                                                    : time_of(60 * kFor_min) + notice.stands;
    notice.until = wall_now() + most;
    if (!notice.waits) return put_up(std::move(notice));
    const std::string id = notice.id;
    board_.post(std::move(notice));
    return {{"done", true}, {"id", id}, {"waits", true}};
}

json NoticeDesk::release(const json& order) {
    const std::string id = order.at("id"), person = order.value("person", "");
    board_.forget_old(wall_now());
    const PostedNotice* notice = board_.find(id);
    if (notice == nullptr || !notice->waits) throw Error(message("{}: no notice waits by that name.", id));
    if (person.empty() || person == notice->by)
        throw Error(message("{}: a second person has to let it through, not the one who wrote it.", id));
    PostedNotice released = *notice;
    released.waits = false;
    released.released_by = person;
    return put_up(std::move(released));
}

/// From now on; one that does not come again is over when it has stood.
json NoticeDesk::put_up(PostedNotice notice) {
    notice.from = wall_now();
    if (notice.every == Time(0)) notice.until = std::min(notice.until, notice.from + notice.stands);
    const std::string id = notice.id;
    const bool shown = send(notice);
    board_.post(std::move(notice));
    return {{"done", true}, {"id", id}, {"shown", shown}};  // else as soon as there is a mixer
}

json NoticeDesk::hide(const json& order) {
    const std::string id = order.at("id");
    tools_.to_mixer({{"order", "hide-notice"}, {"id", id}});
    return {{"done", board_.take_down(id)}};
}

json NoticeDesk::status() const {
    json all = json::array();
    for (const PostedNotice& each : board_.notices()) all.push_back(to_json(each));
    return all;
}

std::vector<std::string> NoticeDesk::on_air() const {
    std::vector<std::string> ids;
    for (const PostedNotice& each : board_.notices())
        if (!each.waits) ids.push_back(each.id);
    return ids;
}

bool NoticeDesk::send(const PostedNotice& notice) {
    if (notice.waits) return false;
    const Time now = wall_now();
    const int64_t frame = tools_.frame_now();
    const auto frames = [this](Time time) { return frame_at(time, site_.rate); };
    return tools_.to_mixer({{"order", "notice"},
                            {"id", notice.id},
                            {"words", to_json(notice.words)},
                            {"priority", notice.priority},
                            {"full", notice.full},
                            {"from", frame - frames(std::max(Time(0), now - notice.from))},
                            {"stands", frames(notice.stands)},
                            {"every", frames(notice.every)},
                            {"until", frame + frames(notice.until - now)}});
}

void NoticeDesk::mixer_is_there() {
    board_.forget_old(wall_now());
    for (const PostedNotice& each : board_.notices()) send(each);
}

void NoticeDesk::look_around() {
    const Time now = wall_now();
    for (const PostedNotice& each : board_.notices())
        if (each.waits && each.until <= now)
            tools_.record({{"event", "notice-expired"}, {"item", each.id}, {"person", each.by}});
    board_.forget_old(now);
}

}  // namespace gatecast
