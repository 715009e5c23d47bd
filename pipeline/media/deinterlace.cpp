// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/deinterlace.h"

extern "C" {
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

#include <deque>
#include <optional>

#include "pipeline/media/libav.h"
#include "presets/message.h"

namespace gatecast {
namespace {

using Owner = std::shared_ptr<const void>;

void let_go(void* owner, uint8_t*) {
    delete static_cast<Owner*>(owner);
}

struct Graph {
    struct Free {
        void operator()(AVFilterGraph* graph) const noexcept { avfilter_graph_free(&graph); }
    };
    std::unique_ptr<AVFilterGraph, Free> graph;
    AVFilterContext* source = nullptr;
    AVFilterContext* sink = nullptr;
};

[[noreturn]] void fail(int code) {
    throw Error(message("Interlaced pictures of this format cannot be deinterlaced ({}). Convert the clip first.",
                        libav::reason(code)));
}

AVFilterContext* add(AVFilterGraph* graph, const char* filter, const char* name, const std::string& arguments) {
    AVFilterContext* context = nullptr;
    const int made = avfilter_graph_create_filter(&context, avfilter_get_by_name(filter), name,
                                                  arguments.empty() ? nullptr : arguments.c_str(), nullptr, graph);
    if (made < 0) fail(made);
    return context;
}

Graph build(const Picture& picture) {
    const AVPixelFormat format = libav::to_av(picture.view.format);
    if (format == AV_PIX_FMT_NONE) fail(AVERROR(EINVAL));
    Graph built;
    built.graph.reset(avfilter_graph_alloc());
    if (!built.graph) throw std::bad_alloc();
    built.graph->nb_threads = 1;
    built.graph->thread_type = 0;
    avfilter_graph_set_auto_convert(built.graph.get(), AVFILTER_AUTO_CONVERT_NONE);
    const Size size = picture.view.size;
    built.source = add(built.graph.get(), "buffer", "in",
                       fmt::format("video_size={}x{}:pix_fmt={}:time_base=1/1000:pixel_aspect=1/1", size.width,
                                   size.height, static_cast<int>(format)));
    AVFilterContext* bwdif = add(built.graph.get(), "bwdif", "fields", "mode=send_field:parity=auto:deint=all");
    built.sink = add(built.graph.get(), "buffersink", "out", {});
    for (const auto& [from, to] : {std::pair{built.source, bwdif}, std::pair{bwdif, built.sink}})
        if (const int linked = avfilter_link(from, 0, to, 0); linked < 0) fail(linked);
    if (const int configured = avfilter_graph_config(built.graph.get(), nullptr); configured < 0) fail(configured);
    return built;
}

libav::Frame wrap(const Picture& picture, int64_t number) {
    libav::Frame frame = libav::make_frame();
    frame->format = libav::to_av(picture.view.format);
    frame->width = picture.view.size.width;
    frame->height = picture.view.size.height;
    for (int plane = 0; plane < picture.view.format.planes(); ++plane) {
        const auto i = static_cast<size_t>(plane);
        frame->data[i] = const_cast<uint8_t*>(picture.view.planes[i].data);  // read only, and marked so
        frame->linesize[i] = static_cast<int>(picture.view.planes[i].stride_bytes);
    }
    auto owner = std::make_unique<Owner>(picture.owner);
    frame->buf[0] = av_buffer_create(frame->data[0], 1, let_go, owner.get(), AV_BUFFER_FLAG_READONLY);
    if (!frame->buf[0]) throw std::bad_alloc();
    owner.release();
    frame->pts = number;
    frame->interlaced_frame = 1;
    frame->top_field_first = picture.fields != FieldOrder::kBottomFirst;
    return frame;
}

Picture unwrap(libav::Frame frame, const Picture& like) {
    Picture picture;
    picture.view.format = like.view.format;
    picture.view.size = like.view.size;
    for (int plane = 0; plane < like.view.format.planes(); ++plane) {
        const auto i = static_cast<size_t>(plane);
        picture.view.planes[i] = {frame->data[i], frame->linesize[i]};
    }
    picture.colour = like.colour;
    picture.owner = std::shared_ptr<const AVFrame>(frame.release(), libav::Free{});
    return picture;
}

}  // namespace

struct Deinterlacer::State {
    struct Span {
        Time start, end;
    };
    std::optional<Graph> graph;
    Picture shape;           // of what the graph was built for; holds no pixels
    std::deque<Span> spans;  // of pictures whose fields are not all out
    bool second = false;     // the next field is the second of its picture
    int64_t pictures = 0;

    void take_out(const FieldSink& sink) {
        for (;;) {
            libav::Frame frame = libav::make_frame();
            const int got = av_buffersink_get_frame(graph->sink, frame.get());
            if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) return;
            if (got < 0) fail(got);
            if (spans.empty()) return;
            const Span span = spans.front();
            const Time middle = span.start + (span.end - span.start) / 2;
            if (second) spans.pop_front();
            sink(unwrap(std::move(frame), shape), second ? middle : span.start, second ? span.end : middle);
            second = !second;
        }
    }
};

Deinterlacer::Deinterlacer() : state_(std::make_unique<State>()) {}
Deinterlacer::~Deinterlacer() = default;
Deinterlacer::Deinterlacer(Deinterlacer&&) noexcept = default;

void Deinterlacer::push(const Picture& picture, Time start, Time end, const FieldSink& sink) {
    State& s = *state_;
    const bool same = s.graph && s.shape.view.size == picture.view.size && s.shape.view.format == picture.view.format;
    if (!same) {
        flush(sink);
        s.graph = build(picture);
    }
    s.shape = picture;
    s.shape.view.planes = {};
    s.shape.owner.reset();
    s.spans.push_back({start, end});
    const libav::Frame frame = wrap(picture, s.pictures++);
    if (const int sent = av_buffersrc_add_frame(s.graph->source, frame.get()); sent < 0) fail(sent);
    s.take_out(sink);
}

void Deinterlacer::flush(const FieldSink& sink) {
    State& s = *state_;
    if (!s.graph) return;
    if (const int ended = av_buffersrc_add_frame(s.graph->source, nullptr); ended < 0) fail(ended);
    s.take_out(sink);
    s.graph.reset();
    s.spans.clear();
    s.second = false;
}

}  // namespace gatecast
