// SPDX-License-Identifier: GPL-3.0-or-later
// Cairo's pictures as ours. Used by what draws whole pictures: pages and cards.
#pragma once

#include <cairo.h>

#include <memory>

#include "filters/image.h"

namespace gatecast {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
struct DestroyPattern {
    void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
using Context = std::unique_ptr<cairo_t, DestroyContext>;
using Pattern = std::unique_ptr<cairo_pattern_t, DestroyPattern>;

/// An opaque RGB surface of Cairo's, as planar RGB with an id of its own.
[[nodiscard]] Picture picture_of(cairo_surface_t* surface);

}  // namespace gatecast
