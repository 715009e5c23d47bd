// SPDX-License-Identifier: GPL-3.0-or-later
// The notices that are on: kept in a file, so that they outlive any process of the site, and forgotten when their time
// is over. The site process's one thread.
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
    Time until{0};  // UTC
    std::string by;
};

class NoticeBoard {
public:
    /// Reads what an earlier process posted; what is over stays away.
    NoticeBoard(const std::filesystem::path& state, Time now);

    void post(PostedNotice notice);
    bool take_down(const std::string& id);
    void forget_old(Time now);
    [[nodiscard]] const std::vector<PostedNotice>& notices() const { return notices_; }
    [[nodiscard]] std::string new_id();

private:
    void write() const;

    std::filesystem::path file_;
    std::vector<PostedNotice> notices_;
    int64_t serial_ = 0;
};

[[nodiscard]] nlohmann::json to_json(const Words& words);

}  // namespace gatecast
