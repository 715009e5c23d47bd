// SPDX-License-Identifier: GPL-3.0-or-later
// Opens media and asks the approval list about the very bytes that were opened: a deck gets that descriptor and no
// name. Hashing takes its time, so it has a thread of its own; a file that has not changed is not hashed again. Owned
// by the site process, asked on its one thread.
#pragma once

#include <sys/stat.h>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "pipeline/live/descriptor.h"
#include "pipeline/trust/approvals.h"

namespace gatecast {

/// What a file's bytes were when they were hashed: device, inode, size and both times to the nanosecond.
struct FileMark {
    std::vector<int64_t> numbers;
    friend auto operator<=>(const FileMark&, const FileMark&) = default;
};
[[nodiscard]] FileMark mark_of(int descriptor);

/// What is to be opened: a file that stands in the approval list, or one that was rendered from such files and has the
/// bytes that its day was published with.
struct Wish {
    std::filesystem::path file;
    std::string sha256{};                // that it must have; empty: any that is approved
    std::vector<std::string> made_of{};  // hashes of what it was rendered from
    bool copied = false;                 // small: what is opened are the very bytes that were hashed, out of reach
};

struct Opened {
    int64_t ticket = 0;
    std::filesystem::path file;
    Descriptor media;  // empty: it may not be shown, and `problem` says why
    FileMark mark;
    std::string sha256;
    Message problem;
};

class Vault {
public:
    /// `approvals` empty: everything may be shown.
    explicit Vault(std::filesystem::path approvals);
    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    /// Readable when something is ready.
    [[nodiscard]] int descriptor() const { return ready_event_.get(); }
    int64_t ask(Wish wish);
    [[nodiscard]] std::vector<Opened> take_ready();

    /// Whether what was opened may still be shown: its bytes are the same and nobody has withdrawn them.
    [[nodiscard]] Message why_no_longer(int media, const FileMark& mark, const std::string& sha256,
                                        const std::vector<std::string>& made_of);

    /// Whether a live source may be shown now; empty: it may.
    [[nodiscard]] Message why_source_not(const std::string& source);

private:
    struct Question {
        int64_t ticket = 0;
        Wish wish;
    };
    void work();
    [[nodiscard]] Opened open(const Question& question);
    [[nodiscard]] std::string hash_of(int descriptor, const FileMark& mark);
    [[nodiscard]] Message verdict(const std::string& sha256, const std::vector<std::string>& made_of,
                                  const std::string& name);
    void read_list_again();

    const std::filesystem::path approvals_file_;
    Descriptor ready_event_;
    std::map<FileMark, std::string> hashes_;  // the thread's own
    int64_t tickets_ = 0;

    std::mutex list_mutex_;
    ApprovalList list_;
    FileMark list_mark_;
    std::optional<Message> list_problem_;

    std::mutex mutex_;
    std::condition_variable asked_;
    std::deque<Question> questions_;
    std::vector<Opened> ready_;
    bool ended_ = false;
    std::thread thread_;
};

}  // namespace gatecast
