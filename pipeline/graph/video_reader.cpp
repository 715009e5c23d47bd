// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/decode_bin.h"
#include "pipeline/graph/frame.h"
#include "pipeline/graph/reader.h"
#include "pipeline/graph/start.h"
#include "pipeline/graph/timeline.h"

namespace gatecast {
namespace {

struct Coming {
    Picture picture;
    Time start{0};
    Time duration{0};  // as the file says; 0: it does not
};

VideoTrack track_of(const Clip& clip) {
    if (!clip.video) throw Error(message("{}: there is no picture in it.", clip.path.filename().string()));
    return *clip.video;
}

}  // namespace

struct VideoReader::State {
    State(const Clip& clip, Time from, const ClipLimits& limits)
        : file(clip.path), track(track_of(clip)), limits(limits), timeline(track) {
        start_graph();
        if (from > Time(0) && track.timestamps_usable && enter_at(from)) return;
        enter_at_start();
    }

    void open() { bin = std::make_unique<DecodeBin>(file, DecodeWish{StreamKind::kVideo, 0, planar_caps(), limits}); }

    void enter_at_start() {
        open();
        timeline = Timeline(track);
        coming = pull();
    }

    /// False: the file has no such entrance, or the first picture behind it is already too late.
    bool enter_at(Time from) {
        open();
        if (!bin->seek(from)) return false;
        coming = pull();
        return coming && coming->start <= from;
    }

    std::optional<Coming> pull() {
        while (const Ref<GstSample> sample = bin->pull()) {
            std::optional<Picture> picture = picture_of(sample, &track);
            if (!picture) {
                ++unreadable;
                continue;
            }
            const GstBuffer* buffer = gst_sample_get_buffer(sample.get());
            if (GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_CORRUPTED)) ++corrupt;
            const Time start = timeline.place(stream_time(sample));
            const Time duration(GST_BUFFER_DURATION_IS_VALID(buffer) ? GST_BUFFER_DURATION(buffer) : 0);
            return Coming{std::move(*picture), start, duration};
        }
        return std::nullopt;
    }

    std::filesystem::path file;
    VideoTrack track;
    ClipLimits limits;
    Timeline timeline;
    std::unique_ptr<DecodeBin> bin;
    std::optional<Coming> coming;
    int64_t delivered = 0;
    int64_t corrupt = 0;
    int64_t unreadable = 0;
};

VideoReader::VideoReader(const Clip& clip, Time from, const ClipLimits& limits)
    : state_(std::make_unique<State>(clip, from, limits)) {}

VideoReader::~VideoReader() = default;

std::optional<DecodedPicture> VideoReader::next() {
    State& state = *state_;
    if (!state.coming) return std::nullopt;
    const Coming now = std::move(*state.coming);
    state.coming = state.pull();
    const Time last = now.duration > Time(0) ? now.duration : state.timeline.frame_duration();
    const Time end = state.coming ? state.coming->start : now.start + last;
    ++state.delivered;
    return DecodedPicture{now.picture, now.start, end};
}

std::vector<Message> VideoReader::problems() const {
    const State& state = *state_;
    std::vector<Message> problems = state.bin->problems().list();
    const std::string name = state.file.filename().string();
    if (state.delivered == 0 && !state.coming)
        problems.push_back(message("{}: not one picture could be decoded.", name));
    if (state.corrupt > 0) problems.push_back(message("{}: {} pictures are damaged.", name, state.corrupt));
    if (state.unreadable > 0) {
        problems.push_back(message("{}: {} pictures are in a format that cannot be used.", name, state.unreadable));
    }
    if (state.timeline.missing() > 0) {
        problems.push_back(
            message("{}: {} pictures have no time; they follow at the frame rate.", name, state.timeline.missing()));
    }
    if (state.timeline.backward() > 0) {
        problems.push_back(message("{}: the time of {} pictures goes backwards; they are shown in their order.", name,
                                   state.timeline.backward()));
    }
    return problems;
}

}  // namespace gatecast
