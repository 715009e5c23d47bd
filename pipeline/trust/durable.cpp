// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/trust/durable.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>

#include "presets/message.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kRightsOfNew = 0644;

[[noreturn]] void refuse_writing(const fs::path& file) {
    const std::string why = std::generic_category().message(errno);
    throw Error(message("{} cannot be written ({}). Check its folder, its rights and the space on the disk.",
                        file.string(), why));
}

/// Removes the file that did not come into place.
struct Temporary {
    std::string name;
    int descriptor = -1;
    ~Temporary() {
        if (descriptor >= 0) ::close(descriptor);
        if (!name.empty()) ::unlink(name.c_str());
    }
};

void write_all(int descriptor, std::string_view content, const fs::path& file) {
    while (!content.empty()) {
        const ssize_t put = ::write(descriptor, content.data(), content.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) refuse_writing(file);
        content.remove_prefix(static_cast<size_t>(put));
    }
}

fs::path behind_links(const fs::path& file) {
    std::error_code unknown;
    const fs::path target = fs::weakly_canonical(file, unknown);
    return unknown ? file : target;
}

}  // namespace

FileLock::FileLock(const fs::path& guarded, std::chrono::milliseconds patience) {
    const fs::path target = behind_links(guarded);
    const fs::path file = target.string() + ".lock";
    std::error_code ignored;  // opening says it
    if (target.has_parent_path()) fs::create_directories(target.parent_path(), ignored);
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kRightsOfNew);
    if (descriptor_ < 0) refuse_writing(file);
    const auto until = std::chrono::steady_clock::now() + patience;
    while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        if (std::chrono::steady_clock::now() > until) {
            ::close(descriptor_);
            throw Error(
                message("{} is being changed by another program. Try again when that one is done.", guarded.string()));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

FileLock::~FileLock() {
    ::close(descriptor_);
}

std::optional<std::string> read_if_there(const fs::path& file) {
    std::error_code unknown;
    if (!fs::exists(file, unknown) && !unknown) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    if (fs::is_directory(file, unknown) || !stream || !(content << stream.rdbuf() || stream.peek() == EOF)) {
        const std::string why = std::generic_category().message(errno);
        throw Error(message("{} cannot be read ({}). Check the path and its rights.", file.string(), why));
    }
    return content.str();
}

void write_durably(const fs::path& given, std::string_view content) {
    const fs::path file = behind_links(given);
    struct stat before {};
    const bool replaces = ::stat(file.c_str(), &before) == 0;
    Temporary temporary{file.string() + ".part-XXXXXX"};
    temporary.descriptor = ::mkostemp(temporary.name.data(), O_CLOEXEC);
    if (temporary.descriptor < 0) {
        temporary.name.clear();
        refuse_writing(file);
    }
    write_all(temporary.descriptor, content, file);
    if (::fchmod(temporary.descriptor, replaces ? before.st_mode & 07777 : kRightsOfNew) != 0) refuse_writing(file);
    // Another's file stays another's where we may give it back; where not, we own what we wrote.
    [[maybe_unused]] const bool given_back =
        replaces && ::fchown(temporary.descriptor, before.st_uid, before.st_gid) == 0;
    if (::fsync(temporary.descriptor) != 0) refuse_writing(file);
    if (::rename(temporary.name.c_str(), file.c_str()) != 0) refuse_writing(file);
    temporary.name.clear();
    sync_folder(file.has_parent_path() ? file.parent_path() : fs::path("."));
}

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // Some network file systems know no fsync of folders.
    const bool done = descriptor >= 0 && (::fsync(descriptor) == 0 || errno == EINVAL);
    if (descriptor >= 0) ::close(descriptor);
    if (!done) refuse_writing(folder);
}

}  // namespace gatecast
