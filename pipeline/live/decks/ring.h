// SPDX-License-Identifier: GPL-3.0-or-later
// The ring of shared memory between a deck and the mixer: for each frame of the grid a picture and its sound. The mixer
// makes and seals it, so that it can neither shrink under a reader nor grow; the deck writes. The reader trusts nothing
// that stands in it: what describes a picture is copied once and checked, pixels are only ever pixels.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "filters/image.h"
#include "pipeline/live/descriptor.h"

namespace gatecast {

inline constexpr int kRingChannels = 2;               // of sound, 48 kHz, interleaved float
inline constexpr int kMostRingSamples = 48'000 / 10;  // a frame: no display runs at less than ten a second

/// What stands in one place of the ring.
struct RingFrame {
    int64_t number = 0;              // of the item, from its start, in frames of the grid
    bool last = false;               // nothing comes after it
    bool repeats = false;            // the picture before it still stands
    std::optional<Picture> picture;  // nothing: none is shown, or the one before
    Rational sample_aspect{1, 1};
    int rotation_degrees = 0;
    std::vector<float> sound;
};

struct RingShape {
    int slots = 0;
    int64_t picture_bytes = 0;  // room for the pixels of one
};

/// Bytes that a picture takes in a ring, rows on 64.
[[nodiscard]] int64_t ring_bytes(Size size, PixelFormat format);

class RingMemory;

class RingReader {
public:
    /// Makes and seals the memory. Throws Error.
    explicit RingReader(const RingShape& shape);
    ~RingReader();

    /// For the letter to the deck.
    [[nodiscard]] int descriptor() const;
    [[nodiscard]] const RingShape& shape() const;

    /// The next frame in the deck's order; nothing: it is not there yet. The picture's owner holds its place in the
    /// ring; a place without picture is given back at once. `frame` keeps its memory from call to call.
    [[nodiscard]] bool take(RingFrame& frame) noexcept;
    [[nodiscard]] bool has_next() const noexcept;
    /// How many frames stand ready.
    [[nodiscard]] int waiting() const noexcept;
    /// Frames whose description made no sense.
    [[nodiscard]] int64_t refused() const { return refused_; }

private:
    std::shared_ptr<RingMemory> memory_;
    uint32_t next_ = 0;
    int64_t refused_ = 0;
};

class RingWriter {
public:
    /// Maps what the mixer has sent. Throws Error where it is not what the letter says.
    RingWriter(Descriptor memory, const RingShape& shape);
    ~RingWriter();

    /// Waits for a free place, at most `patience`; false: there was none.
    [[nodiscard]] bool wait_for_place(Time patience) noexcept;
    /// Into the free place. `frame.picture` must fit (fits()).
    void put(const RingFrame& frame) noexcept;
    [[nodiscard]] bool fits(Size size, PixelFormat format) const;

private:
    std::shared_ptr<RingMemory> memory_;
    uint32_t next_ = 0;
};

}  // namespace gatecast
