// SPDX-License-Identifier: GPL-3.0-or-later
// The store's form of a segment or of a whole sound track: packets with their times behind a header of the caller's,
// under one hash, so that a damaged entry is found before it is used. One thread each.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/media/encode.h"

namespace gatecast {

class PacketFileWriter {
public:
    /// `path`: a temporary name of the caller's. Throws Error when it cannot be written.
    PacketFileWriter(const std::filesystem::path& path, const std::string& header);
    ~PacketFileWriter();

    void write(const Packet& packet);
    /// The hash, flushed. Without it the file is refused by the reader.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

class PacketFileReader {
public:
    /// Checks the whole file's hash first. Throws Error when it is damaged, cut short or not there.
    explicit PacketFileReader(const std::filesystem::path& path);
    ~PacketFileReader();
    PacketFileReader(PacketFileReader&&) noexcept;
    PacketFileReader& operator=(PacketFileReader&&) noexcept;

    [[nodiscard]] const std::string& header() const;
    [[nodiscard]] std::optional<Packet> next();

    /// The header alone, unchecked but for its form.
    [[nodiscard]] static std::string header_of(const std::filesystem::path& path);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
