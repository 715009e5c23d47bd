// SPDX-License-Identifier: GPL-3.0-or-later
// What files hold, known again at once while nothing touched them: probes and hashes kept in the store by device,
// inode, size and both change times. Called while planning.
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/media/clip.h"
#include "pipeline/render/store.h"

namespace gatecast {

class Content {
public:
    explicit Content(const Store& store) : store_(store) {}

    /// As probe_clip, demuxed only if the file changed since it was last seen.
    [[nodiscard]] Clip clip(const std::filesystem::path& path) const;
    /// SHA-256 of the file's bytes.
    [[nodiscard]] std::string hash(const std::filesystem::path& path) const;

private:
    const Store& store_;
};

/// Device, inode, size and change times of a file, or of every file in a folder.
[[nodiscard]] std::string file_identity(const std::filesystem::path& path);

}  // namespace gatecast
