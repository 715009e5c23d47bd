// SPDX-License-Identifier: GPL-3.0-or-later
// Damage that libav conceals it reports nowhere but in its log: errors are counted there, by who made them, so that a
// film with a grey patch is never called sound. Counted for the whole process; a lane works on one clip.
#pragma once

#include <cstdint>

namespace gatecast {

struct Complaints {
    int64_t demuxers = 0;
    int64_t decoders = 0;
};

/// Takes libav's log over from whoever has it (GStreamer's libav plugin does when it is loaded). Nothing is printed.
void listen_for_complaints();

/// Since the process began. Any thread.
[[nodiscard]] Complaints complaints();

}  // namespace gatecast
