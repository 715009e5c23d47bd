// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/toml_edit.h"

#include <algorithm>

#include "presets/message.h"
#include "presets/text.h"

namespace gatecast {
namespace {

using Lines = std::vector<std::string>;

bool is_comment(std::string_view line) {
    return trimmed(line).starts_with('#');
}

bool is_blank(std::string_view line) {
    return trimmed(line).empty();
}

bool is_header(std::string_view line) {
    line = trimmed(line);
    const size_t end = line.find(']');
    return line.starts_with('[') && end != line.npos && line.substr(0, end).find_first_of("\",' ") == line.npos;
}

/// The key that a line sets, without quotes; empty: it sets none.
std::string key_of(std::string_view line) {
    const size_t equals = line.find('=');
    if (equals == line.npos || is_comment(line) || is_header(line)) return "";
    std::string key;
    for (const char c : trimmed(line.substr(0, equals)))
        if (c != '"' && c != '\'') key += c;
    return key;
}

std::string toml_string(std::string_view text) {
    std::string safe = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') safe += '\\';
        safe += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
    return safe + '"';
}

bool goes_on_below(std::string_view line) {
    const std::string_view value = trimmed(line.substr(line.find('=') + 1));
    if (value.starts_with("\"\"\"") || value.starts_with("'''")) return true;
    return value.starts_with('[') && value.find(']') == value.npos;
}

void set_in(Lines& lines, const std::string& key, const std::string& value) {
    // Keys stand before the tables inside a table.
    const auto begin = std::ranges::find_if(lines, [](const std::string& line) { return key_of(line) != ""; });
    auto end = std::find_if(begin, lines.end(), [](const std::string& line) { return is_header(line); });
    const auto line = std::find_if(lines.begin(), end, [&](const std::string& each) { return key_of(each) == key; });
    if (line != end) {
        if (goes_on_below(*line))
            throw Error(message("{} = … stands on several lines. Change it in the file itself.", key));
        if (value.empty()) {
            lines.erase(line);
        } else {
            *line = key + " = " + toml_string(value);
        }
    } else if (!value.empty()) {
        while (end != lines.begin() && is_blank(*std::prev(end))) --end;
        lines.insert(end, key + " = " + toml_string(value));
    }
}

}  // namespace

DayText::DayText(std::string_view toml) {
    Lines* block = &head_;
    while (!toml.empty()) {
        const size_t end = std::min(toml.find('\n'), toml.size());
        std::string line(toml.substr(0, end));
        if (line.ends_with('\r')) line.pop_back();
        toml.remove_prefix(std::min(end + 1, toml.size()));
        const bool item = trimmed(line).starts_with("[[item]]");
        const bool of_day = is_header(line) && !item && !trimmed(line).starts_with("[item.") && block != &head_;
        if (item || of_day) {
            Lines above;
            while (!block->empty() && is_comment(block->back())) {
                above.insert(above.begin(), block->back());
                block->pop_back();
            }
            block = of_day ? &tail_ : &items_.emplace_back();
            block->insert(block->end(), above.begin(), above.end());
        }
        block->push_back(std::move(line));
    }
}

void DayText::set(size_t item, const std::string& key, const std::string& value) {
    set_in(items_.at(item), key, value);
}

void DayText::set(const std::string& key, const std::string& value) {
    set_in(head_, key, value);
}

void DayText::remove(size_t item) {
    items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(item));
}

void DayText::move(size_t item, size_t to) {
    Lines lines = std::move(items_.at(item));
    remove(item);
    items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(to), std::move(lines));
}

void DayText::insert(size_t at, const std::vector<std::pair<std::string, std::string>>& keys) {
    Lines lines{"[[item]]"};
    for (const auto& [key, value] : keys) lines.push_back(key + " = " + toml_string(value));
    items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(at), std::move(lines));
}

std::string DayText::text() const {
    std::string text;
    const auto add = [&](const Lines& lines, bool parted) {
        size_t end = lines.size();
        while (end > 0 && is_blank(lines[end - 1])) --end;
        if (parted && end > 0 && !text.empty()) text += "\n";
        for (size_t i = 0; i < end; ++i) text += lines[i] + "\n";
    };
    add(head_, false);
    for (const Lines& item : items_) add(item, true);
    add(tail_, true);
    return text;
}

}  // namespace gatecast
