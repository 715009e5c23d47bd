// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "subtitles/desk/merge.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/reading.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/letters.h"
#include "subtitles/vietnamese/syllable.h"

namespace gatecast::desk {
namespace {

constexpr double kNever = -1e6;
constexpr double kCertain = 1.0;  // difference of scores

struct Line {
    size_t from = 0;
    size_t until = 0;
};

std::vector<Line> lines_of(const std::string& text) {
    std::vector<Line> lines;
    for (size_t from = 0; from <= text.size();) {
        const size_t until = std::min(text.find('\n', from), text.size());
        lines.push_back({from, until});
        from = until + 1;
    }
    return lines;
}

/// What the letters and words of a line say, for every language one number: above 0 speaks for it.
class LineJudge {
public:
    explicit LineJudge(std::string_view line) {
        std::u32string word;
        for (const char32_t c : to_utf32(vietnamese::lower(line) + " ")) {
            const Script script = script_of(c);
            if (script == Script::kKhmer) ++khmer_;
            if (script == Script::kOther) ++other_;
            if (script == Script::kLatin || (c == '\'' && !word.empty())) {
                word += c;
                continue;
            }
            if (!word.empty()) take_word(word);
            word.clear();
        }
    }

    [[nodiscard]] double score(const std::string& language) const {
        const int letters = khmer_ + latin_ + other_;
        if (letters == 0) return 0;  // digits and marks may be anyone's
        const bool khmer_line = khmer_ > latin_ + other_;
        if (script_of_language(language) == Script::kKhmer) return khmer_line ? 6 : kNever;
        if (khmer_line) return kNever;
        // Of its words, not of its letters: an English line may name a Vietnamese place or price.
        const double typical = 4 * std::min(1.0, 2 * share(typical_words_));
        if (language == "vi") return typical + 1.5 * share(syllables_) - 2.5 * share(foreign_) - 2 * share(english_);
        if (language == "en") return 2.5 * share(english_) + 1.5 * share(foreign_) - typical;
        return -0.5 * typical;
    }

private:
    void take_word(const std::u32string& word) {
        constexpr std::array kEnglish{U"the", U"of",   U"and", U"is",   U"are",  U"was",  U"in",   U"on",
                                      U"at",  U"for",  U"you", U"we",   U"they", U"this", U"with", U"to",
                                      U"a",   U"from", U"has", U"have", U"our",  U"its",  U"it",   U"be",
                                      U"by",  U"as",   U"who", U"will", U"not",  U"your"};
        latin_ += static_cast<int>(word.size());
        ++words_;
        typical_words_ += std::ranges::any_of(word, vietnamese::is_typical);
        english_ += std::ranges::any_of(kEnglish, [&](const char32_t* each) { return word == each; });
        if (vietnamese::is_syllable(word))
            ++syllables_;
        else
            ++foreign_;
    }
    [[nodiscard]] double share(int count) const {  // One word proves little.
        return static_cast<double>(count) / (words_ + 1.5);
    }

    int khmer_ = 0, latin_ = 0, other_ = 0;
    int words_ = 0, typical_words_ = 0, english_ = 0, syllables_ = 0, foreign_ = 0;
};

/// Which language each line of a cue is, as languages follow each other in `order`: a run of lines each.
struct Assignment {
    std::vector<size_t> language;  // a line: index into languages
    double score = kNever;
};

/// Best assignment whose languages follow `order`; a language without a line costs a little.
Assignment in_order(const std::vector<std::vector<double>>& scores, const std::vector<size_t>& order) {
    constexpr double kLanguageMissing = 2;
    const size_t lines = scores.size();
    const size_t count = order.size();
    // best[k][i]: lines before i belong to the first k languages of the order
    std::vector<std::vector<double>> best(count + 1, std::vector<double>(lines + 1, kNever * 10));
    std::vector<std::vector<size_t>> from(count + 1, std::vector<size_t>(lines + 1, 0));
    best[0][0] = 0;
    for (size_t k = 1; k <= count; ++k) {
        for (size_t begin = 0; begin <= lines; ++begin) {
            double sum = best[k - 1][begin];
            for (size_t end = begin; end <= lines; ++end) {
                if (end > begin) sum += scores[end - 1][order[k - 1]];
                const double total = end == begin ? sum - kLanguageMissing : sum;
                if (total <= best[k][end]) continue;
                best[k][end] = total;
                from[k][end] = begin;
            }
        }
    }
    Assignment assignment;
    assignment.score = best[count][lines];
    assignment.language.resize(lines);
    size_t end = lines;
    for (size_t k = count; k > 0; --k) {
        for (size_t i = from[k][end]; i < end; ++i) assignment.language[i] = order[k - 1];
        end = from[k][end];
    }
    return assignment;
}

using Scores = std::vector<std::vector<double>>;  // of a cue: line, language

/// The order in which most cues stack the languages.
std::vector<size_t> usual_order(const std::vector<Scores>& cues, size_t languages) {
    std::vector<size_t> order(languages);
    for (size_t i = 0; i < languages; ++i) order[i] = i;
    std::vector<size_t> best = order;
    double most = -INFINITY;
    constexpr size_t kEnough = 300;
    if (languages > 5) return order;
    do {
        double sum = 0;
        for (size_t i = 0; i < std::min(cues.size(), kEnough); ++i)
            sum += std::max(in_order(cues[i], order).score, -20.0);
        if (sum > most) {
            most = sum;
            best = order;
        }
    } while (std::ranges::next_permutation(order).found);
    return best;
}

std::vector<std::string> languages_in(const Track& track) {
    std::array<std::pair<const char*, double>, 3> known{{{"vi", 0}, {"km", 0}, {"en", 0}}};
    std::map<std::string, int> lines;
    for (const Cue& cue : track.cues) {
        for (const Line& line : lines_of(cue.text)) {
            const LineJudge judge(std::string_view(cue.text).substr(line.from, line.until - line.from));
            const auto best =
                std::ranges::max_element(known, {}, [&](const auto& each) { return judge.score(each.first); });
            if (judge.score(best->first) > kCertain) ++lines[best->first];
        }
    }
    std::vector<std::string> found;
    const auto enough = static_cast<int>(track.cues.size() / 20);
    for (const auto& [language, unused] : known)
        if (lines[language] > enough) found.emplace_back(language);
    return found;
}

/// The lines of one language as a cue of its own.
void add_line(const Cue& from, const Line& line, Cue& to) {
    if (!to.text.empty()) to.text += '\n';
    const size_t at = to.text.size();
    to.text += from.text.substr(line.from, line.until - line.from);
    for (TextSpan span : from.spans) {
        span.from = std::max(span.from, line.from);
        span.until = std::min(span.until, line.until);
        if (span.from >= span.until) continue;
        span.from = span.from - line.from + at;
        span.until = span.until - line.from + at;
        to.spans.push_back(span);
    }
}

/// The second best language of a line, where it is hardly worse and its place does not decide either.
bool uncertain(const std::vector<double>& scores, size_t chosen) {
    double other = kNever;
    for (size_t i = 0; i < scores.size(); ++i)
        if (i != chosen) other = std::max(other, scores[i]);
    return scores[chosen] < other;
}

Scores scores_of(const Cue& cue, const std::vector<std::string>& languages) {
    Scores scores;
    for (const Line& line : lines_of(cue.text)) {
        const LineJudge judge(std::string_view(cue.text).substr(line.from, line.until - line.from));
        std::vector<double>& of_line = scores.emplace_back();
        for (const std::string& language : languages) of_line.push_back(judge.score(language));
    }
    return scores;
}

/// The cue's lines to the tracks of their languages.
void deal_out(const Cue& cue, const Scores& scores, const std::vector<size_t>& order, std::vector<Track>& tracks) {
    const std::vector<Line> lines = lines_of(cue.text);
    const Assignment assignment = in_order(scores, order);
    std::vector<Cue> parts(tracks.size());
    std::vector<bool> doubtful(tracks.size(), false);
    for (size_t n = 0; n < lines.size(); ++n) {
        const size_t language = assignment.language[n];
        add_line(cue, lines[n], parts[language]);
        if (uncertain(scores[n], language)) doubtful[language] = true;
    }
    for (size_t l = 0; l < tracks.size(); ++l) {
        if (parts[l].text.empty()) continue;
        Cue whole = cue;
        whole.text = std::move(parts[l].text);
        whole.spans = std::move(parts[l].spans);
        if (doubtful[l]) {
            tracks[l].problems.push_back({Severity::kWarning, "uncertain-language",
                                          message("It is not certain that this is \"{}\": \"{}\". Look at it.",
                                                  tracks[l].language, excerpt(whole.text)),
                                          cue.line, "", static_cast<int>(tracks[l].cues.size())});
        }
        tracks[l].cues.push_back(std::move(whole));
    }
}

}  // namespace

std::vector<Track> split(const Track& track, std::vector<std::string> languages) {
    if (languages.empty()) languages = languages_in(track);
    if (languages.empty()) return {track};
    std::vector<Track> tracks(languages.size());
    for (size_t i = 0; i < languages.size(); ++i) tracks[i].language = languages[i];
    std::vector<Scores> scores;
    for (const Cue& cue : track.cues) scores.push_back(scores_of(cue, languages));
    const std::vector<size_t> order = usual_order(scores, languages.size());
    for (size_t i = 0; i < track.cues.size(); ++i) deal_out(track.cues[i], scores[i], order, tracks);
    return tracks;
}

}  // namespace gatecast::desk
