// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/desk/align.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "subtitles/desk/beads.h"
#include "subtitles/desk/likeness.h"
#include "subtitles/desk/retime.h"
#include "subtitles/formats/reading.h"

namespace gatecast::desk {
namespace {

using namespace std::chrono_literals;

constexpr double kCertain = 0.8;
constexpr double kTextWeight = 0.5;    // the clock says more than letters do
constexpr double kLeftOutCost = 1.5;   // cues of cut scenes are common
constexpr double kWorstOverlap = 3.0;  // scenes that moved do not overlap at all
constexpr double kWorstRhythm = 2.5;
constexpr double kRhythmSeconds = 0.6;  // a difference of pauses that halves the likelihood, about
constexpr double kNoPause = -1;

double seconds(Time time) {
    return static_cast<double>(time.count()) / 1e9;
}

/// The difference of starts that most pairs of cues agree on (in a tenth of a second), and how many do.
struct Vote {
    Time offset{0};
    int votes = 0;
};

Vote common_offset(const std::vector<Cue>& reference, const std::vector<Cue>& cues, double factor) {
    constexpr int kBin = 100;           // ms
    constexpr size_t kNeighbours = 60;  // cues to each side of the same place in the film
    std::map<int64_t, int> bins;
    for (size_t j = 0; j < cues.size(); ++j) {
        const size_t middle = j * reference.size() / cues.size();
        const size_t from = middle > kNeighbours ? middle - kNeighbours : 0;
        for (size_t i = from; i < std::min(reference.size(), middle + kNeighbours); ++i) {
            const double ms = 1000 * (seconds(reference[i].start) - seconds(cues[j].start) * factor);
            const auto bin = static_cast<int64_t>(std::floor(ms / kBin));
            ++bins[bin];
        }
    }
    Vote best;
    for (const auto& [bin, votes] : bins) {
        const auto next = bins.find(bin + 1);
        const int both = votes + (next == bins.end() ? 0 : next->second);
        if (both > best.votes) best = {std::chrono::milliseconds((bin + 1) * kBin), both};
    }
    return best;
}

/// Another frame rate, if clearly more pairs agree with it than without.
Rational frame_rate_factor(const std::vector<Cue>& reference, const std::vector<Cue>& cues, Vote& vote) {
    constexpr std::array kFactors{Rational{25025, 24000}, Rational{24000, 25025}, Rational{25, 24},
                                  Rational{24, 25},       Rational{1001, 1000},   Rational{1000, 1001}};
    Rational best{1, 1};
    vote = common_offset(reference, cues, 1);
    for (const Rational& factor : kFactors) {
        const Vote other = common_offset(reference, cues, factor.value());
        if (other.votes * 4 <= vote.votes * 5) continue;
        vote = other;
        best = factor;
    }
    return best;
}

struct Rhythm {
    Time start{0};
    Time end{0};
    double before = kNoPause;  // seconds from the start of the one before
};

std::vector<Rhythm> rhythm_of(const std::vector<Cue>& cues) {
    std::vector<Rhythm> rhythm;
    for (const Cue& cue : cues) {
        Rhythm beat{cue.start, cue.end, kNoPause};
        if (!rhythm.empty()) beat.before = seconds(beat.start - rhythm.back().start);
        rhythm.push_back(beat);
    }
    return rhythm;
}

double time_cost(const std::vector<Rhythm>& a, const std::vector<Rhythm>& b, const Bead& bead) {
    const Rhythm& first_a = a[bead.a];
    const Rhythm& first_b = b[bead.b];
    const Time end_a = a[bead.a + bead.a_count - 1].end;
    const Time end_b = b[bead.b + bead.b_count - 1].end;
    const double shared = seconds(std::min(end_a, end_b) - std::max(first_a.start, first_b.start));
    const double longer = std::max({seconds(end_a - first_a.start), seconds(end_b - first_b.start), 0.1});
    double cost = kWorstOverlap * (1 - std::clamp(shared / longer, 0.0, 1.0));
    const double lengths = std::abs(seconds(end_a - first_a.start) - seconds(end_b - first_b.start));
    cost += std::min(lengths / kRhythmSeconds, kWorstRhythm) / 2;
    if (first_a.before != kNoPause && first_b.before != kNoPause)
        cost += std::min(std::abs(first_a.before - first_b.before) / kRhythmSeconds, kWorstRhythm) / 2;
    return cost;
}

class Aligning {
public:
    Aligning(const Track& reference, const Track& track) : reference_(reference), track_(track) {}

    Track run() {
        Track result = track_;
        result.cues.clear();
        std::erase_if(result.problems, [](const Problem& problem) { return problem.cue >= 0; });
        if (reference_.cues.empty() || track_.cues.empty()) return track_;
        Vote vote;
        const Rational factor = frame_rate_factor(reference_.cues, track_.cues, vote);
        const Track near = shifted(stretched(track_, factor, Rational{1, 1}), vote.offset);
        const std::vector<Rhythm> a = rhythm_of(reference_.cues);
        const std::vector<Rhythm> b = rhythm_of(near.cues);
        const Likeness likeness(reference_.cues, near.cues);
        const BeadCost cost = [&](const Bead& bead) {
            if (bead.a_count == 0 || bead.b_count == 0) return prior_cost(bead) + kLeftOutCost;
            return prior_cost(bead) + kTextWeight * likeness.cost(bead) + time_cost(a, b, bead);
        };
        for (const Bead& bead : put_side_by_side(a.size(), b.size(), cost)) take(bead, near.cues, result);
        return result;
    }

private:
    void take(const Bead& bead, const std::vector<Cue>& near, Track& result) {
        if (bead.b_count == 0) {
            const Cue& original = reference_.cues[bead.a];
            result.problems.push_back(
                {Severity::kNote, "no-partner",
                 message("Nothing stands beside \"{}\" of the other track.", excerpt(original.text)), original.line, "",
                 -1});
            return;
        }
        if (bead.a_count == 0) return keep_distance(near[bead.b], result);
        const Time start = reference_.cues[bead.a].start;
        const Time end = reference_.cues[bead.a + bead.a_count - 1].end;
        // Two cues share the time of one as they shared their own.
        const Time own = near[bead.b + bead.b_count - 1].end - near[bead.b].start;
        for (size_t i = 0; i < bead.b_count; ++i) {
            Cue cue = near[bead.b + i];
            cue.timed = true;
            const auto share = [&](Time time) {
                const double part = own > 0ns ? seconds(time - near[bead.b].start) / seconds(own) : 0;
                return start + std::chrono::milliseconds(std::llround(part * seconds(end - start) * 1000));
            };
            const Time from = i == 0 ? start : share(cue.start);
            const Time until = i + 1 == bead.b_count ? end : share(cue.end);
            offset_ = from - cue.start;
            cue.start = from;
            cue.end = until;
            if (bead.certainty < kCertain) report_uncertain(cue, reference_.cues[bead.a], result);
            result.cues.push_back(std::move(cue));
        }
    }

    void keep_distance(Cue cue, Track& result) const {
        cue.start += offset_;
        cue.end += offset_;
        result.problems.push_back({Severity::kWarning, "no-reference",
                                   message("No cue of the other track fits this one; it moved with the one before it."),
                                   cue.line, "", static_cast<int>(result.cues.size())});
        result.cues.push_back(std::move(cue));
    }

    static void report_uncertain(const Cue& cue, const Cue& original, Track& result) {
        result.problems.push_back(
            {Severity::kWarning, "uncertain-pair",
             message("It is not certain that this belongs to \"{}\". Compare them.", excerpt(original.text)), cue.line,
             "", static_cast<int>(result.cues.size())});
    }

    const Track& reference_;
    const Track& track_;
    Time offset_{0};  // of the last pair: from its place after the common shift to where it went
};

}  // namespace

Track aligned(const Track& reference, const Track& track) {
    return Aligning(reference, track).run();
}

}  // namespace gatecast::desk
