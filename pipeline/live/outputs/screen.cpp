// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/screen.h"

#include <chrono>
#include <memory>
#include <random>
#include <thread>

#include "pipeline/live/clock.h"
#include "pipeline/live/decks/ring.h"
#include "pipeline/live/mixer/mixer.h"
#include "pipeline/live/outputs/screen_graph.h"
#include "pipeline/live/wire.h"

namespace gatecast {

namespace {

using namespace std::chrono_literals;

constexpr int kSlots = 4;
constexpr Size kLargest{8192, 4352};
constexpr auto kLook = 4ms;  // for the next picture
constexpr Time kReportEach = 1s;
constexpr Time kTryAgain = 50ms;  // to reach a mixer

class ScreenOutput {
public:
    explicit ScreenOutput(const OutputSettings& settings) : settings_(settings), sink_(settings.sinks.at(0)) {
        report_.name = sink_.name;
        report_.kind = sink_.kind;
        const auto& rate = sink_.more.at("rate");
        rate_ = {rate.at(0), rate.at(1)};
    }

    void run(bool (*stop)()) {
        while (!stop()) {
            if (connect()) show_all(stop);
            report();
            std::this_thread::sleep_for(kTryAgain);
        }
    }

private:
    /// The memory that pictures come in is ours, and the mixer's as long as we are there.
    bool connect() {
        Descriptor socket = connect_to(packet_socket(settings_.state), SocketKind::kStream);
        if (!socket) return false;
        mixer_ = std::make_unique<Wire>(std::move(socket));
        ring_ = std::make_unique<RingReader>(RingShape{kSlots, ring_bytes(kLargest, {Chroma::k420, 8})});
        const int memory = ring_->descriptor();
        return mixer_->send({{"display", settings_.on_screen},
                             {"slots", ring_->shape().slots},
                             {"picture_bytes", ring_->shape().picture_bytes}},
                            {&memory, 1});
    }

    void show_all(bool (*stop)()) {
        while (!stop()) {
            report();
            while (mixer_->receive()) continue;
            if (mixer_->gone()) return;
            RingFrame frame;
            while (ring_->take(frame))
                if (frame.picture && monotonic_now() >= not_before_) show(frame);
            std::this_thread::sleep_for(kLook);
        }
    }

    void show(const RingFrame& frame) {
        try {
            const Size size = frame.picture->view.size;
            if (!graph_ || size != size_)
                graph_ = std::make_unique<ScreenGraph>(
                    ScreenSettings{sink_.url, sink_.more.value("sound", ""), sink_.name, size_ = size, rate_});
            graph_->check();
            graph_->show(frame.picture->view);
            graph_->play(frame.sound);
            ++report_.packets;
            report_.state = SinkState::kUp;
            report_.problem.clear();
            report_.failures_in_a_row = 0;
        } catch (const Error& error) {
            graph_.reset();
            failed(error.what());
        }
    }

    void failed(const char* why) {
        ++report_.failures;
        report_.state = SinkState::kBackingOff;
        report_.problem = why;
        const double share = std::uniform_real_distribution<>(0, 1)(random_);
        not_before_ = monotonic_now() + back_off(++report_.failures_in_a_row, share);
    }

    void report() {
        if (monotonic_now() < next_report_) return;
        next_report_ = monotonic_now() + kReportEach;
        write_output_report(settings_, {report_});
    }

    const OutputSettings& settings_;
    const SinkSettings& sink_;
    Rational rate_;
    std::unique_ptr<Wire> mixer_;
    std::unique_ptr<RingReader> ring_;
    std::unique_ptr<ScreenGraph> graph_;
    Size size_;
    Sink::Report report_;
    Time not_before_{0}, next_report_{0};
    std::minstd_rand random_{std::random_device{}()};
};

}  // namespace

bool is_screen(std::string_view url) {
    return url.starts_with("kms:") || url.starts_with("window:");
}

void run_screen(const OutputSettings& settings, bool (*stop)()) {
    ScreenOutput screen(settings);
    screen.run(stop);
}

}  // namespace gatecast
