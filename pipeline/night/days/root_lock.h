// SPDX-License-Identifier: GPL-3.0-or-later
// Who works on a published root: one at a time, and whoever is urgent first. Locks of the kernel's, so that nothing
// stands in the way after a crash. Held by the commands of the night.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace gatecast {

class RootLock {
public:
    /// Makes the root's own folder. Throws Error where nothing can be written.
    explicit RootLock(const std::filesystem::path& root);
    ~RootLock();
    RootLock(const RootLock&) = delete;
    RootLock& operator=(const RootLock&) = delete;

    /// False: somebody else has it, or somebody urgent waits for it. `what`: for those who ask who has it.
    [[nodiscard]] bool try_take(const std::string& what);
    void release();
    /// "gatecast nightly, 4711, 2026-12-01 23:00:05"; empty: not known.
    [[nodiscard]] std::string holder() const;

    /// From now on others give way at their next chance; false: somebody else is urgent already.
    [[nodiscard]] bool claim_urgency();
    /// Somebody else is urgent.
    [[nodiscard]] bool must_yield() const;

private:
    [[nodiscard]] std::filesystem::path lock_file() const { return folder_ / "lock"; }

    std::filesystem::path folder_;
    int lock_ = -1;
    int urgency_ = -1;
    bool held_ = false;
    bool urgent_ = false;
};

}  // namespace gatecast
