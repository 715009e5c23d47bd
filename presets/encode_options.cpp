// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "presets/encode_checks.h"
#include "presets/options.h"

namespace gatecast {
namespace {

constexpr const char* kVideoCodecs[] = {"none", "h264", "h265", "mpeg2", "ffv1"};
constexpr const char* kAudioCodecs[] = {"none", "aac", "mp2", "mp3", "pcm16", "pcm24"};
constexpr const char* kContainers[] = {"mp4", "ts", "mkv", "mxf", "mp3", "wav", "mov"};
constexpr const char* kControls[] = {"crf", "vbr", "cbr", "lossless"};
constexpr const char* kChromas[] = {"420", "422"};
constexpr const char* kSpeeds[] = {"ultrafast", "superfast", "veryfast", "faster",  "fast",
                                   "medium",    "slow",      "slower",   "veryslow"};
constexpr const char* kProfiles[] = {"", "baseline", "main", "high", "high422", "422"};
constexpr const char* kLevels[] = {"",    "3.0", "3.1", "3.2",  "4.0",      "4.1", "4.2",
                                   "5.0", "5.1", "5.2", "main", "high1440", "high"};
constexpr const char* kFields[] = {"any", "progressive", "top", "bottom"};

constexpr Rule kText{Kind::kText};
constexpr Rule kFlag{Kind::kFlag};
constexpr Rule kAnySize{Kind::kSize, 0, 8192};

/// A text that is one of a list.
template <const auto& Names, auto... Path>
constexpr OptionRow<Encode> choice_row(const char* key, const char* help) {
    const auto set = [](Encode& encode, const Value& value) {
        part_of<Path...>(encode) = Names[std::get<int64_t>(value)];
    };
    const auto get = [](const Encode& encode) -> Value {
        for (size_t i = 0; i < std::size(Names); ++i) {
            if (part_of<Path...>(encode) == Names[i]) return static_cast<int64_t>(i);
        }
        return int64_t{0};
    };
    return {key, {Kind::kChoice, 0, 0, Names}, help, set, get};
}

void set_segment(Encode& encode, const Value& value) {
    encode.video.segment = Time(std::llround(std::get<double>(value) * 1e9));
}

Value get_segment(const Encode& encode) {
    return static_cast<double>(encode.video.segment.count()) / 1e9;
}

const OptionRow<Encode> kRows[] = {
    {"extends", kText, N_("the preset this one builds on; only what differs is written")},
    row<&Encode::title_vi>("title_vi", kText, N_("name for people, in Vietnamese")),
    row<&Encode::title_en>("title_en", kText, N_("name for people, in English")),
    row<&Encode::container>("container", {Kind::kChoice, 0, 0, kContainers}, N_("the kind of file")),
    row<&Encode::suffix>("suffix", kText, N_("end of the file's name, such as .mp4; the container's own if not said")),
    row<&Encode::max_file_bytes>("max_file_bytes", {Kind::kQuantity, 0, 1e13},
                                 N_("largest file that is taken; 0: no limit")),
    row<&Encode::mux_rate>("mux_rate", {Kind::kQuantity, 0, 1e9},
                           N_("constant rate of a transport stream, in bits a second; 0: as it comes")),
    row<&Encode::start_timecode>("start_timecode", {Kind::kTimecode}, N_("timecode of the first frame")),
    row<&Encode::burnt_label>("burnt_label", kText,
                              N_("words burnt into the picture of copies that must not be shown")),
    row<&Encode::burnt_timecode>("burnt_timecode", kFlag, N_("burn the timecode into the picture")),
    row<&Encode::video, &VideoEncode::codec>("video.codec", {Kind::kChoice, 0, 0, kVideoCodecs},
                                             N_("how pictures are coded")),
    choice_row<kSpeeds, &Encode::video, &VideoEncode::preset>(
        "video.preset", N_("of H.264 and H.265: slower makes smaller files of the same quality")),
    choice_row<kProfiles, &Encode::video, &VideoEncode::profile>(
        "video.profile", N_("the tools a decoder must know; the codec's choice if not said")),
    choice_row<kLevels, &Encode::video, &VideoEncode::level>(
        "video.level", N_("the load a decoder must bear; the codec's choice if not said")),
    row<&Encode::video, &VideoEncode::control>(
        "video.control", {Kind::kChoice, 0, 0, kControls},
        N_("crf: even quality; vbr: the same below a ceiling; cbr: even rate; lossless")),
    row<&Encode::video, &VideoEncode::crf>("video.crf", {Kind::kNumber, 0, 51},
                                           N_("quality of crf and vbr: less is better, 18 to 28 is usual")),
    row<&Encode::video, &VideoEncode::bitrate>("video.bitrate", {Kind::kQuantity, 0, 1e9},
                                               N_("bits a second: of vbr the ceiling, of cbr the rate")),
    row<&Encode::video, &VideoEncode::buffer_bits>("video.buffer_bits", {Kind::kQuantity, 0, 1e9},
                                                   N_("the decoder's buffer that is kept to; 0: none is declared")),
    row<&Encode::video, &VideoEncode::gop>("video.gop", {Kind::kWhole, 1, 600}, N_("frames from keyframe to keyframe")),
    row<&Encode::video, &VideoEncode::b_frames>("video.b_frames", {Kind::kWhole, 0, 8},
                                                N_("frames between two that are predicted forward")),
    row<&Encode::video, &VideoEncode::chroma>(
        "video.chroma", {Kind::kChoice, 0, 0, kChromas},
        N_("colour at half the width and height (420) or at half the width (422)")),
    row<&Encode::video, &VideoEncode::height>("video.height", {Kind::kWhole, 0, 4320},
                                              N_("scaled down to this many lines; 0: the display's own")),
    {"video.segment_s",
     {Kind::kNumber, 1, 60},
     N_("seconds encoded in one piece: what is done again when something changes"),
     set_segment,
     get_segment},

    row<&Encode::audio, &AudioEncode::codec>("audio.codec", {Kind::kChoice, 0, 0, kAudioCodecs},
                                             N_("how sound is coded")),
    row<&Encode::audio, &AudioEncode::bitrate>("audio.bitrate", {Kind::kQuantity, 32e3, 1e6},
                                               N_("bits a second of one track; PCM has its own")),
    row<&Encode::audio, &AudioEncode::channels>("audio.channels", {Kind::kWhole, 1, 2}, N_("1 mono, 2 stereo")),
    row<&Encode::audio, &AudioEncode::mono_tracks>("audio.mono_tracks", {Kind::kWhole, 0, 16},
                                                   N_("this many tracks of one channel in place of one; 0: one track")),
    row<&Encode::accepts, &Accepts::frame>("accepts.frame", kAnySize,
                                           N_("the only size the receiver takes; [0, 0]: any")),
    row<&Encode::accepts, &Accepts::max_frame>(
        "accepts.max_frame", kAnySize, N_("the largest size the receiver takes, lying or standing; [0, 0]: any")),
    row<&Encode::accepts, &Accepts::rate>("accepts.rate", {Kind::kRate, 0, 120},
                                          N_("the only frame rate the receiver takes; 0: any")),
    row<&Encode::accepts, &Accepts::fields>("accepts.fields", {Kind::kChoice, 0, 0, kFields},
                                            N_("the only order of fields the receiver takes")),
};

}  // namespace

Encode read_encode(const Layers& layers, Problems& problems) {
    Encode encode;
    apply<Encode>(
        kRows, layers, encode, [](const Encode&) { return Bounds{}; }, problems);
    if (encode.suffix.empty()) encode.suffix = container_suffix(encode.container);
    if (problems.empty()) check_encode(encode, layers, problems);
    return encode;
}

std::vector<ShownOption> show_encode(const Layers& layers) {
    Problems ignored;
    return show<Encode>(kRows, layers, read_encode(layers, ignored));
}

std::vector<std::string> encode_keys() {
    return keys_of<Encode>(kRows);
}

std::string container_name(Container container) {
    return kContainers[static_cast<size_t>(container)];
}

std::string codec_name(VideoCodec codec) {
    return kVideoCodecs[static_cast<size_t>(codec)];
}

std::string codec_name(AudioCodec codec) {
    return kAudioCodecs[static_cast<size_t>(codec)];
}

}  // namespace gatecast
