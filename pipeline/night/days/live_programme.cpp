// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/live_programme.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace gatecast {

namespace fs = std::filesystem;

namespace {

bool is_live(const fs::path& process) {
    std::ifstream file(process / "cmdline", std::ios::binary);
    std::string program, command;
    return std::getline(file, program, '\0') && std::getline(file, command, '\0') && command == "live" &&
           fs::path(program).filename() == "gatecast";
}

}  // namespace

bool live_programme_runs() {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator("/proc", none)) {
        const std::string name = entry.path().filename().string();
        if (std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; }) && is_live(entry.path()))
            return true;
    }
    return false;
}

}  // namespace gatecast
