// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/slice_team.h"

namespace gatecast {

SliceTeam::SliceTeam(int size) {
    for (int i = 1; i < size; ++i) threads_.emplace_back([this] { work(); });
}

SliceTeam::~SliceTeam() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    begun_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void SliceTeam::run(int count, void (*job)(void* context, int slice) noexcept, void* context) noexcept {
    std::unique_lock lock(mutex_);
    job_ = job;
    context_ = context;
    count_ = count;
    next_ = 0;
    done_ = 0;
    if (count > 1) begun_.notify_all();
    do_slices(lock);
    finished_.wait(lock, [this] { return done_ == count_; });
}

void SliceTeam::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        begun_.wait(lock, [this] { return ending_ || next_ < count_; });
        if (ending_) return;
        do_slices(lock);
        if (done_ == count_) finished_.notify_one();
    }
}

// Slices take a millisecond or so: a lock for each costs nothing beside them.
void SliceTeam::do_slices(std::unique_lock<std::mutex>& lock) {
    while (next_ < count_) {
        const int slice = next_++;
        lock.unlock();
        job_(context_, slice);
        lock.lock();
        ++done_;
    }
}

}  // namespace gatecast
