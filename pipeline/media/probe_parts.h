// SPDX-License-Identifier: GPL-3.0-or-later
// The parts probe_clip() is made of. Private to this room.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include "pipeline/media/clip.h"
#include "pipeline/media/libav.h"

namespace gatecast::probing {

/// What a file claims to be by its first bytes, for the kinds that libavformat is not asked about.
enum class Magic : uint8_t { kOther, kPdf, kJpeg, kPng, kWebp, kTiff, kBmp, kMp4 };
[[nodiscard]] Magic sniff(const std::filesystem::path& path);
/// libavformat's demuxer of one still of that kind; null for what is no still.
[[nodiscard]] const char* still_demuxer(Magic magic);

/// An opened file with its streams described, inside the limits. Throws Error.
struct OpenedFile {
    std::chrono::steady_clock::time_point deadline;  // read by libav's interrupt callback: the address must stay
    libav::Input input;
};
[[nodiscard]] std::unique_ptr<OpenedFile> open_file(const std::filesystem::path& path, Magic magic,
                                                    const ClipLimits& limits);

/// What clips that end before the end they declare are said to be: in --json they are marked, for programs.
inline constexpr const char* kCutOff = N_("The file is cut off: it declares {} s and holds {} s.");

/// What one pass over all packets of a track found; times in the stream's own unit.
struct TrackWalk {
    std::vector<int64_t> times;      // video: presentation times of shown packets, as they came
    std::vector<int64_t> keyframes;  // video
    bool begins_anew = true;         // at each of them
    int64_t first = INT64_MAX;       // presented, priming taken off
    int64_t end = INT64_MIN;
    int64_t packets = 0;
    int64_t missing_times = 0;
    int64_t backward_times = 0;
    int64_t corrupt = 0;
    int64_t first_corrupt = AV_NOPTS_VALUE;
    int64_t last_dts = AV_NOPTS_VALUE;
    int64_t jumps = 0;                  // of the clock of a transport stream, bridged
    int64_t shift = 0;                  // what bridging has added to its times
    int64_t told_dts = AV_NOPTS_VALUE;  // of the packet before, as the file says it
    int64_t told_duration = 0;
};
struct FileWalk {
    std::map<int, TrackWalk> tracks;  // by stream number
    int read_error = 0;               // 0: the end was reached
    bool out_of_time = false;
};
[[nodiscard]] FileWalk walk(OpenedFile& file, const std::vector<int>& streams, const ClipLimits& limits);

/// Whether nothing that is shown from this keyframe on refers to what was before it: by what its packet says, not by
/// how the container flags it. False where that cannot be told.
[[nodiscard]] bool begins_anew(const AVPacket& keyframe, const AVCodecParameters& codec);

/// What only decoded pictures tell: fields, orientation of a photo, peak of a master.
struct FirstPictures {
    FieldOrder fields = FieldOrder::kProgressive;
    std::optional<int> rotation_degrees;
    std::optional<double> peak_nits;
    AVPixelFormat format = AV_PIX_FMT_NONE;
    Size size;
    int decoded = 0;
    bool corrupt = false;
};
/// On one thread, inside the limits; null when there is none or it does not open.
[[nodiscard]] libav::Codec open_decoder(const AVStream& stream, const ClipLimits& limits);
[[nodiscard]] FirstPictures decode_first_pictures(AVFormatContext& input, int stream, const ClipLimits& limits,
                                                  int wanted);

[[nodiscard]] ColourSpec colour_of(const AVStream& stream, bool still);
[[nodiscard]] int clockwise_degrees(const int32_t* display_matrix);

/// Average rate, snapped to a standard one where the clock's grain allows it, and whether pictures keep to it.
struct Pace {
    Rational rate;
    bool variable = false;
    bool duplicates = false;
};
[[nodiscard]] Pace pace_of(const std::vector<int64_t>& sorted_times, const AVStream& stream);

/// The pictures of a folder in natural order ("2.jpg" before "10.jpg"), without what systems leave behind.
[[nodiscard]] std::vector<std::filesystem::path> pictures_in(const std::filesystem::path& folder);

/// A copy that is valid UTF-8, whatever tag writers wrote.
[[nodiscard]] std::string readable(const char* text);

}  // namespace gatecast::probing
