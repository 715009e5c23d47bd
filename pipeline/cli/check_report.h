// SPDX-License-Identifier: GPL-3.0-or-later
// What was found in one preset or clip, as it is said and as programs read it. Used by `gatecast check`.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "pipeline/cli/console.h"

namespace gatecast {

/// What is wrong stops it from being used, what is doubtful doesn't; notes are for who answers for it.
struct Remarks {
    std::vector<Message> wrong;
    std::vector<Message> doubtful;
    std::vector<Message> notes{};
};

/// Says them, or `sound` with the file's name where there is nothing to say. The file's entry in the JSON.
[[nodiscard]] nlohmann::json report(const std::filesystem::path& file, const char* kind, const char* sound,
                                    const Remarks& remarks, Console& console);

}  // namespace gatecast
