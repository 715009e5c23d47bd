// SPDX-License-Identifier: GPL-3.0-or-later
// The types an option may have: what is allowed, how it is read from a node, how it is written again.
// Called by the table of options only.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "filters/colour.h"
#include "filters/geometry.h"
#include "presets/node.h"

namespace gatecast {

enum class Kind : uint8_t {
    kText,      // "any text"
    kTexts,     // ["Noto Sans", "Noto Sans Khmer"]
    kLines,     // "one line", ["a line", "another"]; typed by hand, | parts them
    kFlag,      // true, false
    kWhole,     // 3
    kNumber,    // 2.5
    kQuantity,  // 8000000, "8M": bits, bytes; k, M, G are thousands
    kChoice,    // "fill", one of Rule::names
    kSize,      // [1440, 720], even
    kArea,      // [0, 0, "100%", 608], pixels or shares of the canvas, even
    kPoint,     // [0, 0], even
    kColour,    // "#102a43"
    kRate,      // 25, "30000/1001"
    kTimecode,  // "10:00:00:00"
    kDayTime,   // "18:30"
    kItems,     // [[picture]], tables with options of their own
};

/// What is allowed: a kind, limits of its numbers, names of its choices.
struct Rule {
    Kind kind = Kind::kText;
    double least = 0;
    double most = 0;
    std::span<const char* const> names{};
};

/// Choices and whole numbers are int64_t: a choice is its place among the names. Nothing: an option that is not set.
using Value = std::variant<std::monostate, std::string, bool, int64_t, double, Size, Rect, Rgb, Rational,
                           std::vector<std::string>>;

/// The canvas that areas lie in, and the steps they keep to (4 lines where two fields share a picture).
struct Bounds {
    Size canvas;
    int step_x = 2;
    int step_y = 2;
};

/// The value of `node` for option `key`; nothing, and a problem, where the rule does not allow it.
[[nodiscard]] std::optional<Value> read_value(const Node& node, const std::string& key, const Rule& rule,
                                              const Bounds& bounds, Problems& problems);

/// "18:30" as minutes since midnight.
[[nodiscard]] std::optional<int> minutes_of_day(std::string_view text);

/// The complaint that `node` is nothing the rule allows.
void refuse_value(const Node& node, const std::string& key, const Rule& rule, Problems& problems);

/// As it would be written in a preset; empty: nothing is set.
[[nodiscard]] std::string written(const Value& value, const Rule& rule);

/// What the rule allows, as half a sentence: "a whole number from 1 to 16".
[[nodiscard]] Message allowed(const Rule& rule);

}  // namespace gatecast
