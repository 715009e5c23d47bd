// SPDX-License-Identifier: GPL-3.0-or-later
// Modes of a site: other lists, fillers, graphics and words on all displays for a time, as on a day of mourning. Which
// one is on, by its dates or by an order, is kept in a file and outlives the site process. Its one thread.
#pragma once

#include <string>

#include "pipeline/live/site/site_file.h"

namespace gatecast {

/// The site as it is in a mode; empty: as it always is.
[[nodiscard]] Site in_mode(Site site, const std::string& mode);

class ModeClock {
public:
    explicit ModeClock(std::filesystem::path state);

    /// Which one is on at a moment of UTC; empty: none.
    [[nodiscard]] std::string at(const Site& site, Time now) const;
    /// By an order, whatever the dates say, until `until`; empty: none, until the dated one that is on now is over.
    void set(const Site& site, const std::string& mode, Time now, Time until);

private:
    std::filesystem::path file_;
    std::string ordered_;
    Time until_{0};  // of the order
};

/// Problems of the modes of a site's file.
void check_modes(const Site& site, Problems& problems);

}  // namespace gatecast
