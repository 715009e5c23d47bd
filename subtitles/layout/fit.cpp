// SPDX-License-Identifier: GPL-3.0-or-later
// The ladder: what happens to texts that are on screen together, until they fit their plan.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "subtitles/layout/layout.h"

namespace gatecast {
namespace {

constexpr double kShrinkStep = 0.04;
constexpr double kSqueezeStep = 0.9;
constexpr double kLeastSqueeze = 0.1;
// A character's share of the em, for lines of a pleasant length.
constexpr double kCharacterEm = 0.54;
constexpr int kMostParts = 16;
// How a place to split in time is chosen: its worth as a line end against how far it is from an even share.
constexpr double kUnevenness = 4;

class Ladder {
public:
    Ladder(const Plan& plan, const Style& style, Rational rate, Typesetter& typesetter, std::vector<Piece>& pieces,
           const Report& report)
        : plan_(plan), style_(style), rate_(rate), typesetter_(typesetter), pieces_(pieces), report_(report) {}

    std::vector<int> climb() {
        for (Piece& piece : pieces_) set(piece, 1);
        for (;;) {
            if (const auto lines = allot()) return *lines;
            const size_t worst = offender();
            if (worst == pieces_.size()) return kept_lines();
            if (shrink(pieces_[worst]) || split(worst, least_duration()) || drop_beside(worst)) continue;
            if (split(worst, Time(0))) continue;
            squeeze(pieces_[worst]);
        }
    }

private:
    const Slot& slot_of(const Piece& piece) const { return plan_.slots[piece.slot]; }

    BlockRef block(const Piece& piece, const SetText& text, double scale, double width, int lines) {
        const Slot& slot = slot_of(piece);
        const Typesetter::Wish wish{slot.em_px * scale, width, lines, slot.pitch * scale};
        return typesetter_.set(*text.text, text.from, text.until, wish, slot.paint);
    }

    /// In lines of a pleasant length if they are enough, else in the whole width.
    void set(Piece& piece, double scale) {
        const Slot& slot = slot_of(piece);
        const double pleasant =
            std::min<double>(plan_.room.width, slot.band.characters_per_line * kCharacterEm * slot.em_px);
        piece.scale = scale;
        const int each = std::max(1, slot.lines / static_cast<int>(piece.texts.size()));
        for (SetText& text : piece.texts) {
            text.block = block(piece, text, scale, pleasant, each);
            if (text.block->fits && text.block->line_count() <= each) continue;
            const BlockRef wide = block(piece, text, scale, plan_.room.width, each);
            // A pleasant width may still be kept where lines can be borrowed; the fewest lines come first.
            if (!text.block->fits || wide->line_count() < text.block->line_count()) text.block = wide;
        }
    }

    [[nodiscard]] bool fits_width(const Piece& piece) const {
        return std::ranges::all_of(piece.texts, [this](const SetText& text) {
            return text.block->fits && text.block->width <= plan_.room.width;
        });
    }

    /// The most lines a piece may ever borrow: cues that overlap are stacked, a single one keeps to its band.
    [[nodiscard]] int most_lines(const Piece& piece) const {
        const Slot& slot = slot_of(piece);
        return piece.texts.size() > 1 ? plan_.max_lines : std::max(slot.lines, slot.band.max_lines);
    }

    [[nodiscard]] std::vector<int> kept_lines() const {
        std::vector<int> lines;
        for (const Slot& slot : plan_.slots) lines.push_back(plan_.fixed_slots ? slot.lines : 0);
        return lines;
    }

    /// Lines for every slot so that all pieces fit, the slots' own where that is possible.
    [[nodiscard]] std::optional<std::vector<int>> allot() const {
        std::vector<int> needed(plan_.slots.size(), 0);
        std::vector<double> excess(plan_.slots.size(), 0);
        for (const Piece& piece : pieces_) {
            if (piece.final) continue;
            if (!fits_width(piece) || piece.lines() > most_lines(piece)) return std::nullopt;
            needed[piece.slot] = std::max(needed[piece.slot], piece.lines());
            excess[piece.slot] = std::max(excess[piece.slot], height_of(piece) - slot_of(piece).height(piece.lines()));
        }
        std::vector<int> lines = kept_lines();
        for (size_t i = 0; i < lines.size(); ++i) lines[i] = std::max(lines[i], needed[i]);
        const double more = std::accumulate(excess.begin(), excess.end(), 0.0);
        const auto is_too_much = [&] {
            return std::accumulate(lines.begin(), lines.end(), 0) > plan_.max_lines ||
                   plan_.height(lines) + more > std::max(plan_.max_height, plan_.height(kept_lines()));
        };
        while (is_too_much()) {
            size_t gives = lines.size();
            for (size_t i = 0; i < lines.size(); ++i) {
                if (lines[i] <= needed[i]) continue;
                if (gives == lines.size() || plan_.slots[i].band.priority < plan_.slots[gives].band.priority) gives = i;
            }
            if (gives == lines.size()) return std::nullopt;
            --lines[gives];
        }
        return lines;
    }

    [[nodiscard]] double height_of(const Piece& piece) const {
        double height = 0;
        for (const SetText& text : piece.texts) height += text.block->height();
        return height;
    }

    /// How far a piece goes beyond its own slot: by lines, then by ink.
    [[nodiscard]] double excess_of(const Piece& piece) const {
        const Slot& slot = slot_of(piece);
        const double too_wide = fits_width(piece) ? 0 : 1000;
        const double more_lines = std::max(0, piece.lines() - slot.lines) * 10;
        return too_wide + more_lines + std::max(0.0, height_of(piece) / slot.height(slot.lines) - 1);
    }

    /// The least important piece that goes beyond its slot; all of them if there is none.
    [[nodiscard]] size_t offender() const {
        size_t worst = pieces_.size();
        for (size_t i = 0; i < pieces_.size(); ++i) {
            if (pieces_[i].final || excess_of(pieces_[i]) <= 0) continue;
            if (worst == pieces_.size() || slot_of(pieces_[i]).band.priority < slot_of(pieces_[worst]).band.priority) {
                worst = i;
            }
        }
        return worst;
    }

    [[nodiscard]] bool fits_slot(const Piece& piece) const { return excess_of(piece) <= 0; }

    [[nodiscard]] double least_scale(const Piece& piece) const {
        const Slot& slot = slot_of(piece);
        // On a public board the first language alone must not become smaller.
        if (style_.foreign_share && piece.slot == 0 && plan_.slots.size() > 1) return 1;
        return std::min(1.0, std::max(style_.min_shrink, slot.least_em_px / slot.em_px));
    }

    bool shrink(Piece& piece) {
        if (piece.scale < 1) return false;
        const double least = least_scale(piece);
        for (double scale = 1; scale > least;) {
            scale = std::max(scale - kShrinkStep, least);
            set(piece, scale);
            if (!fits_slot(piece)) continue;
            report_(piece, Step::kShrunk);
            return true;
        }
        set(piece, 1);
        return false;
    }

    [[nodiscard]] Time least_duration() const { return Time(static_cast<int64_t>(style_.min_duration_s * 1e9)); }

    /// Where a text is cut into `count` parts that fit their slot; empty: it cannot be.
    std::vector<size_t> cuts(const Piece& piece, const SetText& text, double scale, int count) {
        const Slot& slot = slot_of(piece);
        const std::vector<double>& advances = text.text->advances;
        const double all = advances[text.until] - advances[text.from];
        const Typesetter::Wish wish{slot.em_px * scale, static_cast<double>(plan_.room.width), slot.lines, 0};
        const auto fits = [&](size_t from, size_t until) {
            return typesetter_.fits(*text.text, from, until, wish, slot.paint);
        };
        std::vector<size_t> found{text.from};
        for (int part = 1; part < count; ++part) {
            const double even = advances[text.from] + all * part / count;
            std::vector<std::pair<double, size_t>> places;
            for (const Break& each : text.text->breaks) {
                if (each.offset <= found.back() || each.offset >= text.until) continue;
                const double off = std::abs(advances[each.offset] - even) / all * count;
                places.emplace_back(static_cast<double>(each.penalty) + kUnevenness * off * off, each.offset);
            }
            std::ranges::sort(places);
            const auto place =
                std::ranges::find_if(places, [&](const auto& each) { return fits(found.back(), each.second); });
            if (place == places.end()) return {};
            found.push_back(place->second);
        }
        if (!fits(found.back(), text.until)) return {};
        found.push_back(text.until);
        return found;
    }

    /// In time, at the best places of the text, each part as long as its share of the text.
    bool split(size_t index, Time least) {
        const Piece piece = pieces_[index];
        if (piece.texts.size() > 1) return split_overlap(index, least);
        const SetText& text = piece.texts.front();
        const Time duration = piece.until - piece.from;
        for (int count = 2; count <= kMostParts && duration >= count * least; ++count) {
            for (const double scale : {1.0, least_scale(piece)}) {
                const std::vector<size_t> places = cuts(piece, text, scale, count);
                if (places.empty()) continue;
                std::vector<Piece> parts;
                for (size_t i = 0; i + 1 < places.size(); ++i) {
                    Piece part = piece;
                    part.texts.front().from = places[i];
                    part.texts.front().until = places[i + 1];
                    set(part, scale);
                    parts.push_back(std::move(part));
                }
                if (!share_time(piece, parts, least)) continue;
                report_(piece, Step::kSplit);
                replace(index, std::move(parts));
                return true;
            }
        }
        return false;
    }

    /// Cues that overlap and cannot stand together follow each other.
    bool split_overlap(size_t index, Time least) {
        const Piece piece = pieces_[index];
        std::vector<Piece> parts;
        for (const SetText& text : piece.texts) {
            Piece part = piece;
            part.texts = {text};
            set(part, 1);
            parts.push_back(std::move(part));
        }
        if (!share_time(piece, parts, least)) return false;
        report_(piece, Step::kOverlapSplit);
        replace(index, std::move(parts));
        return true;
    }

    /// By length of text, with the least gap between; false where a part would be too short to be seen.
    bool share_time(const Piece& whole, std::vector<Piece>& parts, Time least) const {
        std::vector<double> lengths;
        for (const Piece& part : parts) {
            const SetText& text = part.texts.front();
            lengths.push_back(text.text->advances[text.until] - text.text->advances[text.from] + 1);
        }
        const double all = std::accumulate(lengths.begin(), lengths.end(), 0.0);
        const Time duration = whole.until - whole.from;
        const Time gap = frame_time(style_.min_gap_frames, rate_);
        double passed = 0;
        for (size_t i = 0; i < parts.size(); ++i) {
            const auto at = [&](double share) {
                return whole.from + Time(static_cast<int64_t>(static_cast<double>(duration.count()) * share / all));
            };
            parts[i].from = i == 0 ? whole.from : at(passed);
            passed += lengths[i];
            parts[i].until = i + 1 == parts.size() ? whole.until : at(passed);
            const Time on = parts[i].until - parts[i].from;
            if (on < least || on <= Time(0)) return false;
            if (i + 1 < parts.size() && on > 4 * gap) parts[i].until -= gap;
        }
        return true;
    }

    void replace(size_t index, std::vector<Piece> parts) {
        const auto at = pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(index));
        pieces_.insert(at, std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
    }

    /// The least important language that is on together with the piece, which may be its own.
    bool drop_beside(size_t index) {
        const Piece piece = pieces_[index];
        const auto is_beside = [&](const Piece& each) {
            return each.slot != piece.slot && each.from < piece.until && each.until > piece.from;
        };
        size_t least = piece.slot;
        for (const Piece& each : pieces_) {
            if (!is_beside(each)) continue;
            if (slot_of(each).band.priority < plan_.slots[least].band.priority) least = each.slot;
        }
        if (least == piece.slot) {
            // Alone, it is not dropped: there is nobody to make room for.
            if (std::ranges::none_of(pieces_, is_beside)) return false;
            report_(piece, Step::kDropped);
            pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(index));
            return true;
        }
        std::erase_if(pieces_, [&](const Piece& each) {
            if (each.slot != least || !is_beside(each)) return false;
            report_(each, Step::kDropped);
            return true;
        });
        return true;
    }

    /// The last resort: smaller than is read well, but whole and inside.
    void squeeze(Piece& piece) {
        double scale = least_scale(piece);
        while (scale > kLeastSqueeze) {
            scale *= kSqueezeStep;
            set(piece, scale);
            if (fits_slot(piece)) break;
        }
        piece.final = true;
        report_(piece, Step::kSqueezed);
    }

    const Plan& plan_;
    const Style& style_;
    Rational rate_;
    Typesetter& typesetter_;
    std::vector<Piece>& pieces_;
    const Report& report_;
};

}  // namespace

int Piece::lines() const {
    int lines = 0;
    for (const SetText& text : texts) lines += text.block->line_count();
    return lines;
}

std::vector<int> fit_pieces(const Plan& plan, const Style& style, Rational rate, Typesetter& typesetter,
                            std::vector<Piece>& pieces, const Report& report) {
    return Ladder(plan, style, rate, typesetter, pieces, report).climb();
}

}  // namespace gatecast
