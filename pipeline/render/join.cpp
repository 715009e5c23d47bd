// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/join.h"

#include <deque>
#include <limits>
#include <optional>
#include <vector>

#include "pipeline/media/container.h"
#include "pipeline/media/encode.h"
#include "pipeline/media/packet_file.h"
#include "pipeline/render/soft_subtitles.h"
#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr int kSampleRate = 48000;

/// One track's packets out of the store, in order, one ahead.
class TrackReader {
public:
    TrackReader(const Store& store, std::deque<std::string> keys, Rational unit)
        : store_(store), keys_(std::move(keys)), unit_(unit) {
        advance();
    }

    [[nodiscard]] const std::optional<Packet>& head() const { return head_; }
    [[nodiscard]] double head_seconds() const { return static_cast<double>(head_->dts) * unit_.value(); }

    void advance() {
        head_.reset();
        while (!head_) {
            if (!reader_ && !open_next()) return;
            head_ = reader_->next();
            if (!head_) reader_.reset();
        }
    }

private:
    bool open_next() {
        if (keys_.empty()) return false;
        const std::string key = keys_.front();
        keys_.pop_front();
        try {
            reader_.emplace(store_.path_of(key));
        } catch (const Error&) {
            throw StoreEntryLost{};
        }
        store_.touch(key);
        return true;
    }

    const Store& store_;
    std::deque<std::string> keys_;
    Rational unit_;
    std::optional<PacketFileReader> reader_;
    std::optional<Packet> head_;
};

/// Watches a video track's packets as they are joined: every frame once, in coding order, each segment on a keyframe.
class JoinCheck {
public:
    explicit JoinCheck(const OutputPlan& output) : output_(output), seen_(static_cast<size_t>(output.frames), false) {}

    void see(const Packet& packet) {
        const bool starts_segment = segment_ < output_.segments.size() && counted_ == output_.segments[segment_].first;
        bool sound = packet.pts >= 0 && packet.pts < output_.frames && !packet.bytes.empty() && packet.dts > last_dts_;
        sound = sound && packet.dts <= packet.pts && !seen_[static_cast<size_t>(packet.pts)];
        if (starts_segment) sound = sound && packet.key && packet.pts == output_.segments[segment_].first, ++segment_;
        if (!sound)
            throw Error(
                message("{}: the segments do not join at frame {}. Clean the store (gatecast cache clean --all) and "
                        "render again.",
                        output_.file.filename().string(), packet.pts));
        seen_[static_cast<size_t>(packet.pts)] = true;
        last_dts_ = packet.dts;
        ++counted_;
    }
    void finish() const {
        if (counted_ != output_.frames)
            throw Error(message(
                "{}: {} of {} frames came out of the store. Clean it (gatecast cache clean --all) and render again.",
                output_.file.filename().string(), counted_, output_.frames));
    }

private:
    const OutputPlan& output_;
    std::vector<bool> seen_;
    size_t segment_ = 0;
    int64_t counted_ = 0;
    int64_t last_dts_ = INT64_MIN;
};

/// Tracks of text on their way into the container, among the packets of the others.
class SoftWriter {
public:
    SoftWriter(std::vector<SoftTrack> tracks, int first_track) : tracks_(std::move(tracks)), first_(first_track) {
        written_.resize(tracks_.size());
    }

    /// Moves the tracks' descriptions out, to open the container with.
    void add_specs(std::vector<TrackSpec>& specs) {
        for (SoftTrack& track : tracks_) specs.push_back(std::move(track.spec));
    }
    void write_until(double seconds, ContainerWriter& writer) {
        for (size_t i = 0; i < tracks_.size(); ++i)
            for (size_t& at = written_[i]; at < tracks_[i].packets.size(); ++at) {
                const Packet& packet = tracks_[i].packets[at];
                if (static_cast<double>(packet.dts) * kTextUnit.value() > seconds) break;
                writer.write(first_ + static_cast<int>(i), packet);
            }
    }

private:
    std::vector<SoftTrack> tracks_;
    std::vector<size_t> written_;
    int first_;
};

std::vector<TrackSpec> track_specs(const OutputPlan& output) {
    std::vector<TrackSpec> specs;
    if (output.composition >= 0) {
        TrackSpec video;
        video.parameters = VideoEncoder(output.encode.video, output.shape, 0).parameters();
        video.frame_rate = output.rate;
        video.unit = {output.rate.den, output.rate.num};
        specs.push_back(std::move(video));
    }
    for (const SoundPlan& sound : output.sounds) {
        TrackSpec track;
        track.parameters = AudioEncoder(sound.encode, sound.encode.channels).parameters();
        track.unit = {1, kSampleRate};
        track.language = sound.language;
        specs.push_back(std::move(track));
    }
    return specs;
}

}  // namespace

void join(const RenderPlan& plan, const OutputPlan& output, const Store& store, const fs::path& path) {
    const std::string title = plan.clip.title.empty() ? plan.clip.path.stem().string() : plan.clip.title;
    std::vector<TrackSpec> specs = track_specs(output);
    SoftWriter soft(soft_tracks(plan, output), static_cast<int>(specs.size()));
    soft.add_specs(specs);
    ContainerWriter writer(path, output.encode, std::move(specs), title);
    std::deque<TrackReader> tracks;
    if (output.composition >= 0) {
        std::deque<std::string> keys;
        for (const SegmentPlan& segment : output.segments) keys.push_back(segment.key);
        tracks.emplace_back(store, std::move(keys), Rational{output.rate.den, output.rate.num});
    }
    for (const SoundPlan& sound : output.sounds)
        tracks.emplace_back(store, std::deque<std::string>{sound.key}, Rational{1, kSampleRate});
    JoinCheck check(output);
    for (;;) {
        int earliest = -1;
        for (int i = 0; i < std::ssize(tracks); ++i) {
            const TrackReader& track = tracks[static_cast<size_t>(i)];
            if (track.head() &&
                (earliest < 0 || track.head_seconds() < tracks[static_cast<size_t>(earliest)].head_seconds()))
                earliest = i;
        }
        if (earliest < 0) break;
        TrackReader& track = tracks[static_cast<size_t>(earliest)];
        soft.write_until(track.head_seconds(), writer);
        if (earliest == 0 && output.composition >= 0) check.see(*track.head());
        writer.write(earliest, *track.head());
        track.advance();
    }
    if (output.composition >= 0) check.finish();
    soft.write_until(std::numeric_limits<double>::infinity(), writer);
    writer.finish();
}

}  // namespace gatecast
