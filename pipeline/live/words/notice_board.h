// SPDX-License-Identifier: GPL-3.0-or-later
// The notices that are on, and those that wait for a second person: kept in a file, so that they outlive any process of
// the site, and forgotten when their time is over. The site process's one thread.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "presets/graphic.h"

namespace gatecast {

struct PostedNotice {
    std::string id;
    Words words;
    int priority = 0;
    Time until{0};  // UTC: over, whether it was ever seen or not
    std::string by;
    Time from{0};        // UTC: seen first
    Time stands{0};      // each time; 0: until it is over
    Time every{0};       // seen again after so long; 0: once
    bool full = false;   // on the whole canvas
    bool waits = false;  // for a second person; never seen
    std::string released_by{};
};

class NoticeBoard {
public:
    /// Reads what an earlier process posted; what is over stays away.
    NoticeBoard(const std::filesystem::path& state, Time now);

    void post(PostedNotice notice);
    bool take_down(const std::string& id);
    void forget_old(Time now);
    [[nodiscard]] const std::vector<PostedNotice>& notices() const { return notices_; }
    /// Null: there is none of that name.
    [[nodiscard]] const PostedNotice* find(const std::string& id) const;
    [[nodiscard]] std::string new_id();

private:
    void write() const;

    std::filesystem::path file_;
    std::vector<PostedNotice> notices_;
    int64_t serial_ = 0;
};

[[nodiscard]] nlohmann::json to_json(const Words& words);
[[nodiscard]] nlohmann::json to_json(const PostedNotice& notice);

}  // namespace gatecast
