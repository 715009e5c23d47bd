// SPDX-License-Identifier: GPL-3.0-or-later
// What may go wrong around a site without any item of it being to blame: an output that is down, a disk that fills, a
// clock that nobody sets. Each begins and ends as an alarm of the site. The site process's one thread.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "filters/geometry.h"
#include "presets/message.h"

namespace gatecast {

class SiteWatch {
public:
    SiteWatch(std::filesystem::path state, std::function<void(nlohmann::json event)> record);

    [[nodiscard]] bool is_due() const;
    /// `outputs`: as OutputCrew tells them.
    void look_around(const nlohmann::json& outputs);

private:
    struct Fault {
        Time since{0};  // of the monotonic clock
        bool told = false;
    };
    /// A fault that lasts `patience` is an alarm; one that is gone and was told is over.
    void see(bool faulty, const char* kind, const std::string& what, Time patience, const Message& problem);
    void see_outputs(const nlohmann::json& outputs);

    const std::filesystem::path state_;
    const std::function<void(nlohmann::json event)> record_;
    std::map<std::string, Fault> faults_;  // by kind and what it is about
    Time next_look_{0};
};

}  // namespace gatecast
