// SPDX-License-Identifier: GPL-3.0-or-later
// Numbered picture files, one after the other: all drawn while it is set up, so there is a limit to their memory.
#include "pipeline/scene/graphics/sequence.h"

#include <fmt/printf.h>

#include <algorithm>
#include <cmath>

#include "pipeline/scene/drawing.h"
#include "pipeline/scene/graphics/graphic.h"

namespace gatecast {
namespace {

constexpr size_t kMostBytes = size_t{64} << 20;
// People begin to count at nought or at one.
constexpr int kFirstNumbers[] = {0, 1};

std::string numbered(const std::string& pattern, int number) {
    return fmt::sprintf(pattern, number);
}

size_t bytes_of(const Image& image) {
    size_t bytes = 0;
    for (int p = 0; p < image.format().planes(); ++p) {
        const Size size = plane_size(image.size(), image.format(), p);
        bytes += static_cast<size_t>(size.width) * static_cast<size_t>(size.height);
    }
    return bytes;
}

size_t bytes_of(const Overlay& overlay) {
    return bytes_of(overlay.colour) + bytes_of(overlay.alpha) + bytes_of(overlay.chroma_alpha);
}

std::vector<OverlayRef> drawn(const GraphicSetup& setup) {
    const std::vector<std::filesystem::path> files = sequence_files(setup.graphic);
    std::vector<OverlayRef> pictures;
    for (const std::filesystem::path& file : files) {
        const Drawing drawing = draw_image_within(file, setup.graphic.area.size());
        const Rect place = logo_place(drawing.size, setup.graphic.area, setup.display.canvas);
        pictures.push_back(finished(make_overlay(drawing.view(), place.x, place.y, setup.chroma, 0), setup));
        const size_t bytes = bytes_of(*pictures.front()) * files.size();
        if (bytes > kMostBytes) {
            throw Error(
                message("Graphic {}: {} pictures of this size need {} MB of memory, and at most {} are given "
                        "to one graphic. Make its area smaller, or use fewer pictures.",
                        setup.graphic.name, files.size(), bytes >> 20, kMostBytes >> 20));
        }
    }
    return pictures;
}

class Sequence final : public SceneGraphic {
public:
    explicit Sequence(const GraphicSetup& setup)
        : pictures_(drawn(setup)),
          from_(in_time(setup.graphic.from_s)),
          rate_(Rational{std::max<int64_t>(1, std::llround(setup.graphic.images_a_second * 1000)), 1000}.reduced()),
          repeats_(setup.graphic.repeats) {}

    void add_layers(const Moment& now, std::vector<Layer>& layers) noexcept override {
        layers.emplace_back(OverlayLayer{pictures_[picture_at(now)]});
    }
    [[nodiscard]] bool changes_between(const Moment& earlier, const Moment& later) const noexcept override {
        return picture_at(earlier) != picture_at(later);
    }

private:
    [[nodiscard]] size_t picture_at(const Moment& now) const noexcept {
        const auto number = static_cast<size_t>(std::max<int64_t>(0, frame_at(now.t - from_, rate_)));
        return repeats_ ? number % pictures_.size() : std::min(number, pictures_.size() - 1);
    }

    std::vector<OverlayRef> pictures_;
    Time from_;
    Rational rate_;
    bool repeats_;
};

}  // namespace

std::vector<std::filesystem::path> sequence_files(const Graphic& graphic) {
    for (const int first : kFirstNumbers) {
        std::vector<std::filesystem::path> files;
        for (int number = first; std::filesystem::exists(numbered(graphic.image, number)); ++number)
            files.emplace_back(numbered(graphic.image, number));
        if (!files.empty()) return files;
    }
    throw Error(message("Graphic {}: its pictures are not there. The first must be called {} or {}.", graphic.name,
                        numbered(graphic.image, kFirstNumbers[0]), numbered(graphic.image, kFirstNumbers[1])));
}

std::unique_ptr<SceneGraphic> make_sequence(const GraphicSetup& setup) {
    return std::make_unique<Sequence>(setup);
}

}  // namespace gatecast
