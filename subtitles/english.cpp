// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/english.h"

#include <algorithm>
#include <iterator>

namespace gatecast {
namespace {

/// Sorted. Words that are also Vietnamese syllables without marks ("to", "an", "hang") are left out but for the very
/// common ones.
constexpr std::u32string_view kWords[] = {
    U"a",      U"about",   U"after",   U"again",   U"all",    U"also",     U"always",    U"am",      U"and",
    U"any",    U"are",     U"around",  U"as",      U"at",     U"back",     U"be",        U"because", U"been",
    U"before", U"being",   U"between", U"big",     U"border", U"both",     U"but",       U"by",      U"called",
    U"can",    U"come",    U"could",   U"country", U"day",    U"days",     U"did",       U"do",      U"does",
    U"done",   U"down",    U"each",    U"even",    U"every",  U"farm",     U"few",       U"first",   U"for",
    U"from",   U"gate",    U"get",     U"give",    U"go",     U"goes",     U"going",     U"good",    U"great",
    U"had",    U"has",     U"have",    U"he",      U"hello",  U"her",      U"here",      U"him",     U"his",
    U"hour",   U"hours",   U"house",   U"how",     U"i",      U"if",       U"important", U"in",      U"into",
    U"is",     U"it",      U"its",     U"just",    U"keep",   U"know",     U"land",      U"last",    U"life",
    U"like",   U"little",  U"live",    U"long",    U"look",   U"made",     U"make",      U"many",    U"market",
    U"may",    U"me",      U"more",    U"morning", U"most",   U"much",     U"must",      U"my",      U"near",
    U"need",   U"never",   U"new",     U"next",    U"night",  U"no",       U"not",       U"now",     U"of",
    U"off",    U"old",     U"on",      U"one",     U"only",   U"open",     U"or",        U"other",   U"our",
    U"out",    U"over",    U"own",     U"people",  U"please", U"province", U"right",     U"road",    U"said",
    U"same",   U"say",     U"school",  U"see",     U"she",    U"should",   U"since",     U"so",      U"some",
    U"still",  U"such",    U"take",    U"tell",    U"than",   U"thank",    U"that",      U"the",     U"their",
    U"them",   U"then",    U"there",   U"these",   U"they",   U"things",   U"think",     U"this",    U"those",
    U"three",  U"through", U"time",    U"to",      U"today",  U"together", U"trade",     U"two",     U"under",
    U"until",  U"up",      U"us",      U"use",     U"very",   U"want",     U"was",       U"water",   U"way",
    U"we",     U"welcome", U"well",    U"went",    U"were",   U"what",     U"when",      U"where",   U"which",
    U"while",  U"who",     U"why",     U"will",    U"with",   U"without",  U"work",      U"world",   U"would",
    U"year",   U"years",   U"yes",     U"you",     U"your",
};
static_assert(std::is_sorted(std::begin(kWords), std::end(kWords)));

}  // namespace

bool is_common_english(std::u32string_view word) {
    return std::binary_search(std::begin(kWords), std::end(kWords), word);
}

}  // namespace gatecast
