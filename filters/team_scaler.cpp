// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/team_scaler.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

namespace gatecast {
namespace {

constexpr int64_t kLeastPixels = 2'000'000;
constexpr int kLeastLines = 64;
constexpr int kSlicesAThread = 2;  // a thread that is late leaves the other slices to the rest
constexpr int kMargin = 8;         // lines that chroma made after colour reaches beyond its own, with the widest kernel
constexpr int kReach = 4;          // source lines of the widest kernel on either side, and one

int up_to(int value, int step) {
    return (value + step - 1) / step * step;
}

// Slices begin at lines of the target that begin at a sixteenth of a source pixel, and on whole chroma.
int step_of(const ScaleSpec& spec) {
    const int lines = spec.target_size.height;
    return std::lcm(2, lines / std::gcd(lines, spec.source_area_px16.height));
}

// Source rows that lines first <= y < last of the target are made of; even, inside the source.
Rect rows_of(const ScaleSpec& spec, int first, int last) {
    const Rect& area = spec.source_area_px16;
    const int64_t lines = spec.target_size.height;
    const auto at = [&](int line) { return area.y + static_cast<int>(int64_t{area.height} * line / lines); };
    const int wider = std::max(1, static_cast<int>((area.height + 16 * lines - 1) / (16 * lines)));
    const int reach = 2 * (kReach * wider + 2);
    const int top = std::max(0, (at(first) / 16 - reach) & ~1);
    const int bottom = std::min(spec.source_size.height, up_to(at(last) / 16 + reach, 2));
    return {0, top, spec.source_size.width, bottom - top};
}

ScaleSpec spec_of_lines(const ScaleSpec& spec, const Rect& rows, int first, int last) {
    ScaleSpec part = spec;
    const Rect& area = spec.source_area_px16;
    const int64_t lines = spec.target_size.height;
    part.source_size = rows.size();
    part.source_area_px16 = {area.x, area.y + static_cast<int>(int64_t{area.height} * first / lines) - 16 * rows.y,
                             area.width, static_cast<int>(int64_t{area.height} * (last - first) / lines)};
    part.target_size.height = last - first;
    return part;
}

// Cheap noise: all that matters is that no two rows are alike.
void fill_with_noise(const ImageView& view) {
    uint32_t state = 1;
    for (int p = 0; p < view.format.planes(); ++p) {
        const Size size = plane_size(view.size, view.format, p);
        for (int y = 0; y < size.height; ++y) {
            uint8_t* row = view.planes[static_cast<size_t>(p)].row(y);
            for (int x = 0; x < size.width; ++x) {
                state = state * 1664525 + 1013904223;
                if (view.format.bytes_per_sample() == 1) {
                    row[x] = static_cast<uint8_t>(state >> 24);
                } else {
                    reinterpret_cast<uint16_t*>(row)[x] = static_cast<uint16_t>(state >> (32 - view.format.depth));
                }
            }
        }
    }
}

bool equal(const ConstImageView& a, const ConstImageView& b) {
    for (int p = 0; p < a.format.planes(); ++p) {
        const auto i = static_cast<size_t>(p);
        const Size size = plane_size(a.size, a.format, p);
        const auto bytes = static_cast<size_t>(size.width * a.format.bytes_per_sample());
        for (int y = 0; y < size.height; ++y) {
            if (std::memcmp(a.planes[i].row(y), b.planes[i].row(y), bytes) != 0) return false;
        }
    }
    return true;
}

bool may_be_cut(const ScaleSpec& spec) {
    return spec.rotation_degrees == 0 && int64_t{spec.target_size.width} * spec.target_size.height >= kLeastPixels;
}

}  // namespace

TeamScaler::TeamScaler(const ScaleSpec& spec, Team* team) : team_(team), whole_(spec) {
    if (team == nullptr || team->size() < 2 || !may_be_cut(spec)) return;
    ScaleSpec wanted = spec;
    if (wanted.source_area_px16.empty()) {
        wanted.source_area_px16 = {0, 0, 16 * spec.source_size.width, 16 * spec.source_size.height};
    }
    for (const int margin : {0, kMargin}) {
        slices_ = cut(wanted, kSlicesAThread * team->size(), margin);
        if (slices_.size() > 1 && same_as_whole(wanted)) {
            whole_.reset();
            return;
        }
        slices_.clear();
    }
}

std::vector<TeamScaler::Slice> TeamScaler::cut(const ScaleSpec& spec, int count, int margin) {
    std::vector<Slice> slices;
    const int lines = spec.target_size.height;
    const int step = step_of(spec);
    const int height = up_to(std::max(kLeastLines, lines / count), step);
    const int beyond = margin > 0 ? up_to(margin, step) : 0;
    for (int y = 0; y < lines; y += height) {
        const int end =
            lines - y < 2 * height && lines - y - height < kLeastLines ? lines : std::min(lines, y + height);
        const int first = std::max(0, y - beyond);
        const int last = std::min(lines, end + beyond);
        const Rect rows = rows_of(spec, first, last);
        const Size room{spec.target_size.width, last - first};
        slices.push_back({rows,
                          y - first,
                          {0, y, spec.target_size.width, end - y},
                          Scaler(spec_of_lines(spec, rows, first, last)),
                          margin > 0 ? Image(room, spec.target_format) : Image()});
        if (end == lines) break;
    }
    return slices;
}

// Whether a slice's sums are rounded as the whole's depends on the ratio and on the order zimg scales in: tried, not
// computed.
bool TeamScaler::same_as_whole(const ScaleSpec& spec) {
    Image source(spec.source_size, spec.source_format);
    fill_with_noise(source.view());
    Image whole(spec.target_size, spec.target_format);
    Image sliced(spec.target_size, spec.target_format);
    whole_->scale(std::as_const(source).view(), whole.view());
    for (size_t i = 0; i < slices_.size(); ++i) run(std::as_const(source).view(), sliced.view(), i);
    return equal(std::as_const(whole).view(), std::as_const(sliced).view());
}

void TeamScaler::run(const ConstImageView& from, const ImageView& to, size_t slice) noexcept {
    Slice& one = slices_[slice];
    const ConstImageView rows = crop(from, one.source);
    const ImageView target = crop(to, one.target);
    if (one.room.size() == Size{}) return one.scaler.scale(rows, target);
    one.scaler.scale(rows, one.room.view());
    copy(crop(std::as_const(one.room).view(), {0, one.skipped, one.target.width, one.target.height}), target);
}

void TeamScaler::scale(const ConstImageView& from, const ImageView& to) noexcept {
    if (slices_.empty()) return whole_->scale(from, to);
    struct Job {
        TeamScaler& scaler;
        const ConstImageView& from;
        const ImageView& to;
    } job{*this, from, to};
    const auto one = [](void* context, int slice) noexcept {
        const Job& its = *static_cast<const Job*>(context);
        its.scaler.run(its.from, its.to, static_cast<size_t>(slice));
    };
    team_->run(static_cast<int>(slices_.size()), one, &job);
}

}  // namespace gatecast
