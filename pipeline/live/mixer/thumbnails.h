// SPDX-License-Identifier: GPL-3.0-or-later
// What each display shows, a small JPEG a second, as a file that the console hands out. put() is the composing
// thread's and never waits; a thread of its own, which yields to every other, draws and writes.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "filters/image.h"

namespace gatecast {

/// Where it lies in a site's folder.
[[nodiscard]] std::filesystem::path thumbnail_file(const std::filesystem::path& state, const std::string& display);

class Thumbnails {
public:
    explicit Thumbnails(std::filesystem::path state);
    ~Thumbnails();
    Thumbnails(const Thumbnails&) = delete;
    Thumbnails& operator=(const Thumbnails&) = delete;

    /// Left out where the thread is busy with the one before.
    void put(const std::string& display, const Picture& picture) noexcept;

private:
    void work() noexcept;

    const std::filesystem::path state_;
    std::mutex mutex_;
    std::condition_variable filled_;
    std::map<std::string, Picture> waiting_;  // by display
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace gatecast
