// SPDX-License-Identifier: GPL-3.0-or-later
// Live lines on all displays: what stands in each language now, laid out together in the bands that files get, drawn
// anew with each line. Owned by a text process, on its one thread.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "pipeline/live/words/live_cue.h"
#include "pipeline/live/words/text_display.h"
#include "pipeline/live/words/words_line.h"

namespace gatecast {

class LineText {
public:
    /// `languages`: that lines are expected in, so that each has its band from the first line on.
    LineText(std::vector<TextDisplay> displays, const std::vector<std::string>& languages);

    /// In place of what stands in its language; `now`: a frame of the grid. On all displays at one frame.
    void say(const LiveCue& cue, int64_t now, WordsLine& mixer);

private:
    struct OnDisplay {
        TextDisplay display;
        std::map<std::string, LiveCue> standing;  // by language; without text: only its band is kept
    };
    static void draw(const OnDisplay& on, WordsLine& mixer);
    [[nodiscard]] static Subtitles lay_out(const OnDisplay& on);
    static void warm_up(const OnDisplay& on);

    std::vector<OnDisplay> displays_;
};

}  // namespace gatecast
