// SPDX-License-Identifier: GPL-3.0-or-later
// What a running display costs in memory: this program counts every allocation while it is asked to.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <new>

#include "filters/brightness.h"
#include "filters/canvas.h"
#include "filters/place.h"
#include "tests/filters/pictures.h"

namespace {
std::atomic<bool> counting{false};
std::atomic<int64_t> allocations{0};

void* allocated(std::size_t bytes, std::size_t alignment) {
    if (counting) ++allocations;
    void* memory = std::aligned_alloc(alignment, (bytes + alignment) / alignment * alignment);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}
}  // namespace

void* operator new(std::size_t bytes) {
    return allocated(bytes, alignof(std::max_align_t));
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
    return allocated(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

namespace gatecast {
namespace {

constexpr Size kCanvas{320, 180};
constexpr PixelFormat k420{Chroma::k420, 8};

OverlayRef box(const Rect& area, uint8_t alpha, uint64_t change_id) {
    const std::vector<uint8_t> bgra(static_cast<size_t>(area.width * area.height) * 4, alpha);
    return std::make_shared<const Overlay>(make_overlay({bgra.data(), ptrdiff_t{4} * area.width, area.size(), true},
                                                        area.x, area.y, Chroma::k420, change_id));
}

/// A film, a still beside it, a ticker, the digits of a clock that change once a second, a region that fades.
class Programme {
public:
    Programme() {
        for (uint64_t i = 0; i < 10; ++i)
            digits_.push_back(box({280, 10, 12, 20}, static_cast<uint8_t>(100 + i), 10 + i));
        PictureLayer film{.picture = testing::picture_of(film_, 0), .area = {0, 0, 240, 180}};
        film.fit = Fit::kBlurFill;
        const PictureLayer still{
            .picture = testing::picture_of(still_, 7), .area = {240, 0, 80, 180}, .fit = Fit::kFill};
        const PictureLayer other{.picture = testing::picture_of(still_, 8), .area = still.area};
        layers_ = {film, TransitionLayer{still, other},
                   OverlayLayer{box({0, 0, 4000, 30}, 160, 1), 256, {}, {0, 150, 320, 30}}, OverlayLayer{digits_[0]},
                   OverlayLayer{digits_[1], 256, {20, 0}, {}}};
    }

    const std::vector<Layer>& at(int frame) {
        std::get<PictureLayer>(layers_[0]).picture.id = static_cast<uint64_t>(100 + frame);
        auto& transition = std::get<TransitionLayer>(layers_[1]);
        transition.share_256 = frame % 300;
        transition.kind = static_cast<Transition>(frame / 300 % 3);
        std::get<OverlayLayer>(layers_[2]).moved = {-(frame * 4 % 3000), 150};
        std::get<OverlayLayer>(layers_[3]).overlay = digits_[static_cast<size_t>(frame / 250 % 10)];
        std::get<OverlayLayer>(layers_[4]).overlay = digits_[static_cast<size_t>(frame / 25 % 10)];
        return layers_;
    }

private:
    Image film_ = testing::noise({300, 400}, k420, 1);
    Image still_ = testing::noise({300, 200}, k420, 2);
    std::vector<OverlayRef> digits_;
    std::vector<Layer> layers_;
};

TEST(CanvasAtWork, AThousandFramesOfFilmTickerAndClockAllocateNothing) {
    Programme programme;
    Canvas canvas(kCanvas, Chroma::k420);
    Dimmer dimmer;
    Placer placer({.canvas = kCanvas, .rotation_degrees = 90, .frame = {}});
    std::array<Picture, 3> queue;  // as an encoder's
    const auto compose = [&](int frame) {
        queue[static_cast<size_t>(frame % 3)] = placer.place(dimmer.dim(canvas.compose(programme.at(frame)), 200));
    };
    for (int frame = 0; frame < 1000; ++frame) compose(frame);  // every kind of transition has been there
    allocations = 0;
    counting = true;
    for (int frame = 1000; frame < 2000; ++frame) compose(frame);
    counting = false;
    EXPECT_EQ(allocations, 0);
    const std::unique_ptr<int> one(new int(1));
    counting = true;
    const std::unique_ptr<int> counted(new int(*one));
    counting = false;
    EXPECT_EQ(allocations, 1);
}

}  // namespace
}  // namespace gatecast
