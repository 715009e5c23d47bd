// SPDX-License-Identifier: GPL-3.0-or-later
// Room for a picture on its way to another: grows to the largest that was asked for, so that regions of different
// sizes take turns without allocating. One thread.
#pragma once

#include <algorithm>

#include "filters/image.h"

namespace gatecast {

class Scratch {
public:
    /// Valid until the next call; holds anything.
    [[nodiscard]] ImageView view(Size size, PixelFormat format) {
        const Size had = image_.size();
        if (image_.format() != format || had.width < size.width || had.height < size.height) {
            image_ = Image({std::max(size.width, had.width), std::max(size.height, had.height)}, format);
        }
        return crop(image_.view(), area_of(size));
    }

private:
    Image image_;
};

}  // namespace gatecast
