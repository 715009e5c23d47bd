// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/idle.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace gatecast {

bool others_at_work() {
    const std::string own = std::to_string(gettid());
    std::error_code gone;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", gone)) {
        if (thread.path().filename() == own) continue;
        std::ifstream file(thread.path() / "stat");
        std::string line;
        std::getline(file, line);
        const size_t name_end = line.rfind(')');  // the state follows the name, which may hold anything
        if (name_end == std::string::npos || name_end + 2 >= line.size()) continue;
        if (line[name_end + 2] == 'R' || line[name_end + 2] == 'D') return true;
    }
    return false;
}

}  // namespace gatecast
