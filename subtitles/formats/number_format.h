// SPDX-License-Identifier: GPL-3.0-or-later
// What a number in a spreadsheet looks like to the person who typed it: a time, a date, per cent, or a number. Used by
// read_xlsx.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "filters/geometry.h"

namespace gatecast::office {

class NumberFormat {
public:
    /// By its code ("[h]:mm:ss"); quoted text, colours and conditions in it are understood.
    explicit NumberFormat(std::string_view code);
    /// One of the formats that have a number only (14: a date, 20: h:mm, ...).
    [[nodiscard]] static NumberFormat built_in(int id);

    [[nodiscard]] bool is_time() const { return hours_ || minutes_ || seconds_; }
    [[nodiscard]] bool shows_seconds() const { return seconds_; }

    /// The time that `serial` (days) is shown as. A date before it goes unless hours are counted on ([h]).
    [[nodiscard]] Time time_of(double serial) const;
    /// As text: enough for what people put among subtitles (dates, per cent, grouped numbers).
    [[nodiscard]] std::string text_of(double value, bool since_1904) const;

private:
    void read(std::string_view section);

    bool hours_ = false, minutes_ = false, seconds_ = false;
    bool elapsed_ = false;  // [h], [mm], [ss]
    bool day_ = false, month_ = false, year_ = false;
    bool percent_ = false, grouped_ = false;
    int decimals_ = -1;  // -1: General
};

}  // namespace gatecast::office
