// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/places.h"

#include <cstdlib>
#include <string>

namespace gatecast {
namespace {

namespace fs = std::filesystem;

fs::path program_directory() {
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error).parent_path();
}

fs::path from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? fs::path(value) : fs::path();
}

/// The first of `candidates` that exists, as the only element: an installed program must not mix in a source tree.
std::vector<fs::path> first_existing(std::initializer_list<fs::path> candidates) {
    std::error_code error;
    for (const fs::path& candidate : candidates) {
        if (fs::is_directory(candidate, error)) return {candidate};
    }
    return {};
}

fs::path user_presets() {
    if (const fs::path config = from_environment("XDG_CONFIG_HOME"); config.is_absolute())
        return config / "gatecast" / "presets";
    if (const fs::path home = from_environment("HOME"); !home.empty()) return home / ".config" / "gatecast" / "presets";
    return {};
}

}  // namespace

std::vector<fs::path> locale_directories() {
    const fs::path program = program_directory();
    return first_existing({program / "locale", program.parent_path() / "share" / "locale", GATECAST_LOCALE_DIR});
}

std::vector<fs::path> preset_directories(const std::vector<std::string>& given) {
    std::vector<fs::path> directories(given.begin(), given.end());
    if (const fs::path set = from_environment("GATECAST_PRESETS"); !set.empty()) directories.push_back(set);
    if (const fs::path user = user_presets(); !user.empty()) directories.push_back(user);
    const fs::path program = program_directory();
    for (const fs::path& ours : first_existing({program.parent_path() / "share" / "gatecast" / "presets",
                                                program.parent_path() / "presets", GATECAST_PRESET_DIR})) {
        directories.push_back(ours);
    }
    return directories;
}

PresetLibrary open_presets(const Options& options) {
    const std::vector<std::string> given = options.all("presets");
    for (const std::string& directory : given) {
        if (!fs::is_directory(directory)) throw Error(message("{}: no such directory. Check --presets.", directory));
    }
    return PresetLibrary(preset_directories(given));
}

}  // namespace gatecast
