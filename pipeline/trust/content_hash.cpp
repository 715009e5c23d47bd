// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/trust/content_hash.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <vector>

#include "presets/message.h"

namespace gatecast {
namespace {

constexpr size_t kReadBytes = size_t{1} << 20;

class Opened {
public:
    explicit Opened(const std::filesystem::path& file) : descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~Opened() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

std::string why() {
    return std::generic_category().message(errno);
}

std::string name_of_descriptor(int descriptor) {
    std::error_code unknown;
    const auto name = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor), unknown);
    return unknown ? "descriptor " + std::to_string(descriptor) : name.string();
}

}  // namespace

ContentHash::ContentHash() : state_{} {
    crypto_hash_sha256_init(&state_);
}

void ContentHash::add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string ContentHash::finish() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state_, digest.data());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

std::string hash_of_bytes(std::string_view bytes) {
    ContentHash hash;
    hash.add(bytes);
    return hash.finish();
}

std::string hash_of_descriptor(int descriptor) {
    ContentHash hash;
    std::vector<char> buffer(kReadBytes);
    for (off_t at = 0;;) {
        const ssize_t got = ::pread(descriptor, buffer.data(), buffer.size(), at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            throw Error(message("{} cannot be read ({}). Check the path and its rights.",
                                name_of_descriptor(descriptor), why()));
        if (got == 0) return hash.finish();
        hash.add({buffer.data(), static_cast<size_t>(got)});
        at += got;
    }
}

std::string hash_of_file(const std::filesystem::path& file) {
    const Opened opened(file);
    if (opened.get() < 0)
        throw Error(message("{} cannot be read ({}). Check the path and its rights.", file.string(), why()));
    ::posix_fadvise(opened.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    return hash_of_descriptor(opened.get());
}

bool is_content_hash(std::string_view text) {
    return text.size() == crypto_hash_sha256_BYTES * 2 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace gatecast
