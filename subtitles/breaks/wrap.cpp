// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/breaks/wrap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "subtitles/khmer/syllable.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

constexpr double kOverflow = 1e6;    // nothing is as bad
constexpr double kLoneSyllable = 2;  // on a last line: worse than any imbalance
constexpr double kTopHeavy = 0.5;    // of the balance again, where a lower line is shorter

/// What a choice of lines costs: first what it broke that should not be, then how it looks.
struct Cost {
    double broken = std::numeric_limits<double>::infinity();
    double looks = 0;
    friend auto operator<=>(const Cost&, const Cost&) = default;
};

/// A place where a line may end and the next begin, without the spaces between.
struct Stop {
    size_t end = 0;
    size_t begin = 0;
    const Break* at = nullptr;
};

/// What is worse than a matter of looks in ending a line here: whole numbers of penalties.
double broken_at(const Stop& stop) {
    return stop.at != nullptr ? std::floor(stop.at->penalty) : 0;
}

/// A line between two stops that fits, or that cannot be made shorter.
struct Candidate {
    size_t from = 0;  // index of a stop
    double width = 0;
};

bool space_at(std::string_view text, size_t at, size_t& length) {
    const auto starts = [&](std::string_view what) { return text.substr(at, what.size()) == what; };
    length = starts("\u200B") || starts("\u3000") ? 3 : 1;
    return length == 3 || text[at] == ' ' || text[at] == '\n' || text[at] == '\t';
}

LineSpan trimmed(std::string_view text, size_t from, size_t until) {
    size_t length = 0;
    while (from < until && space_at(text, from, length)) from += length;
    for (bool again = true; again;) {
        again = false;
        for (const size_t back : {1U, 3U}) {
            if (until >= from + back && space_at(text, until - back, length) && length == back) {
                until -= back;
                again = true;
            }
        }
    }
    return {from, until};
}

bool is_lone_syllable(std::string_view line) {
    constexpr size_t kLongestSyllable = 7;  // "nghiêng"
    if (line.find(' ') != std::string_view::npos) return false;
    const std::u32string points = to_utf32(line);
    const int khmer = khmer::count_syllables(points);
    return khmer > 0 ? khmer == 1 : points.size() <= kLongestSyllable;
}

/// Lines of one stretch of text, from its start to its end.
class Stretch {
public:
    Stretch(std::string_view text, LineSpan span, std::span<const Break> breaks, const WidthOf& width_of, double width)
        : text_(text), width_(width) {
        stops_.push_back({span.from, span.from, nullptr});
        for (const Break& at : breaks) {
            if (at.offset <= span.from || at.offset >= span.until) continue;
            const size_t end = trimmed(text, span.from, at.offset).until;
            if (end > span.from) stops_.push_back({end, trimmed(text, at.offset, span.until).from, &at});
        }
        stops_.push_back({span.until, span.until, nullptr});
        measure(width_of);
    }

    [[nodiscard]] bool fits() const { return fits_; }
    void append_to(Wrapped& wrapped) const;

private:
    void measure(const WidthOf& width_of);
    struct Bounds {
        std::vector<size_t> before, behind;
    };
    [[nodiscard]] size_t fewest_lines() const;
    [[nodiscard]] Bounds bounds() const;
    [[nodiscard]] std::vector<size_t> best_ends(size_t count) const;
    [[nodiscard]] Cost cost_of(const Candidate& line, size_t to, size_t number, size_t count, double mean) const;

    std::string_view text_;
    double width_;
    std::vector<Stop> stops_;
    std::vector<std::vector<Candidate>> lines_;  // that end at a stop
    bool fits_ = true;
    double total_ = 0;
};

void Stretch::measure(const WidthOf& width_of) {
    lines_.resize(stops_.size());
    for (size_t to = 1; to < stops_.size(); ++to) {
        for (size_t from = to; from-- > 0;) {
            const double width = width_of(stops_[from].begin, stops_[to].end);
            const bool too_wide = width > width_;
            if (too_wide && from + 1 < to) break;
            lines_[to].push_back({from, width});
            if (from + 1 == to) total_ += width;
            if (too_wide) break;
        }
    }
    std::vector<bool> reached(stops_.size(), false);
    reached[0] = true;
    for (size_t to = 1; to < stops_.size(); ++to) {
        for (const Candidate& line : lines_[to]) {
            if (reached[line.from] && line.width <= width_) reached[to] = true;
        }
    }
    fits_ = reached.back();
}

Cost Stretch::cost_of(const Candidate& line, size_t to, size_t number, size_t count, double mean) const {
    Cost cost{0, 0};
    if (line.width > width_) cost.broken += kOverflow;
    cost.broken += broken_at(stops_[to]);
    if (const Break* at = stops_[to].at) cost.looks += at->penalty - std::floor(at->penalty);
    const bool last = number + 1 == count;
    const double off = (line.width - mean) / width_;
    const bool top_heavy = count > 1 && ((last && off < 0) || (number == 0 && off > 0));
    cost.looks += off * off * (top_heavy ? 1 + kTopHeavy : 1);
    if (last && count > 1 &&
        is_lone_syllable(text_.substr(stops_[line.from].begin, stops_[to].end - stops_[line.from].begin))) {
        cost.looks += kLoneSyllable;
    }
    return cost;
}

/// With the least broken; of those, the fewest.
size_t Stretch::fewest_lines() const {
    std::vector<Cost> best(stops_.size());
    best[0] = {0, 0};
    for (size_t to = 1; to < stops_.size(); ++to) {
        const double broken = broken_at(stops_[to]);
        for (const Candidate& line : lines_[to]) {
            const double over = line.width > width_ ? kOverflow : 0;
            best[to] = std::min(best[to], {best[line.from].broken + broken + over, best[line.from].looks + 1});
        }
    }
    return static_cast<size_t>(best.back().looks);
}

/// The fewest lines before and behind each stop: what else is asked of them need not be looked at.
Stretch::Bounds Stretch::bounds() const {
    const size_t n = stops_.size();
    Bounds bounds{std::vector<size_t>(n, n), std::vector<size_t>(n, n)};
    bounds.before[0] = bounds.behind[n - 1] = 0;
    for (size_t to = 1; to < n; ++to) {
        for (const Candidate& line : lines_[to]) {
            bounds.before[to] = std::min(bounds.before[to], bounds.before[line.from] + 1);
        }
    }
    for (size_t to = n; to-- > 1;) {
        for (const Candidate& line : lines_[to]) {
            bounds.behind[line.from] = std::min(bounds.behind[line.from], bounds.behind[to] + 1);
        }
    }
    return bounds;
}

/// The stops that end the lines of the best choice of exactly `count`.
std::vector<size_t> Stretch::best_ends(size_t count) const {
    const double mean = total_ / static_cast<double>(count);
    const size_t n = stops_.size();
    const Bounds least = bounds();
    std::vector<Cost> best(n);
    best[0] = {0, 0};
    std::vector<std::vector<size_t>> came_from(count, std::vector<size_t>(n, 0));
    for (size_t number = 0; number < count; ++number) {
        std::vector<Cost> next(n);
        for (size_t to = 1; to < n; ++to) {
            if (least.before[to] > number + 1 || least.behind[to] + number + 1 > count) continue;
            for (const Candidate& line : lines_[to]) {
                if (best[line.from].broken == Cost{}.broken) continue;
                Cost cost = cost_of(line, to, number, count, mean);
                cost.broken += best[line.from].broken;
                cost.looks += best[line.from].looks;
                if (cost < next[to]) {
                    next[to] = cost;
                    came_from[number][to] = line.from;
                }
            }
        }
        best = std::move(next);
    }
    std::vector<size_t> ends{n - 1};
    for (size_t number = count; number-- > 1;) ends.push_back(came_from[number][ends.back()]);
    std::ranges::reverse(ends);
    return ends;
}

void Stretch::append_to(Wrapped& wrapped) const {
    size_t from = 0;
    for (const size_t to : best_ends(fewest_lines())) {
        wrapped.lines.push_back({stops_[from].begin, stops_[to].end});
        if (stops_[to].at != nullptr) wrapped.used.push_back(*stops_[to].at);
        from = to;
    }
}

/// "- Yes.\n- No.": each speaker has a line.
bool speaker_begins(std::string_view text, size_t at) {
    const std::string_view rest = text.substr(at);
    return rest.starts_with("- ") || rest.starts_with("– ") || rest.starts_with("— ");
}

/// One stretch: by good breaks if they are enough, else by all.
void wrap_stretch(std::string_view text, LineSpan span, const std::vector<Break>& breaks, const WidthOf& width_of,
                  double width, Wrapped& wrapped) {
    if (span.from >= span.until) return;
    std::vector<Break> good;
    for (const Break& at : breaks) {
        if (at.penalty < 1) good.push_back(at);
    }
    const Stretch well(text, span, good, width_of, width);
    if (well.fits()) return well.append_to(wrapped);
    const Stretch somehow(text, span, breaks, width_of, width);
    wrapped.fits &= somehow.fits();
    somehow.append_to(wrapped);
}

}  // namespace

Wrapped wrap(std::string_view text, const std::vector<Break>& breaks, const WidthOf& width_of,
             const WrapLimits& limits) {
    const auto lines = [&](bool keep_newlines) {
        Wrapped wrapped;
        size_t from = 0;
        const auto stretch = [&](size_t until) {
            wrap_stretch(text, trimmed(text, from, until), breaks, width_of, limits.width, wrapped);
            from = until;
        };
        for (const Break& at : breaks) {
            if (at.kind != BreakKind::kNewline) continue;
            if (!keep_newlines && !speaker_begins(text, at.offset)) continue;
            stretch(at.offset);
            if (!wrapped.lines.empty()) wrapped.used.push_back(at);
        }
        stretch(text.size());
        wrapped.fits &= wrapped.lines.size() <= static_cast<size_t>(std::max(limits.max_lines, 1));
        return wrapped;
    };
    Wrapped kept = lines(limits.keep_newlines);
    if (kept.fits || !limits.keep_newlines) return kept;
    Wrapped joined = lines(false);
    return joined.fits || joined.lines.size() < kept.lines.size() ? joined : kept;
}

std::string newlines_joined(std::string_view text) {
    const CodePoints points = code_points(text);
    std::string joined(text);
    for (size_t n = 0; n < points.text.size(); ++n) {
        const bool in_khmer = n > 0 && n + 1 < points.text.size() && khmer::is_khmer(points.text[n - 1]) &&
                              khmer::is_base(points.text[n + 1]);
        if (points.text[n] == '\n' && !in_khmer) joined[points.offsets[n]] = ' ';
    }
    return joined;
}

}  // namespace gatecast
