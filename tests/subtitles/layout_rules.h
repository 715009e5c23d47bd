// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold for every layout of anything on any screen. Used by tests and by the fuzzer.
#pragma once

#include <string>
#include <vector>

#include "subtitles/drawing/draw.h"
#include "subtitles/layout/layout.h"
#include "subtitles/subtitles.h"

namespace gatecast {

inline bool overlap_in_time(const Showing& a, const Showing& b) {
    return a.from < b.until && b.from < a.until;
}

inline std::string written(const Rect& area) {
    return "[" + std::to_string(area.x) + ", " + std::to_string(area.y) + " - " + std::to_string(area.right()) + ", " +
           std::to_string(area.bottom()) + "]";
}

inline std::string without_spaces(std::string text) {
    for (const char* space : {"\u200B", "\u3000", " ", "\n", "\t"}) {
        for (size_t at = text.find(space); at != std::string::npos; at = text.find(space, at)) {
            text.erase(at, std::string(space).size());
        }
    }
    return text;
}

/// Sentences about what is broken; empty: nothing is.
inline std::vector<std::string> broken_rules(const Subtitles& subtitles, const Screen& screen) {
    std::vector<std::string> broken;
    const Rect safe = safe_area(screen);
    const auto showings = subtitles.showings();
    for (size_t i = 0; i < showings.size(); ++i) {
        const Showing& a = showings[i];
        if (a.until <= a.from) broken.push_back("a showing has no length");
        if (a.area.empty() || !contains(safe, a.area)) {
            broken.push_back(a.language + " " + written(a.area) + " leaves the safe area " + written(safe));
        }
        for (const Rect& other : screen.keep_out) {
            if (!intersection(a.area, other).empty()) {
                broken.push_back(a.language + " " + written(a.area) + " stands in " + written(other));
            }
        }
        if (a.key.empty()) broken.push_back("a showing has no key");
        for (const std::string& line : a.lines) {
            for (const char* sign : {"ៗ", "។", "៕", "៖", "៚", "្", "់", "ំ", "ះ"}) {
                if (line.starts_with(sign) && a.lines.size() > 1 && &line != &a.lines.front()) {
                    broken.push_back("a line begins with " + std::string(sign));
                }
            }
        }
        for (size_t j = i + 1; j < showings.size() && showings[j].from < a.until; ++j) {
            const Showing& b = showings[j];
            if (!overlap_in_time(a, b) || intersection(a.area, b.area).empty()) continue;
            broken.push_back(a.language + " " + written(a.area) + " and " + b.language + " " + written(b.area) +
                             " meet");
        }
    }
    return broken;
}

/// Pixels that are painted outside of what the showing says it takes, by drawing it.
inline int painted_outside(const Subtitles& subtitles, size_t showing) {
    const DrawnRgba drawn = subtitles.draw_rgba(showing);
    const Rect& area = subtitles.showings()[showing].area;
    int outside = 0;
    for (int y = 0; y < drawn.area.height; ++y) {
        for (int x = 0; x < drawn.area.width; ++x) {
            const size_t at = (static_cast<size_t>(y) * static_cast<size_t>(drawn.area.width) + static_cast<size_t>(x));
            if (drawn.rgba[at * 4 + 3] != 0 && !contains(area, {drawn.area.x + x, drawn.area.y + y, 1, 1})) ++outside;
        }
    }
    return outside;
}

}  // namespace gatecast
