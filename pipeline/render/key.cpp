// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/key.h"

#include <dlfcn.h>
#include <link.h>
#include <sodium.h>

#include <array>
#include <filesystem>

extern "C" {
#include <libavutil/avutil.h>
}

#include <fmt/format.h>

namespace gatecast {

namespace {

// Raised when a stage's goldens change: everything made before is made again.
constexpr int kPictureEpoch = 2;
constexpr int kSoundEpoch = 1;
constexpr const char* kCpuBaselineName = "x86-64-v3";  // what media/baseline.h forces

/// Files of the loaded libraries whose arithmetic reaches the output: "libx264.so.164", without their directories.
int collect_library(dl_phdr_info* info, size_t, void* names) {
    const std::filesystem::path file = info->dlpi_name;
    const std::string name = file.filename().string();
    for (const char* wanted :
         {"libx264", "libx265", "libzimg", "libavcodec", "libavfilter", "libswresample", "libmp3lame"})
        if (name.starts_with(wanted)) {
            std::error_code none;
            const auto real = std::filesystem::canonical(file, none);  // the full version stands in the real name
            *static_cast<std::string*>(names) += (none ? name : real.filename().string()) + " ";
        }
    return 0;
}

std::string libraries() {
    std::string names;
    dl_iterate_phdr(collect_library, &names);
    return names;
}

}  // namespace

KeyBuilder::KeyBuilder(std::string_view purpose) {
    add("purpose", purpose);
}

KeyBuilder& KeyBuilder::add(std::string_view name, std::string_view value) {
    text_ += fmt::format("{}={}:{}\n", name, value.size(), value);
    return *this;
}

KeyBuilder& KeyBuilder::add(std::string_view name, double value) {
    return add(name, std::string_view(fmt::format("{:.9g}", value)));
}

std::string KeyBuilder::hex() const {
    std::array<unsigned char, 20> digest{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(text_.data()), text_.size(),
                       nullptr, 0);
    std::array<char, 41> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

std::string picture_environment() {
    static const std::string loaded = libraries();
    return fmt::format("picture {} {} {} {}", kPictureEpoch, av_version_info(), kCpuBaselineName, loaded);
}

std::string sound_environment() {
    static const std::string loaded = libraries();
    return fmt::format("sound {} {} {} {}", kSoundEpoch, av_version_info(), kCpuBaselineName, loaded);
}

}  // namespace gatecast
