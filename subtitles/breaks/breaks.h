// SPDX-License-Identifier: GPL-3.0-or-later
// Where a text may be broken into lines, and how willingly. Khmer by ICU's words and the trained table together, other
// scripts by Unicode's line breaks and what their readers prefer. One object a thread: it keeps ICU's iterators.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace gatecast {

/// In order of preference.
enum class BreakKind : uint8_t {
    kNewline,    // the author's; mandatory when lines are kept
    kSentence,   // behind ។ ៕ ? ! .
    kPause,      // behind , ; : or a space between Khmer words
    kAuthor,     // at an author's zero-width space
    kWord,       // ICU and the table agree; a space between Latin words
    kOneSource,  // only one of them
    kCompound,   // inside a compound
    kSyllable,   // between syllables, or letters of another script: last resort
};
[[nodiscard]] const char* name_of(BreakKind kind);

/// A line may end before byte `offset`; spaces and zero-width spaces before it are not drawn at a line's end.
struct Break {
    size_t offset = 0;
    BreakKind kind = BreakKind::kWord;
    float score = 0;    // of the table: positive is a word boundary
    float penalty = 0;  // 0: as good as a line end can be; 1 and more: only if nothing else fits
    friend bool operator==(const Break&, const Break&) = default;
};

class LineBreaker {
public:
    LineBreaker();
    ~LineBreaker();
    LineBreaker(LineBreaker&&) noexcept;
    LineBreaker& operator=(LineBreaker&&) noexcept;

    /// Of normalised text. Offsets rise, never 0, never the end. Every place where a line could end in need is there,
    /// so that a text fits any width that its widest syllable fits.
    [[nodiscard]] std::vector<Break> find(std::string_view text, std::string_view language);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace gatecast
