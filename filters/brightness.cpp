// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/brightness.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "filters/blend.h"

namespace gatecast {
namespace {

constexpr double kGamma = 2.4;  // ITU-R BT.1886: light is the signal to this power
constexpr std::array<uint8_t, 3> kBlack{16, 128, 128};

void dim_image(const ConstImageView& from, const ImageView& to, int share_256) {
    for (int p = 0; p < from.format.planes(); ++p) {
        const auto i = static_cast<size_t>(p);
        const Size size = plane_size(from.size, from.format, p);
        for (int y = 0; y < size.height; ++y) {
            fast_kernels().fade(to.planes[i].row(y), from.planes[i].row(y), kBlack[i], 256 - share_256, size.width);
        }
    }
}

}  // namespace

int signal_share_256(double percent) {
    const double light = std::clamp(percent / 100, 0.0, 1.0);
    return static_cast<int>(std::lround(256 * std::pow(light, 1 / kGamma)));
}

Picture Dimmer::dim(const Picture& canvas, int share_256) {
    if (share_256 >= 256) return canvas;
    if (canvas.id != 0 && canvas.id == last_canvas_id_ && share_256 == last_share_256_) return last_;
    const std::shared_ptr<Image> dimmed = pool_.take(canvas.view.size, canvas.view.format);
    dim_image(canvas.view, dimmed->view(), std::max(share_256, 0));
    last_canvas_id_ = canvas.id;
    last_share_256_ = share_256;
    last_ = canvas;
    last_.view = std::as_const(*dimmed).view();
    last_.id = canvas.id == 0 ? 0 : new_picture_id();
    last_.owner = dimmed;
    return last_;
}

}  // namespace gatecast
