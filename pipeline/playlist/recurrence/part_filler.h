// SPDX-License-Identifier: GPL-3.0-or-later
// A part of the day filled with items in turn, spots among them so many times an hour. Called while a day is made of a
// template, window by window between fixed starts; what is whose turn goes on from one to the next. Pure.
#pragma once

#include <functional>
#include <vector>

#include "pipeline/playlist/day.h"

namespace gatecast {

/// How long an item will be on; zero: nobody knows.
using LengthOf = std::function<Time(const Item&)>;

struct PartItem {
    Item item;
    int priority = 0;  // where not all fit, the lowest are left out
};

struct Spot {
    Item item;
    int plays_per_hour = 1;
};

class PartFiller {
public:
    /// `repeat`: begin again after the last item, until the part ends.
    PartFiller(std::vector<PartItem> items, std::vector<Spot> spots, bool repeat, LengthOf length_of);

    /// Items for [from, until), each whole; a spot at the first change of items after it is due.
    [[nodiscard]] std::vector<Item> fill(Time from, Time until);

private:
    struct Due {
        Spot spot;
        Time every{0};
        Time next{0};
    };
    void leave_out_what_does_not_fit(Time room);
    void add_due_spots(Time& at, Time until, std::vector<Item>& items);

    std::vector<PartItem> items_;
    std::vector<Due> spots_;
    bool repeat_;
    LengthOf length_of_;
    size_t turn_ = 0;
    bool begun_ = false;
};

}  // namespace gatecast
