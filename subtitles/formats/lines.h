// SPDX-License-Identifier: GPL-3.0-or-later
// Text in lines, without copies. Used by the readers of text formats.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace gatecast {

/// Lines end at '\n'; line n of the file is lines[n - 1]. A last line without an end counts, an empty one doesn't.
[[nodiscard]] inline std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// Which line a byte of a text stands on, without walking all of it each time.
class LineIndex {
public:
    /// `text` must outlive this.
    explicit LineIndex(std::string_view text) : text_(text) {
        int line = 1;
        for (size_t at = 0; at <= text.size(); at += kStep) {
            lines_.push_back(line);
            line += count(text.substr(at, kStep));
        }
    }
    [[nodiscard]] int line_at(size_t offset) const {
        offset = std::min(offset, text_.size());
        const size_t step = offset / kStep;
        return lines_[step] + count(text_.substr(step * kStep, offset - step * kStep));
    }

private:
    static constexpr size_t kStep = 4096;
    static int count(std::string_view text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

    std::string_view text_;
    std::vector<int> lines_;  // of every kStep-th byte
};

[[nodiscard]] constexpr bool is_blank_char(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == '\0';
}

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank_char(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank_char(text.back())) text.remove_suffix(1);
    return text;
}

[[nodiscard]] constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// ASCII letters only: names of tags, keys, colours.
[[nodiscard]] constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (size_t n = 0; n < a.size(); ++n) {
        if (lower(a[n]) != lower(b[n])) return false;
    }
    return true;
}

[[nodiscard]] constexpr bool starts_with_ignoring_case(std::string_view text, std::string_view begin) {
    return text.size() >= begin.size() && equal_ignoring_case(text.substr(0, begin.size()), begin);
}

/// The text up to `separator`, which is taken off the front of `text` together with it.
[[nodiscard]] constexpr std::string_view take_until(std::string_view& text, char separator) {
    const size_t at = text.find(separator);
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

}  // namespace gatecast
