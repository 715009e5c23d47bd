// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the overlays of a display's subtitles on a thread of its own, ahead of the frames that need them, and keeps as
// many as fit into its limit. Each is drawn once: neighbours with equal keys share one. Made by a scene; asked by its
// composing thread, in the order of showings, which waits where a drawing is late.
#pragma once

#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "subtitles/subtitles.h"

namespace gatecast {

class OverlayWorker {
public:
    struct Settings {
        Chroma chroma = Chroma::k420;
        bool soften = false;  // for interlaced displays
        size_t limit_bytes = size_t{4} << 20U;
    };
    OverlayWorker(std::shared_ptr<const Subtitles> subtitles, const Settings& settings);
    ~OverlayWorker();
    OverlayWorker(const OverlayWorker&) = delete;
    OverlayWorker& operator=(const OverlayWorker&) = delete;

    /// Null: nothing of it is seen. What comes after it is drawn next. Throws what drawing threw.
    [[nodiscard]] OverlayRef take(size_t showing);

    struct Stats {
        int64_t drawn = 0;
        int64_t waited = 0;  // for a drawing that was late
        size_t bytes = 0;
    };
    [[nodiscard]] Stats stats() const;

private:
    struct Kept {
        OverlayRef overlay;
        size_t bytes = 0;
        size_t needed_by = 0;  // the latest showing known to need it
    };

    void work();
    [[nodiscard]] std::optional<size_t> next_to_draw();
    void keep(size_t showing, OverlayRef overlay);
    [[nodiscard]] const std::string& key(size_t showing) const { return subtitles_->showings()[showing].key; }

    const std::shared_ptr<const Subtitles> subtitles_;
    const Settings settings_;
    mutable std::mutex mutex_;  // of all below
    std::condition_variable to_do_, done_;
    std::map<std::string, Kept> kept_;
    std::optional<size_t> asked_;  // not drawn yet, and waited for
    size_t position_ = 0;          // of the programme: what came before is not needed again
    size_t ahead_ = 0;             // drawn up to here
    bool stop_ = false;
    std::exception_ptr failure_;
    Stats stats_;
    std::thread thread_;
};

}  // namespace gatecast
