// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/live_deck.h"

#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "pipeline/live/clock.h"
#include "pipeline/live/decks/address_guard.h"
#include "pipeline/live/decks/live_buffer.h"
#include "pipeline/live/decks/picture_conform.h"
#include "pipeline/live/decks/test_source.h"
#include "pipeline/live/outputs/sink.h"

namespace gatecast {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr int kAhead_frames = 2;  // of its time, a frame stands in the ring
constexpr Time kPushedCushion = 200ms, kPulledCushion = 400ms;
constexpr Time kTellEach = 1s;
constexpr Time kLookAround = 100ms;
constexpr double kEvenPause = 0.5;  // no jitter: one deck calls one peer

/// Fills the buffer on a thread of its own, over every connection that there is in its life.
class Reader {
public:
    Reader(const DeckOrder& order, LiveBuffer& buffer) : order_(order), buffer_(buffer), thread_([this] { work(); }) {}
    ~Reader() {
        stop_ = true;
        buffer_.end();
        thread_.join();
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    [[nodiscard]] std::string problem() const {
        const std::lock_guard lock(mutex_);
        return problem_;
    }

private:
    void work() {
        if (is_test_source(order_.live)) return show_test();
        int failures = 0;
        while (!stop_) {
            try {
                LiveInput input(order_.live, ClipLimits{}, stop_);
                buffer_.begin(input.has_sound() && !order_.silent);
                say("");
                while (!stop_ && input.read(sink())) failures = 0;
                say("It has stopped coming.");
            } catch (const std::exception& error) {
                say(error.what());
            }
            const Time until = monotonic_now() + (failures == 0 ? kLookAround : back_off(failures, kEvenPause));
            ++failures;
            while (!stop_ && monotonic_now() < until) std::this_thread::sleep_for(kLookAround / 2);
        }
    }

    void show_test() {
        TestSource source(order_.region, order_.rate);
        buffer_.begin(true);
        while (!stop_) source.read(sink());
    }

    [[nodiscard]] LiveSink sink() {
        return {[this](LivePicture&& picture) { buffer_.put(std::move(picture)); },
                [this](const LiveSound& sound) {
                    if (!order_.silent) buffer_.put(sound);
                }};
    }

    void say(std::string problem) {
        const std::lock_guard lock(mutex_);
        problem_ = std::move(problem);
    }

    const DeckOrder& order_;
    LiveBuffer& buffer_;
    std::atomic<bool> stop_{false};
    mutable std::mutex mutex_;
    std::string problem_;
    std::thread thread_;
};

/// Writes frame after frame of the grid into the ring, in their time.
class LiveDeck {
public:
    LiveDeck(const DeckOrder& order, RingWriter& ring)
        : order_(order),
          ring_(ring),
          conform_(ring),
          buffer_(buffer_settings(order)),
          reader_(order, buffer_),
          next_(frame_at(monotonic_now() - order.origin, order.rate) + kAhead_frames) {}

    /// Sleeps until the next frame's moment, and writes it if there is one.
    void step() {
        sleep_until(order_.origin + frame_time(next_ - kAhead_frames, order_.rate));
        const Time now = monotonic_now();
        next_ = std::max(next_, frame_at(now - order_.origin, order_.rate) + 1);  // after a machine that slept
        write(now);
        ++next_;
    }

    [[nodiscard]] json news() const {
        const LiveBuffer::Stats stats = buffer_.stats();
        return {{"live", true},
                {"written", written_},
                {"problem", reader_.problem()},
                {"speed", stats.speed},
                {"breaks", stats.breaks},
                {"dropped", stats.dropped},
                {"repeated", stats.repeated}};
    }

private:
    static LiveBuffer::Settings buffer_settings(const DeckOrder& order) {
        const LiveInputKind* kind = live_input_kind(order.live.url);
        const bool pulled = kind != nullptr && kind->pulled;
        return {order.rate, pulled ? kPulledCushion : kPushedCushion, pulled};
    }

    void write(Time now) {
        const std::optional<LiveBuffer::Frame> live = buffer_.take(next_, now, frame_.sound);
        if (!live) return;
        // Whoever comes to the ring later, or after a frame that found no place, needs the picture itself.
        const bool anew = !live->repeats || lost_picture_;
        frame_.number = next_;
        frame_.repeats = !anew;
        frame_.picture.reset();
        if (anew) {
            frame_.picture = conform_.conform(live->picture->picture);
            frame_.sample_aspect = live->picture->sample_aspect;
        }
        const bool place = ring_.wait_for_place(Time(0));
        lost_picture_ = anew && !place;
        if (!place) return;
        ring_.put(frame_);
        ++written_;
    }

    const DeckOrder& order_;
    RingWriter& ring_;
    PictureConform conform_;
    LiveBuffer buffer_;
    Reader reader_;
    int64_t next_;
    RingFrame frame_;
    bool lost_picture_ = false;
    int64_t written_ = 0;
};

}  // namespace

void run_live_deck(const DeckOrder& order, MixerLine& mixer, RingWriter& ring) {
    guard_addresses(order.live.url);
    mixer.tell({{"frames", -1}, {"still", false}});
    LiveDeck deck(order, ring);
    Time next_news = monotonic_now();
    while (!mixer.hung_up()) {
        deck.step();
        if (monotonic_now() < next_news) continue;
        next_news = monotonic_now() + kTellEach;
        mixer.tell(deck.news());
    }
}

}  // namespace gatecast
