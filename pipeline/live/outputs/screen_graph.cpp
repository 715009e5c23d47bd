// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/screen_graph.h"

#include <gst/app/gstappsrc.h>

#include <charconv>

#include "pipeline/graph/elements.h"
#include "pipeline/graph/start.h"
#include "pipeline/graph/trouble.h"
#include "pipeline/live/decks/ring.h"

namespace gatecast {

namespace {

constexpr guint64 kPicturesWaiting = 1;
constexpr guint64 kSoundWaiting_bytes = 48'000 * kRingChannels * sizeof(float) / 5;  // a fifth of a second
constexpr gint64 kCardBuffer_us = 100'000, kCardPeriod_us = 20'000;

/// What stands behind the colon.
std::string place_in(const std::string& url) {
    return url.substr(url.find(':') + 1);
}

Ref<GstElement> make_screen(const ScreenSettings& settings) {
    const std::string place = place_in(settings.url);
    if (settings.url.starts_with("window:")) {
        Ref<GstElement> window = make_element("ximagesink");
        if (!place.empty()) g_object_set(window.get(), "display", (":" + place).c_str(), nullptr);
        return window;
    }
    Ref<GstElement> connector = make_element("kmssink");
    g_object_set(connector.get(), "force-modesetting", TRUE, nullptr);
    int id = -1;
    std::from_chars(place.data(), place.data() + place.size(), id);
    if (id >= 0) g_object_set(connector.get(), "connector-id", id, nullptr);
    return connector;
}

Ref<GstElement> make_source(const Ref<GstCaps>& caps) {
    Ref<GstElement> source = make_element("appsrc");
    g_object_set(source.get(), "caps", caps.get(), "format", GST_FORMAT_TIME, "is-live", TRUE, "leaky-type",
                 GST_APP_LEAKY_TYPE_DOWNSTREAM, "max-bytes", guint64{0}, nullptr);
    return source;
}

void run_through(GstElement* bin, std::initializer_list<Ref<GstElement>> elements) {
    GstElement* before = nullptr;
    for (const Ref<GstElement>& each : elements) {
        add_to(bin, each.get());
        if (before != nullptr) link_elements(before, each.get());
        before = each.get();
    }
}

}  // namespace

struct ScreenGraph::Graph {
    Ref<GstElement> bin = adopt(gst_pipeline_new(nullptr));
    Ref<GstElement> pictures, sound;
    Size size;
    std::string name;

    ~Graph() { gst_element_set_state(bin.get(), GST_STATE_NULL); }

    void add_pictures(const ScreenSettings& settings) {
        const Ref<GstCaps> caps = adopt(gst_caps_new_simple(
            "video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, settings.size.width, "height",
            G_TYPE_INT, settings.size.height, "framerate", GST_TYPE_FRACTION, static_cast<int>(settings.rate.num),
            static_cast<int>(settings.rate.den), "colorimetry", G_TYPE_STRING, "bt709", nullptr));
        pictures = make_source(caps);
        g_object_set(pictures.get(), "max-buffers", kPicturesWaiting, nullptr);
        const Ref<GstElement> screen = make_screen(settings);
        g_object_set(screen.get(), "sync", FALSE, "async", FALSE, "qos", FALSE, nullptr);
        run_through(bin.get(), {pictures, make_element("videoconvert"), screen});
    }

    void add_sound(const ScreenSettings& settings) {
        const Ref<GstCaps> caps = adopt(gst_caps_new_simple("audio/x-raw", "format", G_TYPE_STRING, "F32LE", "rate",
                                                            G_TYPE_INT, 48'000, "channels", G_TYPE_INT, kRingChannels,
                                                            "layout", G_TYPE_STRING, "interleaved", nullptr));
        sound = make_source(caps);
        g_object_set(sound.get(), "max-bytes", kSoundWaiting_bytes, nullptr);
        const Ref<GstElement> card = make_element("alsasink");
        g_object_set(card.get(), "device", settings.sound.c_str(), "sync", FALSE, "async", FALSE, "provide-clock",
                     FALSE, "buffer-time", kCardBuffer_us, "latency-time", kCardPeriod_us, nullptr);
        run_through(bin.get(), {sound, make_element("audioconvert"), make_element("audioresample"), card});
    }

    void complain_if_failed() const {
        const Ref<GstBus> bus = adopt(gst_element_get_bus(bin.get()));
        while (const Ref<GstMessage> message = adopt(gst_bus_pop(bus.get()))) {
            if (GST_MESSAGE_TYPE(message.get()) != GST_MESSAGE_ERROR) continue;
            GError* raw = nullptr;
            gst_message_parse_error(message.get(), &raw, nullptr);
            const std::unique_ptr<GError, decltype(&g_error_free)> error(raw, &g_error_free);
            throw Error(trouble_message(*error, name));
        }
    }
};

ScreenGraph::ScreenGraph(const ScreenSettings& settings) {
    start_graph();
    graph_ = std::make_unique<Graph>();
    graph_->size = settings.size;
    graph_->name = settings.name;
    graph_->add_pictures(settings);
    if (!settings.sound.empty()) graph_->add_sound(settings);
    if (gst_element_set_state(graph_->bin.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
        graph_->complain_if_failed();
        throw Error(
            message("{}: there is no such screen ({}). Look at the cable and at url.", settings.name, settings.url));
    }
}

ScreenGraph::~ScreenGraph() = default;

/// Rows as GStreamer lays them out where nobody says otherwise: on four bytes.
void ScreenGraph::show(const ConstImageView& picture) {
    const auto on_four = [](int count) { return (count + 3) & ~3; };
    const Size size = graph_->size, chroma = plane_size(size, picture.format, 1);
    const int luma_stride = on_four(size.width), chroma_stride = on_four(chroma.width);
    const int luma_rows = (size.height + 1) & ~1;
    const auto bytes = static_cast<gsize>(luma_stride * luma_rows + 2 * chroma_stride * chroma.height);
    GstBuffer* buffer = gst_buffer_new_allocate(nullptr, bytes, nullptr);
    gsize at = 0;
    for (size_t plane = 0; plane < 3; ++plane) {
        const Size part = plane == 0 ? size : chroma;
        const int stride = plane == 0 ? luma_stride : chroma_stride;
        for (int y = 0; y < part.height; ++y)
            gst_buffer_fill(buffer, at + static_cast<gsize>(y * stride), picture.planes[plane].row(y),
                            static_cast<gsize>(part.width));
        at += static_cast<gsize>(stride * (plane == 0 ? luma_rows : part.height));
    }
    static_cast<void>(gst_app_src_push_buffer(GST_APP_SRC(graph_->pictures.get()), buffer));  // check() says why not
}

void ScreenGraph::play(std::span<const float> sound) {
    if (!graph_->sound || sound.empty()) return;
    GstBuffer* buffer = gst_buffer_new_allocate(nullptr, sound.size_bytes(), nullptr);
    gst_buffer_fill(buffer, 0, sound.data(), sound.size_bytes());
    static_cast<void>(gst_app_src_push_buffer(GST_APP_SRC(graph_->sound.get()), buffer));
}

void ScreenGraph::check() {
    graph_->complain_if_failed();
}

}  // namespace gatecast
