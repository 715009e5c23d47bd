// SPDX-License-Identifier: GPL-3.0-or-later
// The list that players of HLS begin with: the same pictures in several sizes, and their subtitles by language. Plain
// functions; the HLS sink's thread, once a connection.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "filters/geometry.h"

namespace gatecast {

struct HlsVariant {
    int64_t bitrate = 0;  // of its pictures
    Size size;
    std::string list;  // its playlist, from the folder of the master
};

[[nodiscard]] std::string hls_master(const std::vector<HlsVariant>& variants, const std::string& codecs, Rational rate,
                                     const std::vector<std::string>& languages);

/// "avc1.64001f,mp4a.40.2": profile and level of the encoder's own first parameter set.
[[nodiscard]] std::string hls_codecs(std::span<const uint8_t> encoder_head);

/// The playlist of a language's subtitles.
[[nodiscard]] std::string hls_subtitle_list(const std::string& language);

}  // namespace gatecast
