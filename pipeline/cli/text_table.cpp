// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/text_table.h"

#include <glib.h>

#include <algorithm>

#include "subtitles/utf8.h"

namespace gatecast {

size_t shown_width(std::string_view utf8) {
    size_t width = 0;
    for (const char32_t c : to_utf32(utf8)) width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    return width;
}

void print_table(const std::vector<std::vector<std::string>>& rows, Console& console) {
    std::vector<size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], shown_width(row[i]));
    }
    for (const auto& row : rows) {
        std::string line;
        for (size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size()) line.append(widths[i] - shown_width(row[i]) + 2, ' ');
        }
        console.print(line);
    }
}

}  // namespace gatecast
