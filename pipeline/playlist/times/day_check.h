// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a day, before it is rendered: one message a cause, with the numbers of the items it concerns. What
// needs the disk is found by the caller, who adds it to the same list. Pure; called by `check` and by the day's page.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/playlist/times/quotas.h"
#include "presets/message.h"
#include "subtitles/cue.h"

namespace gatecast {

struct DayFinding {
    Severity severity;
    const char* code;
    std::vector<int> items;  // of the day's; empty: it concerns the day
    Message text;
};

/// One kind of fault of items. {0}: their numbers, {1}: what is said of each.
struct DayCause {
    const char* code;
    Severity severity;
    const char* sentence;  // N_()
};

/// Collects what is found, under one heading a cause.
class DayFindings {
public:
    /// `code`: a row of the table of causes; `about`: what stands beside the item's number, like its file.
    void add(std::string_view code, int item, const std::string& about);
    void add(Severity severity, const char* code, Message text, std::vector<int> items = {});
    /// The worst first, then as they were found.
    [[nodiscard]] std::vector<DayFinding> list() const;

private:
    struct Group {
        const DayCause* cause;
        std::vector<int> items;
        std::vector<std::string> about;
    };
    std::vector<Group> groups_;
    std::vector<DayFinding> others_;
};

/// What somebody who looked at the disk knows.
struct DayEvidence {
    MediaFacts media;
    std::map<std::filesystem::path, Message> unusable;  // files that are there, and why they cannot be shown
    std::string gate;                                   // the day is for; empty: not said
};

void check_day(const Day& day, const Timetable& timetable, const DayEvidence& evidence, DayFindings& findings);

[[nodiscard]] Severity worst_of(const std::vector<DayFinding>& findings);

/// "3–5, 9": numbers of items as people count them, from 1.
[[nodiscard]] std::string item_numbers(std::vector<int> items);

}  // namespace gatecast
