// SPDX-License-Identifier: GPL-3.0-or-later
// HLS by our own packager: closed GOPs as segments of MPEG-TS or MP4, numbers and wall clock that go on over any death,
// files that are whole, a full disk that costs segments and nothing else.
extern "C" {
#include <libavcodec/codec_par.h>
}

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "pipeline/live/outputs/hls_list.h"
#include "pipeline/live/outputs/hls_master.h"
#include "pipeline/live/outputs/sink.h"
#include "pipeline/live/outputs/soft_cues.h"
#include "pipeline/live/outputs/webvtt_segment.h"
#include "pipeline/live/whole_file.h"
#include "pipeline/media/stream_muxer.h"
#include "pipeline/trust/content_hash.h"
#include "presets/message.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;

constexpr const char* kPlaylist = "index.m3u8";
constexpr double kSegment_s = 2;
constexpr int kWindow = 10;

Size picture_size(const StreamHead& head) {
    return {head.video->width, head.video->height};
}

/// In transport streams pictures stand behind the stream's clock by twice what the muxer is told.
int64_t clock_of_zero_90k(bool in_mp4) {
    return in_mp4 ? 0 : 2 * std::chrono::duration_cast<std::chrono::milliseconds>(StreamSettings{}.delay).count() * 90;
}

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
          languages_(settings.more.value("subtitles", std::vector<std::string>{})),
          cues_(head.cues),
          zero_90k_(clock_of_zero_90k(in_mp4(settings))),
          list_(folder_, static_cast<size_t>(settings.more.value("window", kWindow)), languages_),
          muxer_({in_mp4(settings) ? "mp4" : "mpegts", settings.service}, {&head.video, &head.sound, head.rate},
                 [this](std::span<const uint8_t> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }) {
        if (in_mp4(settings)) keep_map(settings);
        write_master(settings, head);
    }

    void write(const TrackPacket& from) override {
        if (from.packet.dts < 0) return;  // the encoder's run-up to the very first frame
        if (from.track == TrackKind::kSound) return muxer_.write_sound(from.packet);
        if (from.packet.key) maybe_begin(from.packet.pts);
        if (next_ >= 0 && from.packet.pts != next_) broken_ = true;  // frames are missing: the mixer was another one
        next_ = from.packet.pts + 1;
        muxer_.write_video(from.packet);
    }

    /// Another encoder's pictures are another stretch of the stream; in MP4 they need another head.
    bool goes_on_with(const StreamHead& head) override {
        if (begun_ >= 0) finish(next_);
        begun_ = -1;
        discontinuity_ = true;
        if (!map_.empty()) return false;
        muxer_.change_video(head.video);
        return true;
    }

private:
    static bool in_mp4(const SinkSettings& settings) { return settings.more.value("format", "ts") == "mp4"; }

    /// Named by what is in it: another encoder's has another name.
    void keep_map(const SinkSettings& settings) {
        map_ = "init-" + hash_of_bytes({reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}).substr(0, 12) +
               ".mp4";
        if (!write_whole(folder_ / map_, bytes_, false))
            throw Error(
                message("{}: cannot be written on. Look at the free space of {}.", settings.name, folder_.string()));
        bytes_.clear();
    }

    /// Players begin there and choose: this rendition, one of the smaller ones in folders of their own, a language.
    void write_master(const SinkSettings& settings, const StreamHead& head) {
        const nlohmann::json ladder = settings.more.value("ladder", nlohmann::json::array());
        if (ladder.empty() && languages_.empty()) return;
        std::vector<HlsVariant> variants{{settings.more.value("bitrate", int64_t{0}), picture_size(head), kPlaylist}};
        for (const nlohmann::json& rung : ladder)
            variants.push_back({rung.at("bitrate"),
                                {rung.at("width"), rung.at("height")},
                                rung.at("name").get<std::string>() + "/" + kPlaylist});
        const std::span encoder_head(head.video->extradata, static_cast<size_t>(head.video->extradata_size));
        if (!write_whole(folder_ / "master.m3u8", hls_master(variants, hls_codecs(encoder_head), rate_, languages_),
                         false))
            throw Error(
                message("{}: cannot be written on. Look at the free space of {}.", settings.name, folder_.string()));
    }

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
                           wall_of_zero_ns_ + frame_time(begun_, rate_).count(), discontinuity_, map_};
        const bool whole =
            !broken_ && write_subtitles(segment, frame) && write_whole(folder_ / segment.file(), bytes_, false);
        discontinuity_ = !whole;  // players are told of what is missing
        broken_ = false;
        if (whole && !list_.add(segment)) discontinuity_ = false;  // the list comes with the next one
    }

    bool write_subtitles(const HlsSegment& segment, int64_t until) const {
        return std::ranges::all_of(languages_, [&](const std::string& each) {
            const std::vector<LiveCue> said = cues_ ? cues_->between(begun_, until, each) : std::vector<LiveCue>{};
            return write_whole(folder_ / segment.subtitle_file(each), webvtt_segment(said, begun_, rate_, zero_90k_),
                               false);
        });
    }

    fs::path folder_;
    Rational rate_;
    int64_t wall_of_zero_ns_;
    Time least_;
    std::vector<std::string> languages_;  // of subtitles
    std::shared_ptr<const CueBoard> cues_;
    int64_t zero_90k_;
    HlsList list_;
    std::string map_;  // of MP4
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
