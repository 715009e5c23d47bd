// SPDX-License-Identifier: GPL-3.0-or-later
// Collects what a reader finds: bounded, the same kind of tag said once with its count. One a file being read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast {

class Findings {
public:
    /// `problems` must outlive this.
    explicit Findings(std::vector<Problem>& problems) : problems_(problems) {}

    /// Problems from here on are of this cue; -1: of none.
    void at_cue(size_t index) { cue_ = static_cast<int>(index); }
    void at_no_cue() { cue_ = -1; }

    void note(const char* code, Message message, int line) { add(Severity::kNote, code, std::move(message), line); }
    void warn(const char* code, Message message, int line) { add(Severity::kWarning, code, std::move(message), line); }
    void fail(const char* code, Message message, int line) { add(Severity::kError, code, std::move(message), line); }

    /// A tag nobody knows; said at its first line, with how often it came.
    void unknown_tag(std::string_view tag, int line);
    /// Something known that cannot be shown: "\\move", "tts:opacity".
    void dropped_style(std::string_view what, int line);

private:
    void add(Severity severity, const char* code, Message message, int line);
    /// The last value of `message` is the count.
    void add_counted(Severity severity, const char* code, std::string_view key, Message message, int line);

    std::vector<Problem>& problems_;
    std::map<std::string, size_t, std::less<>> counted_;  // kind -> its place in problems_
    int cue_ = -1;
};

/// No file holds more problems than these; one more says so.
inline constexpr size_t kMaxProblems = 1000;

}  // namespace gatecast
