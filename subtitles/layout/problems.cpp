// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/layout/problems.h"

namespace gatecast {
namespace {

struct StepRow {
    Step step;
    Severity severity;
    const char* code;
    const char* sentence;  // N_(), with language and cue
};

constexpr StepRow kSteps[] = {
    {Step::kShrunk, Severity::kNote, "shrunk", N_("{}, cue {}: set smaller so that it fits.")},
    {Step::kSplit, Severity::kNote, "split",
     N_("{}, cue {}: too long for its lines; shown in parts, one after the other.")},
    {Step::kOverlapSplit, Severity::kWarning, "overlap-split",
     N_("{}, cue {}: overlaps other cues and cannot stand with them; they are shown one after the other.")},
    {Step::kDropped, Severity::kWarning, "dropped",
     N_("{}, cue {}: left out, there is no room for it beside the other languages. Shorten the texts.")},
    {Step::kSqueezed, Severity::kWarning, "too-small",
     N_("{}, cue {}: does not fit at a size that can be read; shown very small. Shorten the text.")},
};

struct FaultRow {
    ShapeFault::Kind kind;
    const char* code;
    const char* sentence;  // N_(), with language, cue, text and code points
};

constexpr FaultRow kFaults[] = {
    {ShapeFault::Kind::kMissingGlyph, "missing-glyph", N_("{}, cue {}: no font of the style has \"{}\" ({}).")},
    {ShapeFault::Kind::kDottedCircle, "dotted-circle",
     N_("{}, cue {}: \"{}\" ({}) is not in an order that can be drawn. Type the word again.")},
    {ShapeFault::Kind::kMarkAtOrigin, "misplaced-mark",
     N_("{}, cue {}: the font cannot place the mark of \"{}\" ({}).")},
};

int line_of(const Track& track, int cue) {
    return track.cues[static_cast<size_t>(cue)].line;
}

Problem about(Severity severity, const char* code, Message message, const Track& track, int cue) {
    return {severity, code, std::move(message), line_of(track, cue), "", cue};
}

}  // namespace

Problem problem_of(Step step, const Track& track, int cue) {
    const StepRow& row = kSteps[static_cast<size_t>(step)];
    return about(row.severity, row.code, message(row.sentence, track.language, cue + 1), track, cue);
}

Problem moved_problem(const Track& track, int cue) {
    return about(Severity::kNote, "moved",
                 message("{}, cue {}: moved from its place, to be inside the safe area and over nothing else.",
                         track.language, cue + 1),
                 track, cue);
}

Problem no_place_problem(const Track& track, int cue) {
    return about(Severity::kWarning, "no-place",
                 message("{}, cue {}: left out, the texts and graphics shown at the same time take the whole screen. "
                         "Shorten them, or show it at another time.",
                         track.language, cue + 1),
                 track, cue);
}

Problem colour_problem(const Track& track, int cue) {
    return about(
        Severity::kNote, "dark-colour",
        message("{}, cue {}: its colour is too dark for a LED wall; the style's own is used.", track.language, cue + 1),
        track, cue);
}

Problem left_out_problem(const Track& track, int count) {
    return {Severity::kWarning,
            "language-left-out",
            message("The screen has no room for {} beside the other languages at a size that can be read: {} cues are "
                    "left out. A style with languages = \"rotate-by-play\" shows one language a play.",
                    track.language, count),
            0,
            "",
            -1};
}

void say_faults(const MeasuredText& text, const Track& track, int cue, std::vector<Problem>& problems) {
    for (const ShapeFault& fault : text.whole.faults) {
        const FaultRow& row = kFaults[static_cast<size_t>(fault.kind)];
        const std::string what = text.text.substr(fault.from, fault.until - fault.from);
        const std::string package = fault.package;
        Problem problem = about(Severity::kError, row.code,
                                message(row.sentence, track.language, cue + 1, what, fault.code_points), track, cue);
        if (fault.kind == ShapeFault::Kind::kMissingGlyph && !package.empty()) {
            problem.message = message("{}, cue {}: no font of the style has \"{}\" ({}). Package {} brings one.",
                                      track.language, cue + 1, what, fault.code_points, package);
        }
        problems.push_back(std::move(problem));
    }
}

bool is_too_dark(const Rgb& colour) {
    constexpr double kLeastLuma = 0.35;
    return 0.2126 * colour.r + 0.7152 * colour.g + 0.0722 * colour.b < kLeastLuma;
}

}  // namespace gatecast
