// SPDX-License-Identifier: GPL-3.0-or-later
// The subtitles of one item that a deck plays raw, on all displays of its feed: laid out as a render lays them out,
// drawn a while before they are seen, so that memory is bounded whatever the item's length. Owned by a text process,
// on its one thread.
#pragma once

#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "pipeline/live/words/text_display.h"
#include "pipeline/live/words/words_line.h"

namespace gatecast {

struct ItemToSay {
    std::string feed, deck;
    int64_t first = 0;       // the item's frame that the deck begins with
    Time in{0};              // of the media, where the item begins
    int play = 0, item = 0;  // for styles whose languages take turns
};

class ItemText {
public:
    /// Takes the time that laying out everything takes. Throws Error where a font is missing.
    ItemText(ItemToSay item, const std::vector<Track>& tracks, std::span<const TextDisplay> displays);

    /// Its frame 0 is the grid's frame `origin`; `period`: it begins again after so many frames, 0: it does not.
    void goes_on(int64_t origin, int64_t period);
    /// `language` empty: all of them.
    void silence(const std::string& language) { silenced_.insert(language); }
    /// The next overlay that is seen soon after a frame of the grid, drawn and sent. False: there is none.
    [[nodiscard]] bool draw_next(int64_t grid_frame, WordsLine& mixer);

    [[nodiscard]] const std::string& deck() const { return item_.deck; }

private:
    struct OnDisplay {
        const TextDisplay* display;
        Subtitles subtitles;
        TextTimes times;
        size_t next = 0;
        int64_t shift = 0;  // of the run through the item that `next` belongs to
    };
    [[nodiscard]] bool draw_next_on(OnDisplay& on, int64_t frame, WordsLine& mixer);

    const ItemToSay item_;
    std::vector<std::unique_ptr<OnDisplay>> displays_;
    std::set<std::string> silenced_;
    std::optional<int64_t> origin_;
    int64_t period_ = 0;
};

}  // namespace gatecast
