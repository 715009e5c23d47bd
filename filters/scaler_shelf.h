// SPDX-License-Identifier: GPL-3.0-or-later
// Scalers kept by what they do, so that a frame finds its tables ready. One thread; region.cpp and blur_fill.cpp
// hold one each.
#pragma once

#include <vector>

#include "filters/team_scaler.h"

namespace gatecast {

class ScalerShelf {
public:
    explicit ScalerShelf(Team* team = nullptr) : team_(team) {}

    /// Built at the first call with this spec. Null where zimg takes no such picture; it is not tried again.
    [[nodiscard]] TeamScaler* find(const ScaleSpec& spec);

private:
    struct Entry {
        ScaleSpec spec;
        std::unique_ptr<TeamScaler> scaler;
        uint64_t last_use = 0;
    };
    Team* team_;
    std::vector<Entry> entries_;
    uint64_t uses_ = 0;
};

}  // namespace gatecast
