// SPDX-License-Identifier: GPL-3.0-or-later
// Whole numbers throughout: the same pose on every machine.
#include <algorithm>
#include <cmath>

#include "pipeline/scene/graphics/graphic.h"

namespace gatecast {
namespace {

constexpr int64_t kWhole = 1 << 16;  // a share of 1
// Softened for fields, ink stands this much beyond its area.
constexpr int kSoftEdge_px = 2;

struct Window {
    Time from{0};
    Time until = Time::max();
    [[nodiscard]] bool has_end() const { return until != Time::max(); }
};

Window window_of(const Graphic& graphic, Time length) {
    Window window{in_time(graphic.from_s), length};
    if (graphic.until_s) window.until = std::min(window.until, in_time(*graphic.until_s));
    return window;
}

/// How much of `whole` has passed.
int64_t share_of(Time passed, Time whole) {
    if (whole <= Time{0} || passed >= whole) return kWhole;
    return static_cast<int64_t>(static_cast<__int128>(std::max(passed, Time{0}).count()) * kWhole / whole.count());
}

int64_t cube(int64_t share) {
    return share * share / kWhole * share / kWhole;
}

int64_t eased(int64_t share, Easing easing) {
    switch (easing) {
        case Easing::kLinear:
            return share;
        case Easing::kIn:
            return cube(share);
        case Easing::kOut:
            return kWhole - cube(kWhole - share);
        case Easing::kInOut:
            return share < kWhole / 2 ? 4 * cube(share) : kWhole - 4 * cube(kWhole - share);
    }
    return share;
}

/// How far an area goes in a direction until nothing of it is on the canvas.
int way_out(const Rect& area, Size canvas, Direction direction) {
    switch (direction) {
        case Direction::kNone:
            return 0;
        case Direction::kLeft:
            return area.right();
        case Direction::kRight:
            return canvas.width - area.x;
        case Direction::kUp:
            return area.bottom();
        case Direction::kDown:
            return canvas.height - area.y;
    }
    return 0;
}

Direction opposite(Direction direction) {
    switch (direction) {
        case Direction::kNone:
            return Direction::kNone;
        case Direction::kLeft:
            return Direction::kRight;
        case Direction::kRight:
            return Direction::kLeft;
        case Direction::kUp:
            return Direction::kDown;
        case Direction::kDown:
            return Direction::kUp;
    }
    return Direction::kNone;
}

/// `share` of the way out of the canvas, in even steps; all of it is beyond the edge.
Point moved_towards(const Graphic& graphic, Size canvas, Direction direction, int64_t share) {
    const int way = (std::max(0, way_out(graphic.area, canvas, direction)) + kSoftEdge_px + 1) / 2;
    const int by = 2 * static_cast<int>((way * share + kWhole / 2) / kWhole);
    switch (direction) {
        case Direction::kNone:
            return {};
        case Direction::kLeft:
            return {-by, 0};
        case Direction::kRight:
            return {by, 0};
        case Direction::kUp:
            return {0, -by};
        case Direction::kDown:
            return {0, by};
    }
    return {};
}

}  // namespace

Time in_time(double seconds) noexcept {
    constexpr double kMost = 9e9;  // centuries, and no overflow
    return Time(std::llround(std::min(seconds, kMost) * 1e9));
}

Pose pose_at(const Graphic& graphic, const Display& display, Time t, Time length) noexcept {
    const Window window = window_of(graphic, length);
    if (t < window.from || t >= window.until) return {};
    const Time move = in_time(graphic.move_s);
    int64_t fade = share_of(t - window.from, in_time(graphic.fade_in_s));
    const int64_t come = eased(share_of(t - window.from, move), graphic.easing);
    Point moved = moved_towards(graphic, display.canvas, opposite(graphic.enter), kWhole - come);
    if (window.has_end()) {
        const Time left = window.until - t;
        fade = std::min(fade, share_of(left, in_time(graphic.fade_out_s)));
        // Going is coming, seen backwards.
        const int64_t gone = kWhole - eased(share_of(left, move), graphic.easing);
        const Point away = moved_towards(graphic, display.canvas, graphic.leave, gone);
        moved = {moved.x + away.x, moved.y + away.y};
    }
    const int64_t opacity = std::llround(std::clamp(graphic.opacity, 0.0, 1.0) * kWhole);
    return {static_cast<int>((opacity * fade / kWhole * 256 + kWhole / 2) / kWhole), moved};
}

void take_pose(const Pose& pose, std::vector<Layer>& layers, size_t first) noexcept {
    for (size_t i = first; i < layers.size(); ++i) {
        auto* layer = std::get_if<OverlayLayer>(&layers[i]);
        if (layer == nullptr) continue;
        layer->opacity_256 = (layer->opacity_256 * pose.opacity_256 + 128) / 256;
        layer->moved = {layer->moved.x + pose.moved.x, layer->moved.y + pose.moved.y};
        if (layer->window.empty()) continue;
        layer->window.x += pose.moved.x;
        layer->window.y += pose.moved.y;
    }
}

}  // namespace gatecast
