// SPDX-License-Identifier: GPL-3.0-or-later
// The output processes of a site, one a display that goes out anywhere: started, started again, and left alone where
// one of an earlier site process still runs. The site process's one thread.
#pragma once

#include <sys/types.h>

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "pipeline/live/output.h"
#include "pipeline/live/site_file.h"

namespace gatecast {

class OutputCrew {
public:
    explicit OutputCrew(const Site& site);

    void look_around();
    /// Ends all of them.
    void stop();
    /// What each process wrote of its sinks, by display.
    [[nodiscard]] nlohmann::json status() const;

private:
    struct Member {
        OutputSettings settings;
        pid_t process = -1;
        Time not_before{0};
        int failures = 0;
    };
    void look_at(Member& member);

    std::vector<Member> members_;
};

}  // namespace gatecast
