// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/breaks/breaks.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "presets/message.h"
#include "subtitles/breaks/latin.h"
#include "subtitles/breaks/place.h"
#include "subtitles/breaks/rules.h"
#include "subtitles/khmer/syllable.h"
#include "subtitles/khmer/words.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

using Iterator = std::unique_ptr<icu::BreakIterator>;

constexpr char32_t kZeroWidthSpace = 0x200B;
constexpr size_t kLettersOfAuthor = 12;  // to a zero-width space, at most: then its author put one at every word

bool is_khmer_letter(char32_t c) {
    return (c >= 0x1780 && c <= 0x17D3) || c == 0x17D7 || c == 0x17DC || c == 0x17DD;
}
bool is_joiner(char32_t c) {
    return c == 0x200C || c == 0x200D;
}

/// Letters that combine with nothing, so that ICU need not be asked; Khmer is asked elsewhere.
bool is_cluster_alone(char32_t c) {
    return (c >= ' ' && c < 0x300) || (c >= 0x1E00 && c < 0x1F00) || is_khmer_letter(c) || khmer::is_digit(c) ||
           c == kZeroWidthSpace || c == '\n' || (c >= 0x17D4 && c <= 0x17DB) || (c >= 0x2010 && c <= 0x2027);
}

/// UTF-16 for ICU. Khmer letters stand as Latin ones: their words are found elsewhere, by more than one source.
struct Masked {
    icu::UnicodeString text;
    std::vector<size_t> point_of;  // of each unit, and of the end
};
Masked masked(std::u32string_view text) {
    Masked result;
    for (size_t n = 0; n < text.size(); ++n) {
        const char32_t c = is_khmer_letter(text[n]) || is_joiner(text[n]) ? U'a' : text[n];
        result.text.append(static_cast<UChar32>(c));
        result.point_of.resize(static_cast<size_t>(result.text.length()), n);
    }
    result.point_of.push_back(text.size());
    return result;
}

template <typename Use>
void each_boundary(icu::BreakIterator& iterator, const Masked& text, Use use) {
    iterator.setText(text.text);
    for (int32_t at = iterator.next(); at != icu::BreakIterator::DONE; at = iterator.next()) {
        use(text.point_of[static_cast<size_t>(at)]);
    }
}

/// A letter without a vowel is most often the end of the spoken syllable before it.
bool is_bare(std::u32string_view run, size_t at) {
    return at + 1 == run.size() || !khmer::continues_syllable(run[at + 1]);
}

/// A boundary of syllables by what its sources say of it.
void allow_boundary(const khmer::Boundary& boundary, bool bare, Place& place) {
    const float doubt = 1 / (1 + std::exp(boundary.score / 6));
    const bool table = boundary.score > 0;
    if (!boundary.dictionary && !table) {
        const float cost = bare ? 2 * break_penalty::kSyllable : break_penalty::kSyllable;
        place.allow(BreakKind::kSyllable, cost + doubt, boundary.score);
    } else if (boundary.inside_compound) {
        place.allow(BreakKind::kCompound, break_penalty::kCompound + doubt, boundary.score);
    } else if (!boundary.dictionary || !table) {
        place.allow(BreakKind::kOneSource, break_penalty::kOneSource + doubt, boundary.score);
    } else {
        place.allow(BreakKind::kWord, doubt, boundary.score);
    }
    if (boundary.leans) place.discourage(break_penalty::kLeaning);
}

}  // namespace

struct LineBreaker::Parts {
    Iterator lines;
    Iterator clusters;
    khmer::WordFinder words;
    LatinPreferences latin;

    void allow_clusters(const Masked& text, std::u32string_view points, Places& places) const;
    void allow_unicode(const Masked& text, std::u32string_view points, Places& places) const;
    void allow_khmer(std::u32string_view points, bool by_syllable, Places& places);
    void allow_run(std::u32string_view points, size_t from, size_t until, bool by_syllable, Places& places);
};

void LineBreaker::Parts::allow_clusters(const Masked& text, std::u32string_view points, Places& places) const {
    if (std::ranges::all_of(points, is_cluster_alone)) {
        for (Place& place : places) place.allow(BreakKind::kSyllable, break_penalty::kCluster);
        return;
    }
    each_boundary(*clusters, text, [&](size_t n) {
        if (n < places.size()) places[n].allow(BreakKind::kSyllable, break_penalty::kCluster);
    });
}

void LineBreaker::Parts::allow_unicode(const Masked& text, std::u32string_view points, Places& places) const {
    each_boundary(*lines, text, [&](size_t n) {
        if (n < places.size()) allow_by_context(points, n, places[n]);
    });
}

void LineBreaker::Parts::allow_khmer(std::u32string_view points, bool by_syllable, Places& places) {
    for (size_t n = 0; n < points.size();) {
        if (!is_khmer_letter(points[n])) {
            ++n;
            continue;
        }
        const size_t from = n;
        while (n < points.size() &&
               (is_khmer_letter(points[n]) || is_joiner(points[n]) || points[n] == kZeroWidthSpace))
            ++n;
        allow_run(points, from, n, by_syllable, places);
    }
}

/// Zero-width characters are taken out before words are looked for; `origin` puts the boundaries back.
void LineBreaker::Parts::allow_run(std::u32string_view points, size_t from, size_t until, bool by_syllable,
                                   Places& places) {
    std::u32string run;
    std::vector<size_t> origin;
    for (size_t n = from; n < until; ++n) {
        if (!is_khmer_letter(points[n])) continue;
        run.push_back(points[n]);
        origin.push_back(n);
        if (n > from) places[n] = {};
    }
    const size_t authors = static_cast<size_t>(std::ranges::count(points.substr(from, until - from), kZeroWidthSpace));
    const bool authored = authors * kLettersOfAuthor >= run.size();
    for (const khmer::Boundary& boundary : words.find(run)) {
        const size_t at = origin[boundary.at], before = origin[boundary.at - 1];
        const std::u32string_view between = points.substr(before + 1, at - before - 1);
        if (between.find(kZeroWidthSpace) != std::u32string_view::npos) {
            places[at].allow(BreakKind::kAuthor, break_penalty::kAuthor, boundary.score);
        } else if (by_syllable) {
            const bool bare = is_bare(run, boundary.at);
            places[at].allow(BreakKind::kSyllable, bare ? break_penalty::kDiscouraged : break_penalty::kSpace);
        } else {
            allow_boundary(boundary, is_bare(run, boundary.at), places[at]);
            if (authored) places[at].discourage(break_penalty::kLeaning);
        }
    }
}

LineBreaker::LineBreaker() : parts_(std::make_unique<Parts>()) {
    UErrorCode status = U_ZERO_ERROR;
    parts_->lines.reset(icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), status));
    parts_->clusters.reset(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status))
        throw Error(message("The Unicode library ICU has no rules for line breaks. Install libicu72 again."));
}
LineBreaker::~LineBreaker() = default;
LineBreaker::LineBreaker(LineBreaker&&) noexcept = default;
LineBreaker& LineBreaker::operator=(LineBreaker&&) noexcept = default;

std::vector<Break> LineBreaker::find(std::string_view text, std::string_view language) {
    const CodePoints points = code_points(text);
    const Masked plain = masked(points.text);
    // Stieng, Tampuan and others of the hills have no dictionary.
    const bool by_syllable = language.find("-Khmr") != std::string_view::npos && !language.starts_with("km");
    Places places(points.text.size());
    parts_->allow_clusters(plain, points.text, places);
    parts_->allow_unicode(plain, points.text, places);
    parts_->allow_khmer(points.text, by_syllable, places);
    allow_at_edges_of_khmer(points.text, places);
    parts_->latin.weigh(points.text, language, places);
    keep_together(points.text, places);

    std::vector<Break> breaks;
    for (size_t n = 1; n < places.size(); ++n) {
        if (is_break_space(points.text[n]) || khmer::continues_syllable(points.text[n])) continue;
        if (!std::isfinite(places[n].penalty)) continue;
        breaks.push_back({points.offsets[n], places[n].kind, places[n].score, places[n].penalty});
    }
    return breaks;
}

const char* name_of(BreakKind kind) {
    switch (kind) {
        case BreakKind::kNewline:
            return "newline";
        case BreakKind::kSentence:
            return "sentence";
        case BreakKind::kPause:
            return "pause";
        case BreakKind::kAuthor:
            return "author";
        case BreakKind::kWord:
            return "word";
        case BreakKind::kOneSource:
            return "one-source";
        case BreakKind::kCompound:
            return "compound";
        case BreakKind::kSyllable:
            return "syllable";
    }
    return "";
}

}  // namespace gatecast
