// SPDX-License-Identifier: GPL-3.0-or-later
// The sound of a deck, a frame at a time: exactly as many samples as the grid has for the frame, silence where the
// clip has none. Used on the deck's thread.
#pragma once

#include <memory>
#include <vector>

#include "pipeline/graph/reader.h"
#include "pipeline/live/decks/deck.h"
#include "pipeline/media/sound.h"

namespace gatecast {

class DeckSound {
public:
    /// From frame `first` of the item to its end.
    DeckSound(const Clip& clip, const DeckOrder& order, int64_t first, int64_t frames);

    /// The samples of frame n, which never goes back.
    void next(int64_t n, std::vector<float>& samples);

private:
    void decode_until(size_t floats);

    Rational rate_;
    Time from_;                            // of the clip
    std::unique_ptr<AudioReader> reader_;  // null: silence
    std::unique_ptr<SoundConform> conform_;
    int64_t total_;
    bool ended_ = false;
    std::vector<float> ready_;
};

}  // namespace gatecast
