// SPDX-License-Identifier: GPL-3.0-or-later
// The output processes of a site, one a display that goes out anywhere: started, started again, and left alone where
// one of an earlier site process still runs. The site process's one thread.
#pragma once

#include <sys/types.h>

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "pipeline/live/outputs/output.h"
#include "pipeline/live/site/site_file.h"

namespace gatecast {

class OutputCrew {
public:
    explicit OutputCrew(const Site& site);

    /// The site's outputs are others now; those that are as they were go on.
    void take_over(const Site& site);
    /// Stops an output or lets it go out again, also after a restart. Throws Error where there is none of that name.
    void switch_output(const std::string& name, bool on);
    /// The outputs by display, and whether they go out.
    [[nodiscard]] nlohmann::json list() const;

    void look_around();
    /// Ends all of them.
    void stop();
    /// What each process wrote of its sinks, by display.
    [[nodiscard]] nlohmann::json status() const;

private:
    struct Member {
        OutputSettings settings;
        std::string written{};  // for its process
        pid_t process = -1;
        Time not_before{0};
        int failures = 0;
    };
    void look_at(Member& member);
    void write(Member& member) const;

    const std::filesystem::path stopped_file_;
    std::set<std::string> stopped_;  // names of outputs
    std::vector<Member> members_;
};

}  // namespace gatecast
