// SPDX-License-Identifier: GPL-3.0-or-later
// How a composed display is encoded and wrapped: what stands in presets/encodes/*.toml.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "filters/image.h"

namespace gatecast {

enum class VideoCodec : uint8_t { kNone, kH264, kH265, kMpeg2, kFfv1 };
enum class AudioCodec : uint8_t { kNone, kAac, kMp2, kMp3, kPcm16, kPcm24 };
enum class Container : uint8_t { kMp4, kMpegTs, kMkv, kMxf, kMp3, kWav, kMov };
enum class RateControl : uint8_t { kCrf, kVbr, kCbr, kLossless };

struct VideoEncode {
    VideoCodec codec = VideoCodec::kH264;
    std::string preset = "veryfast";
    std::string profile;  // "high", "main", "422"; empty: the codec's choice
    std::string level;    // "4.1"; empty: the codec's choice
    RateControl control = RateControl::kCrf;
    double crf = 21;
    int64_t bitrate = 0;      // bit/s, of kVbr the ceiling, of kCbr the rate on the wire
    int64_t buffer_bits = 0;  // VBV, 0: none declared
    int gop = 50;             // frames; a segment is a multiple of it
    int b_frames = 3;
    Chroma chroma = Chroma::k420;
    int height = 0;               // scaled down to this height (review copies); 0: the display's own
    Time segment{4'000'000'000};  // 4 s; 4.8 s where the GOP asks
};

struct AudioEncode {
    AudioCodec codec = AudioCodec::kAac;
    int64_t bitrate = 192'000;
    int channels = 2;
    int mono_tracks = 0;  // > 0: this many tracks of one channel each (TV masters: 8)
};

/// What the receiving machine takes; anything else is refused before rendering.
struct Accepts {
    Size frame;           // exactly this; 0: any
    Size max_frame;       // at most this, lying or standing; 0: any
    Rational rate{0, 1};  // exactly this; 0: any
    enum class Fields : uint8_t { kAny, kProgressive, kTopFirst, kBottomFirst } fields = Fields::kAny;
};

struct Encode {
    std::string name;
    std::string title_vi, title_en;
    Container container = Container::kMp4;
    VideoEncode video;
    AudioEncode audio;
    int64_t max_file_bytes = 0;  // refused before rendering if it cannot hold, 0: no limit
    int64_t mux_rate = 0;        // MPEG-TS constant rate with null packets, bit/s
    std::string start_timecode;  // "10:00:00:00"
    std::string burnt_label;     // review copies: "BẢN DUYỆT – KHÔNG PHÁT"
    bool burnt_timecode = false;
    std::string suffix;  // file name extension with dot: ".mp4"
    Accepts accepts;
};

/// Where each track of a delivered master comes from.
struct TrackSource {
    std::string language;  // "programme", "vi", "km", "silence"
    int channel = 0;       // 0 left, 1 right
};

/// How a customer wants a file handed over: what stands in presets/deliveries/*.toml (and `[delivery]` of a job).
struct Delivery {
    std::string name;
    std::string title_vi, title_en;
    std::string naming = "{clip}.{display}";  // {clip} {id} {display} {encode} {date}
    std::string start_timecode;
    std::vector<TrackSource> tracks;
    bool done_file = false;  // an empty NAME.done after everything else is in place
};

}  // namespace gatecast
