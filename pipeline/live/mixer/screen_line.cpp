// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/screen_line.h"

namespace gatecast {

void ScreenLine::add(Descriptor socket, Descriptor memory, const RingShape& shape) {
    auto screen = std::make_unique<Screen>(Screen{Wire(std::move(socket)), {std::move(memory), shape}});
    const std::lock_guard lock(mutex_);
    screens_.push_back(std::move(screen));
}

void ScreenLine::put(int64_t frame, const Picture& picture, std::span<const float> sound) noexcept {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock || screens_.empty()) return;
    try {
        frame_.number = frame;
        frame_.picture = picture;
        frame_.sound.assign(sound.begin(), sound.end());
        for (const auto& each : screens_) {
            const bool room =
                each->ring.fits(picture.view.size, picture.view.format) && each->ring.wait_for_place(Time(0));
            if (room)
                each->ring.put(frame_);
            else
                ++dropped_;
        }
    } catch (...) {  // no memory for the sound: the screen shows the next one
        ++dropped_;
    }
    frame_.picture.reset();
}

void ScreenLine::look_around() {
    std::vector<std::unique_ptr<Screen>> gone;  // unmapped after the lock: nobody waits for that
    const std::lock_guard lock(mutex_);
    for (auto& each : screens_) {
        while (each->wire.receive()) continue;
        if (each->wire.gone()) gone.push_back(std::move(each));
    }
    std::erase(screens_, nullptr);
}

int64_t ScreenLine::dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
}

}  // namespace gatecast
