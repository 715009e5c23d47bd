// SPDX-License-Identifier: GPL-3.0-or-later
// Does what was written decode? A segment is checked once when it is stored, a whole file on demand. Called by a
// lane or by the CLI; one thread each.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "pipeline/media/encode.h"
#include "presets/message.h"

namespace gatecast {

/// Feeds packets to a decoder and counts what comes out.
class DecodeCheck {
public:
    explicit DecodeCheck(const CodecParameters& parameters);
    ~DecodeCheck();

    void take(const Packet& packet);
    /// Frames, or samples of sound, that came out in all. Throws Error if any was damaged or a packet was refused.
    [[nodiscard]] int64_t finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct FileCheck {
    struct Track {
        bool video = false;
        int64_t packets = 0;
        int64_t decoded = 0;  // frames, or samples
        int64_t errors = 0;
    };
    std::vector<Track> tracks;
    std::vector<Message> problems;
    [[nodiscard]] bool sound() const { return problems.empty(); }
};

/// Demuxes and decodes the whole file. Throws Error only when it cannot be opened.
[[nodiscard]] FileCheck decode_check_file(const std::filesystem::path& path);

}  // namespace gatecast
