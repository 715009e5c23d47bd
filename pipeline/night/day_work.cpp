// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/day_work.h"

#include <fmt/format.h>

namespace gatecast {

std::string name_of(const Date& date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::filesystem::path work_folder(const std::filesystem::path& root, const Date& date) {
    return root / ".night" / name_of(date);
}

std::filesystem::path published_folder(const std::filesystem::path& root, const Date& date) {
    return root / name_of(date);
}

}  // namespace gatecast
