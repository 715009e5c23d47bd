// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/canvas.h"

#include <atomic>
#include <utility>

#include "filters/damage.h"
#include "filters/loan.h"
#include "filters/painter.h"

namespace gatecast {
namespace {

constexpr size_t kMostIdleBuffers = 4;

// Pixels and what was painted into them. `held` counts the pictures handed out; they are dropped on any thread.
struct Buffer {
    Buffer(Size size, PixelFormat format) : image(size, format) { fill_black(image.view(), kDisplayColour); }

    Image image;
    std::vector<PaintedLayer> layers;
    uint64_t id = 0;
    uint64_t painted_at = 0;
    std::atomic<int> held{0};
};

Picture hand_out(const std::shared_ptr<Buffer>& buffer, const std::shared_ptr<LoanBlocks>& loans) {
    buffer->held.fetch_add(1, std::memory_order_relaxed);
    Picture picture;
    picture.view = std::as_const(buffer->image).view();
    picture.colour = kDisplayColour;
    picture.id = buffer->id;
    picture.owner = std::shared_ptr<const void>(
        picture.view.planes[0].data, [buffer](const void*) { buffer->held.fetch_sub(1, std::memory_order_release); },
        LoanAllocator<char>(loans));
    return picture;
}

bool idle(const Buffer& buffer) {
    return buffer.held.load(std::memory_order_acquire) == 0;
}

/// The picture that would be copied whole and unchanged, with nothing over it: it need not be copied at all.
const Picture* untouched(std::span<const Layer> layers, Size size, PixelFormat format) {
    if (layers.empty()) return nullptr;
    const auto* top = std::get_if<PictureLayer>(&layers.back());
    if (top == nullptr || top->area != area_of(size) || top->rotation_degrees != 0 || top->opacity_256 < 256) {
        return nullptr;
    }
    const Picture& picture = top->picture;
    const bool same = picture.owner && picture.view.size == size && picture.view.format == format &&
                      picture.colour == kDisplayColour && top->sample_aspect.num == top->sample_aspect.den;
    return same ? &picture : nullptr;
}

}  // namespace

struct Canvas::State {
    State(Size wanted_size, Chroma chroma, Team* team) : size(wanted_size), format{chroma, 8}, painter(team) {}

    /// What is seen of `layers`: `wanted`, and beside it the layers themselves.
    void look_at(std::span<const Layer> layers) {
        all.clear();
        for (const Layer& layer : layers) all.push_back(painted(layer, size, format.chroma));
        wanted.clear();
        shown.clear();
        for (size_t i = 0; i < layers.size(); ++i) {
            if (hidden(all, i)) continue;
            const auto* picture = std::get_if<PictureLayer>(&layers[i]);
            if (picture != nullptr && painter.kept(*picture)) all[i].whole = false;
            wanted.push_back(all[i]);
            shown.push_back(&layers[i]);
        }
    }

    // The idle buffer painted last differs least from what comes next.
    std::shared_ptr<Buffer> buffer_to_paint() {
        std::shared_ptr<Buffer> best;
        size_t idle_count = 0;
        for (const auto& buffer : buffers) {
            if (!idle(*buffer)) continue;
            ++idle_count;
            if (!best || buffer->painted_at > best->painted_at) best = buffer;
        }
        if (idle_count > kMostIdleBuffers) {
            std::erase_if(buffers, [&](const auto& buffer) { return buffer != best && idle(*buffer); });
        }
        if (!best) best = buffers.emplace_back(std::make_shared<Buffer>(size, format));
        return best;
    }

    void paint(const Rect& area, const ImageView& canvas) {
        const std::optional<size_t> lowest = lowest_visible(wanted, area);
        if (!lowest) fill_black(crop(canvas, area), kDisplayColour);
        for (size_t i = lowest.value_or(0); i < wanted.size(); ++i) {
            if (intersection(wanted[i].area, area).empty()) continue;
            if (!painter.paint(*shown[i], canvas, area)) ++stats.failed_layers;
        }
        stats.pixels_written += int64_t{area.width} * area.height;
    }

    Size size;
    PixelFormat format;
    Painter painter;
    std::vector<std::shared_ptr<Buffer>> buffers;
    std::shared_ptr<Buffer> current;
    std::vector<PaintedLayer> all;
    std::vector<PaintedLayer> wanted;
    std::vector<const Layer*> shown;
    Comparison comparison;
    std::shared_ptr<LoanBlocks> loans = std::make_shared<LoanBlocks>();
    uint64_t paints = 0;
    Stats stats;
};

Canvas::Canvas(Size size, Chroma chroma, Team* team) : state_(std::make_unique<State>(size, chroma, team)) {}
Canvas::~Canvas() = default;
Canvas::Canvas(Canvas&&) noexcept = default;

Picture Canvas::compose(std::span<const Layer> layers) noexcept {
    State& state = *state_;
    ++state.stats.frames;
    if (const Picture* picture = untouched(layers, state.size, state.format)) {
        ++state.stats.reused;
        return *picture;
    }
    state.painter.next_frame();
    state.look_at(layers);
    if (state.current && same_pixels(state.current->layers, state.wanted)) {
        ++state.stats.reused;
        return hand_out(state.current, state.loans);
    }
    state.current = state.buffer_to_paint();
    Buffer& buffer = *state.current;
    const Damage& damage = state.comparison.damage_between(buffer.layers, state.wanted);
    const ImageView canvas = buffer.image.view();
    for (const Rect& area : damage.areas()) state.paint(area, canvas);
    buffer.layers = state.wanted;
    buffer.id = new_picture_id();
    buffer.painted_at = ++state.paints;
    return hand_out(state.current, state.loans);
}

const Canvas::Stats& Canvas::stats() const {
    return state_->stats;
}

}  // namespace gatecast
