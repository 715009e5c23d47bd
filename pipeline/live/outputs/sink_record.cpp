// SPDX-License-Identifier: GPL-3.0-or-later
// What goes out, kept as MPEG-TS files of so many minutes, named by the time of their first picture; old ones are
// removed by their age, and before it where the disk would be full. How long the disk will do is told ahead.
#include <fmt/chrono.h>

#include <fstream>
#include <system_error>

#include "pipeline/live/outputs/sink.h"
#include "pipeline/media/stream_muxer.h"
#include "presets/message.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;

constexpr double kMinutes = 60;
constexpr double kKeptHours = 24.0 * 7;
constexpr double kKeepFree_bytes = 1e9;
constexpr Time kMeasure = std::chrono::seconds(10);  // before a forecast is worth anything

class RecordWriter : public SinkWriter {
public:
    RecordWriter(const SinkSettings& settings, const StreamHead& head)
        : name_(settings.name),
          folder_(settings.url),
          rate_(head.rate),
          wall_of_zero_ns_(head.wall_of_zero_ns),
          each_(static_cast<int64_t>(settings.more.value("minutes", kMinutes) * 60e9)),
          kept_(settings.more.value("keep_hours", kKeptHours)),
          keep_free_(settings.more.value("keep_free", kKeepFree_bytes)),
          muxer_({"mpegts", settings.service}, {&head.video, &head.sound, head.rate},
                 [this](std::span<const uint8_t> bytes) {
                     written_ += static_cast<int64_t>(bytes.size());
                     file_.write(reinterpret_cast<const char*>(bytes.data()),
                                 static_cast<std::streamsize>(bytes.size()));
                 }) {
        std::error_code error;
        fs::create_directories(folder_, error);
    }

    void write(const TrackPacket& from) override {
        if (from.track == TrackKind::kSound) return muxer_.write_sound(from.packet);
        if (first_ < 0) first_ = from.packet.pts;
        last_ = from.packet.pts;
        if (from.packet.key) make_room();
        const bool due = begun_ < 0 || frame_time(from.packet.pts, rate_) - frame_time(begun_, rate_) >= each_;
        if (from.packet.key && due) next_file(from.packet.pts);
        muxer_.write_video(from.packet);
        if (!file_)
            throw Error(message("{}: cannot be written on. Look at the free space of {}.", name_, folder_.string()));
    }

    bool goes_on_with(const StreamHead& head) override {
        muxer_.change_video(head.video);
        return true;
    }

    /// Until the disk is full, as it has been written so far.
    [[nodiscard]] double hours_left() const override {
        const Time length = frame_time(last_, rate_) - frame_time(first_, rate_);
        std::error_code error;
        const fs::space_info space = fs::space(folder_, error);
        if (length < kMeasure || written_ == 0 || error) return -1;
        const double hours = std::chrono::duration<double, std::ratio<3600>>(length).count();
        return static_cast<double>(space.available) / (static_cast<double>(written_) / hours);
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
        current_ = file;
        begun_ = frame;
    }

    /// What is kept longest goes first; what is being written stays.
    void make_room() const {
        std::error_code error;
        while (static_cast<double>(fs::space(folder_, error).available) < keep_free_ && !error) {
            fs::path oldest;
            for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error))
                if (entry.path().extension() == ".ts" && entry.path() != current_ &&
                    (oldest.empty() || entry.path().filename() < oldest.filename()))
                    oldest = entry.path();
            if (oldest.empty() || !fs::remove(oldest, error)) return;
        }
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
    double keep_free_;
    int64_t first_ = -1, last_ = -1;  // frames
    int64_t written_ = 0;             // bytes
    fs::path current_;
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
