// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/start.h"

#include <array>
#include <memory>
#include <mutex>

#include "pipeline/graph/ref.h"
#include "pipeline/media/complaints.h"
#include "presets/message.h"

namespace gatecast {
namespace {

// Elements that follow addresses found in a file. Everything else that could reach the network has to be named by us.
constexpr std::array kFollowAddresses = {"hlsdemux",  "hlsdemux2", "dashdemux",    "dashdemux2",   "mssdemux",
                                         "mssdemux2", "sdpdemux",  "rtspsrc",      "uridecodebin", "uridecodebin3",
                                         "playbin",   "playbin3",  "urisourcebin", "souphttpsrc",  "curlhttpsrc"};

void forbid_network() {
    GstRegistry* registry = gst_registry_get();
    for (const char* name : kFollowAddresses) {
        const Ref<GstPluginFeature> feature = adopt(gst_registry_lookup_feature(registry, name));
        if (feature) gst_plugin_feature_set_rank(feature.get(), GST_RANK_NONE);
    }
}

/// Now rather than with the first film: it takes libav's log for itself when it is loaded.
void load_libav() {
    const Ref<GstPlugin> plugin = adopt(gst_plugin_load_by_name("libav"));
    listen_for_complaints();
}

}  // namespace

void start_graph() {
    static std::once_flag once;
    std::call_once(once, [] {
        GError* raw = nullptr;
        const bool started = gst_init_check(nullptr, nullptr, &raw) != FALSE;
        const std::unique_ptr<GError, decltype(&g_error_free)> error(raw, &g_error_free);
        if (!started) {
            throw Error(message("GStreamer cannot start: {}. Install gstreamer1.0-plugins-base and run check-system.",
                                error ? error->message : "?"));
        }
        forbid_network();
        load_libav();
    });
}

}  // namespace gatecast
