// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that change as time goes, in a row with signs that do not: clocks and countdowns. Each figure is drawn once,
// all of one width, so that nothing moves but what changes.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "pipeline/scene/graphics/words_box.h"

namespace gatecast {

/// What a row shows: 0 to 9 for the figures, kBetween + n for the n-th of the pieces that stand between them.
class Signs {
public:
    static constexpr uint8_t kBetween = 10;

    void add(int sign) noexcept {
        if (count_ < signs_.size()) signs_[count_++] = static_cast<uint8_t>(sign);
    }
    /// `number` in at least `places` figures.
    void add_number(int64_t number, int places) noexcept;

    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] const uint8_t* begin() const noexcept { return signs_.data(); }
    [[nodiscard]] const uint8_t* end() const noexcept { return signs_.data() + count_; }
    friend bool operator==(const Signs&, const Signs&) = default;

private:
    std::array<uint8_t, 32> signs_{};
    size_t count_ = 0;
};

class FigureRow {
public:
    /// Set as large as the widest row that will be shown fits the graphic's area, on its box.
    FigureRow(const GraphicSetup& setup, const std::vector<std::string>& between, const Signs& widest);

    void add_layers(const Signs& signs, std::vector<Layer>& layers) const noexcept;
    [[nodiscard]] const std::vector<Message>& problems() const { return problems_; }

private:
    struct Sign {
        OverlayRef drawn;  // at the canvas's left edge, kept off it by room for an outline; null: nothing to see
        int width = 0;     // even
    };
    [[nodiscard]] int width_of(const Signs& signs) const noexcept;

    Rect room_;  // for the figures
    int align_ = 0;
    int margin_ = 0;  // of that room
    OverlayRef box_;
    std::vector<Sign> signs_;
    std::vector<Message> problems_;
};

}  // namespace gatecast
