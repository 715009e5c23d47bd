// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/desk/beads.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gatecast::desk {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

struct Kind {
    size_t a;
    size_t b;
    double share;  // of beads in hand-made translations of speech (Gale and Church 1993, rounded)
};
constexpr std::array kKinds{Kind{1, 1, 0.89}, Kind{1, 2, 0.045}, Kind{2, 1, 0.045}, Kind{1, 0, 0.01}, Kind{0, 1, 0.01}};

/// Sums of likelihoods as −log: −log(e^−x + e^−y).
double either(double x, double y) {
    if (x == kNever) return y;
    if (y == kNever) return x;
    const double low = std::min(x, y);
    return low - std::log1p(std::exp(low - std::max(x, y)));
}

/// A cell for each pair of positions near the diagonal.
class Band {
public:
    Band(size_t n, size_t m) : n_(n), m_(m) {
        constexpr size_t kNear = 64;
        const size_t differ = n > m ? n - m : m - n;
        half_ = std::min(std::max(n, m), kNear + differ);
        cells_.assign((n + 1) * (2 * half_ + 1), kNever);
    }
    [[nodiscard]] size_t first(size_t i) const { return centre(i) > half_ ? centre(i) - half_ : 0; }
    [[nodiscard]] size_t last(size_t i) const { return std::min(m_, centre(i) + half_); }
    [[nodiscard]] bool holds(size_t i, size_t j) const { return i <= n_ && j <= m_ && j >= first(i) && j <= last(i); }
    double& at(size_t i, size_t j) { return cells_[i * (2 * half_ + 1) + j + half_ - centre(i)]; }
    [[nodiscard]] double get(size_t i, size_t j) { return holds(i, j) ? at(i, j) : kNever; }

private:
    [[nodiscard]] size_t centre(size_t i) const { return n_ == 0 ? 0 : i * m_ / n_; }
    size_t n_, m_;
    size_t half_ = 0;
    std::vector<double> cells_;
};

class Table {
public:
    Table(size_t n, size_t m, const BeadCost& cost)
        : n_(n), m_(m), cost_(cost), best_(n, m), before_(n, m), behind_(n, m) {}

    std::vector<Bead> solve() {
        run_forwards();
        run_backwards();
        return traced();
    }

private:
    void run_forwards() {
        best_.at(0, 0) = before_.at(0, 0) = 0;
        for (size_t i = 0; i <= n_; ++i) {
            for (size_t j = best_.first(i); j <= best_.last(i); ++j) {
                for (const Kind& kind : kKinds) {
                    if (i < kind.a || j < kind.b || !best_.holds(i - kind.a, j - kind.b)) continue;
                    const double before = before_.at(i - kind.a, j - kind.b);
                    if (before == kNever) continue;
                    const double cost = cost_({i - kind.a, j - kind.b, kind.a, kind.b, 0});
                    best_.at(i, j) = std::min(best_.at(i, j), best_.at(i - kind.a, j - kind.b) + cost);
                    before_.at(i, j) = either(before_.at(i, j), before + cost);
                }
            }
        }
    }

    void run_backwards() {
        behind_.at(n_, m_) = 0;
        for (size_t i = n_ + 1; i-- > 0;) {
            for (size_t j = best_.last(i) + 1; j-- > best_.first(i);) {
                for (const Kind& kind : kKinds) {
                    const double behind = behind_.get(i + kind.a, j + kind.b);
                    if (behind == kNever) continue;
                    const double cost = cost_({i, j, kind.a, kind.b, 0});
                    behind_.at(i, j) = either(behind_.at(i, j), behind + cost);
                }
            }
        }
    }

    std::vector<Bead> traced() {
        std::vector<Bead> beads;
        const double all = before_.at(n_, m_);
        for (size_t i = n_, j = m_; i > 0 || j > 0;) {
            Bead chosen;
            double lowest = kNever;
            double cost_of_chosen = 0;
            for (const Kind& kind : kKinds) {
                if (i < kind.a || j < kind.b || best_.get(i - kind.a, j - kind.b) == kNever) continue;
                const Bead bead{i - kind.a, j - kind.b, kind.a, kind.b, 0};
                const double cost = cost_(bead);
                if (best_.at(bead.a, bead.b) + cost >= lowest) continue;
                lowest = best_.at(bead.a, bead.b) + cost;
                cost_of_chosen = cost;
                chosen = bead;
            }
            const double through = before_.at(chosen.a, chosen.b) + cost_of_chosen + behind_.at(i, j);
            chosen.certainty = std::min(1.0, std::exp(all - through));
            i = chosen.a;
            j = chosen.b;
            beads.push_back(chosen);
        }
        std::ranges::reverse(beads);
        return beads;
    }

    size_t n_, m_;
    const BeadCost& cost_;
    Band best_, before_, behind_;
};

}  // namespace

std::vector<Bead> put_side_by_side(size_t n, size_t m, const BeadCost& cost) {
    return Table(n, m, cost).solve();
}

double prior_cost(const Bead& bead) {
    for (const Kind& kind : kKinds)
        if (kind.a == bead.a_count && kind.b == bead.b_count) return -std::log(kind.share);
    return kNever;
}

}  // namespace gatecast::desk
