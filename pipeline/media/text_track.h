// SPDX-License-Identifier: GPL-3.0-or-later
// Subtitles inside a clip: which tracks there are, and one of them as the cue file it would be on its own, for the
// readers of subtitles/formats. Also what a container needs to carry one. Called while planning and when files are
// joined.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/media/encode.h"
#include "presets/encode.h"

namespace gatecast {

struct TextTrack {
    int stream = 0;        // libav's index
    int index = 0;         // among the subtitle tracks
    std::string codec;     // libav's name
    std::string language;  // BCP 47; empty: not said
    std::string title;
    bool readable = false;  // text; a track of pictures (DVD, Blu-ray, DVB) is not
};
[[nodiscard]] std::vector<TextTrack> text_tracks(const std::filesystem::path& clip);

/// The track as SubRip, ASS or WebVTT, in the clip's time. Throws Error when it cannot be read.
[[nodiscard]] std::string read_text_track(const std::filesystem::path& clip, const TextTrack& track);

/// What a track of text is in this container: mov_text, SubRip. Null: it carries none.
[[nodiscard]] CodecParameters text_parameters(Container container);
/// A cue's text as a packet of such a track; `text` plain for mov_text, with SubRip's tags for SubRip.
[[nodiscard]] std::vector<uint8_t> text_packet(Container container, const std::string& text);

}  // namespace gatecast
