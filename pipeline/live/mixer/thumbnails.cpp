// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/thumbnails.h"

#include <sys/resource.h>

#include <utility>

#include "pipeline/live/whole_file.h"
#include "pipeline/media/small_jpeg.h"

namespace gatecast {

namespace {

constexpr int kWidth_px = 480;
constexpr int kNice = 15;

}  // namespace

std::filesystem::path thumbnail_file(const std::filesystem::path& state, const std::string& display) {
    return state / "shown" / (display + ".jpg");
}

Thumbnails::Thumbnails(std::filesystem::path state) : state_(std::move(state)) {
    std::error_code error;
    std::filesystem::create_directories(state_ / "shown", error);  // without it there are no thumbnails, and no harm
    thread_ = std::thread([this] { work(); });
}

Thumbnails::~Thumbnails() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    filled_.notify_one();
    thread_.join();
}

void Thumbnails::put(const std::string& display, const Picture& picture) noexcept {
    try {
        const std::unique_lock lock(mutex_, std::try_to_lock);
        if (lock) waiting_.try_emplace(display, picture);
    } catch (...) {  // no memory: the next one
        return;
    }
    filled_.notify_one();
}

void Thumbnails::work() noexcept {
    static_cast<void>(setpriority(PRIO_PROCESS, 0, kNice));  // of this thread
    for (;;) {
        std::map<std::string, Picture> taken;
        {
            std::unique_lock lock(mutex_);
            filled_.wait(lock, [this] { return stop_ || !waiting_.empty(); });
            if (stop_) return;
            taken.swap(waiting_);
        }
        for (const auto& [display, picture] : taken) try {
                static_cast<void>(write_whole(thumbnail_file(state_, display), small_jpeg(picture, kWidth_px), false));
            } catch (...) {  // the picture before stands
            }
    }
}

}  // namespace gatecast
