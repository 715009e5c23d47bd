// SPDX-License-Identifier: GPL-3.0-or-later
// An area with fractions of pixels (or of the em): ink before it is rounded. Values only.
#pragma once

#include <algorithm>

namespace gatecast {

struct RectF {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // y grows downwards; the baseline is 0
    [[nodiscard]] bool empty() const { return x1 <= x0 || y1 <= y0; }
    friend bool operator==(const RectF&, const RectF&) = default;
};

/// The least area that holds both; an empty one holds nothing.
[[nodiscard]] inline RectF united(const RectF& a, const RectF& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

/// Scaled, then moved.
[[nodiscard]] inline RectF placed(const RectF& r, double scale, double x, double y) {
    return {r.x0 * scale + x, r.y0 * scale + y, r.x1 * scale + x, r.y1 * scale + y};
}

[[nodiscard]] inline RectF grown(const RectF& r, double margin) {
    return {r.x0 - margin, r.y0 - margin, r.x1 + margin, r.y1 + margin};
}

}  // namespace gatecast
