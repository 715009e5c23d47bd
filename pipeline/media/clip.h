// SPDX-License-Identifier: GPL-3.0-or-later
// What a file of media really is: found by demuxing it once, kept by content. The probe, not the list, is the truth.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "filters/image.h"
#include "presets/message.h"

namespace gatecast {

enum class ClipKind : uint8_t { kFilm, kSound, kStill, kDocument, kSlideshow };

struct VideoTrack {
    int stream = 0;      // libav's index
    std::string codec;   // libav's name
    Size size;           // coded, before rotation
    PixelFormat format;  // nearest planar
    ColourSpec colour;   // guessed where the file is silent: SD is 601, HD is 709
    FieldOrder fields = FieldOrder::kProgressive;
    Rational sample_aspect{1, 1};
    int rotation_degrees = 0;  // clockwise, to be applied
    Rational rate{25, 1};      // average
    bool variable_rate = false;
    bool timestamps_usable = true;
    int64_t frames = 0;  // packets counted
    Time duration{0};
    std::vector<Time> keyframes;  // presentation times from the clip's start, in order
    bool begins_anew = false;     // at every keyframe: nothing shown from it on refers to what was before it
};

struct AudioTrack {
    int stream = 0;
    int index = 0;  // among the audio tracks
    std::string codec;
    std::string language;  // BCP 47 ("vi", "en", "km"), empty: not said
    std::string title;
    int channels = 0;
    int sample_rate = 0;
    Time duration{0};
};

struct Clip {
    std::filesystem::path path;
    ClipKind kind = ClipKind::kFilm;
    std::string container;  // libav's name
    std::string title;      // from the file's own metadata
    Time duration{0};       // of the longest track that is shown or heard
    int64_t size_bytes = 0;
    std::string hash;  // SHA-256 of the bytes, hex
    std::optional<VideoTrack> video;
    std::vector<AudioTrack> sounds;
    std::vector<std::filesystem::path> pictures;  // of a slideshow, in order
    int pages = 0;                                // of a document
    std::vector<Message> damage;                  // what is wrong with it, in sentences; empty: sound
    [[nodiscard]] bool damaged() const { return !damage.empty(); }
};

/// Against bombs. ONE table: probe refuses what is beyond, decoders are given the same numbers.
struct ClipLimits {
    int64_t pixels = 8192LL * 4352;
    int side = 16384;
    int streams = 64;
    int channels = 16;
    Time duration = std::chrono::hours(12);
    int64_t bitrate = 1'000'000'000;
    int pictures = 2000;
    int64_t frame_rate = 240;
    Time probe_time = std::chrono::seconds(120);
};

/// Demuxes the whole file once. Throws Error when nothing in it can be shown or heard, or a limit is passed.
[[nodiscard]] Clip probe_clip(const std::filesystem::path& path, const ClipLimits& limits = {});

/// JSON for --json, for the store's cache and for lanes; lossless both ways.
[[nodiscard]] std::string to_json(const Clip& clip);
[[nodiscard]] Clip clip_from_json(const std::string& json);

}  // namespace gatecast
