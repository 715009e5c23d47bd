// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is only memory: libxlsxwriter 1.1 writes to names. Used by what writes spreadsheets.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "presets/message.h"

namespace gatecast {

class MemoryFile {
public:
    MemoryFile() : descriptor_(memfd_create("sheet.xlsx", MFD_CLOEXEC)) {
        if (descriptor_ < 0) throw Error(message("There is no memory for the spreadsheet."));
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] std::string name() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
    [[nodiscard]] std::string bytes() const {
        std::string bytes(static_cast<size_t>(std::max<off_t>(0, lseek(descriptor_, 0, SEEK_END))), '\0');
        const ssize_t got = pread(descriptor_, bytes.data(), bytes.size(), 0);
        if (got < 0 || static_cast<size_t>(got) != bytes.size())
            throw Error(message("The spreadsheet could not be made in memory."));
        return bytes;
    }

private:
    int descriptor_;
};

}  // namespace gatecast
