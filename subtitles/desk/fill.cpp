// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/desk/fill.h"

#include <algorithm>

#include "subtitles/desk/beads.h"
#include "subtitles/desk/likeness.h"
#include "subtitles/formats/reading.h"

namespace gatecast::desk {
namespace {

constexpr double kCertain = 0.85;
constexpr double kLeftOutCost = 1;  // beside the prior: a text is rather long than missing

class Filling {
public:
    Filling(const Track& timing, const Track& translation) : timing_(timing), translation_(translation) {
        filled_.language = translation.language;
        filled_.name = translation.name;
    }

    Track run() {
        const Likeness likeness(timing_.cues, translation_.cues);
        const BeadCost cost = [&](const Bead& bead) {
            const bool both = bead.a_count > 0 && bead.b_count > 0;
            return prior_cost(bead) + (both ? likeness.cost(bead) : kLeftOutCost);
        };
        if (timing_.cues.size() != translation_.cues.size()) {
            add(Severity::kWarning, "counts-differ",
                message("The original has {} cues, the translation {}. Look at the cues that are marked.",
                        timing_.cues.size(), translation_.cues.size()),
                0, -1);
        }
        for (const Bead& bead : put_side_by_side(timing_.cues.size(), translation_.cues.size(), cost)) {
            if (bead.b_count == 0)
                report_missing(timing_.cues[bead.a]);
            else if (bead.a_count == 0)
                keep_untimed(translation_.cues[bead.b]);
            else
                take(bead, likeness.numbers_differ(bead));
        }
        return std::move(filled_);
    }

private:
    void add(Severity severity, const char* code, Message text, int line, int cue) {
        filled_.problems.push_back({severity, code, std::move(text), line, "", cue});
    }

    void report_missing(const Cue& original) {
        add(Severity::kError, "no-translation",
            message("Nothing in the translation fits \"{}\". Is a line missing?", excerpt(original.text)),
            original.line, -1);
    }

    void keep_untimed(Cue cue) {
        cue.timed = false;
        add(Severity::kError, "no-original",
            message("Nothing in the original fits this text. Give it a time, or remove it."), cue.line, next());
        filled_.cues.push_back(std::move(cue));
    }

    void take(const Bead& bead, bool numbers_differ) {
        Cue cue = translation_.cues[bead.b];
        if (bead.b_count == 2) join(translation_.cues[bead.b + 1], cue);
        const Cue& original = timing_.cues[bead.a];
        cue.timed = original.timed;
        cue.start = original.start;
        cue.end = timing_.cues[bead.a + bead.a_count - 1].end;
        if (bead.a_count == 2) {
            add(Severity::kWarning, "spans-two",
                message("It covers two cues of the original: \"{}\" and the next. Compare them.",
                        excerpt(original.text)),
                cue.line, next());
        } else if (bead.b_count == 2) {
            add(Severity::kWarning, "two-in-one",
                message("Two lines of the translation share this cue of the original: \"{}\". Compare them.",
                        excerpt(original.text)),
                cue.line, next());
        } else if (bead.certainty < kCertain) {
            add(Severity::kWarning, "uncertain-pair",
                message("It is not certain that this translates \"{}\". Compare them.", excerpt(original.text)),
                cue.line, next());
        }
        if (numbers_differ) {
            add(Severity::kNote, "numbers-differ",
                message("The numbers are not those of the original: \"{}\".", excerpt(original.text)), cue.line,
                next());
        }
        filled_.cues.push_back(std::move(cue));
    }

    static void join(const Cue& second, Cue& cue) {
        const size_t shift = cue.text.size() + 1;
        cue.text += "\n" + second.text;
        for (TextSpan span : second.spans) {
            span.from += shift;
            span.until += shift;
            cue.spans.push_back(span);
        }
    }

    [[nodiscard]] int next() const { return static_cast<int>(filled_.cues.size()); }

    const Track& timing_;
    const Track& translation_;
    Track filled_;
};

}  // namespace

Track filled(const Track& timing, const Track& translation) {
    return Filling(timing, translation).run();
}

}  // namespace gatecast::desk
