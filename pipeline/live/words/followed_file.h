// SPDX-License-Identifier: GPL-3.0-or-later
// A text file that somebody writes live subtitles into, followed as it grows: each new line, of an .srt each new cue.
// What stood in it before is old. Owned by the site's live lines, on the site's one thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "filters/geometry.h"
#include "pipeline/live/descriptor.h"

namespace gatecast {

struct FollowedText {
    std::string text;            // empty: an empty line, which takes down what stands
    std::optional<Time> length;  // as an .srt says it
};

class FollowedFile {
public:
    FollowedFile(std::filesystem::path file, std::string language);

    /// What has come since the last call; of several texts the newest, which has taken the place of the others. Never
    /// waits.
    [[nodiscard]] std::optional<FollowedText> take_new();

private:
    void read_on();
    [[nodiscard]] std::optional<FollowedText> take_line();
    [[nodiscard]] std::optional<FollowedText> take_cue();

    const std::filesystem::path file_;
    const std::string language_;
    const bool cues_;  // an .srt
    Descriptor open_;
    int64_t place_ = 0;  // bytes read
    std::string unread_;
};

}  // namespace gatecast
