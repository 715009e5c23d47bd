// SPDX-License-Identifier: GPL-3.0-or-later
// Text as it is indexed and searched: composed, in small letters, without Vietnamese marks (đ is d), and Khmer cut into
// its words, so that both sides of a search are made alike. Called by the catalogue; the cutter keeps tables, one a
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "subtitles/khmer/words.h"

namespace gatecast {

/// Words of small letters without marks, one blank between: "Giờ phát (ICT)" -> "gio phat ict". Khmer stays whole.
[[nodiscard]] std::string folded_words(std::string_view text);

class SearchText {
public:
    /// Words for the index, blanks between: folded, and Khmer by words.
    [[nodiscard]] std::string index_words(std::string_view text);
    /// The same with their marks kept, to rank "chợ" over "cho".
    [[nodiscard]] std::string marked_words(std::string_view text);

    /// An expression for FTS5: all words must be there; the end of each may be left out. A word with marks counts more
    /// where they are the same. Empty: nothing to look for.
    [[nodiscard]] std::string match_expression(std::string_view query);

private:
    struct Word {
        std::vector<std::string> parts;  // of Khmer: its words as they follow
        std::string marked;              // with marks, where it has some
    };
    [[nodiscard]] std::vector<Word> words_of(std::string_view text);
    [[nodiscard]] std::vector<std::string> khmer_words(std::u32string_view run);

    khmer::WordFinder finder_;
};

}  // namespace gatecast
