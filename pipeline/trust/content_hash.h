// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256: what a file is, whatever it is called. Of an open descriptor too, so that the very bytes that are used next
// are those that were checked. Called by the approval list, the records, the night, and live when a deck is loaded;
// any thread.
#pragma once

#include <sodium.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace gatecast {

/// For bytes that come in pieces: hashed while they are copied.
class ContentHash {
public:
    ContentHash();
    void add(std::string_view bytes);
    /// Hex; once.
    [[nodiscard]] std::string finish();

private:
    crypto_hash_sha256_state state_;
};

[[nodiscard]] std::string hash_of_bytes(std::string_view bytes);
/// Everything that the file holds, from its beginning; the descriptor's offset stays as it is. Throws Error.
[[nodiscard]] std::string hash_of_descriptor(int descriptor);
/// Throws Error for what is no file or cannot be read.
[[nodiscard]] std::string hash_of_file(const std::filesystem::path& file);

/// 64 digits of lower-case hex.
[[nodiscard]] bool is_content_hash(std::string_view text);

}  // namespace gatecast
