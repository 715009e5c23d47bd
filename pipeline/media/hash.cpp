// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/hash.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "presets/machine_error.h"
#include "presets/message.h"

namespace gatecast {
namespace {

constexpr size_t kReadBytes = size_t{1} << 20;

class File {
public:
    explicit File(const std::filesystem::path& path)
        : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (descriptor_ < 0) fail();
        ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] size_t read(std::vector<uint8_t>& buffer) const {
        for (;;) {
            const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
            if (got >= 0) return static_cast<size_t>(got);
            if (errno != EINTR) fail();
        }
    }

private:
    [[noreturn]] void fail() const {
        const int cause = errno;
        const std::string why = std::generic_category().message(cause);
        throw_for(cause, message("{} cannot be read ({}). Check the path and its rights.", path_.string(), why));
    }

    std::filesystem::path path_;
    int descriptor_;
};

std::string finished(crypto_hash_sha256_state& state) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

void add(crypto_hash_sha256_state& state, const std::string& text) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size() + 1);
}

}  // namespace

std::string hash_file(const std::filesystem::path& path) {
    const File file(path);
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<uint8_t> buffer(kReadBytes);
    while (const size_t got = file.read(buffer)) crypto_hash_sha256_update(&state, buffer.data(), got);
    return finished(state);
}

std::string hash_files(const std::vector<std::filesystem::path>& files) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const std::filesystem::path& file : files) {
        add(state, file.filename().string());
        add(state, hash_file(file));
    }
    return finished(state);
}

}  // namespace gatecast
