// SPDX-License-Identifier: GPL-3.0-or-later
// What a drop folder has done: the last result of each clip, kept over restarts, so that nothing is done twice and the
// producer sees what became of it. Written whole after each work. Used by the watch's one thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/night/watch/watch_queue.h"

namespace gatecast {

struct WatchRecord {
    enum class End : uint8_t { kDone, kWarned, kRefused };
    std::string job, name;
    std::string inputs;  // what it was made of
    End end = End::kDone;
    int64_t at = 0;        // seconds since 1970, for people
    double seconds = 0;    // it took
    std::string folder;    // of the result, from the root
    std::string sentence;  // what to know of it
};

class WatchJournal {
public:
    /// One that is damaged is begun anew: the next look does again what is not known, and finds it unchanged.
    explicit WatchJournal(std::filesystem::path file);

    /// The newest last.
    [[nodiscard]] const std::vector<WatchRecord>& records() const { return records_; }
    [[nodiscard]] bool is_done(const WatchWork& work) const;
    /// Takes the place of an earlier one of this clip. Throws Error where it cannot be written.
    void add(WatchRecord record);

private:
    std::filesystem::path file_;
    std::vector<WatchRecord> records_;
};

/// Of a clip, the subtitles that it is shown with, and its job: equal as long as none of them changes, wherever they
/// lie.
[[nodiscard]] std::string inputs_of(const WatchWork& work);

}  // namespace gatecast
