// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/row_report.h"

#include <algorithm>

namespace gatecast {
namespace {

constexpr size_t kRowsAt = 1;  // among the values of a sentence about a row

bool same_cause(const Message& a, const Message& b) {
    if (a.sentence != b.sentence || a.values.size() != b.values.size()) return false;
    for (size_t i = 0; i < a.values.size(); ++i)
        if (i != kRowsAt && a.values[i] != b.values[i]) return false;
    return true;
}

}  // namespace

void RowReport::add(Found& found, int row, Message message) {
    if (row == 0 || message.values.size() <= kRowsAt) {
        found.push_back({std::move(message), {}});
        return;
    }
    const auto same = std::ranges::find_if(
        found, [&](const Finding& each) { return !each.rows.empty() && same_cause(each.message, message); });
    if (same != found.end())
        same->rows.push_back(row);
    else
        found.push_back({std::move(message), {row}});
}

void RowReport::problem(const std::vector<int>& rows, const Message& message) {
    for (const int row : rows) problem(row, message);
}

std::vector<Message> RowReport::written(const Found& found) {
    std::vector<Message> messages;
    for (const Finding& each : found) {
        messages.push_back(each.message);
        if (!each.rows.empty()) messages.back().values[kRowsAt] = written_rows(each.rows);
    }
    return messages;
}

std::string written_rows(std::vector<int> rows) {
    std::ranges::sort(rows);
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
    std::string text;
    for (size_t i = 0; i < rows.size();) {
        size_t last = i;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1) ++last;
        text += (text.empty() ? "" : ", ") + std::to_string(rows[i]);
        if (last > i) text += (last == i + 1 ? ", " : "–") + std::to_string(rows[last]);
        i = last + 1;
    }
    return text;
}

}  // namespace gatecast
