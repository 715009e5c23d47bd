// SPDX-License-Identifier: GPL-3.0-or-later
// Where the checks write what they find in one track. Used by check*.cpp only.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast {

class CheckSheet {
public:
    CheckSheet(const Track& track, std::vector<Problem>& problems) : track_(track), problems_(problems) {}

    void of_cue(size_t n, Severity severity, const char* code, Message message) {
        problems_.push_back({severity, code, std::move(message), track_.cues[n].line, "", static_cast<int>(n)});
    }
    void of_track(Severity severity, const char* code, Message message) {
        problems_.push_back({severity, code, std::move(message), 0, "", -1});
    }

private:
    const Track& track_;
    std::vector<Problem>& problems_;
};

/// "1.8", for sentences.
[[nodiscard]] inline std::string decimal(double value) {
    return fmt::format("{:.1f}", value);
}
[[nodiscard]] inline double seconds(Time time) {
    return std::chrono::duration<double>(time).count();
}

}  // namespace gatecast
