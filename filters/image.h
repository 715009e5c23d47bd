// SPDX-License-Identifier: GPL-3.0-or-later
// Planar pictures in memory: views that never own, images that do, and the pool they come from.
// Anybody calls it, on any thread; a pool is used by one thread, its images may be dropped on another.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

#include "filters/colour.h"
#include "filters/geometry.h"

namespace gatecast {

enum class Chroma : uint8_t { k420, k422, k444, kGrey, kRgb };  // kRgb: planes R, G, B

/// Planar samples; depth 8 is one byte, 9..16 are two bytes little endian in the low bits.
struct PixelFormat {
    Chroma chroma = Chroma::k420;
    int depth = 8;
    friend bool operator==(const PixelFormat&, const PixelFormat&) = default;

    [[nodiscard]] int planes() const { return chroma == Chroma::kGrey ? 1 : 3; }
    [[nodiscard]] int bytes_per_sample() const { return depth > 8 ? 2 : 1; }
    /// log2 of the chroma subsampling of `plane`.
    [[nodiscard]] int shift_x(int plane) const {
        return plane > 0 && (chroma == Chroma::k420 || chroma == Chroma::k422) ? 1 : 0;
    }
    [[nodiscard]] int shift_y(int plane) const { return plane > 0 && chroma == Chroma::k420 ? 1 : 0; }
};

/// Size of one plane of a picture, chroma rounded up.
[[nodiscard]] Size plane_size(Size size, PixelFormat format, int plane);

template <typename Byte>
struct BasicPlane {
    Byte* data = nullptr;
    ptrdiff_t stride_bytes = 0;
    [[nodiscard]] Byte* row(int y) const { return data + stride_bytes * y; }
};
using Plane = BasicPlane<uint8_t>;
using ConstPlane = BasicPlane<const uint8_t>;

template <typename Byte>
struct BasicImageView {
    PixelFormat format;
    Size size;
    std::array<BasicPlane<Byte>, 3> planes{};

    operator BasicImageView<const Byte>() const  // NOLINT: a writable view is a readable one
        requires(!std::is_const_v<Byte>) {
        return {format,
                size,
                {{{planes[0].data, planes[0].stride_bytes},
                  {planes[1].data, planes[1].stride_bytes},
                  {planes[2].data, planes[2].stride_bytes}}}};
    }
};
using ImageView = BasicImageView<uint8_t>;
using ConstImageView = BasicImageView<const uint8_t>;

/// The part of a view inside `area` (even x, and even y where chroma is subsampled that way).
[[nodiscard]] ImageView crop(const ImageView& view, const Rect& area);
[[nodiscard]] ConstImageView crop(const ConstImageView& view, const Rect& area);

/// Every other line, `field` 0 the top one: a field of an interlaced picture, without a copy.
[[nodiscard]] ImageView field_of(const ImageView& view, int field);
[[nodiscard]] ConstImageView field_of(const ConstImageView& view, int field);

void copy(const ConstImageView& from, const ImageView& to);

enum class FieldOrder : uint8_t { kProgressive, kTopFirst, kBottomFirst };

/// A decoded or composed picture: what it looks like, what its numbers mean, and who keeps it alive.
struct Picture {
    ConstImageView view;
    ColourSpec colour;
    FieldOrder fields = FieldOrder::kProgressive;
    uint64_t id = 0;  // equal ids hold equal pixels; 0: unknown
    std::shared_ptr<const void> owner;
};

/// Owned pixels: every row starts on 64 bytes and may be read 64 bytes past its end.
class Image {
public:
    Image() = default;
    Image(Size size, PixelFormat format);

    [[nodiscard]] ImageView view();
    [[nodiscard]] ConstImageView view() const;
    [[nodiscard]] Size size() const { return size_; }
    [[nodiscard]] PixelFormat format() const { return format_; }

private:
    struct Free {
        void operator()(uint8_t* bytes) const noexcept;
    };
    std::unique_ptr<uint8_t[], Free> bytes_;
    Size size_{};
    PixelFormat format_{};
    std::array<ptrdiff_t, 3> offset_bytes_{};
    std::array<ptrdiff_t, 3> stride_bytes_{};
};

/// One code value for each plane.
void fill(const ImageView& view, const std::array<int, 3>& values);

/// Black in the picture's own colour (limited 16/128, full 0/128, RGB 0).
void fill_black(const ImageView& view, const ColourSpec& colour);

/// An id no other picture of this process has. Counts up from 2^63, so that ids made of frame numbers never meet it.
[[nodiscard]] uint64_t new_picture_id();

/// Images that are used again once nobody holds them. take() on one thread; the images may be dropped on any, and
/// may outlive the pool. At most `most_kept` idle images stay.
class ImagePool {
public:
    explicit ImagePool(size_t most_kept = 8);
    /// What it holds is what its last user left.
    [[nodiscard]] std::shared_ptr<Image> take(Size size, PixelFormat format);

private:
    struct Shelf;
    std::shared_ptr<Shelf> shelf_;
};

}  // namespace gatecast
