// SPDX-License-Identifier: GPL-3.0-or-later
// Times as people write them in tables: 00:01:05,500, 1:05, 00:01:05:12 (frames), 1'05", 65.5, "0:01 - 0:03".
// Used by the reader of tables, once a cell.
#pragma once

#include <optional>
#include <string_view>

#include "filters/geometry.h"

namespace gatecast {

struct WrittenTime {
    Time time{0};              // of a bare number: seconds
    bool two_fields = false;   // "12:05": minutes and seconds
    bool bare_number = false;  // "65.5": seconds, or a share of a day; the column decides
    bool beyond_rate = false;  // a frame number that the rate does not have
    friend bool operator==(const WrittenTime&, const WrittenTime&) = default;
};
[[nodiscard]] std::optional<WrittenTime> parse_written_time(std::string_view text, Rational rate);

struct WrittenRange {
    WrittenTime from;
    WrittenTime until;
};
/// Two times with an arrow, a dash, "to", "đến" or a line end between them.
[[nodiscard]] std::optional<WrittenRange> parse_written_range(std::string_view text, Rational rate);

/// Bytes at the start of a line that are a time or a range with minutes at least, in brackets or not; 0: none.
[[nodiscard]] size_t leading_time(std::string_view line, Rational rate);

}  // namespace gatecast
