// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "pipeline/live/descriptor.h"

namespace gatecast {

namespace {

bool write_all(int descriptor, std::span<const uint8_t> bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes = bytes.subspan(static_cast<size_t>(count));
    }
    return true;
}

}  // namespace

bool write_whole(const std::filesystem::path& file, std::span<const uint8_t> bytes, bool lasting) noexcept {
    try {
        const std::string part = file.string() + ".part";
        Descriptor to(open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        const bool written = to && write_all(to.get(), bytes) && (!lasting || fsync(to.get()) == 0);
        to.reset();
        if (written && std::rename(part.c_str(), file.c_str()) == 0) return true;
        unlink(part.c_str());
    } catch (...) {  // no memory for the name
    }
    return false;
}

bool write_whole(const std::filesystem::path& file, std::string_view text, bool lasting) noexcept {
    return write_whole(file, std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()), lasting);
}

}  // namespace gatecast
