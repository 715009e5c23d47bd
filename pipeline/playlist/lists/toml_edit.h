// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a day's TOML file, changed in small steps: comments, blanks and the order of keys stay as somebody wrote
// them. Called by `gatecast day edit`, which reads the outcome again before it is written.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatecast {

class DayText {
public:
    explicit DayText(std::string_view toml);

    [[nodiscard]] size_t items() const { return items_.size(); }
    /// A key of an item, like "title_vi"; an empty value takes it out. Throws Error for a value on several lines.
    void set(size_t item, const std::string& key, const std::string& value);
    /// A key of the day.
    void set(const std::string& key, const std::string& value);
    void remove(size_t item);
    /// The item stands at place `to` afterwards.
    void move(size_t item, size_t to);
    void insert(size_t at, const std::vector<std::pair<std::string, std::string>>& keys);

    [[nodiscard]] std::string text() const;

private:
    using Lines = std::vector<std::string>;

    Lines head_;                // all before the first item
    std::vector<Lines> items_;  // each with the comments above it
    Lines tail_;                // tables of the day that stand behind items
};

}  // namespace gatecast
