// SPDX-License-Identifier: GPL-3.0-or-later
// Codec parameters as text, for the header of a stored segment: what was encoded yesterday is joined today without
// opening an encoder. Values only; any thread.
#pragma once

#include <string>

#include "pipeline/media/encode.h"

namespace gatecast {

[[nodiscard]] std::string to_json(const CodecParameters& parameters);
/// Throws Error on text that to_json() did not write.
[[nodiscard]] CodecParameters parameters_from_json(const std::string& json);
[[nodiscard]] CodecParameters copy(const CodecParameters& parameters);

}  // namespace gatecast
