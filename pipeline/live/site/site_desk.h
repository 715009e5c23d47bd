// SPDX-License-Identifier: GPL-3.0-or-later
// Where orders come in: a Unix socket, one JSON object a line, an answer to each. `gatecast ctl` speaks it, and so does
// the console. The site process's one thread; nobody can make it wait.
#pragma once

#include <filesystem>
#include <functional>
#include <list>
#include <nlohmann/json.hpp>
#include <string>

#include "pipeline/live/descriptor.h"

namespace gatecast {

class SiteDesk {
public:
    using Obey = std::function<nlohmann::json(const nlohmann::json& order)>;
    SiteDesk(const std::filesystem::path& state, Obey obey);

    /// Of newcomers, to poll.
    [[nodiscard]] int descriptor() const { return listener_.get(); }
    void look_around();

private:
    struct Visitor {
        Descriptor socket;
        std::string unread;
    };
    [[nodiscard]] bool serve(Visitor& visitor);
    [[nodiscard]] nlohmann::json answer(const std::string& line) const;

    Obey obey_;
    Descriptor listener_;
    std::list<Visitor> visitors_;
};

}  // namespace gatecast
