// SPDX-License-Identifier: GPL-3.0-or-later
// The small file beside each output that says: Gatecast made this, from this job, and it looked like this then.
// Only what a manifest claims may be replaced without being asked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace gatecast {

/// How a file looked when it was made.
struct Claim {
    int64_t size_bytes = -1;
    int64_t modified_ns = 0;
    friend bool operator==(const Claim&, const Claim&) = default;
};

struct Manifest {
    std::string job;  // clip, display and encode by name: who may replace it
    std::string key;  // of the output's plan: whether it is up to date
    int64_t frames = 0;
    Claim now;
    Claim before;  // of the file this one takes the place of: the manifest is written first, then the file renamed
    bool delivered = false;  // nothing is left to do, the .done file included
};

[[nodiscard]] Claim claim_of(const std::filesystem::path& file);
[[nodiscard]] std::filesystem::path manifest_path(const std::filesystem::path& output);
[[nodiscard]] std::optional<Manifest> read_manifest(const std::filesystem::path& output);
void write_manifest(const std::filesystem::path& output, const Manifest& manifest);

}  // namespace gatecast
