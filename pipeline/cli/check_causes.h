// SPDX-License-Identifier: GPL-3.0-or-later
// What is found in cue files, under the headings people look for: one cause a heading, with every place it was met.
// Used by the sheet on the terminal and by the pages.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pipeline/cli/check_cues.h"

namespace gatecast {

enum class Topic : uint8_t { kFile, kEncoding, kTimes, kReading, kLetters, kLanguage, kTogether, kScreens, kClip };

struct TopicName {
    Topic topic;
    const char* name;     // for programs
    const char* heading;  // N_()
};
[[nodiscard]] std::span<const TopicName> topics();

struct CauseName {
    const char* code;
    Topic topic;
    const char* heading;  // N_(): what is wrong
    const char* advice;   // N_(): what to do, where the messages do not say it; null: they do
};
/// Null: a code that has no heading.
[[nodiscard]] const CauseName* cause_named(std::string_view code);

struct FoundAt {
    const CheckedFile* file;
    const Finding* finding;
};

/// Findings of one code and one severity.
struct Cause {
    std::string code;
    Topic topic = Topic::kFile;
    Severity severity = Severity::kNote;
    const CauseName* name = nullptr;  // null: its first message stands for it
    std::vector<FoundAt> places;      // in the order of files, then of cues
};

/// The worst first, then in the order of topics.
[[nodiscard]] std::vector<Cause> causes_in(std::span<const CheckedFile> files);

/// The worst of a topic among causes; kNote where there is nothing that matters.
[[nodiscard]] Severity worst_of(std::span<const Cause> causes, Topic topic);

}  // namespace gatecast
