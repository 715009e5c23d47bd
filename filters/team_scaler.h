// SPDX-License-Identifier: GPL-3.0-or-later
// A scaler whose large pictures are cut into horizontal slices, one graph each, for a team of threads. The bytes are
// those of the whole: where they would not be, it is not cut. One thread calls it; scaler_shelf.cpp makes it.
#pragma once

#include <optional>
#include <vector>

#include "filters/scale.h"
#include "filters/team.h"

namespace gatecast {

class TeamScaler {
public:
    /// `team` may be null: nothing is cut then. Throws ScaleError.
    TeamScaler(const ScaleSpec& spec, Team* team);

    void scale(const ConstImageView& from, const ImageView& to) noexcept;

    /// 1: it is not cut.
    [[nodiscard]] int slices() const { return slices_.empty() ? 1 : static_cast<int>(slices_.size()); }

private:
    struct Slice {
        Rect source;  // rows of the source it reads
        int skipped;  // lines it makes above its own, which its neighbour makes
        Rect target;  // its own
        Scaler scaler;
        Image room;  // with skipped lines it makes them here, else straight into the target
    };
    static std::vector<Slice> cut(const ScaleSpec& spec, int count, int margin);
    [[nodiscard]] bool same_as_whole(const ScaleSpec& spec);
    void run(const ConstImageView& from, const ImageView& to, size_t slice) noexcept;

    Team* team_;
    std::optional<Scaler> whole_;  // unless it is cut
    std::vector<Slice> slices_;
};

}  // namespace gatecast
