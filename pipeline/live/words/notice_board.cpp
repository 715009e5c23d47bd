// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/notice_board.h"

#include <algorithm>
#include <fstream>

#include "pipeline/live/whole_file.h"
#include "presets/message.h"

namespace gatecast {

namespace {

using nlohmann::json;

PostedNotice notice_from(const json& given) {
    const json& words = given.at("words");
    const auto time = [&given](const char* key) { return Time(given.at(key).get<int64_t>()); };
    return {given.at("id"),         {words.at("vi"), words.at("en"), words.at("km")},
            given.at("priority"),   time("until"),
            given.at("by"),         time("from"),
            time("stands"),         time("every"),
            given.at("full"),       given.at("waits"),
            given.at("released_by")};
}

}  // namespace

json to_json(const Words& words) {
    return {{"vi", words.vi}, {"en", words.en}, {"km", words.km}};
}

json to_json(const PostedNotice& notice) {
    return {{"id", notice.id},
            {"words", to_json(notice.words)},
            {"priority", notice.priority},
            {"until", notice.until.count()},
            {"by", notice.by},
            {"from", notice.from.count()},
            {"stands", notice.stands.count()},
            {"every", notice.every.count()},
            {"full", notice.full},
            {"waits", notice.waits},
            {"released_by", notice.released_by}};
}

NoticeBoard::NoticeBoard(const std::filesystem::path& state, Time now) : file_(state / "notices.json") {
    std::ifstream file(file_);
    const json kept = json::parse(file, nullptr, false);
    if (!kept.is_object()) return;
    try {
        serial_ = kept.at("serial");
        for (const json& each : kept.at("notices")) notices_.push_back(notice_from(each));
    } catch (const std::exception&) {  // damaged: a notice less is better than one that should not be
        notices_.clear();
    }
    forget_old(now);
}

std::string NoticeBoard::new_id() {
    return "notice-" + std::to_string(++serial_);
}

void NoticeBoard::post(PostedNotice notice) {
    std::erase_if(notices_, [&](const PostedNotice& each) { return each.id == notice.id; });
    notices_.push_back(std::move(notice));
    write();
}

const PostedNotice* NoticeBoard::find(const std::string& id) const {
    const auto found = std::ranges::find(notices_, id, &PostedNotice::id);
    return found == notices_.end() ? nullptr : &*found;
}

bool NoticeBoard::take_down(const std::string& id) {
    const bool was_on = std::erase_if(notices_, [&](const PostedNotice& each) { return each.id == id; }) > 0;
    if (was_on) write();
    return was_on;
}

void NoticeBoard::forget_old(Time now) {
    if (std::erase_if(notices_, [now](const PostedNotice& each) { return each.until <= now; }) > 0) write();
}

void NoticeBoard::write() const {
    json notices = json::array();
    for (const PostedNotice& each : notices_) notices.push_back(to_json(each));
    if (!write_whole(file_, json{{"serial", serial_}, {"notices", notices}}.dump(), true))
        throw Error(message("{}: cannot be written. Check the folder and the free space.", file_.string()));
}

}  // namespace gatecast
