// SPDX-License-Identifier: GPL-3.0-or-later
// Where Khmer words meet, by two sources: ICU's dictionary and the trained boundary table; and which of them should
// still stay together. Called by LineBreaker; keeps
// ICU's iterator, so one a thread.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace gatecast::khmer {

/// A place between two syllables.
struct Boundary {
    size_t at = 0;            // code point of the run
    bool dictionary = false;  // ICU ends a word here
    float score = 0;          // of the table: positive is a word boundary
    bool inside_compound = false;
    bool leans = false;  // the word before leans on the one behind, or that one on it
};

class WordFinder {
public:
    WordFinder();
    ~WordFinder();
    WordFinder(WordFinder&&) noexcept;
    WordFinder& operator=(WordFinder&&) noexcept;

    /// Every boundary of syllables inside a run of Khmer letters and marks without zero-width characters.
    [[nodiscard]] std::vector<Boundary> find(std::u32string_view run);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace gatecast::khmer
