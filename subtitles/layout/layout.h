// SPDX-License-Identifier: GPL-3.0-or-later
// Where texts stand on one screen: a plan that depends on style, screen and fonts alone (so that a corrected cue moves
// no other), and the ladder for texts that do not fit it: borrow a silent neighbour's lines, shrink, split in time,
// drop the least important language. Called by Subtitles; nothing here knows tracks or files.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "subtitles/layout/typesetter.h"
#include "subtitles/screen.h"

namespace gatecast {

/// A language's place in the stack of bands.
struct Slot {
    BandStyle band;
    std::string language;
    Paint paint;
    double em_px = 0;
    double least_em_px = 0;  // smaller is not read
    int lines = 2;           // that are always kept for it
    double above = 0;        // of an ordinary first line, paint in it
    double below = 0;        // of an ordinary last line
    double pitch = 0;

    [[nodiscard]] double height(int count) const { return count == 0 ? 0 : above + (count - 1) * pitch + below; }
};

struct Plan {
    Rect room;  // everything stands inside; free of keep-outs
    bool top = false;
    bool fixed_slots = true;
    int max_lines = 5;
    double max_height = 0;
    double gap = 0;                // between bands
    std::vector<Slot> slots;       // top first
    std::vector<size_t> left_out;  // of the languages asked for: there is no room

    [[nodiscard]] double height(const std::vector<int>& lines) const;
};

/// Safe area of the screen in whole pixels.
[[nodiscard]] Rect safe_area(const Screen& screen);

/// `languages` in the order of the style's bands; slots[i] is that of the i-th language not left out.
[[nodiscard]] Plan make_plan(const Style& style, const Screen& screen, const std::vector<std::string>& languages,
                             bool top, FontSet& fonts, Typesetter& typesetter);

/// A text of a piece: bytes [from, until) of a cue's text.
struct SetText {
    int cue = 0;
    int align = 0;  // -1 left, 0 middle, 1 right
    const MeasuredText* text = nullptr;
    size_t from = 0;
    size_t until = 0;
    BlockRef block;
};

/// What one language shows in its slot for a while.
struct Piece {
    size_t slot = 0;
    Time from{0};
    Time until{0};
    std::vector<SetText> texts;  // one under the other
    double scale = 1;            // of the slot's em
    bool final = false;          // nothing more can be done

    [[nodiscard]] int lines() const;
};

/// What the ladder did to a cue.
enum class Step : uint8_t { kShrunk, kSplit, kOverlapSplit, kDropped, kSqueezed };
using Report = std::function<void(const Piece&, Step)>;

/// Lays out pieces that are on screen together, all of one plan: texts become blocks, pieces are split or dropped.
/// The answer says how many lines each slot has while they are on.
[[nodiscard]] std::vector<int> fit_pieces(const Plan& plan, const Style& style, Rational rate, Typesetter& typesetter,
                                          std::vector<Piece>& pieces, const Report& report);

/// A block at its place: the origin of each line.
struct PlacedBlock {
    BlockRef block;
    std::vector<int> x;
    int baseline = 0;  // of the first line
};
[[nodiscard]] std::vector<PlacedLine> placed_lines(const std::vector<PlacedBlock>& blocks);

/// The places of pieces that fit_pieces() made, in its order.
[[nodiscard]] std::vector<std::vector<PlacedBlock>> place_pieces(const Plan& plan, const std::vector<int>& lines,
                                                                 const std::vector<Piece>& pieces);

/// A text with a place of its own, anchored at a point: moved as little as keeps it inside `room` and off `taken`.
struct FreePlace {
    PlacedBlock block;
    bool moved = false;
    bool free = false;  // false: at this size there is no place for it
};
[[nodiscard]] FreePlace place_freely(const BlockRef& block, int anchor, double x, double y, const Rect& room,
                                     const std::vector<Rect>& taken, const Paint& paint);

/// What a block's paint may touch when it is placed so.
[[nodiscard]] Rect area_of_block(const PlacedBlock& block, const Paint& paint);

}  // namespace gatecast
