// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/content.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "pipeline/media/hash.h"
#include "pipeline/render/key.h"
#include "pipeline/scene/sources/document.h"
#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

// Raised when the probe learns to see more: what was seen before is looked at again.
constexpr int kProbeEpoch = 3;

std::string identity_of_one(const fs::path& path) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0)
        throw Error(message("{}: {}. Check the path.", path.string(), std::strerror(errno)));
    return fmt::format("{} {} {} {}.{:09} {}.{:09}", info.st_dev, info.st_ino, info.st_size, info.st_mtim.tv_sec,
                       info.st_mtim.tv_nsec, info.st_ctim.tv_sec, info.st_ctim.tv_nsec);
}

}  // namespace

std::string file_identity(const fs::path& path) {
    std::string identity = identity_of_one(path);
    if (!fs::is_directory(path)) return identity;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) identity += "\n" + file.filename().string() + " " + identity_of_one(file);
    return identity;
}

Clip Content::clip(const fs::path& path) const {
    const std::string key =
        KeyBuilder("probe").add("epoch", kProbeEpoch).add("file", file_identity(path)).add("path", path.string()).hex();
    if (const auto known = store_.text(key)) return clip_from_json(*known);
    Clip clip = probe_clip(path);
    if (clip.kind == ClipKind::kDocument) clip.pages = count_pages(path);
    store_.put_text(key, to_json(clip));
    return clip;
}

std::string Content::hash(const fs::path& path) const {
    const std::string key = KeyBuilder("content").add("file", file_identity(path)).hex();
    if (const auto known = store_.text(key)) return *known;
    const std::string hash = hash_file(path);
    store_.put_text(key, hash);
    return hash;
}

}  // namespace gatecast
