// SPDX-License-Identifier: GPL-3.0-or-later
// Decodes what was encoded, to be sure that it can be. Throws Error naming what is wrong.
#pragma once

#include <filesystem>
#include <vector>

#include "pipeline/media/encode.h"

namespace gatecast {

/// A segment before it is stored: every packet decodes without a complaint, into exactly `frames` pictures.
void decode_check_packets(const AVCodecParameters& parameters, const std::vector<Packet>& packets, int64_t frames);

/// A finished file: every track, whole.
void decode_check_file(const std::filesystem::path& path);

}  // namespace gatecast
