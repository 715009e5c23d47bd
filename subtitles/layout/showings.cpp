// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/layout/showings.h"

#include <algorithm>
#include <map>

#include "subtitles/layout/legibility.h"
#include "subtitles/layout/problems.h"
#include "subtitles/layout/timeline.h"

namespace gatecast {
namespace {

/// Where a cue stands: in the stack of bands at the foot or head of the screen, or at a place of its own.
enum class Lane : uint8_t { kFoot, kHead, kFree };

// A sign far from everything may have more lines than a band; beyond this it becomes smaller.
constexpr int kMostFreeLines = 5;
constexpr double kFreeStep = 0.9;
constexpr double kLeastFreeEm = 3;  // px

Lane lane_of(const Cue& cue, const Style& style) {
    const Lane own = style.top ? Lane::kHead : Lane::kFoot;
    if (!style.track_styles || (cue.anchor == 0 && !cue.position)) return own;
    if (cue.position) return Lane::kFree;
    if (cue.anchor == 2) return own;  // what formats say when nothing was asked
    if (cue.anchor <= 3) return Lane::kFoot;
    return cue.anchor >= 7 ? Lane::kHead : Lane::kFree;
}

int align_of(const Cue& cue, const Style& style) {
    return style.track_styles && cue.anchor > 0 ? (cue.anchor - 1) % 3 - 1 : 0;
}

/// A piece and the track it is of.
struct TrackStretch {
    size_t track = 0;
    CueStretch stretch;
};

class Layouter {
public:
    Layouter(const TracksOnScreen& programme, FontSet& fonts, std::vector<std::vector<Problem>>& problems)
        : programme_(programme), fonts_(fonts), typesetter_(fonts, programme.style), problems_(problems) {}

    std::vector<LaidOut> lay_out();

private:
    using Times = std::vector<std::vector<CueTime>>;  // of each shown track

    Times times();
    void lay_out_stack(const Times& times, Lane lane);
    void lay_out_together(std::span<const TrackStretch> together, Lane lane);
    void lay_out_free(const Times& times);
    void lay_out_freely(size_t track, const CueTime& time);
    void set_freely(size_t track, SetText text, const CueTime& time, int anchor, SharePoint point);
    void add_or_move(LaidOut out, const Piece& piece, const Plan& plan);

    const Plan& plan_for(const std::vector<size_t>& tracks, Lane lane);
    Piece piece_of(size_t track, const CueStretch& stretch);
    SetText text_of(size_t track, int cue);
    std::vector<Rect> taken_during(Time from, Time until) const;
    void add(LaidOut out, const std::vector<SetText>& texts);
    void say_left_out();

    [[nodiscard]] const Cue& cue(size_t track, int index) const {
        return programme_.tracks[track].cues[static_cast<size_t>(index)];
    }

    const TracksOnScreen& programme_;
    FontSet& fonts_;
    Typesetter typesetter_;
    std::vector<std::vector<Problem>>& problems_;
    std::vector<LaidOut> out_;
    std::map<std::pair<std::vector<size_t>, Lane>, Plan> plans_;
    std::map<size_t, int> left_out_;  // cues of a track that the screen has no room for
};

std::vector<LaidOut> Layouter::lay_out() {
    const Times when = times();
    const bool top = programme_.style.top;
    lay_out_stack(when, top ? Lane::kHead : Lane::kFoot);
    lay_out_stack(when, top ? Lane::kFoot : Lane::kHead);
    lay_out_free(when);
    say_left_out();
    std::ranges::stable_sort(out_, [](const LaidOut& a, const LaidOut& b) {
        return std::pair(a.showing.from, a.showing.area.y) < std::pair(b.showing.from, b.showing.area.y);
    });
    return std::move(out_);
}

Layouter::Times Layouter::times() {
    Times times;
    for (const size_t track : programme_.shown) {
        times.push_back(cue_times(programme_.tracks[track], problems_[track]));
    }
    if (programme_.style.align_languages) align_languages(times);
    return times;
}

void Layouter::lay_out_stack(const Times& times, Lane lane) {
    std::vector<TrackStretch> all;
    for (size_t i = 0; i < times.size(); ++i) {
        const size_t track = programme_.shown[i];
        std::vector<CueTime> stacked = times[i];
        std::erase_if(stacked,
                      [&](const CueTime& each) { return lane_of(cue(track, each.cue), programme_.style) != lane; });
        for (CueStretch& stretch : stretches_of(stacked)) all.push_back({track, std::move(stretch)});
    }
    std::ranges::stable_sort(all, {}, [](const TrackStretch& each) { return each.stretch.from; });
    // What overlaps, and what overlaps that, is laid out together.
    for (size_t first = 0; first < all.size();) {
        Time until = all[first].stretch.until;
        size_t last = first + 1;
        for (; last < all.size() && all[last].stretch.from < until; ++last) {
            until = std::max(until, all[last].stretch.until);
        }
        lay_out_together(std::span(all).subspan(first, last - first), lane);
        typesetter_.forget();
        first = last;
    }
}

void Layouter::lay_out_together(std::span<const TrackStretch> together, Lane lane) {
    const Plan* plan = &plan_for(programme_.shown, lane);
    std::vector<size_t> tracks = programme_.shown;
    if (!plan->left_out.empty()) {
        // Languages without a slot may still be shown while others are silent.
        std::erase_if(tracks, [&](size_t track) {
            return std::ranges::find(together, track, &TrackStretch::track) == together.end();
        });
        plan = &plan_for(tracks, lane);
        for (size_t i = tracks.size(); i-- > 0;) {
            if (std::ranges::find(plan->left_out, i) != plan->left_out.end()) {
                tracks.erase(tracks.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }
    std::vector<Piece> pieces;
    for (const TrackStretch& each : together) {
        const auto slot = std::ranges::find(tracks, each.track);
        if (slot == tracks.end()) {
            left_out_[each.track] += 1;
            continue;
        }
        Piece piece = piece_of(each.track, each.stretch);
        piece.slot = static_cast<size_t>(slot - tracks.begin());
        if (!piece.texts.empty()) pieces.push_back(std::move(piece));
    }
    const auto report = [&](const Piece& piece, Step step) {
        const size_t track = tracks[piece.slot];
        problems_[track].push_back(problem_of(step, programme_.tracks[track], piece.texts.front().cue));
    };
    const std::vector<int> lines =
        fit_pieces(*plan, programme_.style, programme_.screen.rate, typesetter_, pieces, report);
    std::vector<std::vector<PlacedBlock>> placed = place_pieces(*plan, lines, pieces);
    for (size_t i = 0; i < pieces.size(); ++i) {
        LaidOut out;
        out.track = tracks[pieces[i].slot];
        out.showing.from = pieces[i].from;
        out.showing.until = pieces[i].until;
        out.blocks = std::move(placed[i]);
        out.paint = plan->slots[pieces[i].slot].paint;
        add_or_move(std::move(out), pieces[i], *plan);
    }
}

/// The stacks at head and foot may meet where both are high: then the second gives way.
void Layouter::add_or_move(LaidOut out, const Piece& piece, const Plan& plan) {
    const bool second = plan.top != programme_.style.top;
    if (!second) return add(std::move(out), piece.texts);
    const Rect area = painted_area(placed_lines(out.blocks), out.paint);
    const bool meets = std::ranges::any_of(taken_during(piece.from, piece.until),
                                           [&area](const Rect& each) { return !intersection(each, area).empty(); });
    if (!meets) return add(std::move(out), piece.texts);
    for (const SetText& text : piece.texts) {
        const int anchor = (plan.top ? 8 : 2) + text.align;
        const SharePoint point{plan.room.x + plan.room.width * (text.align + 1) / 2.0,
                               static_cast<double>(plan.top ? plan.room.y : plan.room.bottom())};
        set_freely(out.track, text, {text.cue, piece.from, piece.until}, anchor, point);
    }
}

void Layouter::lay_out_free(const Times& times) {
    std::vector<std::pair<CueTime, size_t>> all;
    for (size_t i = 0; i < times.size(); ++i) {
        for (const CueTime& each : times[i]) {
            const size_t track = programme_.shown[i];
            if (lane_of(cue(track, each.cue), programme_.style) == Lane::kFree) all.emplace_back(each, track);
        }
    }
    std::ranges::stable_sort(all, {}, [](const auto& each) { return each.first.start; });
    for (const auto& [time, track] : all) {
        lay_out_freely(track, time);
        typesetter_.forget();
    }
}

void Layouter::lay_out_freely(size_t track, const CueTime& time) {
    const SetText text = text_of(track, time.cue);
    if (text.from >= text.until) return;
    const Cue& of = cue(track, time.cue);
    const int anchor = of.anchor > 0 ? of.anchor : 2;
    const Rect picture =
        programme_.screen.picture.empty() ? area_of(programme_.screen.canvas) : programme_.screen.picture;
    // Without a point, 4 to 6 stand half-way up at the left, in the middle, at the right.
    const SharePoint share = of.position.value_or(SharePoint{((anchor - 1) % 3) / 2.0, 0.5});
    set_freely(track, text, time, anchor, {picture.x + share.x * picture.width, picture.y + share.y * picture.height});
}

/// As near to the point (in pixels) as there is room, smaller if there is none, not at all if all is taken.
void Layouter::set_freely(size_t track, SetText text, const CueTime& time, int anchor, SharePoint point) {
    const Slot slot = plan_for({track}, Lane::kFoot).slots.front();
    const Rect room = safe_area(programme_.screen);
    const std::vector<Rect> taken = taken_during(time.start, time.end);
    FreePlace place;
    double em = slot.em_px;
    for (;; em *= kFreeStep) {
        text.block = typesetter_.set(*text.text, text.from, text.until,
                                     {em, static_cast<double>(room.width), kMostFreeLines, 0}, slot.paint);
        place = place_freely(text.block, anchor, point.x, point.y, room, taken, slot.paint);
        const bool fits = text.block->fits && text.block->line_count() <= kMostFreeLines &&
                          text.block->height() <= room.height && place.free;
        if (fits || em < kLeastFreeEm) break;
    }
    const Track& in = programme_.tracks[track];
    if (!place.free) {
        problems_[track].push_back(no_place_problem(in, time.cue));
        return;
    }
    if (em < slot.em_px * programme_.style.min_shrink) {
        problems_[track].push_back(problem_of(Step::kSqueezed, in, time.cue));
    } else if (place.moved) {
        problems_[track].push_back(moved_problem(in, time.cue));
    }
    LaidOut out;
    out.track = track;
    out.showing.from = time.start;
    out.showing.until = time.end;
    out.blocks = {place.block};
    out.paint = slot.paint;
    add(std::move(out), {text});
}

const Plan& Layouter::plan_for(const std::vector<size_t>& tracks, Lane lane) {
    const auto [place, fresh] = plans_.try_emplace({tracks, lane});
    if (fresh) {
        std::vector<std::string> languages;
        for (const size_t track : tracks) languages.push_back(programme_.tracks[track].language);
        place->second =
            make_plan(programme_.style, programme_.screen, languages, lane == Lane::kHead, fonts_, typesetter_);
    }
    return place->second;
}

Piece Layouter::piece_of(size_t track, const CueStretch& stretch) {
    Piece piece;
    piece.from = stretch.from;
    piece.until = stretch.until;
    for (const int index : stretch.cues) {
        const SetText text = text_of(track, index);
        if (text.from < text.until) piece.texts.push_back(text);
    }
    return piece;
}

SetText Layouter::text_of(size_t track, int index) {
    const Cue& of = cue(track, index);
    std::vector<TextSpan> spans;
    if (programme_.style.track_styles) spans = of.spans;
    // Pure red and blue cannot be read on a wall from afar.
    if (least_letter_px(programme_.style, programme_.screen) > 0) {
        for (TextSpan& span : spans) {
            if (span.colour && is_too_dark(*span.colour)) {
                span.colour.reset();
                problems_[track].push_back(colour_problem(programme_.tracks[track], index));
            }
        }
    }
    std::erase_if(spans,
                  [](const TextSpan& span) { return !span.bold && !span.italic && !span.underline && !span.colour; });
    SetText text;
    text.cue = index;
    text.align = align_of(of, programme_.style);
    text.text = &typesetter_.measure(of.text, programme_.tracks[track].language, spans);
    text.until = text.text->whole.ink.empty() ? 0 : of.text.size();
    say_faults(*text.text, programme_.tracks[track], index, problems_[track]);
    return text;
}

std::vector<Rect> Layouter::taken_during(Time from, Time until) const {
    std::vector<Rect> taken = programme_.screen.keep_out;
    for (const LaidOut& each : out_) {
        if (each.showing.from < until && each.showing.until > from) taken.push_back(each.showing.area);
    }
    return taken;
}

/// Fills in what follows from the texts and their places.
void Layouter::add(LaidOut out, const std::vector<SetText>& texts) {
    Showing& showing = out.showing;
    showing.language = programme_.tracks[out.track].language;
    for (const SetText& text : texts) {
        showing.cues.push_back(text.cue);
        showing.lines.insert(showing.lines.end(), text.block->texts.begin(), text.block->texts.end());
    }
    showing.area = painted_area(placed_lines(out.blocks), out.paint);
    if (texts.size() == 1) {
        // Parts of a cue fade where the cue does.
        const Cue& of = cue(out.track, texts.front().cue);
        if (texts.front().from == 0) showing.fade_in = of.fade_in;
        if (texts.front().until == of.text.size()) showing.fade_out = of.fade_out;
    }
    if (!showing.area.empty()) out_.push_back(std::move(out));
}

void Layouter::say_left_out() {
    for (const auto& [track, count] : left_out_) {
        problems_[track].push_back(left_out_problem(programme_.tracks[track], count));
    }
}

}  // namespace

std::vector<LaidOut> lay_out(const TracksOnScreen& programme, FontSet& fonts,
                             std::vector<std::vector<Problem>>& problems) {
    return Layouter(programme, fonts, problems).lay_out();
}

}  // namespace gatecast
