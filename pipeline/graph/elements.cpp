// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/elements.h"

#include <array>
#include <cstring>
#include <string_view>

#include "presets/message.h"

namespace gatecast {
namespace {

struct Source {
    std::string_view element;
    std::string_view package;
};

constexpr std::array kSources = {
    Source{"filesrc", "libgstreamer1.0-0"},
    Source{"decodebin", "gstreamer1.0-plugins-base"},
    Source{"appsink", "gstreamer1.0-plugins-base"},
    Source{"videoconvert", "gstreamer1.0-plugins-base"},
    Source{"audioconvert", "gstreamer1.0-plugins-base"},
    Source{"qtdemux", "gstreamer1.0-plugins-good"},
    Source{"matroskademux", "gstreamer1.0-plugins-good"},
    Source{"avidemux", "gstreamer1.0-plugins-good"},
    Source{"flvdemux", "gstreamer1.0-plugins-good"},
    Source{"wavparse", "gstreamer1.0-plugins-good"},
    Source{"mpegaudioparse", "gstreamer1.0-plugins-good"},
    Source{"tsdemux", "gstreamer1.0-plugins-bad"},
    Source{"mxfdemux", "gstreamer1.0-plugins-bad"},
    Source{"h264parse", "gstreamer1.0-plugins-bad"},
    Source{"h265parse", "gstreamer1.0-plugins-bad"},
    Source{"mpegvideoparse", "gstreamer1.0-plugins-bad"},
    Source{"kmssink", "gstreamer1.0-plugins-bad"},
    Source{"ximagesink", "gstreamer1.0-x"},
    Source{"alsasink", "gstreamer1.0-alsa"},
    Source{"avdec_h264", "gstreamer1.0-libav"},
    Source{"avdec_h265", "gstreamer1.0-libav"},
    Source{"avdec_mpeg2video", "gstreamer1.0-libav"},
    Source{"avdec_prores", "gstreamer1.0-libav"},
    Source{"avdec_aac", "gstreamer1.0-libav"},
};

}  // namespace

std::string package_of(const std::string& element) {
    for (const Source& source : kSources) {
        if (source.element == element) return std::string(source.package);
    }
    return element.starts_with("avdec_") ? "gstreamer1.0-libav" : "";
}

Ref<GstElement> make_element(const char* factory) {
    Ref<GstElement> element = adopt(gst_element_factory_make(factory, nullptr));
    if (element) return element;
    const std::string package = package_of(factory);
    throw Error(message("GStreamer has no element {}. Install the package {}.", factory,
                        package.empty() ? "gstreamer1.0-plugins-base" : package));
}

void add_to(GstElement* bin, GstElement* element) {
    if (gst_bin_add(GST_BIN(bin), element) == FALSE) {
        throw Error(message("GStreamer does not take the element {} into its pipeline.", GST_OBJECT_NAME(element)));
    }
}

void link_elements(GstElement* from, GstElement* to) {
    if (gst_element_link(from, to) == FALSE) {
        throw Error(message("GStreamer cannot link {} to {}.", GST_OBJECT_NAME(from), GST_OBJECT_NAME(to)));
    }
}

bool factory_is(GstElementFactory* factory, const char* word) {
    const char* klass = gst_element_factory_get_metadata(factory, GST_ELEMENT_METADATA_KLASS);
    return klass != nullptr && std::strstr(klass, word) != nullptr;
}

bool has_property(GstElement* element, const char* name) {
    return g_object_class_find_property(G_OBJECT_GET_CLASS(element), name) != nullptr;
}

}  // namespace gatecast
