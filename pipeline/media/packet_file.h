// SPDX-License-Identifier: GPL-3.0-or-later
// The store's form of a segment, or of a whole sound track: encoded packets, a header of the caller's, and a hash
// over all of it. Written by lanes under a temporary name, read when files are joined; one thread at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/media/encode.h"

namespace gatecast {

class PacketFileWriter {
public:
    /// `header` is the caller's, JSON by custom. The file is made anew.
    PacketFileWriter(const std::filesystem::path& path, const std::string& header);
    ~PacketFileWriter();

    void write(const Packet& packet);
    /// Table, hash, fsync. Without it no reader takes the file.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Where a packet is and when: all that is asked before its bytes are.
struct PacketEntry {
    int64_t pts = 0;
    int64_t dts = 0;
    int64_t duration = 0;
    int64_t offset = 0;  // in the file
    int64_t bytes = 0;
    bool key = false;
};

class PacketFileReader {
public:
    /// Throws Error on a file that is damaged, not whole, or of another version. `verify` reads all of it once to
    /// check the hash; without it only the shape is checked.
    explicit PacketFileReader(const std::filesystem::path& path, bool verify = true);
    ~PacketFileReader();
    PacketFileReader(PacketFileReader&&) noexcept;

    [[nodiscard]] const std::string& header() const;
    [[nodiscard]] const std::vector<PacketEntry>& entries() const;
    /// BLAKE2b-256 of everything before it, hex: what the segment is.
    [[nodiscard]] const std::string& hash() const;
    /// In the order they were written; nothing at the end.
    [[nodiscard]] std::optional<Packet> next();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
