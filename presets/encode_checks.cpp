// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/encode_checks.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace gatecast {
namespace {

struct ContainerRow {
    Container container;
    const char* suffix;
    std::initializer_list<VideoCodec> video;
    std::initializer_list<AudioCodec> audio;
};

using V = VideoCodec;
using A = AudioCodec;
const ContainerRow kContainers[] = {
    {Container::kMp4, ".mp4", {V::kH264, V::kH265}, {A::kNone, A::kAac, A::kMp3}},
    {Container::kMpegTs, ".ts", {V::kH264, V::kH265, V::kMpeg2}, {A::kNone, A::kAac, A::kMp2, A::kMp3}},
    {Container::kMkv,
     ".mkv",
     {V::kH264, V::kH265, V::kMpeg2, V::kFfv1},
     {A::kNone, A::kAac, A::kMp2, A::kMp3, A::kPcm16, A::kPcm24}},
    {Container::kMxf, ".mxf", {V::kMpeg2, V::kH264}, {A::kNone, A::kPcm16, A::kPcm24}},
    {Container::kMp3, ".mp3", {V::kNone}, {A::kMp3}},
    {Container::kWav, ".wav", {V::kNone}, {A::kPcm16, A::kPcm24}},
    {Container::kMov, ".mov", {V::kH264, V::kH265, V::kMpeg2}, {A::kNone, A::kAac, A::kPcm16, A::kPcm24}},
};

const ContainerRow& row_of(Container container) {
    return *std::ranges::find(kContainers, container, &ContainerRow::container);
}

template <typename Codec>
std::string names(std::initializer_list<Codec> codecs) {
    std::string text;
    for (const Codec codec : codecs) text += (text.empty() ? "" : ", ") + codec_name(codec);
    return text;
}

bool is_pcm(AudioCodec codec) {
    return codec == AudioCodec::kPcm16 || codec == AudioCodec::kPcm24;
}

/// Collects problems, each at the first of the keys that is written anywhere.
class Check {
public:
    Check(const Layers& layers, Problems& problems) : layers_(layers), problems_(problems) {}

    template <typename... Values>
    void refuse(std::initializer_list<const char*> keys, const char* sentence, const Values&... values) {
        problems_.push_back(message(sentence, where(keys), values...));
    }

private:
    std::string where(std::initializer_list<const char*> keys) const {
        for (const char* key : keys) {
            if (const Node* node = find(layers_, key)) return node->where;
        }
        for (const NodeTable& layer : layers_) {
            if (!layer.empty()) return layer.front().where;
        }
        return *keys.begin();
    }

    const Layers& layers_;
    Problems& problems_;
};

void check_codecs(const Encode& encode, Check& check) {
    const ContainerRow& row = row_of(encode.container);
    if (std::ranges::find(row.video, encode.video.codec) == row.video.end()) {
        check.refuse({"video.codec", "container"},
                     N_("{}: video \"{}\" does not go into container \"{}\". Allowed: {}."),
                     codec_name(encode.video.codec), container_name(encode.container), names(row.video));
    }
    if (std::ranges::find(row.audio, encode.audio.codec) == row.audio.end()) {
        check.refuse({"audio.codec", "container"},
                     N_("{}: audio \"{}\" does not go into container \"{}\". Allowed: {}."),
                     codec_name(encode.audio.codec), container_name(encode.container), names(row.audio));
    }
    if (encode.audio.mono_tracks > 0 && !is_pcm(encode.audio.codec)) {
        check.refuse({"audio.mono_tracks"},
                     N_("{}: tracks of one channel need audio.codec pcm16 or pcm24, not \"{}\"."),
                     codec_name(encode.audio.codec));
    }
    if (encode.suffix.size() < 2 || encode.suffix.front() != '.' || encode.suffix.find('/') != std::string::npos) {
        check.refuse({"suffix"}, N_("{}: suffix must be a dot and the end of a name, such as \".mp4\"."));
    }
}

bool control_fits(const VideoEncode& video) {
    switch (video.codec) {
        case VideoCodec::kFfv1:
            return video.control == RateControl::kLossless;
        case VideoCodec::kMpeg2:
            return video.control == RateControl::kCbr;
        case VideoCodec::kH264:
            return true;
        case VideoCodec::kH265:
            return video.control == RateControl::kCrf || video.control == RateControl::kVbr;
        case VideoCodec::kNone:
            return true;
    }
    return false;
}

bool profile_fits(const VideoEncode& video) {
    if (video.profile.empty()) return true;
    switch (video.codec) {
        case VideoCodec::kH264:
            return video.profile != "422" && (video.chroma == Chroma::k420) == (video.profile != "high422");
        case VideoCodec::kH265:
            return video.profile == "main" && video.chroma == Chroma::k420;
        case VideoCodec::kMpeg2:
            return video.profile == (video.chroma == Chroma::k422 ? "422" : "main");
        default:
            return false;
    }
}

bool level_fits(const VideoEncode& video) {
    if (video.level.empty()) return true;
    const bool number = video.level.front() >= '0' && video.level.front() <= '9';
    if (video.codec == VideoCodec::kMpeg2) return !number;
    return number && (video.codec == VideoCodec::kH264 || video.codec == VideoCodec::kH265);
}

void check_video(const VideoEncode& video, Check& check) {
    const std::string codec = codec_name(video.codec);
    if (!control_fits(video)) {
        check.refuse({"video.control", "video.codec"},
                     N_("{}: video.control does not go with codec \"{}\": h264 takes all, h265 crf or vbr, mpeg2 cbr, "
                        "ffv1 lossless."),
                     codec);
    }
    if (!profile_fits(video)) {
        check.refuse({"video.profile"}, N_("{}: profile \"{}\" does not go with codec \"{}\" and its chroma."),
                     video.profile, codec);
    }
    if (!level_fits(video))
        check.refuse({"video.level"}, N_("{}: codec \"{}\" has no level \"{}\"."), codec, video.level);
    const bool rated = video.control == RateControl::kVbr || video.control == RateControl::kCbr;
    if (rated && video.bitrate == 0)
        check.refuse({"video.bitrate", "video.control"}, N_("{}: vbr and cbr need video.bitrate, such as \"8M\"."));
    if (rated && video.buffer_bits == 0)
        check.refuse({"video.buffer_bits", "video.control"},
                     N_("{}: vbr and cbr need video.buffer_bits, half a second to a second of video.bitrate."));
    if (rated && static_cast<double>(video.buffer_bits) >=
                     static_cast<double>(video.bitrate) * static_cast<double>(video.segment.count()) / 1e9) {
        check.refuse({"video.buffer_bits"}, N_("{}: the buffer must hold less than one segment at video.bitrate."));
    }
    if (video.b_frames > 0 && video.b_frames >= video.gop)
        check.refuse({"video.b_frames", "video.gop"}, N_("{}: video.b_frames must be less than video.gop."));
    if (video.height % 2 != 0) check.refuse({"video.height"}, N_("{}: video.height must be even."));
}

void check_mux_rate(const Encode& encode, Check& check) {
    if (encode.mux_rate == 0) return;
    if (encode.container != Container::kMpegTs) {
        check.refuse({"mux_rate"}, N_("{}: mux_rate goes with container \"ts\" only."));
        return;
    }
    // A transport stream adds 4 bytes to 184, and tables; 4 % above its content is the least that holds them.
    const double content = static_cast<double>(encode.video.bitrate + encode.audio.bitrate);
    if (encode.video.bitrate == 0 || static_cast<double>(encode.mux_rate) < content * 1.04) {
        check.refuse({"mux_rate"},
                     N_("{}: mux_rate must be at least 4 % above video and audio together, {} bits a second."),
                     static_cast<int64_t>(std::ceil(content * 1.04)));
    }
}

bool holds(Size limit, Size size) {
    return (size.width <= limit.width && size.height <= limit.height) ||
           (size.width <= limit.height && size.height <= limit.width);
}

void check_accepted(const Display& display, const Encode& encode) {
    const Accepts& accepts = encode.accepts;
    const Size frame = display.frame;
    if (accepts.frame != Size{} && frame != accepts.frame) {
        throw Error(
            message("Encode {} takes {}x{} pixels only; display {} sends {}x{}. Choose another encode or display.",
                    encode.name, accepts.frame.width, accepts.frame.height, display.name, frame.width, frame.height));
    }
    if (accepts.max_frame != Size{} && encode.video.height == 0 && !holds(accepts.max_frame, frame)) {
        throw Error(message(
            "Encode {} takes at most {}x{} pixels; display {} sends {}x{}. Choose another encode or display.",
            encode.name, accepts.max_frame.width, accepts.max_frame.height, display.name, frame.width, frame.height));
    }
    if (accepts.rate.num != 0 && display.rate.reduced() != accepts.rate.reduced()) {
        throw Error(
            message("Encode {} takes {} frames a second only; display {} runs at {}. Choose another encode or display.",
                    encode.name, accepts.rate.value(), display.name, display.rate.value()));
    }
    if (accepts.fields != Accepts::Fields::kAny &&
        static_cast<int>(accepts.fields) != static_cast<int>(display.fields) + 1) {
        throw Error(
            message("Encode {} does not take the fields of display {}. Choose tv-1080i50 for interlaced television, "
                    "another encode for the rest.",
                    encode.name, display.name));
    }
}

}  // namespace

static_assert(static_cast<int>(Accepts::Fields::kProgressive) == static_cast<int>(FieldOrder::kProgressive) + 1 &&
              static_cast<int>(Accepts::Fields::kBottomFirst) == static_cast<int>(FieldOrder::kBottomFirst) + 1);

std::string container_suffix(Container container) {
    return row_of(container).suffix;
}

void check_encode(const Encode& encode, const Layers& layers, Problems& problems) {
    Check check(layers, problems);
    check_codecs(encode, check);
    if (encode.video.codec != VideoCodec::kNone) check_video(encode.video, check);
    check_mux_rate(encode, check);
}

void check_pair(const Display& display, const Encode& encode) {
    if (encode.video.codec == VideoCodec::kNone) return;
    check_accepted(display, encode);
    const bool interlaced = display.fields != FieldOrder::kProgressive;
    if (interlaced && encode.video.codec == VideoCodec::kH265) {
        throw Error(message(
            "Display {} is interlaced, and H.265 has no interlaced pictures here. Choose an encode with h264 or mpeg2.",
            display.name));
    }
    if (interlaced && encode.video.height != 0) {
        throw Error(
            message("Display {} is interlaced and cannot be scaled down by encode {}. Choose tv-1080p25 for it.",
                    display.name, encode.name));
    }
    const double frames = static_cast<double>(encode.video.segment.count()) * display.rate.value() / 1e9;
    if (encode.video.gop > std::lround(frames)) {
        throw Error(
            message("Encode {}: a GOP of {} frames is longer than a segment of {} frames on display {}. Set video.gop "
                    "or video.segment_s.",
                    encode.name, encode.video.gop, std::lround(frames), display.name));
    }
}

}  // namespace gatecast
