// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/decode_bin.h"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#include <algorithm>
#include <string_view>

#include "pipeline/graph/elements.h"
#include "pipeline/graph/idle.h"
#include "pipeline/graph/start.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

// GstAutoplugSelectResult, which GStreamer keeps out of its headers.
constexpr int kTry = 0;
constexpr int kSkip = 2;

constexpr guint kSamplesAhead = 3;
constexpr int kRoundsToDrain = 50;  // of 20 ms in which nothing moves, after the last of the stream went in

/// decodebin shows its own pads in front of those that elements made.
Ref<GstPad> behind(GstPad* pad) {
    return GST_IS_GHOST_PAD(pad) ? adopt(gst_ghost_pad_get_target(GST_GHOST_PAD(pad))) : share(pad);
}

bool made_by_demuxer(GstPad* pad) {
    const Ref<GstElement> parent = adopt(gst_pad_get_parent_element(pad));
    GstElementFactory* factory = parent ? gst_element_get_factory(parent.get()) : nullptr;
    if (factory == nullptr) return false;
    // Between a demuxer and the choice of what follows, decodebin has put its queue already: a pad for each stream.
    return factory_is(factory, "Demuxer") || std::string_view(GST_OBJECT_NAME(factory)) == "multiqueue";
}

bool is_kind(const GstCaps* caps, StreamKind kind) {
    if (gst_caps_get_size(caps) == 0) return false;
    const std::string_view name = gst_structure_get_name(gst_caps_get_structure(caps, 0));
    if (kind == StreamKind::kAudio) return name.starts_with("audio/");
    return name.starts_with("video/") || name.starts_with("image/");
}

}  // namespace

DecodeBin::DecodeBin(const std::filesystem::path& file, DecodeWish wish)
    : wish_(std::move(wish)), name_(file.filename().string()) {
    start_graph();
    build(file);
    connect_signals();
    start();
}

DecodeBin::~DecodeBin() {
    // A full sink waits for room with a lock that every change of state needs: it is flushed first.
    const Ref<GstPad> end = adopt(gst_element_get_static_pad(sink_.get(), "sink"));
    gst_pad_send_event(end.get(), gst_event_new_flush_start());
    gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
    const Ref<GstBus> bus = adopt(gst_element_get_bus(pipeline_.get()));
    gst_bus_set_sync_handler(bus.get(), nullptr, nullptr, nullptr);
}

void DecodeBin::build(const std::filesystem::path& file) {
    const bool video = wish_.kind == StreamKind::kVideo;
    pipeline_ = adopt(gst_pipeline_new(nullptr));
    const Ref<GstElement> source = make_element("filesrc");
    decoder_ = make_element("decodebin");
    // Which formats a file decodes to is known only while it runs, and may change on the way: the converter passes
    // those of `wish.caps` untouched.
    converter_ = make_element(video ? "videoconvert" : "audioconvert");
    sink_ = make_element("appsink");

    g_object_set(source.get(), "location", file.c_str(), nullptr);
    const Ref<GstCaps> raw = adopt(gst_caps_from_string(video ? "video/x-raw(ANY)" : "audio/x-raw(ANY)"));
    g_object_set(decoder_.get(), "caps", raw.get(), "expose-all-streams", FALSE, nullptr);
    g_object_set(sink_.get(), "sync", FALSE, "async", FALSE, "qos", FALSE, "enable-last-sample", FALSE, "wait-on-eos",
                 FALSE, "max-buffers", kSamplesAhead, "caps", wish_.caps.get(), nullptr);
    for (const Ref<GstElement>& element : {source, decoder_, converter_, sink_}) {
        add_to(pipeline_.get(), element.get());
    }
    link_elements(source.get(), decoder_.get());
    link_elements(converter_.get(), sink_.get());
    const Ref<GstPad> end = adopt(gst_element_get_static_pad(sink_.get(), "sink"));
    gst_pad_add_probe(end.get(), GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM, &DecodeBin::on_sink_query, nullptr, nullptr);
}

void DecodeBin::connect_signals() {
    handlers_.reserve(3);
    handlers_.emplace_back(decoder_.get(), "autoplug-select", G_CALLBACK(&DecodeBin::on_select), this);
    handlers_.emplace_back(decoder_.get(), "pad-added", G_CALLBACK(&DecodeBin::on_pad), this);
    handlers_.emplace_back(pipeline_.get(), "deep-element-added", G_CALLBACK(&DecodeBin::on_element), this);
    const Ref<GstBus> bus = adopt(gst_element_get_bus(pipeline_.get()));
    gst_bus_set_sync_handler(bus.get(), &DecodeBin::on_message, this, nullptr);
}

void DecodeBin::start() {
    if (gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
        failed_ = true;
        return;
    }
    const auto patience = std::chrono::steady_clock::now() + wish_.patience;
    // Neither an error nor a stream that ended before anything came of it ends GStreamer's own wait.
    int rounds_left = kRoundsToDrain;
    while (!failed_ && rounds_left > 0 && std::chrono::steady_clock::now() < patience) {
        if (gst_element_get_state(pipeline_.get(), nullptr, nullptr, 20 * GST_MSECOND) != GST_STATE_CHANGE_ASYNC)
            return;
        pull_early();
        if (refused_) break;
        if (others_at_work())
            rounds_left = kRoundsToDrain;
        else if (all_in_ || demuxer_rests())
            --rounds_left;
    }
    if (!failed_ && !refused_) problems_.add(message("{}: no picture or sound could be found in it.", name_));
    failed_ = true;
}

/// A sink that is full before it plays holds the lock that playing needs: what it has is taken from it meanwhile.
void DecodeBin::pull_early() {
    while (Ref<GstSample> sample = adopt(gst_app_sink_try_pull_sample(GST_APP_SINK(sink_.get()), 0))) {
        early_.push_back(std::move(sample));
    }
}

/// A demuxer that fails while decodebin is still linking it has its error swallowed there: all that shows is that it
/// reads no more.
bool DecodeBin::demuxer_rests() {
    const std::scoped_lock held(lock_);
    if (!demuxer_input_ || GST_PAD_MODE(demuxer_input_.get()) != GST_PAD_MODE_PULL) return false;
    return gst_pad_get_task_state(demuxer_input_.get()) != GST_TASK_STARTED;
}

bool DecodeBin::seek(Time to) {
    if (failed_) return false;
    early_.clear();  // a seek that fails is answered by opening anew
    const auto how = wish_.kind == StreamKind::kVideo ? GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE
                                                      : static_cast<int>(GST_SEEK_FLAG_ACCURATE);
    return gst_element_seek(sink_.get(), 1.0, GST_FORMAT_TIME, static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | how),
                            GST_SEEK_TYPE_SET, to.count(), GST_SEEK_TYPE_NONE, 0) != FALSE;
}

Ref<GstSample> DecodeBin::pull() {
    if (!early_.empty()) {
        Ref<GstSample> sample = std::move(early_.front());
        early_.pop_front();
        return sample;
    }
    GstAppSink* sink = GST_APP_SINK(sink_.get());
    constexpr Time kLook = 200ms;
    for (Time waited{0}; waited < wish_.patience; waited += kLook) {
        const bool failed = failed_;
        Ref<GstSample> sample = adopt(gst_app_sink_try_pull_sample(sink, static_cast<GstClockTime>(kLook / 1ns)));
        if (sample) return sample;
        // After an error the stream may still be drained, but nothing promises an end of it.
        if (failed || gst_app_sink_is_eos(sink) != FALSE) return {};
    }
    problems_.add(message("{}: decoding came to a stop before the end of the file.", name_));
    failed_ = true;
    return {};
}

bool DecodeBin::is_wanted(GstPad* pad, GstCaps* caps) {
    if (!is_kind(caps, wish_.kind)) return false;
    auto found = std::find(streams_.begin(), streams_.end(), pad);
    if (found == streams_.end()) found = streams_.insert(found, pad);
    return found - streams_.begin() == wish_.track;
}

bool DecodeBin::within_limits(const GstCaps* caps) {
    if (gst_caps_get_size(caps) == 0) return true;
    const GstStructure* structure = gst_caps_get_structure(caps, 0);
    int width = 0;
    int height = 0;
    gst_structure_get_int(structure, "width", &width);
    gst_structure_get_int(structure, "height", &height);
    const ClipLimits& limits = wish_.limits;
    if (width <= limits.side && height <= limits.side && int64_t{width} * height <= limits.pixels) return true;
    problems_.add(message("{}: its pictures of {}x{} are larger than what is allowed.", name_, width, height));
    refused_ = true;
    return false;
}

bool DecodeBin::may_use(GstPad* pad, GstCaps* caps, GstElementFactory* factory) {
    for (const char* word : {"Hardware", "Adaptive", "Network"}) {
        if (factory_is(factory, word)) return false;
    }
    if (factory_is(factory, "Demuxer") || !made_by_demuxer(pad)) {
        return !factory_is(factory, "Decoder") || within_limits(caps);
    }
    return is_wanted(pad, caps) && within_limits(caps);
}

/// One thread, so that every run gives the same pictures; damage is passed over, not given up at.
void DecodeBin::settle(GstElement* element) {
    if (has_property(element, "max-threads")) g_object_set(element, "max-threads", 1, nullptr);
    if (has_property(element, "max-errors")) g_object_set(element, "max-errors", -1, nullptr);
    GstElementFactory* factory = gst_element_get_factory(element);
    if (factory == nullptr) return;
    // It moves its first segment to the first packet it meets, of whichever track, and back again.
    if (std::string_view(GST_OBJECT_NAME(factory)) == "matroskademux") plain_times_ = true;
    if (factory_is(factory, "Demuxer")) {
        const std::scoped_lock held(lock_);
        demuxer_input_ = adopt(gst_element_get_static_pad(element, "sink"));
    }
    const bool decoder = factory_is(factory, "Decoder");
    if (!decoder && !factory_is(factory, "Parser")) return;
    if (decoder && has_property(element, "threads")) g_object_set(element, "threads", 1, nullptr);
    const Ref<GstPad> input = adopt(gst_element_get_static_pad(element, "sink"));
    if (!input) return;
    const int kinds = GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM | (decoder ? GST_PAD_PROBE_TYPE_BUFFER : 0);
    gst_pad_add_probe(input.get(), static_cast<GstPadProbeType>(kinds),
                      decoder ? &DecodeBin::on_decoder_input : &DecodeBin::on_parser_input, this, nullptr);
}

int DecodeBin::on_select(GstElement*, GstPad* pad, GstCaps* caps, GstElementFactory* factory, DecodeBin* self) {
    try {
        const Ref<GstPad> made = behind(pad);
        return made && self->may_use(made.get(), caps, factory) ? kTry : kSkip;
    } catch (...) {
        self->failed_ = true;
        return kSkip;
    }
}

/// Frames are mapped with their own strides: a decoder need not copy them out of its padded memory for us.
GstPadProbeReturn DecodeBin::on_sink_query(GstPad*, GstPadProbeInfo* info, gpointer) {
    GstQuery* query = GST_PAD_PROBE_INFO_QUERY(info);
    if (GST_QUERY_TYPE(query) != GST_QUERY_ALLOCATION) return GST_PAD_PROBE_OK;
    gst_query_add_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr);
    return GST_PAD_PROBE_HANDLED;
}

void DecodeBin::on_pad(GstElement*, GstPad* pad, DecodeBin* self) {
    const Ref<GstPad> target = adopt(gst_element_get_static_pad(self->converter_.get(), "sink"));
    if (gst_pad_is_linked(target.get()) != FALSE) return;  // the demuxer's later groups: the first is the clip
    // Plain PCM needs no decoder: nobody was asked about it before.
    const Ref<GstPad> made = behind(pad);
    const Ref<GstCaps> caps = adopt(gst_pad_get_current_caps(pad));
    if (made && caps && made_by_demuxer(made.get()) && !self->is_wanted(made.get(), caps.get())) return;
    if (gst_pad_link(pad, target.get()) != GST_PAD_LINK_OK) self->failed_ = true;
}

void DecodeBin::on_element(GstBin*, GstBin*, GstElement* element, DecodeBin* self) {
    try {
        self->settle(element);
    } catch (...) {
        self->failed_ = true;
    }
}

/// Nobody polls the bus: a message is read where it arises and let go, so that none pile up.
GstBusSyncReply DecodeBin::on_message(GstBus*, GstMessage* message, gpointer data) {
    auto* self = static_cast<DecodeBin*>(data);
    if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
        GError* error = nullptr;
        gst_message_parse_error(message, &error, nullptr);
        try {
            self->problems_.add(trouble_message(*error, self->name_));
        } catch (...) {  // no memory to say it with: the end of the stream says enough
        }
        g_error_free(error);
        self->failed_ = true;
    }
    gst_message_unref(message);  // who drops a message owns it
    return GST_BUS_DROP;
}

/// The size may change in the middle of a stream, behind the back of the choice of elements.
GstPadProbeReturn DecodeBin::on_decoder_input(GstPad* pad, GstPadProbeInfo* info, gpointer data) {
    auto* self = static_cast<DecodeBin*>(data);
    if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
        self->note_first_key(pad, GST_PAD_PROBE_INFO_BUFFER(info));
        return self->refused_ ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
    }
    GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
    if (event != nullptr && GST_EVENT_TYPE(event) == GST_EVENT_EOS) self->all_in_ = true;
    if (event == nullptr || GST_EVENT_TYPE(event) != GST_EVENT_CAPS) return GST_PAD_PROBE_OK;
    GstCaps* caps = nullptr;
    gst_event_parse_caps(event, &caps);
    try {
        return self->within_limits(caps) ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
    } catch (...) {
        self->refused_ = true;
        return GST_PAD_PROBE_DROP;
    }
}

/// A parser that finds nothing to its taste never gets a decoder behind it.
GstPadProbeReturn DecodeBin::on_parser_input(GstPad*, GstPadProbeInfo* info, gpointer data) {
    const GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
    if (event != nullptr && GST_EVENT_TYPE(event) == GST_EVENT_EOS) static_cast<DecodeBin*>(data)->all_in_ = true;
    return GST_PAD_PROBE_OK;
}

std::optional<Time> DecodeBin::clock_time(const GstSegment* segment, GstClockTime pts) const {
    if (pts == GST_CLOCK_TIME_NONE) return std::nullopt;
    if (plain_times_) return Time(static_cast<int64_t>(pts));
    guint64 time = 0;
    const int sign = gst_segment_to_stream_time_full(segment, GST_FORMAT_TIME, pts, &time);
    if (sign == 0) return std::nullopt;
    return Time(sign * static_cast<int64_t>(time));
}

std::optional<Time> DecodeBin::time_of(const Ref<GstSample>& sample) const {
    const GstBuffer* buffer = gst_sample_get_buffer(sample.get());
    const GstSegment* segment = gst_sample_get_segment(sample.get());
    if (buffer == nullptr || segment == nullptr) return std::nullopt;
    return clock_time(segment, GST_BUFFER_PTS(buffer));
}

std::optional<Time> DecodeBin::first_key() const {
    return key_seen_ ? std::optional(Time(first_key_)) : std::nullopt;
}

void DecodeBin::note_first_key(GstPad* pad, GstBuffer* buffer) {
    if (key_seen_ || GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)) return;
    const Ref<GstEvent> event = adopt(gst_pad_get_sticky_event(pad, GST_EVENT_SEGMENT, 0));
    if (!event) return;
    const GstSegment* segment = nullptr;
    gst_event_parse_segment(event.get(), &segment);
    const std::optional<Time> time = clock_time(segment, GST_BUFFER_PTS(buffer));
    if (!time) return;
    first_key_ = time->count();
    key_seen_ = true;
}

}  // namespace gatecast
