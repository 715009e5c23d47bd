// SPDX-License-Identifier: GPL-3.0-or-later
// A fixed pool of threads that share the work of one large picture, for Canvas. Made by who makes the canvases of a
// process; one thread calls run() at a time, and works itself.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "filters/team.h"

namespace gatecast {

class SliceTeam final : public Team {
public:
    /// `size` >= 1 with the caller: size - 1 threads are started.
    explicit SliceTeam(int size);
    ~SliceTeam() override;
    SliceTeam(const SliceTeam&) = delete;
    SliceTeam& operator=(const SliceTeam&) = delete;

    [[nodiscard]] int size() const noexcept override { return static_cast<int>(threads_.size()) + 1; }
    void run(int count, void (*job)(void* context, int slice) noexcept, void* context) noexcept override;

private:
    void work();
    void do_slices(std::unique_lock<std::mutex>& lock);

    std::mutex mutex_;
    std::condition_variable begun_;
    std::condition_variable finished_;
    void (*job_)(void*, int) noexcept = nullptr;
    void* context_ = nullptr;
    int count_ = 0;
    int next_ = 0;  // slice that nobody has taken
    int done_ = 0;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace gatecast
