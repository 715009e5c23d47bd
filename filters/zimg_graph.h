// SPDX-License-Identifier: GPL-3.0-or-later
// One zimg filter graph: built from two descriptions, run on planes at any address. scale.cpp calls it.
#pragma once

#include <zimg.h>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "filters/scale.h"

namespace gatecast {

/// One side of a graph. Rotated 4:2:2 is subsampled vertically only, which no Chroma names: hence the shifts.
struct GraphFormat {
    Size size;
    Chroma chroma = Chroma::k420;
    int depth = 8;
    int shift_x = 1;
    int shift_y = 1;
    ColourSpec colour;
    zimg_chroma_location_e site = ZIMG_CHROMA_LEFT;

    [[nodiscard]] int planes() const { return chroma == Chroma::kGrey ? 1 : 3; }
    [[nodiscard]] int bytes_per_sample() const { return depth > 8 ? 2 : 1; }
};

[[nodiscard]] GraphFormat graph_format(Size size, PixelFormat format, const ColourSpec& colour);

/// Pure scaling is integer arithmetic in zimg and gives the same bytes on every instruction set, so it may use the
/// widest; colour arithmetic differs in the last bit and is held to one constant baseline.
enum class Instructions : uint8_t { kBaseline, kWidest };

class ZimgGraph {
public:
    /// `area` is the part of `from` to show, in its pixels; throws ScaleError.
    struct Area {
        double x = 0, y = 0, width = 0, height = 0;
    };
    ZimgGraph(const GraphFormat& from, const Area& area, const GraphFormat& to, Kernel kernel,
              Instructions instructions = Instructions::kBaseline);
    ~ZimgGraph();
    ZimgGraph(const ZimgGraph&) = delete;
    ZimgGraph& operator=(const ZimgGraph&) = delete;

    /// Planes that are not aligned for zimg go row by row through aligned rows of our own. False: zimg refused.
    bool run(const std::array<ConstPlane, 3>& from, const std::array<Plane, 3>& to) noexcept;

private:
    struct Rows;
    zimg_filter_graph* graph_ = nullptr;
    std::vector<uint8_t> scratch_;
    std::unique_ptr<Rows> source_rows_;
    std::unique_ptr<Rows> target_rows_;
};

}  // namespace gatecast
