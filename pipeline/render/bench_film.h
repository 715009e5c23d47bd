// SPDX-License-Identifier: GPL-3.0-or-later
// A film made to measure with, where the user gives none of his own: a panned landscape of noise with grain over it, as
// hard on decoders, scalers and encoders as a camera's picture is.
#pragma once

#include <filesystem>

#include "filters/image.h"

namespace gatecast {

/// 1080p25, H.264 in MP4, without sound: `seconds` of it encoded, and written `times` times.
void make_bench_film(const std::filesystem::path& file, int seconds, int times);

}  // namespace gatecast
