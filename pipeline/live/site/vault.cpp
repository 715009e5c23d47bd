// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/vault.h"

#include <fcntl.h>
#include <sys/eventfd.h>

#include <cerrno>
#include <cstring>

#include "pipeline/live/clock.h"
#include "pipeline/media/hash.h"

namespace gatecast {

namespace {

constexpr size_t kLongestCopy_bytes = size_t{16} << 20;

Descriptor copy_of(int file, const std::filesystem::path& name) {
    std::string bytes(kLongestCopy_bytes + 1, '\0');
    size_t size = 0;
    for (;;) {
        const ssize_t count = read(file, bytes.data() + size, bytes.size() - size);
        if (count < 0) throw Error(message("{}: cannot be read ({}).", name.string(), std::strerror(errno)));
        if (count == 0) break;
        size += static_cast<size_t>(count);
        if (size > kLongestCopy_bytes) throw Error(message("{}: is longer than any cue file (16 MiB).", name.string()));
    }
    Descriptor copy = nameless_file(std::string_view(bytes).substr(0, size));
    if (!copy) throw Error(message("{}: there is no memory left for it.", name.string()));
    return copy;
}

UtcTime seconds_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

FileMark mark_of(int descriptor) {
    struct stat state {};
    if (fstat(descriptor, &state) != 0) return {};
    return {{static_cast<int64_t>(state.st_dev), static_cast<int64_t>(state.st_ino), state.st_size,
             state.st_mtim.tv_sec, state.st_mtim.tv_nsec, state.st_ctim.tv_sec, state.st_ctim.tv_nsec}};
}

Vault::Vault(std::filesystem::path approvals)
    : approvals_file_(std::move(approvals)),
      ready_event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { work(); }) {}

Vault::~Vault() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    asked_.notify_one();
    thread_.join();
}

int64_t Vault::ask(Wish wish) {
    {
        const std::lock_guard lock(mutex_);
        questions_.push_back({++tickets_, std::move(wish)});
    }
    asked_.notify_one();
    return tickets_;
}

std::vector<Opened> Vault::take_ready() {
    uint64_t count = 0;
    static_cast<void>(!read(ready_event_.get(), &count, sizeof count));
    const std::lock_guard lock(mutex_);
    return std::exchange(ready_, {});
}

void Vault::work() {
    for (;;) {
        Question question;
        {
            std::unique_lock lock(mutex_);
            asked_.wait(lock, [this] { return ended_ || !questions_.empty(); });
            if (ended_) return;
            question = std::move(questions_.front());
            questions_.pop_front();
        }
        Opened opened = open(question);
        const std::lock_guard lock(mutex_);
        ready_.push_back(std::move(opened));
        const uint64_t one = 1;
        static_cast<void>(!write(ready_event_.get(), &one, sizeof one));
    }
}

/// The bytes are marked before and after they are hashed: nobody wrote meanwhile.
std::string Vault::hash_of(int descriptor, const FileMark& mark) {
    if (const auto known = hashes_.find(mark); known != hashes_.end()) return known->second;
    std::string hash = hash_file("/proc/self/fd/" + std::to_string(descriptor));
    if (mark_of(descriptor) != mark)
        throw Error(message("It was written to while it was being checked. It is looked at again when it is needed."));
    hashes_[mark] = hash;
    return hash;
}

Opened Vault::open(const Question& question) {
    Opened opened;
    opened.ticket = question.ticket;
    const Wish& wish = question.wish;
    opened.file = wish.file;
    const std::string name = wish.file.filename().string();
    try {
        Descriptor media(::open(wish.file.c_str(), O_RDONLY | O_CLOEXEC));
        if (!media) throw Error(message("{}: cannot be opened ({}).", wish.file.string(), std::strerror(errno)));
        if (wish.copied) media = copy_of(media.get(), wish.file);
        opened.mark = mark_of(media.get());
        if (!approvals_file_.empty()) {
            opened.sha256 = hash_of(media.get(), opened.mark);
            if (!wish.sha256.empty() && wish.sha256 != opened.sha256)
                throw Error(
                    message("{}: has not the bytes that its day was published with. Bring the day again with "
                            "gatecast sync, or render it again.",
                            wish.file.string()));
            opened.problem = verdict(opened.sha256, wish.made_of, name);
        }
        if (opened.problem.sentence.empty()) opened.media = std::move(media);
    } catch (const Error& error) {
        opened.problem = error.message();
    }
    return opened;
}

void Vault::read_list_again() {
    const Descriptor file(::open(approvals_file_.c_str(), O_RDONLY | O_CLOEXEC));
    const FileMark mark = file ? mark_of(file.get()) : FileMark{};
    if (mark == list_mark_ && !list_problem_) return;
    list_mark_ = mark;
    try {
        list_ = ApprovalList::read(approvals_file_);
        list_problem_.reset();
    } catch (const Error& error) {  // a list that cannot be read approves nothing
        list_ = {};
        list_problem_ = error.message();
    }
}

/// Its own record has the first word: it can be withdrawn by itself.
Message Vault::verdict(const std::string& sha256, const std::vector<std::string>& made_of, const std::string& name) {
    const std::lock_guard lock(list_mutex_);
    read_list_again();
    if (list_problem_) return *list_problem_;
    const UtcTime now = seconds_now();
    Verdict verdict = list_.verdict(sha256, now);
    if (verdict == Verdict::kNotListed && !made_of.empty()) {
        verdict = Verdict::kApproved;
        for (const std::string& each : made_of)
            if (verdict == Verdict::kApproved) verdict = list_.verdict(each, now);
    }
    return verdict == Verdict::kApproved ? Message{} : why_not(verdict, name);
}

Message Vault::why_source_not(const std::string& source) {
    if (approvals_file_.empty()) return {};
    const std::lock_guard lock(list_mutex_);
    read_list_again();
    if (list_problem_) return *list_problem_;
    const Verdict verdict = list_.verdict_of_source(source, seconds_now());
    return verdict == Verdict::kApproved ? Message{} : why_not(verdict, source);
}

Message Vault::why_no_longer(int media, const FileMark& mark, const std::string& sha256,
                             const std::vector<std::string>& made_of) {
    if (approvals_file_.empty()) return {};
    if (mark_of(media) != mark) return message("It was written to while it was on.");
    return verdict(sha256, made_of, sha256.substr(0, 12));
}

}  // namespace gatecast
