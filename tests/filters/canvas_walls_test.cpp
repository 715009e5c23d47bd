// SPDX-License-Identifier: GPL-3.0-or-later
// Screens of unusual shape, composed against the slow reference.
#include <gtest/gtest.h>

#include "filters/canvas.h"
#include "filters/fit.h"
#include "tests/filters/reference_compose.h"

namespace gatecast {
namespace {

constexpr PixelFormat k420{Chroma::k420, 8};

/// A team of one thread.
class Alone final : public Team {
public:
    [[nodiscard]] int size() const noexcept override { return 2; }
    void run(int count, void (*job)(void*, int) noexcept, void* context) noexcept override {
        for (int i = 0; i < count; ++i) job(context, i);
    }
};

// Words on a box, or on nothing.
OverlayRef words(const Rect& area, uint8_t box_alpha, uint64_t change_id) {
    std::vector<uint8_t> bgra(static_cast<size_t>(area.width) * static_cast<size_t>(area.height) * 4);
    for (int y = 0; y < area.height; ++y) {
        for (int x = 0; x < area.width; ++x) {
            const bool stroke = (x + y) % 9 < 3 && x % 60 < 45;
            uint8_t* pixel =
                &bgra[(static_cast<size_t>(y) * static_cast<size_t>(area.width) + static_cast<size_t>(x)) * 4];
            pixel[0] = pixel[1] = pixel[2] = stroke ? 240 : box_alpha / 3;
            pixel[3] = stroke ? 255 : box_alpha;
        }
    }
    return std::make_shared<const Overlay>(make_overlay({bgra.data(), ptrdiff_t{4} * area.width, area.size(), true},
                                                        area.x, area.y, Chroma::k420, change_id));
}

Rect share_of(Size size, double x, double y, double width, double height) {
    return even_inside({static_cast<int>(size.width * x), static_cast<int>(size.height * y),
                        static_cast<int>(size.width * width), static_cast<int>(size.height * height)});
}

/// Everything at once, at frame `n`: a film, a second region that fades in, one in transition, two tickers, a logo.
class Everything {
public:
    explicit Everything(Size size) : size_(size) {
        const int line = std::max(8, size.height / 12 & ~1);
        strip_ = words({0, 0, 3 * size.width, line}, 160, 1);
        opaque_strip_ = words({0, 0, 3 * size.width, line}, 255, 2);
        logo_ = words({size.width / 8, 2, size.width / 6, size.height / 2}, 0, 3);
    }

    [[nodiscard]] std::vector<Layer> at(int n) const {
        const auto film = [&](const Image& image, uint64_t id, const Rect& area, Fit fit) {
            return PictureLayer{
                .picture = testing::picture_of(image, id), .area = area, .fit = fit, .bars = {60, 110, 150}};
        };
        PictureLayer fading = film(b_, 7, share_of(size_, 0.5, 0.1, 0.4, 0.5), Fit::kFit);
        fading.opacity_256 = 50 * n;
        const Rect corner = share_of(size_, 0.05, 0.5, 0.3, 0.4);
        const int line = strip_->area.height;
        const Rect foot{0, size_.height - line, size_.width, line};
        const Rect above{0, size_.height - 2 * line, size_.width, line};
        return {FillLayer{area_of(size_), {30, 120, 140}},
                film(n % 2 ? a_ : b_, static_cast<uint64_t>(100 + n), area_of(size_), Fit::kFill),
                fading,
                TransitionLayer{film(a_, 8, corner, Fit::kStretch), film(b_, 9, corner, Fit::kFit), 50 + 40 * n,
                                static_cast<Transition>(n % 3), static_cast<Edge>(n % 4)},
                OverlayLayer{strip_, 256, {-4 * n, above.y}, above},
                OverlayLayer{opaque_strip_, 256, {-6 * n, foot.y}, foot},
                OverlayLayer{logo_, 256 - 30 * n, {2 * n, 0}, {}}};
    }

private:
    Size size_;
    Image a_ = testing::rings({640, 360}, k420);
    Image b_ = testing::noise({400, 320}, k420, 2);
    OverlayRef strip_, opaque_strip_, logo_;
};

void compare_with_reference(Size size, int frames) {
    const Everything scene(size);
    Alone team;
    Canvas canvas(size, Chroma::k420, &team);
    testing::ReferenceCanvas reference(size, Chroma::k420);
    for (int n = 0; n < frames; ++n) {
        const std::vector<Layer> layers = scene.at(n);
        ASSERT_TRUE(testing::equal(canvas.compose(layers).view, reference.compose(layers))) << "frame " << n;
    }
    EXPECT_EQ(canvas.stats().failed_layers, 0);
}

TEST(CanvasOfUnusualShape, ARibbonOf16LinesIsRight) {
    compare_with_reference({3840, 16}, 6);
}
TEST(CanvasOfUnusualShape, ASmallWallIsRight) {
    compare_with_reference({256, 128}, 6);
}
TEST(CanvasOfUnusualShape, AnUprightRibbonIsRight) {
    compare_with_reference({32, 1920}, 6);
}
TEST(CanvasOfUnusualShape, AnEightKWallIsRight) {
    compare_with_reference({7680, 4320}, 2);
}

}  // namespace
}  // namespace gatecast
