// SPDX-License-Identifier: GPL-3.0-or-later
// Lists from memory, with the shipped closed lists, and what is said of them in English.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "pipeline/playlist/lists/day_lists.h"
#include "pipeline/playlist/lists/written.h"

namespace gatecast::test {

inline DaySettings shipped_settings() {
    DaySettings settings;
    const std::vector<std::filesystem::path> presets{GATECAST_SHIPPED_PRESETS};
    settings.fields = FieldLists(presets);
    return settings;
}

inline std::vector<std::string> sentences(const std::vector<Message>& messages) {
    std::vector<std::string> texts;
    for (const Message& each : messages) texts.push_back(in_english(each));
    return texts;
}

inline DayReading read_list(const std::string& text, const std::string& name = "ngay.csv") {
    return read_day_text(text, name, shipped_settings());
}

inline Time at(int hours, int minutes, int seconds = 0) {
    return std::chrono::hours(hours) + std::chrono::minutes(minutes) + std::chrono::seconds(seconds);
}

}  // namespace gatecast::test
