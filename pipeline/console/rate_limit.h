// SPDX-License-Identifier: GPL-3.0-or-later
// How often somebody may ask: so many at once, so many a second after that. Pure: the caller brings the time. Used by
// the server for each person, and for each address that came with a wrong token.
#pragma once

#include <string>
#include <unordered_map>

#include "filters/geometry.h"

namespace gatecast {

class RateLimit {
public:
    RateLimit(double at_once, double a_second) : at_once_(at_once), a_second_(a_second) {}

    /// False: too often.
    [[nodiscard]] bool take(const std::string& who, Time now);
    /// Whether `who` could ask now; takes nothing.
    [[nodiscard]] bool allows(const std::string& who, Time now) const;

private:
    struct Purse {
        double left = 0;
        Time at{0};
    };
    [[nodiscard]] double left_of(const std::string& who, Time now) const;
    void forget_the_full(Time now);

    double at_once_;
    double a_second_;
    std::unordered_map<std::string, Purse> purses_;
};

}  // namespace gatecast
