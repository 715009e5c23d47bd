// SPDX-License-Identifier: GPL-3.0-or-later
// The store of finished work: segments, sound tracks and measurements under their keys, whole or not at all, shared by
// all jobs and lanes of a user, also from several machines over a shared file system: everything happens by rename and
// link, nothing rests on locks. Safe from any process; an entry may vanish at any time (cleaned); segments and
// sound never change, small texts may be replaced, whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gatecast {

class Store {
public:
    /// Makes the directories. Throws Error when it cannot be written.
    explicit Store(std::filesystem::path root);

    /// $XDG_CACHE_HOME/gatecast, or ~/.cache/gatecast.
    [[nodiscard]] static std::filesystem::path default_root();

    [[nodiscard]] bool has(const std::string& key) const;
    [[nodiscard]] std::filesystem::path path_of(const std::string& key) const;
    /// A name in the store's own file system to write to; commit() makes it the entry, fsynced and renamed.
    [[nodiscard]] std::filesystem::path begin(const std::string& key) const;
    void commit(const std::filesystem::path& temporary, const std::string& key) const;
    void remove(const std::string& key) const noexcept;
    /// Keeps an entry for this process until release(), whatever is cleaned meanwhile: a second link to it. Where the
    /// file system has no links the entry may still vanish.
    void hold(const std::string& key) const noexcept;
    void release() const noexcept;
    /// Says that an entry was used now: cleaning takes the longest unused first.
    void touch(const std::string& key) const noexcept;

    /// Small texts (measurements, facts) with the same rules.
    [[nodiscard]] std::optional<std::string> text(const std::string& key) const;
    void put_text(const std::string& key, const std::string& value) const;

    /// A directory for this process's running job.
    [[nodiscard]] std::filesystem::path job_directory(const std::string& job) const;
    /// A new directory for a job that outlives its starter; it goes with drop_shared_jobs(), or by its age.
    [[nodiscard]] std::filesystem::path shared_job_directory(const std::string& job) const;
    void drop_shared_jobs(const std::string& job) const noexcept;
    /// Says that this process still works, to machines that cannot look: now and then, at least once an hour.
    void beat() const noexcept;
    /// Removes what dead processes left: temporary files, directories of jobs, held entries; those of other machines
    /// after a day without a sign of life. Says how many.
    int64_t sweep() const noexcept;

    struct Usage {
        int64_t entries = 0;
        int64_t bytes = 0;
        int64_t left_overs = 0;  // temporary files of dead writers
    };
    [[nodiscard]] Usage usage() const;
    /// Removes the longest unused entries until at most `limit_bytes` stay, and dead temporaries.
    Usage clean(int64_t limit_bytes) const;

    [[nodiscard]] const std::filesystem::path& root() const { return root_; }

private:
    std::filesystem::path root_;
};

/// "20G", "500M", bytes. Throws Error.
[[nodiscard]] int64_t read_size(const std::string& text);
/// 50 GiB, or GATECAST_CACHE_LIMIT ("20G").
[[nodiscard]] int64_t default_store_limit();

/// Gives a file or directory the present as its time.
void touch_now(const std::filesystem::path& path) noexcept;
/// Flushes a file, or a directory after a rename in it, to the disk. Throws Error.
void sync_to_disk(const std::filesystem::path& path);
/// Writes a small file whole or not at all.
void write_whole(const std::filesystem::path& path, const std::string& content);
[[nodiscard]] std::string read_whole(const std::filesystem::path& path);

}  // namespace gatecast
