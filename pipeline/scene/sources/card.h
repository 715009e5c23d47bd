// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen while only sound plays: a quiet picture with the piece's title in its languages, its programme, its
// cover, and bars that move with the sound. Made by open_source; asked on the lane's composing thread.
#pragma once

#include <string>

#include "pipeline/scene/sources/source.h"

namespace gatecast {

/// The title from the file's tags, else its name without extension and underscores; NFC.
[[nodiscard]] std::string card_title(const Clip& clip);

/// Where the parts of a card stand in a region; an empty cover: there is none.
struct CardLayout {
    Rect cover;
    Rect bars;
    Rect words;
    int align = 0;  // of the words: -1 left, 0 middle
};
[[nodiscard]] CardLayout card_layout(Size region, bool with_cover);

/// The still part, for a region of this size, in its own pixels.
[[nodiscard]] Picture draw_card(const Clip& clip, Size region, const CardWords& words, const Style& style);

/// The whole of it, moving.
[[nodiscard]] std::unique_ptr<FrameSource> open_card(const Clip& clip, const SourceOptions& options);

}  // namespace gatecast
