// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/manifest.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "pipeline/render/store.h"

namespace gatecast {

using nlohmann::json;

namespace {

json to_json(const Claim& claim) {
    return {{"size_bytes", claim.size_bytes}, {"modified_ns", claim.modified_ns}};
}

Claim claim_from(const json& value) {
    return {value.value("size_bytes", int64_t{-1}), value.value("modified_ns", int64_t{0})};
}

}  // namespace

Claim claim_of(const std::filesystem::path& file) {
    struct stat info {};
    if (stat(file.c_str(), &info) != 0) return {};
    return {info.st_size, info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec};
}

std::filesystem::path manifest_path(const std::filesystem::path& output) {
    std::filesystem::path path = output;
    path += ".gatecast.json";
    return path;
}

std::optional<Manifest> read_manifest(const std::filesystem::path& output) {
    const std::filesystem::path path = manifest_path(output);
    if (!std::filesystem::exists(path)) return {};
    const json value = json::parse(read_whole(path), nullptr, false);
    if (!value.is_object()) return {};
    return Manifest{value.value("job", std::string()),
                    value.value("key", std::string()),
                    value.value("frames", int64_t{0}),
                    claim_from(value.value("now", json::object())),
                    claim_from(value.value("before", json::object())),
                    value.value("delivered", false)};
}

void write_manifest(const std::filesystem::path& output, const Manifest& manifest) {
    const json value{{"made_by", "gatecast"},
                     {"job", manifest.job},
                     {"key", manifest.key},
                     {"frames", manifest.frames},
                     {"now", to_json(manifest.now)},
                     {"delivered", manifest.delivered},
                     {"before", to_json(manifest.before)}};
    write_whole(manifest_path(output), value.dump(1) + "\n");
}

}  // namespace gatecast
