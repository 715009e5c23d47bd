// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures with alpha as ProRes 4444, each packet a picture of its own. Called by what makes films to lay over others;
// one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "pipeline/media/encode.h"

namespace gatecast {

/// Rows of straight RGBA over the whole picture.
struct RgbaPicture {
    explicit RgbaPicture(Size picture_size)
        : size(picture_size),
          rgba(static_cast<size_t>(picture_size.width) * static_cast<size_t>(picture_size.height) * 4) {}
    Size size;
    std::vector<uint8_t> rgba;
};

class AlphaEncoder {
public:
    AlphaEncoder(Size size, Rational rate);
    ~AlphaEncoder();
    AlphaEncoder(AlphaEncoder&&) noexcept;

    [[nodiscard]] std::vector<uint8_t> encode(const RgbaPicture& picture);
    [[nodiscard]] CodecParameters parameters() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
