// SPDX-License-Identifier: GPL-3.0-or-later
// Raw 1080p I420 frames of a file, each copied once out of the page cache, as the programs we are compared with do.
#pragma once

#include <cstdio>
#include <stdexcept>
#include <string>

#include "filters/image.h"

namespace gatecast::bench {

inline constexpr Size kSource{1920, 1080};
inline constexpr PixelFormat kI420{Chroma::k420, 8};

class RawFrames {
public:
    explicit RawFrames(const char* path) : file_(std::fopen(path, "rb")), image_(kSource, kI420) {
        if (file_ == nullptr) throw std::runtime_error(std::string("cannot open ") + path);
        std::setvbuf(file_, nullptr, _IONBF, 0);
    }
    ~RawFrames() { std::fclose(file_); }
    RawFrames(const RawFrames&) = delete;
    RawFrames& operator=(const RawFrames&) = delete;

    bool next() {
        const ImageView view = image_.view();
        for (int p = 0; p < 3; ++p) {
            const Size size = plane_size(kSource, kI420, p);
            const Plane& plane = view.planes[static_cast<size_t>(p)];
            const auto width = static_cast<size_t>(size.width);
            if (plane.stride_bytes == size.width) {
                const size_t bytes = width * static_cast<size_t>(size.height);
                if (std::fread(plane.data, 1, bytes, file_) != bytes) return false;
                continue;
            }
            for (int y = 0; y < size.height; ++y)
                if (std::fread(plane.row(y), 1, width, file_) != width) return false;
        }
        return true;
    }
    /// The frame read last; its id equals nothing.
    [[nodiscard]] Picture picture() const {
        return {image_.view(), kDisplayColour, FieldOrder::kProgressive, 0, nullptr};
    }

private:
    FILE* file_;
    Image image_;
};

}  // namespace gatecast::bench
