// SPDX-License-Identifier: GPL-3.0-or-later
// What goes out on the displays, from the frame it comes on to the frame it goes off: a line of the as-run log for each
// display. What is loaded and on is kept in a file, so that the death of the site process costs no airing but one whose
// news it had read and not yet kept: the mixer, which goes on, tells the next process what it missed. The site
// process's one thread.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/record/as_run.h"

namespace gatecast {

class Airings {
public:
    struct Settings {
        std::filesystem::path log;   // the folder of the as-run log
        std::filesystem::path file;  // what is loaded and on
        Rational rate{25, 1};
        std::map<std::string, std::vector<std::string>> displays;  // by feed
    };
    struct Tools {
        std::function<Time()> wall_of_zero;                // when the grid's frame 0 was, by the clock
        std::function<void(const Message& problem)> warn;  // of a log that cannot be written
    };
    Airings(Settings settings, Tools tools);

    /// A deck that may go on air, with all that is known of what it plays. `origin`: the grid's frame that is planned
    /// for its frame 0; `frames`: its length as planned, 0: as it comes.
    void loaded(const std::string& feed, const std::string& deck, AsRunEvent event, std::optional<int64_t> origin,
                int64_t frames);
    /// It was unloaded before it was on.
    void forget(const std::string& deck);
    /// Of the mixer, in its order.
    void hear(const nlohmann::json& news);
    /// The mixer has died, and everything that was on with it.
    void mixer_is_gone();
    /// A mixer says what is on: whatever else was, is over.
    void mixer_is_there(const nlohmann::json& feeds, int64_t frame);
    /// Somebody ordered it: what is replaced next is so for that reason.
    void ordered(EndReason reason) { ordered_ = reason; }
    void notice_begins(const std::string& id, const std::string& title, int64_t frame);
    /// Those that are still up; the others are over.
    void notices_are(const std::vector<std::string>& ids, int64_t frame);
    /// A few times a second: what could not be written is tried again.
    void look_around(int64_t frame);

private:
    struct Loaded {
        std::string feed;
        AsRunEvent event;    // `in`: of the media, where the item begins
        bool on = false;     // also beneath the standby picture
        int64_t origin = 0;  // the grid's frame that is the item's frame 0
        int64_t shown = -1;  // since this frame it is seen; -1: it is not
    };
    static nlohmann::json to_json(const std::map<std::string, Loaded>& all);
    [[nodiscard]] std::map<std::string, Loaded> from_json(const nlohmann::json& all) const;

    /// The standby picture is over everything, or no longer.
    void covered(bool covered, int64_t frame);
    void begin(Loaded& loaded, int64_t frame) const;
    void end(Loaded& loaded, int64_t frame, EndReason reason);
    void write_pending();
    void keep();
    void restore();
    [[nodiscard]] bool is_in_log(const AsRunEvent& event) const;
    [[nodiscard]] UtcMillis time_of(int64_t frame) const;
    [[nodiscard]] EndReason reason_of(const Loaded& loaded, const std::string& off);

    const Settings settings_;
    const Tools tools_;
    AsRunLog log_;
    std::map<std::string, Loaded> decks_;    // by deck
    std::map<std::string, Loaded> notices_;  // by id
    std::vector<AsRunEvent> pending_;        // not written yet
    std::optional<EndReason> ordered_;
    std::optional<Message> unread_;  // of the file, not told yet
    bool covered_ = false;
    int64_t heard_ = 0;  // the last frame that the mixer is known to have shown
    int64_t kept_ = 0;   // the frame at which the file was written last
    bool complained_ = false;
};

}  // namespace gatecast
