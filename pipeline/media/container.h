// SPDX-License-Identifier: GPL-3.0-or-later
// Packets into a file: MP4 (faststart), MPEG-TS, MKV, MXF OP1a, MOV, MP3, WAV, by libavformat, reproducible to the
// byte.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/media/encode.h"

namespace gatecast {

struct TrackSpec {
    CodecParameters parameters;
    Rational unit;            // of pts and dts: 1/rate for video, 1/48000 for audio, 1/1000 for text
    std::string language;     // audio, text
    bool is_default = false;  // text: shown without being asked for
    int initial_padding = 0;  // samples of declared encoder delay
    Rational frame_rate;      // video
};

class ContainerWriter {
public:
    /// Writes to `path` (a temporary name of the caller's); nothing is renamed here.
    ContainerWriter(const std::filesystem::path& path, const Encode& encode, std::vector<TrackSpec> tracks,
                    const std::string& title);
    ~ContainerWriter();

    /// Interleaving is done here; per track in dts order.
    void write(int track, const Packet& packet);
    /// Trailer, flush, fsync. Without it the file is not whole.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
