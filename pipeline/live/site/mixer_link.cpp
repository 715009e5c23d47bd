// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/mixer_link.h"

#include <csignal>

#include "pipeline/live/clock.h"
#include "pipeline/live/process.h"
#include "pipeline/live/whole_file.h"
#include "presets/message.h"

namespace gatecast {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr Time kStandsStill = 2500ms;  // a mixer tells each second how it fares
constexpr Time kSetUp = 20s;           // until its socket is there
constexpr Time kSoon = 3s;             // who dies within it of its start has failed to start
constexpr Time kLongestPause = 5s;

}  // namespace

MixerLink::MixerLink(MixerSettings settings, Hear hear) : settings_(std::move(settings)), hear_(std::move(hear)) {
    connect();
}

bool MixerLink::send(const json& order, int enclosed) {
    if (!wire_) return false;
    return enclosed >= 0 ? wire_->send(order, {&enclosed, 1}) : wire_->send(order);
}

void MixerLink::connect() {
    Descriptor socket = connect_to(control_socket(settings_.state), SocketKind::kLetters);
    if (!socket) return;
    wire_ = std::make_unique<Wire>(std::move(socket));
    heard_ = monotonic_now();
}

void MixerLink::start() {
    const std::filesystem::path file = settings_.state / "mixer.json";
    if (!write_whole(file, to_json(settings_).dump(2), false))
        throw Error(message("{}: cannot be written. Check the folder and the free space.", file.string()));
    process_ = start_child({{"mixer", file.string()}, {}, 0, 0});
    child_ = true;
    started_ = monotonic_now();
}

void MixerLink::hear_all() {
    while (wire_) {
        const std::optional<Letter> letter = wire_->receive();
        if (!letter) {
            if (wire_->gone()) lose();
            return;
        }
        heard_ = monotonic_now();
        if (letter->body.value("news", "") == "hello") process_ = letter->body.value("mixer", -1);
        if (letter->body.value("news", "") == "status") {
            status_ = letter->body;
            failures_ = 0;
        }
        hear_(letter->body);
    }
}

void MixerLink::lose() {
    wire_.reset();
    if (process_ > 0) kill(process_, SIGKILL);  // half dead is worse than dead
    hear_(nullptr);
}

void MixerLink::look_around() {
    const Time now = monotonic_now();
    hear_all();
    if (wire_ && now - heard_ > kStandsStill) lose();
    if (wire_) return;
    int status = 0;
    if (child_ && has_ended(process_, status)) {
        child_ = false;
        failures_ = now - started_ < kSoon ? failures_ + 1 : 0;
    }
    if (child_ && now - started_ < kSetUp) return connect();
    if (child_) kill(process_, SIGKILL);
    const Time pause = std::min<Time>(kLongestPause, failures_ > 0 ? 250ms * (1 << std::min(failures_, 5)) : 0ms);
    if (!child_ && now - started_ >= pause) start();
}

bool MixerLink::healthy() const {
    return monotonic_now() - heard_ < kStandsStill || monotonic_now() - started_ < kSetUp;
}

}  // namespace gatecast
