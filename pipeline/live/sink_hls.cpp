// SPDX-License-Identifier: GPL-3.0-or-later
// HLS by our own packager: closed GOPs as segments of MPEG-TS or MP4, numbers and wall clock that go on over any death,
// files that are whole, a full disk that costs segments and nothing else.
extern "C" {
#include <libavcodec/codec_par.h>
}

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "pipeline/live/hls_list.h"
#include "pipeline/live/sink.h"
#include "pipeline/live/whole_file.h"
#include "pipeline/media/stream_muxer.h"
#include "pipeline/trust/content_hash.h"
#include "presets/message.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;

constexpr double kSegment_s = 2;
constexpr int kWindow = 10;
constexpr int64_t kSound_bits = 200'000;  // and what a segment adds

Size picture_size(const StreamHead& head) {
    return {head.video->width, head.video->height};
}

/// "avc1.64001f,mp4a.40.2": profile and level of the encoder's own first parameter set.
std::string hls_codecs(const StreamHead& head) {
    const std::span bytes(head.video->extradata, static_cast<size_t>(head.video->extradata_size));
    constexpr uint8_t kStart[] = {0, 0, 1, 0x67};
    const auto found = std::ranges::search(bytes, kStart);
    if (found.empty() || std::ranges::distance(found.end(), bytes.end()) < 3) return "avc1.64001f,mp4a.40.2";
    const auto at = found.end();
    return fmt::format("avc1.{:02x}{:02x}{:02x},mp4a.40.2", at[0], at[1], at[2]);
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
          list_(folder_, static_cast<size_t>(settings.more.value("window", kWindow))),
          muxer_({in_mp4(settings) ? "mp4" : "mpegts", settings.service}, {&head.video, &head.sound, head.rate},
                 [this](std::span<const uint8_t> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }) {
        if (in_mp4(settings)) keep_map(settings);
        if (const auto ladder = settings.more.find("ladder"); ladder != settings.more.end() && !ladder->empty())
            write_ladder(settings, head);
    }

    void write(const TrackPacket& from) override {
        if (from.track == TrackKind::kSound) return muxer_.write_sound(from.packet);
        if (from.packet.key) maybe_begin(from.packet.pts);
        if (next_ >= 0 && from.packet.pts != next_) broken_ = true;  // frames are missing: the mixer was another one
        next_ = from.packet.pts + 1;
        muxer_.write_video(from.packet);
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

    /// Players begin there and choose: this rendition, or one of the smaller ones in folders of their own.
    void write_ladder(const SinkSettings& settings, const StreamHead& head) {
        const std::string codecs = hls_codecs(head);
        std::string text = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n";
        const auto add = [&](int64_t bitrate, Size size, const std::string& list) {
            text += fmt::format("#EXT-X-STREAM-INF:BANDWIDTH={},RESOLUTION={}x{},CODECS=\"{}\",FRAME-RATE={:.3f}\n{}\n",
                                bitrate * 11 / 10 + kSound_bits, size.width, size.height, codecs, rate_.value(), list);
        };
        add(settings.more.at("bitrate"), picture_size(head), "index.m3u8");
        for (const nlohmann::json& rung : settings.more.at("ladder"))
            add(rung.at("bitrate"), {rung.at("width"), rung.at("height")},
                rung.at("name").get<std::string>() + "/index.m3u8");
        if (!write_whole(folder_ / "master.m3u8", text, false))
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
