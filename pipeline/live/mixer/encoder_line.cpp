// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/encoder_line.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "pipeline/live/decks/ring.h"
#include "presets/message.h"

namespace gatecast {

namespace {

constexpr size_t kMostWaiting = 25;
constexpr int64_t kCuesKept_frames = 3000;  // after their end, for outputs that are behind
constexpr int kNiceBelowComposing = 10;     // composing comes first: it is what is late on the screen

VideoEncode live_settings(const Encode& encode) {
    if (encode.video.codec != VideoCodec::kH264 || encode.audio.codec != AudioCodec::kAac)
        throw Error(message("{}: live outputs are H.264 with AAC. Choose an encode such as h264-ts.", encode.name));
    VideoEncode settings = encode.video;
    settings.preset = "superfast";
    return settings;
}

}  // namespace

EncoderLine::EncoderLine(const Encode& encode, const Settings& settings)
    : settings_(settings),
      video_(live_settings(encode), settings.size, settings.rate, settings.first, settings.coder),
      sound_(encode.audio, kRingChannels),
      first_sample_(samples_until(settings.first, settings.rate)),
      head_(head()) {
    say_coder();
    thread_ = std::thread([this] { work(); });
}

std::string EncoderLine::head() const {
    return to_json(StreamHead{video_.parameters(), sound_.parameters(), settings_.rate, settings_.wall_of_zero_ns});
}

void EncoderLine::say_coder() {
    const std::lock_guard lock(queue_mutex_);
    stats_.coder = video_.coder();
    stats_.coder_problem = video_.problem();
}

EncoderLine::~EncoderLine() {
    {
        const std::lock_guard lock(queue_mutex_);
        ended_ = true;
    }
    filled_.notify_one();
    thread_.join();
}

void EncoderLine::put(Picture picture, std::vector<float> sound) {
    {
        const std::lock_guard lock(queue_mutex_);
        const bool room = queue_.size() < kMostWaiting;
        if (!room) ++stats_.dropped;
        queue_.push_back({room ? std::optional(std::move(picture)) : std::nullopt, std::move(sound)});
    }
    filled_.notify_one();
}

void EncoderLine::leave_out(int64_t frame) {
    const int64_t samples = samples_until(frame + 1, settings_.rate) - samples_until(frame, settings_.rate);
    {
        const std::lock_guard lock(queue_mutex_);
        queue_.push_back({std::nullopt, std::vector<float>(static_cast<size_t>(samples) * kRingChannels, 0.0F)});
    }
    filled_.notify_one();
}

void EncoderLine::add_output(Descriptor socket) {
    const std::lock_guard lock(outputs_mutex_);
    outputs_.emplace_back(std::move(socket), head_);
    for (const CueNews& each : cues_.whole())
        if (!outputs_.back().send_cues(to_json(each).dump())) return outputs_.pop_back();
}

void EncoderLine::tell_cues(const CueNews& news) {
    const std::string text = to_json(news).dump();
    const std::lock_guard lock(outputs_mutex_);
    cues_.take(news);
    std::erase_if(outputs_, [&text](PacketSender& each) { return !each.send_cues(text); });
}

EncoderLine::Stats EncoderLine::stats() const {
    Stats now;
    {
        const std::lock_guard lock(queue_mutex_);
        now = stats_;
        now.waiting = queue_.size();
    }
    const std::lock_guard lock(outputs_mutex_);
    now.outputs = outputs_.size();
    for (const PacketSender& each : outputs_) now.packets_dropped += each.dropped();
    return now;
}

void EncoderLine::work() {
    const auto self = static_cast<id_t>(gettid());
    errno = 0;
    const int own = getpriority(PRIO_PROCESS, self);  // on Linux, of this thread alone
    if (errno == 0) static_cast<void>(setpriority(PRIO_PROCESS, self, own + kNiceBelowComposing));
    for (;;) {
        Work work;
        {
            std::unique_lock lock(queue_mutex_);
            filled_.wait(lock, [this] { return ended_ || !queue_.empty(); });
            if (queue_.empty()) return;
            work = std::move(queue_.front());
            queue_.pop_front();
        }
        encode(work);
    }
}

void EncoderLine::encode(Work& work) {
    if (work.picture) {
        video_.encode(fitting(*work.picture),
                      [this](Packet&& packet) { hand_over(TrackKind::kVideo, std::move(packet)); });
        const std::lock_guard lock(queue_mutex_);
        ++stats_.encoded;
    } else {
        video_.skip();
    }
    sound_.encode(work.sound.data(), static_cast<int64_t>(work.sound.size()) / kRingChannels, [this](Packet&& packet) {
        packet.pts += first_sample_;
        packet.dts += first_sample_;
        hand_over(TrackKind::kSound, std::move(packet));
    });
}

Picture EncoderLine::fitting(const Picture& picture) {
    if (picture.view.size == settings_.size) return picture;
    if (!scaler_) {
        ScaleSpec spec;
        spec.source_size = picture.view.size;
        spec.source_format = spec.target_format = picture.view.format;
        spec.source_colour = spec.target_colour = kDisplayColour;
        spec.target_size = settings_.size;
        scaler_ = std::make_unique<Scaler>(spec);
    }
    const std::shared_ptr<Image> scaled = scaled_.take(settings_.size, picture.view.format);
    scaler_->scale(picture.view, scaled->view());
    return {std::as_const(*scaled).view(), picture.colour, picture.fields, new_picture_id(), scaled};
}

void EncoderLine::hand_over(TrackKind track, Packet&& packet) {
    const TrackPacket whole{track, std::move(packet)};
    const bool other = video_.changes() != coder_changes_;
    coder_changes_ = video_.changes();
    if (other) say_coder();
    const std::lock_guard lock(outputs_mutex_);
    if (other) {
        head_ = head();
        std::erase_if(outputs_, [this](PacketSender& each) { return !each.send_head(head_); });
    }
    if (track == TrackKind::kVideo && whole.packet.key) cues_.forget_before(whole.packet.pts - kCuesKept_frames);
    std::erase_if(outputs_, [&whole](PacketSender& each) { return !each.send(whole); });
}

}  // namespace gatecast
