// SPDX-License-Identifier: GPL-3.0-or-later
// An overlay on its way from a text process to the mixer: what it is stands in a letter, its pixels in a nameless piece
// of memory beside it. The reader copies and checks: whatever the other process does, pixels are only ever pixels.
// Packed by text processes; unpacked on the mixer's second thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "filters/overlay.h"
#include "pipeline/live/descriptor.h"

namespace gatecast {

/// Luma, chroma and their alphas, rows without gaps. Throws Error where there is no memory.
[[nodiscard]] Descriptor pack(const Overlay& overlay);
/// `area` on a canvas of this size. Throws Error where the two do not fit each other or pixels are missing.
[[nodiscard]] OverlayRef unpack(const Descriptor& pixels, const Rect& area, Size canvas, Chroma chroma);

[[nodiscard]] nlohmann::json to_json(const Rect& area);
[[nodiscard]] Rect area_from(const nlohmann::json& given);

}  // namespace gatecast
