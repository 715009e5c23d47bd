// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of orders about notices: a phrase of the bank is on at once, free text waits for a second person, and
// what is posted stands again after the death of a mixer or of the site process until its time is over. Owned by the
// site process, on its one thread.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>

#include "pipeline/live/site/site_file.h"
#include "pipeline/live/words/notice_board.h"

namespace gatecast {

class NoticeDesk {
public:
    struct Tools {
        std::function<bool(const nlohmann::json& order)> to_mixer;  // false: there is none
        std::function<int64_t()> frame_now;                         // of the grid
        std::function<void(nlohmann::json event)> record;
    };
    NoticeDesk(const Site& site, Tools tools);

    // The orders `notice`, `release` and `hide`, and their answers. Throws Error for one that cannot be obeyed.
    [[nodiscard]] nlohmann::json post(const nlohmann::json& order);
    [[nodiscard]] nlohmann::json release(const nlohmann::json& order);
    [[nodiscard]] nlohmann::json hide(const nlohmann::json& order);
    [[nodiscard]] nlohmann::json status() const;
    /// Null: there is none of that name.
    [[nodiscard]] const PostedNotice* find(const std::string& id) const { return board_.find(id); }
    /// Ids of those that nobody has to release any more.
    [[nodiscard]] std::vector<std::string> on_air() const;

    /// A new one knows of no notice.
    void mixer_is_there();
    void look_around();

private:
    void fill(const nlohmann::json& order, PostedNotice& notice) const;
    bool send(const PostedNotice& notice);
    [[nodiscard]] nlohmann::json put_up(PostedNotice notice);

    const Site& site_;
    Tools tools_;
    NoticeBoard board_;
};

}  // namespace gatecast
