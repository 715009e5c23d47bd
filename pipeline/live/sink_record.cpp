// SPDX-License-Identifier: GPL-3.0-or-later
// What goes out, kept as MPEG-TS files of so many minutes, named by the time of their first picture; old ones are
// removed by their age.
#include <fmt/chrono.h>

#include <fstream>
#include <system_error>

#include "pipeline/live/sink.h"
#include "pipeline/media/stream_muxer.h"
#include "presets/message.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;

constexpr double kMinutes = 60;
constexpr double kKeptHours = 24.0 * 7;

class RecordWriter : public SinkWriter {
public:
    RecordWriter(const SinkSettings& settings, const StreamHead& head)
        : name_(settings.name),
          folder_(settings.url),
          rate_(head.rate),
          wall_of_zero_ns_(head.wall_of_zero_ns),
          each_(static_cast<int64_t>(settings.more.value("minutes", kMinutes) * 60e9)),
          kept_(settings.more.value("keep_hours", kKeptHours)),
          muxer_({"mpegts", settings.service}, {&head.video, &head.sound, head.rate},
                 [this](std::span<const uint8_t> bytes) {
                     file_.write(reinterpret_cast<const char*>(bytes.data()),
                                 static_cast<std::streamsize>(bytes.size()));
                 }) {
        std::error_code error;
        fs::create_directories(folder_, error);
    }

    void write(const TrackPacket& from) override {
        if (from.track == TrackKind::kSound) return muxer_.write_sound(from.packet);
        const bool due = begun_ < 0 || frame_time(from.packet.pts, rate_) - frame_time(begun_, rate_) >= each_;
        if (from.packet.key && due) next_file(from.packet.pts);
        muxer_.write_video(from.packet);
        if (!file_)
            throw Error(message("{}: cannot be written on. Look at the free space of {}.", name_, folder_.string()));
    }

private:
    void next_file(int64_t frame) {
        muxer_.begin_anew();
        file_.close();
        remove_old();
        const int64_t wall_s = (wall_of_zero_ns_ + frame_time(frame, rate_).count()) / 1'000'000'000;
        const fs::path file =
            folder_ / fmt::format("{:%Y%m%d-%H%M%S}.ts", fmt::gmtime(static_cast<std::time_t>(wall_s)));
        file_.open(file, std::ios::binary | std::ios::app);
        if (!file_) throw Error(message("{}: {} cannot be written.", name_, file.string()));
        begun_ = frame;
    }

    void remove_old() const {
        std::error_code error;
        const auto oldest = fs::file_time_type::clock::now() - std::chrono::minutes(static_cast<int64_t>(kept_ * 60));
        for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error))
            if (entry.path().extension() == ".ts" && entry.last_write_time(error) < oldest)
                fs::remove(entry.path(), error);
    }

    std::string name_;
    fs::path folder_;
    Rational rate_;
    int64_t wall_of_zero_ns_;
    Time each_;
    double kept_;
    int64_t begun_ = -1;
    std::ofstream file_;
    StreamMuxer muxer_;
};

}  // namespace

std::unique_ptr<SinkWriter> open_record(const SinkSettings& settings, const StreamHead& head,
                                        const std::atomic<bool>&) {
    return std::make_unique<RecordWriter>(settings, head);
}

}  // namespace gatecast
