// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

#include "filters/canvas.h"
#include "filters/fit.h"
#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::between;
using testing::equal;
using testing::noise;
using testing::picture_of;

constexpr Size kCanvas{192, 108};
constexpr PixelFormat k420{Chroma::k420, 8};

OverlayRef random_overlay(testing::Random& random, Chroma chroma, uint64_t change_id) {
    const bool strip = between(random, 0, 4) == 0;
    const bool opaque = between(random, 0, 3) == 0;
    Size size{between(random, 1, strip ? 400 : 80), between(random, 1, 40)};
    if (opaque) size = {size.width * 2, size.height * 2};
    std::vector<uint8_t> bgra(static_cast<size_t>(size.width * size.height) * 4);
    for (size_t i = 0; i < bgra.size(); i += 4) {
        const int alpha = opaque ? 255 : between(random, 0, 2) == 0 ? between(random, 0, 255) : 0;
        for (size_t c = 0; c < 3; ++c) bgra[i + c] = static_cast<uint8_t>(between(random, 0, alpha));
        bgra[i + 3] = static_cast<uint8_t>(alpha);
    }
    return std::make_shared<const Overlay>(make_overlay({bgra.data(), ptrdiff_t{4} * size.width, size, true},
                                                        between(random, -30, kCanvas.width),
                                                        between(random, -20, kCanvas.height), chroma, change_id));
}

// A scene that is edited at random: layers come, go, move, change their pixels, swap places.
class Scene {
public:
    Scene(uint32_t seed, Chroma chroma) : random_(seed), chroma_(chroma) {
        for (uint32_t i = 0; i < 6; ++i) sources_.push_back(noise({64 + 16 * static_cast<int>(i), 48}, k420, i));
        layers_.push_back(FillLayer{area_of(kCanvas), {40, 100, 150}});
        for (int i = 0; i < 4; ++i) layers_.push_back(new_layer());
    }

    void edit() {
        const auto last = static_cast<int>(layers_.size()) - 1;
        const auto at = [&] { return layers_.begin() + between(random_, 1, last); };
        switch (between(random_, 0, 11)) {
            case 0:
                if (last < 8) layers_.insert(at(), new_layer());
                break;
            case 1:
                if (last > 1) layers_.erase(at());
                break;
            case 2:
                std::iter_swap(at(), at());
                break;
            case 3:
                break;  // nothing changes
            case 4:
            case 5:
                *at() = new_layer();
                break;
            default:
                for (Layer& layer : layers_) go_on(layer);
                break;
        }
    }

    [[nodiscard]] const std::vector<Layer>& layers() const { return layers_; }

private:
    // As from one frame to the next: what moves moves on, films show another picture, fades proceed, stills stay.
    void go_on(Layer& layer) {
        if (auto* over = std::get_if<OverlayLayer>(&layer); over != nullptr && over->window != Rect{}) {
            over->moved.x -= 4;
        } else if (auto* picture = std::get_if<PictureLayer>(&layer)) {
            const bool film = picture->fit == Fit::kFill && between(random_, 0, 1) == 0;
            if (film) picture->picture = picture_of(sources_[static_cast<size_t>(between(random_, 0, 5))], ++pictures_);
            if (picture->opacity_256 < 256) picture->opacity_256 = std::min(256, picture->opacity_256 + 40);
        } else if (auto* transition = std::get_if<TransitionLayer>(&layer)) {
            transition->share_256 = std::min(256, transition->share_256 + 12);
        }
    }

    Rect area() {
        return {between(random_, -20, 150), between(random_, -20, 90), between(random_, 3, 150),
                between(random_, 3, 90)};
    }

    PictureLayer picture() {
        const auto which = static_cast<size_t>(between(random_, 0, 5));
        PictureLayer layer;
        layer.picture = picture_of(sources_[which], between(random_, 0, 3) == 0 ? 0 : which + 1);
        layer.area = area();
        layer.fit = static_cast<Fit>(between(random_, 0, 3));
        layer.rotation_degrees = 90 * between(random_, 0, 3);
        layer.bars = {90, 110, 120};
        if (between(random_, 0, 4) == 0) layer.opacity_256 = between(random_, 0, 255);
        return layer;
    }

    Layer new_layer() {
        switch (between(random_, 0, 4)) {
            case 0:
                return FillLayer{area(), {static_cast<uint8_t>(between(random_, 16, 235)), 90, 200}};
            case 1:
                return picture();
            case 2:
                return TransitionLayer{picture(), picture(), between(random_, 0, 256),
                                       static_cast<Transition>(between(random_, 0, 2)),
                                       static_cast<Edge>(between(random_, 0, 3))};
            default:
                return overlay();
        }
    }

    OverlayLayer overlay() {
        OverlayLayer layer{random_overlay(random_, chroma_, ++overlays_), between(random_, 0, 1) * 128 + 128};
        if (between(random_, 0, 1) == 0) layer.moved = {2 * between(random_, -30, 30), 2 * between(random_, -20, 20)};
        if (between(random_, 0, 1) == 0) layer.window = even_around(area());
        return layer;
    }

    testing::Random random_;
    Chroma chroma_;
    std::deque<Image> sources_;
    std::vector<Layer> layers_;
    uint64_t overlays_ = 0;
    uint64_t pictures_ = 100;
};

void compare_edits(Chroma chroma, int edits, uint32_t seed) {
    Scene scene(seed, chroma);
    Canvas canvas(kCanvas, chroma);
    testing::Random random(seed + 1);
    std::deque<Picture> held;  // as an encoder would, for a few frames
    for (int i = 0; i < edits; ++i) {
        scene.edit();
        held.push_back(canvas.compose(scene.layers()));
        Canvas fresh(kCanvas, chroma);
        const Picture expected = fresh.compose(scene.layers());
        ASSERT_TRUE(equal(held.back().view, expected.view)) << "after edit " << i;
        while (static_cast<int>(held.size()) > between(random, 0, 4)) held.pop_front();
    }
}

TEST(Canvas, PaintingOnlyTheDamageGivesThePixelsOfPaintingAll420) {
    compare_edits(Chroma::k420, 5000, 10);
}
TEST(Canvas, PaintingOnlyTheDamageGivesThePixelsOfPaintingAll422) {
    compare_edits(Chroma::k422, 5000, 20);
}

TEST(Canvas, AHeldPictureNeverChanges) {
    Scene scene(30, Chroma::k420);
    Canvas canvas(kCanvas, Chroma::k420);
    std::deque<std::pair<Picture, Image>> held;
    for (int i = 0; i < 200; ++i) {
        scene.edit();
        Picture picture = canvas.compose(scene.layers());
        Image kept(kCanvas, k420);
        copy(picture.view, kept.view());
        held.emplace_back(std::move(picture), std::move(kept));
        if (held.size() > 6) held.pop_front();
        for (const auto& [view, copy_of_it] : held) {
            ASSERT_TRUE(equal(view.view, std::as_const(copy_of_it).view())) << "after edit " << i;
        }
    }
}

}  // namespace
}  // namespace gatecast
