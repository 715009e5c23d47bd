// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/text_link.h"

#include <algorithm>
#include <csignal>

#include "pipeline/live/clock.h"
#include "pipeline/live/process.h"

namespace gatecast {

namespace {

using namespace std::chrono_literals;

constexpr int kTextNice = 2;  // composing comes first, decks after it
constexpr int64_t kTextMemory_bytes = int64_t{768} << 20;
constexpr Time kSoon = 3s;  // who dies within it of its start has failed to start
constexpr Time kLongestPause = 5s;
constexpr int kSettingsInChild = 3, kMixerInChild = 4, kSiteInChild = 5;

}  // namespace

void TextLink::start() {
    auto [mixer_end, its_mixer_end] = socket_pair();
    if (!tools_.to_mixer({{"order", "text"}, {"work", settings_.at("work")}}, mixer_end.get())) return;
    auto [our_end, its_end] = socket_pair();
    const Descriptor settings = nameless_file(settings_.dump());
    process_ = start_child(
        {{"text", std::to_string(kSettingsInChild), std::to_string(kMixerInChild), std::to_string(kSiteInChild)},
         {settings.get(), its_mixer_end.get(), its_end.get()},
         kTextNice,
         kTextMemory_bytes});
    started_ = monotonic_now();
    wire_ = std::make_unique<Wire>(std::move(our_end));
    tools_.begun();
}

void TextLink::take_over(nlohmann::json settings) {
    settings_ = std::move(settings);
    end_it();
}

void TextLink::mixer_is_there() {
    mixer_ = true;
    start();
}

/// It ends by itself: the mixer has hung up.
void TextLink::mixer_is_gone() {
    mixer_ = false;
    wire_.reset();
    if (process_ > 0) leaving_.push_back(std::exchange(process_, -1));
}

void TextLink::end_it() {
    wire_.reset();
    if (process_ > 0) kill(process_, SIGKILL);
}

bool TextLink::send(const nlohmann::json& order, int enclosed) {
    if (!wire_) return false;
    return enclosed >= 0 ? wire_->send(order, {&enclosed, 1}) : wire_->send(order);
}

void TextLink::look_around() {
    int status = 0;
    std::erase_if(leaving_, [&status](pid_t process) { return has_ended(process, status); });
    while (wire_) {
        const std::optional<Letter> letter = wire_->receive();
        if (!letter) break;
        tools_.hear(letter->body);
    }
    if (process_ > 0 && has_ended(process_, status)) {
        process_ = -1;
        wire_.reset();
        failures_ = monotonic_now() - started_ < kSoon ? failures_ + 1 : 0;
    }
    const Time pause = failures_ > 0 ? std::min<Time>(kLongestPause, 250ms * (1 << std::min(failures_, 5))) : 0ms;
    if (mixer_ && process_ <= 0 && monotonic_now() - started_ >= pause) start();
}

}  // namespace gatecast
