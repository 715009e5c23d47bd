// SPDX-License-Identifier: GPL-3.0-or-later
// One still in memory: photos and pages as pictures, logos with their alpha, previews as PNG. Called while setting
// up and by the CLI; any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "filters/overlay.h"
#include "pipeline/media/clip.h"

namespace gatecast {

/// JPEG, PNG, WebP, TIFF or BMP as planar samples, in its own colour; alpha is laid over black. Rotation is not
/// applied: it stands in the clip. Throws Error.
[[nodiscard]] Picture read_still(const std::filesystem::path& path, const ClipLimits& limits = {});

/// Straight (not premultiplied) BGRA.
struct BgraImage {
    std::vector<uint8_t> pixels;
    Size size;
    [[nodiscard]] BgraView view() const { return {pixels.data(), ptrdiff_t{4} * size.width, size, false}; }
};
[[nodiscard]] BgraImage read_bgra(const std::filesystem::path& path, const ClipLimits& limits = {});

/// `picture` is 8 bit kRgb or kGrey.
void write_png(const std::filesystem::path& path, const ConstImageView& picture);
/// Straight BGRA.
void write_png(const std::filesystem::path& path, const BgraImage& image);

}  // namespace gatecast
