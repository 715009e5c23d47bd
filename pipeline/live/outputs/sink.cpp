// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/sink.h"

#include <algorithm>
#include <random>

#include "pipeline/live/clock.h"
#include "presets/message.h"

namespace gatecast {

namespace {

constexpr Time kAtOnce = std::chrono::milliseconds(500);  // what is opened so fast has missed nothing
constexpr size_t kMostWaiting = 600;                      // packets of pictures and sound: some eight seconds

constexpr SinkKind kKinds[] = {
    {"udp", N_("MPEG-TS over UDP, to one receiver or a multicast group"), open_udp},
    {"hls", N_("HTTP Live Streaming into a folder that a web server shows"), open_hls},
    {"srt", N_("MPEG-TS over SRT, calling or listening"), open_peer},
    {"rtmp", N_("RTMP to a server that takes a stream"), open_peer},
    {"rtsp", N_("RTSP, served to whoever asks for it"), open_rtsp},
    {"record", N_("MPEG-TS files, a new one every so often"), open_record},
};

const SinkKind& kind_of(const SinkSettings& settings) {
    const auto* found = std::ranges::find(kKinds, settings.kind, &SinkKind::name);
    if (found == std::end(kKinds))
        throw Error(message("{}: there is no kind of output {}.", settings.name, settings.kind));
    return *found;
}

}  // namespace

std::span<const SinkKind> sink_kinds() {
    return kKinds;
}

const char* name_of(SinkState state) {
    constexpr const char* kNames[] = {"connecting", "up", "backing-off"};
    return kNames[static_cast<size_t>(state)];
}

Time back_off(int failures, double random) {
    constexpr double kSeconds[] = {1, 2, 4, 8, 16, 30};
    const auto step = static_cast<size_t>(std::clamp(failures - 1, 0, static_cast<int>(std::size(kSeconds)) - 1));
    return Time(static_cast<int64_t>(kSeconds[step] * (0.75 + 0.5 * random) * 1e9));
}

Sink::Sink(SinkSettings settings)
    : settings_(std::move(settings)), kind_(kind_of(settings_)), thread_([this] { work(); }) {}

Sink::~Sink() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    filled_.notify_one();
    thread_.join();
}

void Sink::begin(std::shared_ptr<const StreamHead> head) {
    const std::lock_guard lock(mutex_);
    head_ = std::move(head);
    until_key_ = true;
}

void Sink::put(SharedPacket packet) {
    {
        const std::lock_guard lock(mutex_);
        if (queue_.size() >= kMostWaiting) until_key_ = true;
        const bool key = packet->track == TrackKind::kVideo && packet->packet.key;
        if (key && queue_.size() < kMostWaiting / 2) until_key_ = false;
        if (until_key_) {
            ++report_.dropped;
            return;
        }
        queue_.push_back({std::move(packet), head_});
    }
    filled_.notify_one();
}

Sink::Report Sink::report() const {
    const std::lock_guard lock(mutex_);
    Report now = report_;
    now.name = settings_.name;
    now.kind = settings_.kind;
    now.waiting = queue_.size();
    return now;
}

/// False: it is to end.
bool Sink::next(Waiting& waiting) {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return stop_ || !queue_.empty(); });
    if (stop_) return false;
    waiting = std::move(queue_.front());
    queue_.pop_front();
    return true;
}

/// Who has just been reached is given what is on now. True: the packet in hand is older than that.
bool Sink::skip_to_newest_key() {
    const std::lock_guard lock(mutex_);
    const auto newest = std::ranges::find_if(queue_.rbegin(), queue_.rend(), [](const Waiting& each) {
        return each.packet->track == TrackKind::kVideo && each.packet->packet.key;
    });
    if (newest == queue_.rend()) return false;
    const auto first = std::prev(newest.base());
    report_.dropped += std::distance(queue_.begin(), first) + 1;
    queue_.erase(queue_.begin(), first);
    return true;
}

void Sink::failed(const std::string& why) {
    thread_local std::minstd_rand random{std::random_device{}()};
    std::unique_lock lock(mutex_);
    ++report_.failures;
    report_.state = SinkState::kBackingOff;
    report_.problem = why;
    const double share = std::uniform_real_distribution<>(0, 1)(random);
    const Time pause = back_off(++report_.failures_in_a_row, share);
    filled_.wait_for(lock, pause, [this] { return stop_.load(); });
    queue_.clear();
    until_key_ = true;
    report_.state = SinkState::kConnecting;
}

void Sink::work() {
    std::unique_ptr<SinkWriter> writer;
    std::shared_ptr<const StreamHead> open_for;
    Waiting waiting;
    while (next(waiting)) {
        const auto& [packet, head] = waiting;
        try {
            if (writer && open_for != head && !writer->goes_on_with(*head)) writer.reset();
            open_for = head;
            const bool key = packet->track == TrackKind::kVideo && packet->packet.key;
            if (!writer && !key) continue;
            if (!writer) {
                const Time begun = monotonic_now();
                writer = kind_.open(settings_, *head, stop_);
                if (monotonic_now() - begun > kAtOnce && skip_to_newest_key()) continue;
            }
            writer->write(*packet);
            const double hours_left = key ? writer->hours_left() : -1;
            const std::lock_guard lock(mutex_);
            if (key) report_.hours_left = hours_left;
            ++report_.packets;
            if (report_.state != SinkState::kUp) report_.problem.clear();
            report_.state = SinkState::kUp;
            report_.failures_in_a_row = 0;
        } catch (const std::exception& error) {
            writer.reset();
            failed(error.what());
        }
    }
}

}  // namespace gatecast
