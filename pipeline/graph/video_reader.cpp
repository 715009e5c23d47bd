// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "pipeline/graph/decode_bin.h"
#include "pipeline/graph/frame.h"
#include "pipeline/graph/reader.h"
#include "pipeline/graph/start.h"
#include "pipeline/graph/timeline.h"

namespace gatecast {
namespace {

// Between what a container's index says and what comes out of its demuxer.
constexpr Time kRounding{1'000'000};

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
        corrupt = 0;
        coming = pull();
    }

    /// False: the file has no such entrance, or the first picture behind it is already too late.
    bool enter_at(Time from) {
        open();
        // One picture tells where the file's clock starts. It must be let go before the seek: appsink fills in the
        // sample it has handed out last, if that comes back in time.
        if (Ref<GstSample> first = bin->pull(); !first) return false;
        const Time key = keyframe_before(from);
        if (!bin->seek(key - zero())) return false;
        // A stream without an index (MPEG-TS) is entered somewhere before: what comes until a keyframe is torn.
        do {
            coming = pull();
        } while (coming && coming->start < key && !at_keyframe(coming->start));
        corrupt = 0;  // they were not meant to be seen
        return coming && coming->start <= from;
    }

    Time keyframe_before(Time from) const {
        const auto after = std::upper_bound(track.keyframes.begin(), track.keyframes.end(), from);
        return after == track.keyframes.begin() ? from : *std::prev(after);
    }

    bool at_keyframe(Time start) const {
        if (track.keyframes.empty()) return true;
        const auto near = std::lower_bound(track.keyframes.begin(), track.keyframes.end(), start - kRounding);
        return near != track.keyframes.end() && *near <= start + kRounding;
    }

    /// What to add to the file's clock: the first keyframe stands where the probe found it.
    Time zero() const {
        const Time probed = track.keyframes.empty() ? Time(0) : track.keyframes.front();
        return probed - bin->first_key().value_or(probed);
    }

    std::optional<Coming> pull() {
        while (const Ref<GstSample> sample = bin->pull()) {
            std::optional<Picture> picture = picture_of(sample, &track);
            if (!picture) {
                ++unreadable;
                continue;
            }
            const GstBuffer* buffer = gst_sample_get_buffer(sample.get());
            std::optional<Time> time = bin->time_of(sample);
            if (time) *time += zero();
            const Time start = timeline.place(time);
            if (GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_CORRUPTED) && start >= first_shown) ++corrupt;
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
    Time first_shown{0};
    int64_t delivered = 0;
    int64_t corrupt = 0;
    int64_t unreadable = 0;
};

VideoReader::VideoReader(const Clip& clip, Time from, const ClipLimits& limits)
    : state_(std::make_unique<State>(clip, from, limits)) {}

VideoReader::~VideoReader() = default;

void VideoReader::shown_from(Time first) {
    state_->first_shown = first;
}

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
