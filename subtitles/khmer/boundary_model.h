// SPDX-License-Identifier: GPL-3.0-or-later
// The trained table that says how sure a boundary of two Khmer syllables is one of words: what it looks at, and reading
// it. Used by WordFinder and by the program that trains it, so that both see the same features.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gatecast::khmer {

/// A run of Khmer letters as the table sees it. Piece n is a syllable.
struct SyllableRun {
    std::vector<uint32_t> syllables;  // their hashes
    std::vector<char32_t> first, last;
    std::vector<uint8_t> dictionary;  // 1: a word of ICU's dictionary begins here
};
[[nodiscard]] SyllableRun syllable_run(std::u32string_view run, const std::vector<size_t>& starts,
                                       std::vector<uint8_t> dictionary);

inline constexpr size_t kLongestWord = 6;  // syllables
/// Of the word that is syllables [from, from + 1), [from, from + 2) …: kLongestWord of them at most.
[[nodiscard]] constexpr uint32_t word_hash(uint32_t before, uint32_t syllable) {
    uint32_t hash = (before ^ syllable) * 0x9E3779B1U;
    return hash ^ (hash >> 15);
}

/// A set of words by 16 bits of their hashes, as it lies in the table: open addressing, 0 is free.
class Vocabulary {
public:
    Vocabulary() = default;
    explicit Vocabulary(std::span<const uint16_t> slots) : slots_(slots) {}
    [[nodiscard]] bool contains(uint32_t hash) const;
    /// The slots of a set of these; a power of two, at most half full.
    [[nodiscard]] static std::vector<uint16_t> slots_of(const std::vector<uint32_t>& hashes);

private:
    std::span<const uint16_t> slots_;
};

/// For each syllable a bit for each length of a word of the vocabulary that begins there: bit 0 is one syllable.
[[nodiscard]] std::vector<uint8_t> words_from(const SyllableRun& run, const Vocabulary& vocabulary);

inline constexpr size_t kFeatures = 24;
using Features = std::array<uint32_t, kFeatures>;
/// What is seen at the boundary before syllable n, 0 < n < size, hashed.
[[nodiscard]] Features features_at(const SyllableRun& run, const std::vector<uint8_t>& words, size_t n);

/// Weights by the low bits of a feature's hash, in steps of `scale`. A view: owns nothing.
struct BoundaryTable {
    float scale = 0;
    std::span<const int8_t> weights;  // a power of two
    Vocabulary vocabulary;

    [[nodiscard]] float score(const Features& features) const {
        int sum = 0;
        for (const uint32_t feature : features) sum += weights[feature & (weights.size() - 1)];
        return static_cast<float>(sum) * scale;
    }
};

/// The file's bytes; they must outlive the view. Without weights if they are no table.
[[nodiscard]] BoundaryTable read_table(std::span<const uint8_t> bytes);
[[nodiscard]] std::vector<uint8_t> write_table(float scale, std::span<const int8_t> weights,
                                               std::span<const uint16_t> vocabulary);
/// boundaries.bin, which is part of the program.
[[nodiscard]] std::span<const uint8_t> shipped_table_bytes();

}  // namespace gatecast::khmer
