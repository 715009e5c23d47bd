// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen while only sound plays: a quiet picture with the piece's title. Drawn once, by open_source.
#pragma once

#include "pipeline/media/clip.h"

namespace gatecast {

/// For a region of this size, in its own pixels.
[[nodiscard]] Picture draw_card(const Clip& clip, Size region);

/// The title from the file's tags, else its name without extension and underscores; NFC.
[[nodiscard]] std::string card_title(const Clip& clip);

}  // namespace gatecast
