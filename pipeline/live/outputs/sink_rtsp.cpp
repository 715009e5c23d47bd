// SPDX-License-Identifier: GPL-3.0-or-later
// RTSP, served: whoever calls gets the coded stream from the next keyframe on, over TCP or UDP. gst-rtsp-server runs in
// a main loop of its own on a thread of its own; one pipeline of payloaders feeds all who watch.
#include <gst/app/gstappsrc.h>
#include <gst/rtsp-server/rtsp-server.h>

extern "C" {
#include <libavcodec/codec_par.h>
}

#include <cstring>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "pipeline/graph/ref.h"
#include "pipeline/graph/start.h"
#include "pipeline/live/outputs/sink.h"
#include "presets/message.h"

namespace gatecast {

namespace {

constexpr const char* kPipeline =
    "( appsrc name=pictures is-live=true format=time max-bytes=8000000 leaky-type=downstream ! h264parse ! "
    "rtph264pay name=pay0 pt=96 config-interval=-1 "
    "appsrc name=sound is-live=true format=time max-bytes=1000000 leaky-type=downstream ! rtpmp4gpay name=pay1 pt=97 )";
constexpr const char* kDefaultPort = "8554";
constexpr const char* kRole = "viewer";

/// "rtsp://NAME:PASSWORD@0.0.0.0:8554/path".
struct Place {
    std::string name, password, address, port = kDefaultPort, path = "/";
};

Place place_of(const SinkSettings& settings) {
    std::string_view rest = settings.url;
    if (!rest.starts_with("rtsp://"))
        throw Error(message("{}: {} is no place to serve RTSP at. Write rtsp://0.0.0.0:8554/NAME.", settings.name,
                            settings.url));
    rest.remove_prefix(7);
    Place place;
    if (const size_t slash = rest.find('/'); slash != std::string_view::npos) {
        place.path = rest.substr(slash);
        rest = rest.substr(0, slash);
    }
    if (const size_t at = rest.rfind('@'); at != std::string_view::npos) {
        const std::string_view who = rest.substr(0, at);
        place.name = who.substr(0, who.find(':'));
        if (who.find(':') != std::string_view::npos) place.password = who.substr(who.find(':') + 1);
        rest = rest.substr(at + 1);
    }
    if (const size_t colon = rest.rfind(':'); colon != std::string_view::npos) {
        place.port = rest.substr(colon + 1);
        rest = rest.substr(0, colon);
    }
    place.address = rest.empty() ? "0.0.0.0" : rest;
    return place;
}

std::vector<uint8_t> codec_head(const AVCodecParameters& parameters) {
    return {parameters.extradata, parameters.extradata + parameters.extradata_size};
}

template <typename T>
struct Unref {
    void operator()(T* object) const noexcept { g_object_unref(object); }
};
template <typename T>
using Object = std::unique_ptr<T, Unref<T>>;

/// The two ends of the pipeline that is being watched; none while nobody watches.
struct Watched {
    Ref<GstElement> pictures, sound;
    std::optional<int64_t> first;  // frame, that the pipeline's time counts from
    Time at_first{0};
};

class RtspWriter : public SinkWriter {
public:
    RtspWriter(const SinkSettings& settings, const StreamHead& head)
        : name_(settings.name),
          rate_(head.rate),
          pictures_head_(codec_head(*head.video)),
          sound_head_(codec_head(*head.sound)),
          channels_(head.sound->ch_layout.nb_channels),
          context_(g_main_context_new(), g_main_context_unref),
          loop_(g_main_loop_new(context_.get(), FALSE), g_main_loop_unref),
          server_(gst_rtsp_server_new()) {
        serve(place_of(settings));
        thread_ = std::thread([this] { run(); });
    }

    ~RtspWriter() override {
        g_source_destroy(source_);
        g_source_unref(source_);
        GSource* const end = g_idle_source_new();
        g_source_set_callback(
            end, [](gpointer loop) { return g_main_loop_quit(static_cast<GMainLoop*>(loop)), G_SOURCE_REMOVE; },
            loop_.get(), nullptr);
        g_source_attach(end, context_.get());
        g_source_unref(end);
        thread_.join();
        gst_rtsp_server_client_filter(
            server_.get(), [](GstRTSPServer*, GstRTSPClient*, gpointer) { return GST_RTSP_FILTER_REMOVE; }, nullptr);
    }
    RtspWriter(const RtspWriter&) = delete;
    RtspWriter& operator=(const RtspWriter&) = delete;

    void write(const TrackPacket& from) override {
        const std::lock_guard lock(mutex_);
        if (!watched_.pictures) return;
        const bool picture = from.track == TrackKind::kVideo;
        if (!watched_.first) {
            if (!picture || !from.packet.key) return;
            watched_.first = from.packet.pts;
            watched_.at_first = running_time();
        }
        const Time line = picture ? frame_time(from.packet.pts, rate_) : sound_time(from.packet.pts);
        const Time time = watched_.at_first + line - frame_time(*watched_.first, rate_);
        if (time < Time(0)) return;
        push(picture ? watched_.pictures.get() : watched_.sound.get(), from.packet,
             picture && from.packet.key ? pictures_head_ : std::vector<uint8_t>{}, time);
    }

    bool goes_on_with(const StreamHead& head) override {
        const std::lock_guard lock(mutex_);
        pictures_head_ = codec_head(*head.video);
        return true;
    }

private:
    static Time sound_time(int64_t sample) {
        return Time(static_cast<int64_t>(static_cast<__int128>(sample) * 1'000'000'000 / 48'000));
    }

    void serve(const Place& place) {
        gst_rtsp_server_set_address(server_.get(), place.address.c_str());
        gst_rtsp_server_set_service(server_.get(), place.port.c_str());
        GstRTSPMediaFactory* factory = gst_rtsp_media_factory_new();
        gst_rtsp_media_factory_set_launch(factory, kPipeline);
        gst_rtsp_media_factory_set_shared(factory, TRUE);
        gst_rtsp_media_factory_set_stop_on_disconnect(factory, TRUE);
        g_signal_connect(factory, "media-configure", G_CALLBACK(&RtspWriter::on_media), this);
        if (!place.name.empty()) ask_for(place, factory);
        const Object<GstRTSPMountPoints> mounts(gst_rtsp_server_get_mount_points(server_.get()));
        gst_rtsp_mount_points_add_factory(mounts.get(), place.path.c_str(), factory);  // takes it over
        GError* raw = nullptr;
        source_ = gst_rtsp_server_create_source(server_.get(), nullptr, &raw);
        const std::unique_ptr<GError, decltype(&g_error_free)> error(raw, &g_error_free);
        if (source_ == nullptr)
            throw Error(message("{}: RTSP cannot be served at {}:{} ({}).", name_, place.address, place.port,
                                error ? error->message : "?"));
        g_source_set_callback(source_, G_SOURCE_FUNC(gst_rtsp_server_io_func), server_.get(), nullptr);
        g_source_attach(source_, context_.get());
    }

    /// Digest: the password is never on the line.
    void ask_for(const Place& place, GstRTSPMediaFactory* factory) const {
        const Object<GstRTSPAuth> auth(gst_rtsp_auth_new());
        gst_rtsp_auth_set_supported_methods(auth.get(), GST_RTSP_AUTH_DIGEST);
        GstRTSPToken* const token =
            gst_rtsp_token_new(GST_RTSP_TOKEN_MEDIA_FACTORY_ROLE, G_TYPE_STRING, kRole, nullptr);
        gst_rtsp_auth_add_digest(auth.get(), place.name.c_str(), place.password.c_str(), token);
        gst_rtsp_token_unref(token);
        gst_rtsp_server_set_auth(server_.get(), auth.get());
        gst_rtsp_media_factory_add_role(factory, kRole, GST_RTSP_PERM_MEDIA_FACTORY_ACCESS, G_TYPE_BOOLEAN, TRUE,
                                        GST_RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, G_TYPE_BOOLEAN, TRUE, nullptr);
    }

    void run() {
        g_main_context_push_thread_default(context_.get());
        g_main_loop_run(loop_.get());
        g_main_context_pop_thread_default(context_.get());
    }

    static void on_media(GstRTSPMediaFactory*, GstRTSPMedia* media, gpointer data) {
        auto* self = static_cast<RtspWriter*>(data);
        const Ref<GstElement> bin = adopt(gst_rtsp_media_get_element(media));
        Watched watched;
        watched.pictures = adopt(gst_bin_get_by_name_recurse_up(GST_BIN(bin.get()), "pictures"));
        watched.sound = adopt(gst_bin_get_by_name_recurse_up(GST_BIN(bin.get()), "sound"));
        self->set_caps(watched);
        g_signal_connect(media, "unprepared", G_CALLBACK(&RtspWriter::on_unprepared), self);
        const std::lock_guard lock(self->mutex_);
        self->watched_ = std::move(watched);
    }

    static void on_unprepared(GstRTSPMedia*, gpointer data) {
        auto* self = static_cast<RtspWriter*>(data);
        const std::lock_guard lock(self->mutex_);
        self->watched_ = {};
    }

    void set_caps(const Watched& watched) const {
        const Ref<GstCaps> pictures = adopt(gst_caps_new_simple(
            "video/x-h264", "stream-format", G_TYPE_STRING, "byte-stream", "alignment", G_TYPE_STRING, "au", nullptr));
        gst_app_src_set_caps(GST_APP_SRC(watched.pictures.get()), pictures.get());
        const Ref<GstBuffer> config = adopt(buffer_of({}, sound_head_));
        const Ref<GstCaps> sound = adopt(gst_caps_new_simple(
            "audio/mpeg", "mpegversion", G_TYPE_INT, 4, "stream-format", G_TYPE_STRING, "raw", "rate", G_TYPE_INT,
            48'000, "channels", G_TYPE_INT, channels_, "codec_data", GST_TYPE_BUFFER, config.get(), nullptr));
        gst_app_src_set_caps(GST_APP_SRC(watched.sound.get()), sound.get());
    }

    static GstBuffer* buffer_of(const std::vector<uint8_t>& head, const std::vector<uint8_t>& bytes) {
        GstBuffer* buffer = gst_buffer_new_allocate(nullptr, head.size() + bytes.size(), nullptr);
        gst_buffer_fill(buffer, 0, head.data(), head.size());
        gst_buffer_fill(buffer, head.size(), bytes.data(), bytes.size());
        return buffer;
    }

    [[nodiscard]] Time running_time() const {
        const Ref<GstClock> clock = adopt(gst_element_get_clock(watched_.pictures.get()));
        if (!clock) return Time(0);
        const GstClockTime now = gst_clock_get_time(clock.get());
        const GstClockTime base = gst_element_get_base_time(watched_.pictures.get());
        return Time(static_cast<int64_t>(now > base ? now - base : 0));
    }

    static void push(GstElement* to, const Packet& packet, const std::vector<uint8_t>& head, Time time) {
        GstBuffer* buffer = buffer_of(head, packet.bytes);
        GST_BUFFER_PTS(buffer) = static_cast<GstClockTime>(time.count());
        static_cast<void>(gst_app_src_push_buffer(GST_APP_SRC(to), buffer));  // none watches any more: no failure
    }

    std::string name_;
    Rational rate_;
    std::vector<uint8_t> pictures_head_, sound_head_;
    int channels_;
    std::unique_ptr<GMainContext, decltype(&g_main_context_unref)> context_;
    std::unique_ptr<GMainLoop, decltype(&g_main_loop_unref)> loop_;
    Object<GstRTSPServer> server_;
    GSource* source_ = nullptr;
    std::mutex mutex_;  // of what is watched: the server's threads and the sink's
    Watched watched_;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<SinkWriter> open_rtsp(const SinkSettings& settings, const StreamHead& head, const std::atomic<bool>&) {
    start_graph();
    return std::make_unique<RtspWriter>(settings, head);
}

}  // namespace gatecast
