// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/timecode.h"

#include <cmath>
#include <string>

#include "pipeline/scene/drawing.h"

namespace gatecast {

namespace {

int sign_index(char sign) {
    return sign == ':' ? 10 : sign - '0';
}

}  // namespace

TimecodeLabel::TimecodeLabel(double height_px, Size canvas, int margin_px, Chroma chroma, Rational rate) : rate_(rate) {
    std::array<Drawing, kSigns> drawings;
    for (int i = 0; i < kSigns; ++i)
        drawings[static_cast<size_t>(i)] = draw_label(std::string(1, "0123456789:"[i]), height_px, false);
    // Figures share one advance in this font: what is left of a drawing without its padding.
    const int padding = static_cast<int>(std::lround(kLabelPadding * height_px));
    const int advance = (drawings[0].size.width - 2 * padding + 1) / 2 * 2;
    const int x0 = (canvas.width - 11 * advance) / 2 / 2 * 2;
    const int y = (canvas.height - margin_px - drawings[0].size.height) / 2 * 2;
    const Drawing box = draw_label_box({11 * advance + 2 * padding / 2 * 2, drawings[0].size.height});
    box_ = std::make_shared<Overlay>(make_overlay(box.view(), x0 - padding, y, chroma, next_change_id()));
    for (int place = 0; place < 11; ++place) {
        const bool colon = place % 3 == 2;
        for (int sign = colon ? 10 : 0; sign < (colon ? 11 : 10); ++sign) {
            const Drawing& drawing = drawings[static_cast<size_t>(sign)];
            const int centred = x0 + place * advance + (advance - drawing.size.width) / 2;
            overlays_[static_cast<size_t>(place)][static_cast<size_t>(sign)] =
                std::make_shared<Overlay>(make_overlay(drawing.view(), centred, y, chroma, next_change_id()));
        }
    }
}

std::array<char, 11> TimecodeLabel::signs(int64_t frame, Rational rate) {
    const auto a_second = static_cast<int64_t>(std::ceil(rate.value()));
    const int64_t seconds = frame / a_second;
    const std::array<int64_t, 4> parts{seconds / 3600 % 100, seconds / 60 % 60, seconds % 60, frame % a_second};
    std::array<char, 11> text{};
    for (size_t i = 0; i < 4; ++i) {
        text[i * 3] = static_cast<char>('0' + parts[i] / 10 % 10);
        text[i * 3 + 1] = static_cast<char>('0' + parts[i] % 10);
        if (i < 3) text[i * 3 + 2] = ':';
    }
    return text;
}

void TimecodeLabel::add_layers(int64_t frame, std::vector<Layer>& layers) const {
    const auto text = signs(frame, rate_);
    layers.emplace_back(OverlayLayer{box_});
    for (size_t place = 0; place < text.size(); ++place)
        layers.emplace_back(OverlayLayer{overlays_[place][static_cast<size_t>(sign_index(text[place]))]});
}

}  // namespace gatecast
