// SPDX-License-Identifier: GPL-3.0-or-later
// HLS by our own packager: closed GOPs as MPEG-TS segments, numbers and wall clock that go on over any death, files
// that are whole, a full disk that costs segments and nothing else.
#include <system_error>

#include "pipeline/live/hls_list.h"
#include "pipeline/live/sink.h"
#include "pipeline/live/whole_file.h"
#include "pipeline/media/stream_muxer.h"
#include "presets/message.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;

constexpr double kSegment_s = 2;
constexpr int kWindow = 10;

fs::path made_folder(const SinkSettings& settings) {
    std::error_code error;
    fs::create_directories(settings.url, error);
    if (!fs::is_directory(settings.url, error))
        throw Error(message("{}: the folder {} cannot be made.", settings.name, settings.url));
    return settings.url;
}

class HlsWriter : public SinkWriter {
public:
    HlsWriter(const SinkSettings& settings, const StreamHead& head)
        : folder_(made_folder(settings)),
          rate_(head.rate),
          wall_of_zero_ns_(head.wall_of_zero_ns),
          least_(static_cast<int64_t>(settings.more.value("segment_s", kSegment_s) * 1e9)),
          list_(folder_, static_cast<size_t>(settings.more.value("window", kWindow))),
          muxer_({"mpegts", settings.service}, {&head.video, &head.sound, head.rate},
                 [this](std::span<const uint8_t> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }) {}

    void write(const TrackPacket& from) override {
        if (from.track == TrackKind::kSound) return muxer_.write_sound(from.packet);
        if (from.packet.key) maybe_begin(from.packet.pts);
        if (next_ >= 0 && from.packet.pts != next_) broken_ = true;  // frames are missing: the mixer was another one
        next_ = from.packet.pts + 1;
        muxer_.write_video(from.packet);
    }

private:
    [[nodiscard]] Time length_until(int64_t frame) const {
        return frame_time(frame, rate_) - frame_time(begun_, rate_);
    }

    void maybe_begin(int64_t frame) {
        const bool gap = next_ >= 0 && frame != next_;
        if (begun_ >= 0 && !gap && length_until(frame) < least_ - Time(1'000'000)) return;
        if (begun_ >= 0) finish(gap ? next_ : frame);
        if (gap) discontinuity_ = true;
        muxer_.begin_anew();
        bytes_.clear();
        begun_ = frame;
    }

    /// The segment up to `frame`.
    void finish(int64_t frame) {
        muxer_.begin_anew();  // what the muxer still holds belongs to it
        HlsSegment segment{list_.next_sequence(), length_until(frame),
                           wall_of_zero_ns_ + frame_time(begun_, rate_).count(), discontinuity_};
        const bool whole = !broken_ && write_whole(folder_ / segment.file(), bytes_, false);
        discontinuity_ = !whole;  // players are told of what is missing
        broken_ = false;
        if (whole && !list_.add(segment)) discontinuity_ = false;  // the list comes with the next one
    }

    fs::path folder_;
    Rational rate_;
    int64_t wall_of_zero_ns_;
    Time least_;
    HlsList list_;
    std::vector<uint8_t> bytes_;
    int64_t begun_ = -1, next_ = -1;  // frames of the grid
    bool discontinuity_ = true;       // whatever was written before, this writer begins anew
    bool broken_ = false;
    StreamMuxer muxer_;
};

}  // namespace

std::unique_ptr<SinkWriter> open_hls(const SinkSettings& settings, const StreamHead& head, const std::atomic<bool>&) {
    return std::make_unique<HlsWriter>(settings, head);
}

}  // namespace gatecast
