// SPDX-License-Identifier: GPL-3.0-or-later
// A child process that renders one item: this program again, with the lowest claim on processor, disk and memory, in a
// process group of its own that dies with its starter. Used by the night's main thread.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "pipeline/night/items/item_report.h"

namespace gatecast {

struct ItemEnd {
    int signal = 0;  // it died of it
    int code = 0;
    bool hung = false;  // it was ended for saying nothing
};

class ItemProcess {
public:
    using Hear = std::function<void(const ItemEvent&)>;

    /// Throws Error when no process can be started.
    ItemProcess(const std::filesystem::path& program, const std::filesystem::path& job_file,
                const std::filesystem::path& store_root, int nice);
    ~ItemProcess();
    ItemProcess(ItemProcess&& other) noexcept;
    ItemProcess& operator=(ItemProcess&& other) noexcept;

    /// To be polled for reading.
    [[nodiscard]] int events() const { return events_; }
    /// Reads what there is; false at the end of its words.
    [[nodiscard]] bool read(const Hear& hear);
    /// Asks it to end with what is finished.
    void stop() const;
    /// Ends it and its lanes now.
    void end_now() const;
    /// How long it has said nothing.
    [[nodiscard]] std::chrono::steady_clock::duration silent() const;
    /// Waits for its end, which read() has announced.
    [[nodiscard]] ItemEnd reap();

private:
    pid_t process_ = -1;
    int events_ = -1;
    std::string unread_;
    std::chrono::steady_clock::time_point heard_;
};

}  // namespace gatecast
