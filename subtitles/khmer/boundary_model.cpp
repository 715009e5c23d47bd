// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/boundary_model.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace gatecast::khmer {
namespace {

constexpr uint32_t kEdge = 0x5EED;  // stands for a syllable outside the run

/// The head of the file: little-endian words, then the weights, then the vocabulary.
constexpr uint32_t kMagic = 0x324B4347;  // "GCK2"
struct Head {
    uint32_t magic;
    float scale;
    uint32_t weights;
    uint32_t vocabulary;
};
static_assert(std::endian::native == std::endian::little);

uint32_t mixed(uint32_t hash) {
    hash ^= hash >> 16;
    hash *= 0x85EBCA6BU;
    hash ^= hash >> 13;
    hash *= 0xC2B2AE35U;
    return hash ^ (hash >> 16);
}

template <typename... Values>
uint32_t feature(uint32_t kind, Values... values) {
    uint32_t hash = kind * 0x9E3779B1U;
    ((hash = mixed(hash ^ static_cast<uint32_t>(values)) * 0x9E3779B1U), ...);
    return mixed(hash);
}

/// Of a slot's 16 bits; 0 is kept for a free one.
uint16_t fingerprint(uint32_t hash) {
    return static_cast<uint16_t>(std::max(hash >> 16, 1U));
}

/// Lengths in syllables of the longest words of the vocabulary that end at, begin at and lie across a boundary.
struct LongestWords {
    uint32_t ending = 0, starting = 0, crossing = 0;
};
LongestWords longest_words(const std::vector<uint8_t>& words, size_t n) {
    LongestWords longest;
    longest.starting = static_cast<uint32_t>(std::bit_width(words[n]));
    for (size_t back = 1; back <= std::min(n, kLongestWord); ++back) {
        const uint32_t lengths = words[n - back];
        if ((lengths >> (back - 1)) & 1U) longest.ending = static_cast<uint32_t>(back);
        if (lengths >> back) longest.crossing = std::max<uint32_t>(longest.crossing, std::bit_width(lengths));
    }
    return longest;
}

/// Syllables of ICU's word that ends at the boundary (or lies across it, up to it) and of the rest of it or the next.
struct WordLengths {
    uint32_t left = 1, right = 1;
};
WordLengths dictionary_lengths(const std::vector<uint8_t>& begins, size_t n) {
    constexpr uint32_t kMost = 5;
    WordLengths lengths;
    while (lengths.left < kMost && n > lengths.left && !begins[n - lengths.left]) ++lengths.left;
    while (lengths.right < kMost && n + lengths.right < begins.size() && !begins[n + lengths.right]) ++lengths.right;
    return lengths;
}

}  // namespace

SyllableRun syllable_run(std::u32string_view run, const std::vector<size_t>& starts, std::vector<uint8_t> dictionary) {
    SyllableRun result;
    const size_t count = starts.empty() ? 0 : starts.size() - 1;
    result.syllables.reserve(count);
    for (size_t n = 0; n < count; ++n) {
        uint32_t hash = 0x811C9DC5U;
        for (size_t at = starts[n]; at < starts[n + 1]; ++at) {
            // COENG DA and COENG TA look the same, and are written for each other.
            const bool coeng_da = run[at] == 0x178A && at > starts[n] && run[at - 1] == 0x17D2;
            hash = (hash ^ static_cast<uint32_t>(coeng_da ? U'\u178F' : run[at])) * 0x01000193U;
        }
        result.syllables.push_back(mixed(hash));
        result.first.push_back(run[starts[n]]);
        result.last.push_back(run[starts[n + 1] - 1]);
    }
    result.dictionary = std::move(dictionary);
    return result;
}

bool Vocabulary::contains(uint32_t hash) const {
    if (slots_.empty()) return false;
    const uint16_t sought = fingerprint(hash);
    for (size_t at = hash;; ++at) {
        const uint16_t found = slots_[at & (slots_.size() - 1)];
        if (found == sought) return true;
        if (found == 0) return false;
    }
}

std::vector<uint16_t> Vocabulary::slots_of(const std::vector<uint32_t>& hashes) {
    std::vector<uint16_t> slots(std::bit_ceil(2 * hashes.size() + 2), 0);
    for (const uint32_t hash : hashes) {
        size_t at = hash & (slots.size() - 1);
        while (slots[at] != 0) at = (at + 1) & (slots.size() - 1);
        slots[at] = fingerprint(hash);
    }
    return slots;
}

std::vector<uint8_t> words_from(const SyllableRun& run, const Vocabulary& vocabulary) {
    const size_t count = run.syllables.size();
    std::vector<uint8_t> words(count, 0);
    for (size_t from = 0; from < count; ++from) {
        uint32_t hash = 0;
        for (size_t length = 0; length < std::min(kLongestWord, count - from); ++length) {
            hash = word_hash(hash, run.syllables[from + length]);
            if (vocabulary.contains(hash)) words[from] = static_cast<uint8_t>(words[from] | (1U << length));
        }
    }
    return words;
}

Features features_at(const SyllableRun& run, const std::vector<uint8_t>& words, size_t n) {
    const auto syllable = [&](size_t at) { return at < run.syllables.size() ? run.syllables[at] : kEdge; };
    // n - 3 wraps round to a great number where there is none.
    const uint32_t a = syllable(n - 3), b = syllable(n - 2), c = syllable(n - 1);
    const uint32_t d = syllable(n), e = syllable(n + 1), f = syllable(n + 2);
    const uint32_t icu = run.dictionary[n];
    const LongestWords known = longest_words(words, n);
    const WordLengths around = dictionary_lengths(run.dictionary, n);
    return {
        feature(0),
        feature(1, c),
        feature(2, d),
        feature(3, c, d),
        feature(4, b, c),
        feature(5, d, e),
        feature(6, b, c, d),
        feature(7, c, d, e),
        feature(8, a, b, c),
        feature(9, d, e, f),
        feature(10, run.last[n - 1]),
        feature(11, run.first[n]),
        feature(12, run.last[n - 1], run.first[n]),
        feature(13, icu),
        feature(14, icu, c),
        feature(15, icu, d),
        feature(16, icu, c, d),
        feature(17, known.ending),
        feature(18, known.starting),
        feature(19, known.crossing),
        feature(20, known.ending, known.starting, known.crossing, icu),
        feature(21, icu, around.left),
        feature(22, icu, around.right),
        feature(23, icu, around.left, around.right),
    };
}

BoundaryTable read_table(std::span<const uint8_t> bytes) {
    Head head{};
    if (bytes.size() < sizeof head) return {};
    std::memcpy(&head, bytes.data(), sizeof head);
    const uint64_t due = sizeof head + uint64_t{head.weights} + uint64_t{head.vocabulary} * sizeof(uint16_t);
    if (head.magic != kMagic || bytes.size() != due || !std::has_single_bit(head.weights) ||
        !std::has_single_bit(head.vocabulary)) {
        return {};
    }
    const uint8_t* weights = bytes.data() + sizeof head;
    return {head.scale,
            {reinterpret_cast<const int8_t*>(weights), head.weights},
            Vocabulary({reinterpret_cast<const uint16_t*>(weights + head.weights), head.vocabulary})};
}

std::vector<uint8_t> write_table(float scale, std::span<const int8_t> weights, std::span<const uint16_t> vocabulary) {
    const Head head{kMagic, scale, static_cast<uint32_t>(weights.size()), static_cast<uint32_t>(vocabulary.size())};
    std::vector<uint8_t> bytes(sizeof head + weights.size() + vocabulary.size_bytes());
    std::memcpy(bytes.data(), &head, sizeof head);
    std::memcpy(bytes.data() + sizeof head, weights.data(), weights.size());
    std::memcpy(bytes.data() + sizeof head + weights.size(), vocabulary.data(), vocabulary.size_bytes());
    return bytes;
}

}  // namespace gatecast::khmer
