// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/day_work.h"

#include "pipeline/playlist/lists/written.h"

namespace gatecast {

std::filesystem::path work_folder(const std::filesystem::path& root, const Date& date) {
    return root / ".night" / written_date(date);
}

std::filesystem::path published_folder(const std::filesystem::path& root, const Date& date) {
    return root / written_date(date);
}

}  // namespace gatecast
