// SPDX-License-Identifier: GPL-3.0-or-later
// Works a list of items off by child processes, in its order: starts them, hears them, ends those that hang, and makes
// a report of every end. Called by the night's main thread.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "pipeline/night/days/day_render.h"
#include "pipeline/night/items/item_process.h"

namespace gatecast {

class ItemCrew {
public:
    using Finished = std::function<void(size_t task, const ItemReport& report, int64_t made, int64_t kept)>;

    /// `look_only`: the items are only probed.
    ItemCrew(const DayWork& work, const Catalogue& vietnamese, bool look_only);

    /// Frames of an item that is not planned yet, for the time that is left.
    void set_estimate(std::function<int64_t(size_t task)> estimate) { estimate_ = std::move(estimate); }
    /// Items that count as done in what progress says.
    void set_ready(size_t items) { progress_.items_done = items; }

    /// Returns when every item ended or, once `interrupted` says so, when all that ran have stopped.
    void work(const std::vector<ItemTask>& tasks, const std::vector<size_t>& order, const Finished& finished,
              const std::function<void(const DayProgress&)>& progress, const std::function<bool()>& interrupted);

private:
    struct Running {
        size_t task;
        bool again;
        ItemProcess process;
        bool hung = false;
        bool stopped = false;
        std::optional<ItemEvent> report{};
        int64_t frames = 0;  // of all outputs, as far as known
        int64_t left = 0;    // of those, still to be made
    };
    void start(const std::vector<ItemTask>& tasks, size_t task, bool again, const Finished& finished);
    void hear(Running& running, const ItemEvent& event);
    void listen();
    void stop_all();
    void end_silent();
    [[nodiscard]] bool elsewhere() const { return !look_only_ && work_.executor != "local"; }
    void end(const std::vector<ItemTask>& tasks, Running running, const Finished& finished, bool interrupted);
    [[nodiscard]] ItemReport report_of_death(const ItemTask& task, const Running& running, const ItemEnd& end) const;
    [[nodiscard]] DayProgress now(const std::vector<ItemTask>& tasks) const;

    const DayWork& work_;
    const Catalogue& vietnamese_;
    bool look_only_;
    std::function<int64_t(size_t)> estimate_ = [](size_t) { return int64_t{0}; };
    DayProgress progress_;
    std::vector<Running> running_;
    std::vector<size_t> ended_;  // of running_
    std::optional<std::chrono::steady_clock::time_point> stopped_at_;
    std::map<size_t, int64_t> waiting_frames_;
};

}  // namespace gatecast
