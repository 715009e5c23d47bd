// SPDX-License-Identifier: GPL-3.0-or-later
// The moving part of a radio card: bars over the still one, on a canvas of its own, so that a step of the sound costs
// the bars' rectangle and no more.
#include <algorithm>
#include <cmath>
#include <deque>

#include "filters/canvas.h"
#include "pipeline/scene/drawing.h"
#include "pipeline/scene/sources/card.h"
#include "pipeline/scene/sources/sound_bars.h"
#include "pipeline/scene/sources/surface.h"

namespace gatecast {
namespace {

constexpr Rgb kGold{0.957, 0.761, 0.357};
constexpr Rgb kPale{0.965, 0.953, 0.914};
constexpr int kMiddle = SoundBars::kBars / 2;
constexpr double kThickness = 0.5;  // of the distance from bar to bar

/// A bar with round ends, as high as its area.
OverlayRef draw_bar(const Rect& area, double nearness) {
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, area.width, area.height));
    const Context cr(cairo_create(surface.get()));
    const double half = area.width / 2.0;
    cairo_set_source_rgba(cr.get(), std::lerp(kPale.r, kGold.r, nearness), std::lerp(kPale.g, kGold.g, nearness),
                          std::lerp(kPale.b, kGold.b, nearness), 0.45 + 0.55 * nearness);
    cairo_set_line_cap(cr.get(), CAIRO_LINE_CAP_ROUND);
    cairo_set_line_width(cr.get(), area.width);
    cairo_move_to(cr.get(), half, std::min<double>(half, area.height / 2.0));
    cairo_line_to(cr.get(), half, std::max(area.height - half, area.height / 2.0));
    cairo_stroke(cr.get());
    cairo_surface_flush(surface.get());
    const BgraView pixels{cairo_image_surface_get_data(surface.get()), cairo_image_surface_get_stride(surface.get()),
                          area.size(), true};
    return std::make_shared<Overlay>(make_overlay(pixels, area.x, area.y, Chroma::k420, next_change_id()));
}

class CardSource : public FrameSource {
public:
    CardSource(const Clip& clip, const SourceOptions& options, Size size)
        : bars_(clip, clip.sounds.front().index), canvas_(size, Chroma::k420), layers_(1 + SoundBars::kBars) {
        PictureLayer still;
        still.picture = draw_card(clip, size, options.card, options.style);
        still.area = area_of(size);
        still.fit = Fit::kStretch;
        layers_.front() = std::move(still);
        draw_bars(card_layout(size, !options.card.cover.empty()).bars);
    }

    [[nodiscard]] const ShownPicture* at(Time t, FieldUse) override {
        const int64_t step = t / SoundBars::kStep;
        for (const ShownPicture& kept : kept_)
            if (kept.start == step * SoundBars::kStep) return &kept;
        const SoundBars::Bars& heights = bars_.at(t);
        for (size_t i = 0; i < heights.size(); ++i) layers_[1 + i] = OverlayLayer{drawn_[i][heights[i]]};
        ShownPicture shown;
        shown.picture = canvas_.compose(layers_);
        shown.start = step * SoundBars::kStep;
        shown.end = shown.start + SoundBars::kStep;
        if (kept_.size() == kMostKept) kept_.pop_front();
        return &kept_.emplace_back(std::move(shown));
    }
    [[nodiscard]] std::vector<Message> problems() const override { return bars_.problems(); }

private:
    static constexpr size_t kMostKept = 6;  // for grids that do not ask in step

    void draw_bars(const Rect& area) {
        const double step = static_cast<double>(area.width) / SoundBars::kBars;
        const int width = std::max(2, static_cast<int>(std::lround(step * kThickness / 2)) * 2);
        for (int bar = 0; bar < SoundBars::kBars; ++bar) {
            const int x = area.x + static_cast<int>(std::lround((bar + 0.5) * step - width / 2.0));
            const double nearness = 1 - std::abs(bar - kMiddle) / static_cast<double>(kMiddle);
            for (int height = 0; height < SoundBars::kHeights; ++height) {
                const double share = static_cast<double>(height) / (SoundBars::kHeights - 1);
                const int px = std::max(width, static_cast<int>(std::lround(area.height * share / 2)) * 2);
                const int y = area.y + ((area.height - px) / 2 & ~1);
                drawn_[static_cast<size_t>(bar)][static_cast<size_t>(height)] =
                    draw_bar({x & ~1, y, width, px}, nearness);
            }
        }
    }

    SoundBars bars_;
    Canvas canvas_;
    std::vector<Layer> layers_;  // the still card, then the bars
    std::array<std::array<OverlayRef, SoundBars::kHeights>, SoundBars::kBars> drawn_;
    std::deque<ShownPicture> kept_;
};

}  // namespace

std::unique_ptr<FrameSource> open_card(const Clip& clip, const SourceOptions& options) {
    const Size size{std::max(2, options.region.width & ~1), std::max(2, options.region.height & ~1)};
    return std::make_unique<CardSource>(clip, options, size);
}

}  // namespace gatecast
