// SPDX-License-Identifier: GPL-3.0-or-later
// The drop folder: looks at a root again and again, does what has come, one clip at a time, and tells people. What lies
// where is the state: a clip in the folder that takes is work to do, so a kill at any moment loses nothing. Called by
// `gatecast watch` on its main thread; everything is stopped through WorkTools::look_around.
#pragma once

#include <set>

#include "pipeline/night/watch/watch_page.h"
#include "pipeline/night/watch/watch_work.h"

namespace gatecast {

class Watch {
public:
    /// `say`: a line of the log. `stop`: asked a few times a second. Makes the folders; throws Error where it cannot,
    /// or where another watch has this root.
    Watch(std::filesystem::path root, WatchSettings settings, WorkTools tools, Catalogue catalogue,
          std::function<void(const Message&)> say, std::function<bool()> stop);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// Until it is stopped; `once`: until nothing is left to do and nothing is still being copied.
    void run(bool once);

private:
    void lock();
    [[nodiscard]] WatchLook look();
    void act(const WatchLook& look);
    void work(const WatchWork& work);
    void finish(const WatchWork& work, WorkResult& result, double seconds);
    void reject(const std::filesystem::path& below, const std::filesystem::path& file, const std::string& reason);
    void show();
    void leave_out_in_hand();
    [[nodiscard]] bool keep_working();
    void tell_trouble(const std::string& trouble);
    void forget_troubles();
    void wait_for_change(bool soon);

    WatchFolders folders_;
    WatchSettings settings_;
    WorkTools tools_;
    Catalogue catalogue_;
    std::function<void(const Message&)> say_;
    std::function<bool()> stop_;
    WatchJournal journal_;
    Stillness stillness_;
    WatchStatus status_;
    std::string in_hand_;  // id of the work that is being done: it waits no longer
    std::string shown_;
    std::set<std::string> troubles_;                        // said in the log since all was well
    std::map<std::string, Stillness::Instant> not_before_;  // works that met a trouble
    Stillness::Instant looked_{};
    int lock_ = -1;
    int events_ = -1;
};

}  // namespace gatecast
