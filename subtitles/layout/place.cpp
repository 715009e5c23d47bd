// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks at their places: in the slots of a plan, or where a track wants them.
#include <algorithm>
#include <array>
#include <cmath>

#include "subtitles/layout/layout.h"

namespace gatecast {
namespace {

/// What a piece takes of its slot.
struct Extent {
    double above = 0;
    double body = 0;  // from the first to the last baseline
    double below = 0;
};

/// What a slot takes on both sides of the baseline it hangs or stands by: at least the ordinary, more where ink reaches
/// further.
struct Reach {
    double near = 0;  // towards the edge of the screen
    double far = 0;
};

/// The texts of a piece one under the other, from its first baseline.
struct Stack {
    std::vector<int> first_baselines;
    Extent extent;
};

Stack stack_of(const Piece& piece, const Slot& slot) {
    Stack stack;
    int baseline = 0;
    for (size_t i = 0; i < piece.texts.size(); ++i) {
        const Block& block = *piece.texts[i].block;
        if (block.lines.empty()) {
            stack.first_baselines.push_back(baseline);
            continue;
        }
        if (i > 0) {
            const Block& upper = *piece.texts[i - 1].block;
            double pitch = slot.pitch;
            if (!upper.lines.empty())
                pitch = line_pitch(upper.lines.back(), block.lines.front(), slot.paint, block.em_px);
            baseline += static_cast<int>(std::ceil(pitch));
        }
        stack.first_baselines.push_back(baseline);
        stack.extent.above = std::max(stack.extent.above, block.above - baseline);
        baseline += block.baselines.back();
        stack.extent.below = block.below;
    }
    stack.extent.body = baseline;
    return stack;
}

Reach reach_of(const Plan& plan, size_t slot, int lines, const std::vector<Piece>& pieces,
               const std::vector<Stack>& stacks) {
    const Slot& of = plan.slots[slot];
    const auto reach = [&plan](const Extent& extent) {
        return plan.top ? Reach{extent.above, extent.body + extent.below}
                        : Reach{extent.below, extent.body + extent.above};
    };
    Reach most = reach({of.above, std::max(0, lines - 1) * of.pitch, of.below});
    for (size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].slot != slot) continue;
        const Reach each = reach(stacks[i].extent);
        most = {std::max(most.near, each.near), std::max(most.far, each.far)};
    }
    return most;
}

/// The baseline each slot hangs or stands by: its first one from the top, its last one from the bottom.
std::vector<int> slot_baselines(const Plan& plan, const std::vector<int>& lines, const std::vector<Piece>& pieces,
                                const std::vector<Stack>& stacks) {
    std::vector<int> baselines(plan.slots.size(), 0);
    double cursor = plan.top ? plan.room.y : plan.room.bottom();
    for (size_t n = 0; n < plan.slots.size(); ++n) {
        const size_t i = plan.top ? n : plan.slots.size() - 1 - n;
        if (lines[i] == 0) continue;
        const Reach reach = reach_of(plan, i, lines[i], pieces, stacks);
        if (plan.top) {
            baselines[i] = static_cast<int>(std::ceil(cursor + reach.near));
            cursor = baselines[i] + reach.far + plan.gap;
        } else {
            baselines[i] = static_cast<int>(std::floor(cursor - reach.near));
            cursor = baselines[i] - reach.far - plan.gap;
        }
    }
    return baselines;
}

int line_x(const Block& block, size_t line, int align, const Rect& room, const Paint& paint) {
    const PaintMargin margin = paint_margin(paint, block.em_px);
    const ShapedLine& shaped = block.lines[line];
    const double left = room.x + margin.before - std::min(shaped.ink.x0, 0.0);
    const double right = room.right() - margin.behind - std::max(shaped.ink.x1, shaped.advance_px);
    const double middle = room.x + (room.width - shaped.advance_px) / 2;
    const double wished = align < 0 ? left : align > 0 ? right : middle;
    return static_cast<int>(std::lround(std::clamp(wished, std::min(left, right), std::max(left, right))));
}

void move(Rect& area, PlacedBlock& block, int x, int y) {
    for (int& each : block.x) each += x;
    block.baseline += y;
    area.x += x;
    area.y += y;
}

/// How far [from, from + length) must go to lie in [low, high).
int into(int from, int length, int low, int high) {
    if (from < low) return low - from;
    return std::min(0, high - length - from);
}

bool meets(const Rect& area, const std::vector<Rect>& taken) {
    return std::ranges::any_of(taken, [&area](const Rect& each) { return !intersection(area, each).empty(); });
}

/// Nothing of it leaves the room, whatever a font does.
void keep_inside(const Rect& room, const Paint& paint, std::vector<PlacedBlock>& blocks) {
    Rect area = painted_area(placed_lines(blocks), paint);
    const int dx = into(area.x, area.width, room.x, room.right());
    const int dy = into(area.y, area.height, room.y, room.bottom());
    if (area.empty() || (dx == 0 && dy == 0)) return;
    for (PlacedBlock& block : blocks) move(area, block, dx, dy);
}

/// Where an area `width` wide, at x in a strip of the screen, goes so that nothing in the strip meets it: the nearest
/// x.
std::optional<int> free_x(const Rect& strip, int x, int width, const std::vector<Rect>& taken) {
    std::vector<Rect> blocked;
    for (const Rect& each : taken) {
        const Rect hit = intersection(each, strip);
        if (!hit.empty()) blocked.push_back(hit);
    }
    blocked.push_back({strip.right(), strip.y, 0, 0});
    std::ranges::sort(blocked, {}, &Rect::x);
    std::optional<int> best;
    int from = strip.x;
    for (const Rect& each : blocked) {
        if (each.x - from >= width) {
            const int there = std::clamp(x, from, each.x - width);
            if (!best || std::abs(there - x) < std::abs(*best - x)) best = there;
        }
        from = std::max(from, each.right());
    }
    return best;
}

/// The nearest free place: straight up or down if there is one, else the one least far to a side; or none.
std::optional<Rect> way_out(const Rect& area, const Rect& room, const std::vector<Rect>& taken) {
    std::vector<int> heights{area.y};
    for (const Rect& each : taken) heights.insert(heights.end(), {each.y - area.height, each.bottom()});
    std::optional<Rect> best;
    const auto away = [&area](const Rect& there) {
        return std::pair(std::abs(there.x - area.x), std::abs(there.y - area.y));
    };
    for (const int y : heights) {
        if (y < room.y || y + area.height > room.bottom()) continue;
        const auto x = free_x({room.x, y, room.width, area.height}, area.x, area.width, taken);
        if (!x) continue;
        const Rect there{*x, y, area.width, area.height};
        if (!best || away(there) < away(*best)) best = there;
    }
    return best;
}

}  // namespace

std::vector<PlacedLine> placed_lines(const std::vector<PlacedBlock>& blocks) {
    std::vector<PlacedLine> lines;
    for (const PlacedBlock& each : blocks) {
        for (size_t i = 0; i < each.block->lines.size(); ++i) {
            lines.push_back(
                {each.block->lines[i], each.x[i], each.baseline + each.block->baselines[i], each.block->em_px});
        }
    }
    return lines;
}

std::vector<std::vector<PlacedBlock>> place_pieces(const Plan& plan, const std::vector<int>& lines,
                                                   const std::vector<Piece>& pieces) {
    std::vector<Stack> stacks;
    for (const Piece& piece : pieces) stacks.push_back(stack_of(piece, plan.slots[piece.slot]));
    std::vector<int> needed = lines;
    for (const Piece& piece : pieces) needed[piece.slot] = std::max(needed[piece.slot], piece.lines());
    const std::vector<int> baselines = slot_baselines(plan, needed, pieces, stacks);
    std::vector<std::vector<PlacedBlock>> placed;
    for (size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        const Slot& slot = plan.slots[piece.slot];
        const int first = baselines[piece.slot] - (plan.top ? 0 : static_cast<int>(stacks[i].extent.body));
        std::vector<PlacedBlock> blocks;
        for (size_t n = 0; n < piece.texts.size(); ++n) {
            const SetText& text = piece.texts[n];
            PlacedBlock block{text.block, {}, first + stacks[i].first_baselines[n]};
            for (size_t line = 0; line < text.block->lines.size(); ++line) {
                block.x.push_back(line_x(*text.block, line, text.align, plan.room, slot.paint));
            }
            blocks.push_back(std::move(block));
        }
        keep_inside(plan.room, slot.paint, blocks);
        placed.push_back(std::move(blocks));
    }
    return placed;
}

Rect area_of_block(const PlacedBlock& block, const Paint& paint) {
    return painted_area(placed_lines({block}), paint);
}

FreePlace place_freely(const BlockRef& block, int anchor, double x, double y, const Rect& room,
                       const std::vector<Rect>& taken, const Paint& paint) {
    const int column = (anchor - 1) % 3 - 1;  // -1 left, 0 middle, 1 right
    const int row = (anchor - 1) / 3;         // 0 bottom, 1 middle, 2 top
    const double left = column < 0 ? x : column > 0 ? x - block->width : x - block->width / 2;
    const double top = row == 2 ? y : row == 0 ? y - block->height() : y - block->height() / 2;
    const Rect frame{static_cast<int>(std::lround(left)), 0, static_cast<int>(std::ceil(block->width)), 0};
    FreePlace place;
    place.block = {block, {}, static_cast<int>(std::lround(top + block->above))};
    for (size_t line = 0; line < block->lines.size(); ++line) {
        place.block.x.push_back(line_x(*block, line, column, frame, paint));
    }
    Rect area = area_of_block(place.block, paint);
    const int dx = into(area.x, area.width, room.x, room.right());
    const int dy = into(area.y, area.height, room.y, room.bottom());
    move(area, place.block, dx, dy);
    place.moved = dx != 0 || dy != 0;
    if (meets(area, taken)) {
        place.moved = true;
        if (const auto out = way_out(area, room, taken)) move(area, place.block, out->x - area.x, out->y - area.y);
    }
    place.free = contains(room, area) && !meets(area, taken);
    return place;
}

}  // namespace gatecast
