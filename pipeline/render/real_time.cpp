// SPDX-License-Identifier: GPL-3.0-or-later
// The run against the clock of capacity.h.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <ctime>
#include <deque>
#include <mutex>
#include <thread>

#include "pipeline/media/encode.h"
#include "pipeline/render/capacity.h"
#include "pipeline/render/composing.h"
#include "pipeline/scene/grid.h"

namespace gatecast {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kEncoderNice = 10;  // composing comes first: it is what is late on the screen
constexpr size_t kMostWaiting = 25;

/// An encoder on a thread of its own behind a bounded queue. put() is the composing thread's and never waits.
class EncoderThread {
public:
    EncoderThread(const VideoEncode& settings, const VideoShape& shape)
        : encoder_(settings, shape, 0), thread_([this] { work(); }) {}
    ~EncoderThread() {
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        filled_.notify_one();
        thread_.join();
    }
    EncoderThread(const EncoderThread&) = delete;
    EncoderThread& operator=(const EncoderThread&) = delete;

    /// How many wait before this one; nothing: there was no room, and the picture was dropped.
    std::optional<size_t> put(Picture picture) {
        size_t waiting = 0;
        {
            const std::lock_guard lock(mutex_);
            waiting = waiting_.size();
            if (waiting >= kMostWaiting) return std::nullopt;
            waiting_.push_back(std::move(picture));
        }
        filled_.notify_one();
        return waiting;
    }

private:
    void work() {
        // Of this thread alone, on Linux.
        static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kEncoderNice));
        const auto ignore = [](Packet&&) {};
        for (;;) {
            Picture picture;
            {
                std::unique_lock lock(mutex_);
                filled_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
                if (waiting_.empty()) return;
                picture = std::move(waiting_.front());
                waiting_.pop_front();
            }
            encoder_.encode(picture.view, ignore);
        }
    }

    VideoEncoder encoder_;
    std::mutex mutex_;  // of the two below
    std::deque<Picture> waiting_;
    bool ended_ = false;
    std::condition_variable filled_;
    std::thread thread_;
};

/// One display on its way through the run.
struct Channel {
    Channel(const RenderPlan& plan, const OutputPlan& output, const std::string& preset)
        : scene(make_scene(plan, plan.compositions[static_cast<size_t>(output.composition)])) {
        VideoEncode settings = output.encode.video;
        settings.preset = preset;
        encoder = std::make_unique<EncoderThread>(settings, output.shape);
    }

    std::unique_ptr<Scene> scene;
    std::unique_ptr<Grid> grid;
    std::unique_ptr<EncoderThread> encoder;
};

Time cpu_time() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

Time at_share(const std::vector<Time>& sorted, double share) {
    return sorted[std::min(sorted.size() - 1, static_cast<size_t>(share * static_cast<double>(sorted.size())))];
}

void summarise(std::vector<Time> lateness, Time frame, RealTime& run) {
    if (lateness.empty()) return;
    std::ranges::sort(lateness);
    run.frames = std::ssize(lateness);
    run.late = std::ranges::count_if(lateness, [frame](Time late) { return late >= frame; });
    run.p50 = at_share(lateness, 0.5);
    run.p99 = at_share(lateness, 0.99);
    run.p999 = at_share(lateness, 0.999);
    run.worst = lateness.back();
}

}  // namespace

RealTime run_in_real_time(const RenderPlan& plan, const std::string& preset, Time length,
                          const std::function<bool()>& stop) {
    const Rational rate = plan.outputs.front().rate;
    OpenClips clips(plan, Time(0));
    std::deque<Channel> channels;
    for (const OutputPlan& output : plan.outputs) {
        Channel& channel = channels.emplace_back(plan, output, preset);
        channel.grid = std::make_unique<Grid>(
            *channel.scene, clips.sources_for(plan.compositions[static_cast<size_t>(output.composition)]));
        static_cast<void>(channel.grid->frame(0));  // decoders and buffers are warm before the clock starts
    }
    RealTime run;
    std::vector<Time> lateness;
    const int64_t frames = std::min(frame_at(length, rate), plan.outputs.front().frames - 1);
    lateness.reserve(static_cast<size_t>(frames + 1) * channels.size());
    const Time cpu_before = cpu_time();
    const Clock::time_point start = Clock::now();
    for (int64_t n = 1; n <= frames && !stop(); ++n) {
        const Clock::time_point due = start + frame_time(n, rate);
        std::this_thread::sleep_until(due);
        for (Channel& channel : channels) {
            Picture picture = channel.grid->frame(n).picture;
            lateness.push_back(Clock::now() - due);
            if (const auto waiting = channel.encoder->put(std::move(picture)))
                run.most_waiting = std::max(run.most_waiting, static_cast<int64_t>(*waiting));
            else
                ++run.dropped;
        }
    }
    const Time spent = Clock::now() - start;
    const double cores = std::max(1U, std::thread::hardware_concurrency());
    if (spent > Time(0))
        run.share = static_cast<double>((cpu_time() - cpu_before).count()) / static_cast<double>(spent.count()) / cores;
    summarise(std::move(lateness), frame_time(1, rate), run);
    return run;
}

}  // namespace gatecast
