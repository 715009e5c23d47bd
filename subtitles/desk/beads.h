// SPDX-License-Identifier: GPL-3.0-or-later
// Two sequences put side by side: which one or two of the one belong to which one or two of the other, and how sure
// that is. Dynamic programming over likelihoods; used by align and fill.
#pragma once

#include <functional>
#include <vector>

#include "filters/geometry.h"

namespace gatecast::desk {

/// Elements [a, a + a_count) of the first and [b, b + b_count) of the second: 1:1, 1:2, 2:1, 1:0 or 0:1.
struct Bead {
    size_t a = 0;
    size_t b = 0;
    size_t a_count = 0;
    size_t b_count = 0;
    double certainty = 0;  // 0..1: the share of all likely ways that hold this bead
};

/// −log of how likely the two belong together; beads that leave one side out have a cost too.
using BeadCost = std::function<double(const Bead& bead)>;

/// Every element is in exactly one bead, in order. Costs near the diagonal only: O((n + m) · width).
[[nodiscard]] std::vector<Bead> put_side_by_side(size_t n, size_t m, const BeadCost& cost);

/// −log of how often each kind of bead comes in translations.
[[nodiscard]] double prior_cost(const Bead& bead);

}  // namespace gatecast::desk
