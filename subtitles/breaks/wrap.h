// SPDX-License-Identifier: GPL-3.0-or-later
// The choice of lines: fewest lines, then balance against the worth of the breaks, over the whole cue at once.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/breaks/breaks.h"

namespace gatecast {

/// Bytes [from, until) of the text, without the spaces at its ends.
struct LineSpan {
    size_t from = 0;
    size_t until = 0;
    friend bool operator==(const LineSpan&, const LineSpan&) = default;
};

struct WrapLimits {
    double width = 0;           // no line is wider
    int max_lines = 2;          // more are made only if the text cannot fit otherwise; `fits` tells
    bool keep_newlines = true;  // if the lines then fit; a speaker's line begins with its dash in any case
};

struct Wrapped {
    std::vector<LineSpan> lines;
    std::vector<Break> used;  // the breaks between them
    bool fits = true;         // in max_lines, every line within the width
};

/// `width_of` gives the drawn width of bytes [from, until), in the unit of limits.width. Called O(breaks × line) times.
using WidthOf = std::function<double(size_t from, size_t until)>;

[[nodiscard]] Wrapped wrap(std::string_view text, const std::vector<Break>& breaks, const WidthOf& width_of,
                           const WrapLimits& limits);

/// For drawing a line that holds a newline of its author, joined: it is a space, but nothing between Khmer letters,
/// where it stays, an ignorable control. As many bytes as `text`.
[[nodiscard]] std::string newlines_joined(std::string_view text);

}  // namespace gatecast
