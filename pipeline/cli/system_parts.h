// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine must have: elements, encoders, fonts, packages new enough, one processor baseline. The tables, and the
// look-up of each. Called by check-system, after start_graph().
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatecast {

/// One thing that is needed, and the Debian package that brings it.
struct Part {
    const char* name;
    const char* package;
};

struct PartGroup {
    const char* key;      // in --json
    const char* heading;  // N_()
    std::span<const Part> parts;
    bool (*present)(const char* name);
};

[[nodiscard]] std::span<const PartGroup> part_groups();

/// A package that reads what strangers made, and the first version without the known holes.
struct SecureVersion {
    const char* package;
    const char* least;
};
[[nodiscard]] std::span<const SecureVersion> secure_versions();

struct LibraryVersion {
    std::string name;
    std::string version;
};
[[nodiscard]] std::vector<LibraryVersion> library_versions();

}  // namespace gatecast
