// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/system_parts.h"

#include <fontconfig/fontconfig.h>
#include <gst/gst.h>

#include <memory>

#include "pipeline/graph/ref.h"
#include "presets/message.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
}

namespace gatecast {
namespace {

constexpr const char* kCore = "libgstreamer1.0-0";
constexpr const char* kBase = "gstreamer1.0-plugins-base";
constexpr const char* kGood = "gstreamer1.0-plugins-good";
constexpr const char* kBad = "gstreamer1.0-plugins-bad";
constexpr const char* kUgly = "gstreamer1.0-plugins-ugly";
constexpr const char* kWindows = "gstreamer1.0-x";
constexpr const char* kCards = "gstreamer1.0-alsa";
constexpr const char* kLibav = "gstreamer1.0-libav";

constexpr Part kElements[] = {
    {"filesrc", kCore},           {"queue", kCore},          {"decodebin", kBase},     {"appsrc", kBase},
    {"appsink", kBase},           {"videoconvert", kBase},   {"audioconvert", kBase},  {"audioresample", kBase},
    {"oggdemux", kBase},          {"vorbisdec", kBase},      {"opusdec", kBase},       {"qtdemux", kGood},
    {"matroskademux", kGood},     {"avidemux", kGood},       {"flvdemux", kGood},      {"wavparse", kGood},
    {"flacparse", kGood},         {"flacdec", kGood},        {"dvdemux", kGood},       {"mpegaudioparse", kGood},
    {"aacparse", kGood},          {"ac3parse", kGood},       {"id3demux", kGood},      {"tsdemux", kBad},
    {"mpegpsdemux", kBad},        {"mxfdemux", kBad},        {"h264parse", kBad},      {"h265parse", kBad},
    {"mpegvideoparse", kBad},     {"asfdemux", kUgly},       {"avdec_h264", kLibav},   {"avdec_h265", kLibav},
    {"avdec_mpeg2video", kLibav}, {"avdec_mpeg4", kLibav},   {"avdec_prores", kLibav}, {"avdec_ffv1", kLibav},
    {"avdec_vp9", kLibav},        {"avdec_dvvideo", kLibav}, {"avdec_aac", kLibav},    {"avdec_mp3", kLibav},
    {"avdec_mp2float", kLibav},   {"avdec_ac3", kLibav},     {"rtph264pay", kGood},    {"rtpmp4gpay", kGood},
    {"kmssink", kBad},            {"ximagesink", kWindows},  {"alsasink", kCards},
};

constexpr const char* kCodecs = "libavcodec59";
constexpr Part kEncoders[] = {
    {"libx264", kCodecs}, {"libx265", kCodecs},    {"mpeg2video", kCodecs}, {"ffv1", kCodecs},      {"aac", kCodecs},
    {"mp2", kCodecs},     {"libmp3lame", kCodecs}, {"pcm_s16le", kCodecs},  {"pcm_s24le", kCodecs},
};

constexpr const char* kFormats = "libavformat59";
constexpr Part kMuxers[] = {
    {"mp4", kFormats}, {"mpegts", kFormats}, {"matroska", kFormats}, {"mxf", kFormats},
    {"mov", kFormats}, {"mp3", kFormats},    {"wav", kFormats},
};

constexpr Part kFonts[] = {
    {"Noto Sans", "fonts-noto-core"},
    {"Noto Sans Khmer", "fonts-noto-core"},
    {"Khmer OS Battambang", "fonts-khmeros"},
};

// The releases of Debian 12 that closed what is known of overflows in demuxers, decoders and parsers of GStreamer, and
// of SRT's key messages.
constexpr SecureVersion kSecure[] = {
    {"libgstreamer1.0-0", "1.22.0-2+deb12u1"},
    {"gstreamer1.0-plugins-base", "1.22.0-3+deb12u6"},
    {"libgstreamer-plugins-base1.0-0", "1.22.0-3+deb12u6"},
    {"gstreamer1.0-plugins-good", "1.22.0-5+deb12u4"},
    {"gstreamer1.0-plugins-bad", "1.22.0-4+deb12u8"},
    {"libgstreamer-plugins-bad1.0-0", "1.22.0-4+deb12u8"},
    {"gstreamer1.0-plugins-ugly", "1.22.0-2+deb12u2"},
    {"libsrt1.5-gnutls", "1.5.1-1+deb12u2"},
    {"libavcodec59", "7:5.1.9-0+deb12u1"},
    {"libavformat59", "7:5.1.9-0+deb12u1"},
};

bool has_element(const char* name) {
    return static_cast<bool>(adopt(gst_element_factory_find(name)));
}

bool has_encoder(const char* name) {
    return avcodec_find_encoder_by_name(name) != nullptr;
}

bool has_muxer(const char* name) {
    return av_guess_format(name, nullptr, nullptr) != nullptr;
}

/// Fontconfig always offers something: only a font of that very family counts.
bool has_font(const char* family) {
    const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> wanted(FcPatternCreate(), FcPatternDestroy);
    FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
    const std::unique_ptr<FcObjectSet, decltype(&FcObjectSetDestroy)> objects(FcObjectSetBuild(FC_FAMILY, nullptr),
                                                                              FcObjectSetDestroy);
    const std::unique_ptr<FcFontSet, decltype(&FcFontSetDestroy)> found(
        FcFontList(nullptr, wanted.get(), objects.get()), FcFontSetDestroy);
    return found && found->nfont > 0;
}

constexpr PartGroup kGroups[] = {
    {"elements", N_("Elements of GStreamer"), kElements, has_element},
    {"encoders", N_("Encoders of libavcodec"), kEncoders, has_encoder},
    {"containers", N_("Containers of libavformat"), kMuxers, has_muxer},
    {"fonts", N_("Fonts"), kFonts, has_font},
};

std::string dotted(unsigned version) {
    return fmt::format("{}.{}.{}", version >> 16, (version >> 8) & 0xff, version & 0xff);
}

}  // namespace

std::span<const PartGroup> part_groups() {
    return kGroups;
}

std::span<const SecureVersion> secure_versions() {
    return kSecure;
}

std::vector<LibraryVersion> library_versions() {
    guint major = 0, minor = 0, micro = 0, nano = 0;
    gst_version(&major, &minor, &micro, &nano);
    const int fonts = FcGetVersion();
    return {
        {"GStreamer", fmt::format("{}.{}.{}", major, minor, micro)},
        {"FFmpeg", av_version_info()},
        {"libavcodec", dotted(avcodec_version())},
        {"libavformat", dotted(avformat_version())},
        {"fontconfig", fmt::format("{}.{}.{}", fonts / 10000, fonts / 100 % 100, fonts % 100)},
    };
}

}  // namespace gatecast
