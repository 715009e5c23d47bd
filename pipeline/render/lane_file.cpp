// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/lane_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace gatecast {

void LaneFile::read(const std::function<void(const std::string&)>& line) {
    // Opened each time: that is when a network file system looks what another machine wrote.
    const int file = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    begun_ = true;
    std::array<char, 16384> bytes{};
    for (ssize_t count; (count = pread(file, bytes.data(), bytes.size(), offset_)) > 0; offset_ += count)
        unread_.append(bytes.data(), static_cast<size_t>(count));
    close(file);
    for (size_t end; (end = unread_.find('\n')) != std::string::npos; unread_.erase(0, end + 1))
        line(unread_.substr(0, end));
}

}  // namespace gatecast
