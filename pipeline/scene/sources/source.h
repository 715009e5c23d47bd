// SPDX-License-Identifier: GPL-3.0-or-later
// Where the pictures of a clip come from: a film, a still, pages, a folder of photos, a card for sound alone. Asked by
// the grids of a lane, on its composing thread; one decode feeds them all.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/media/clip.h"
#include "presets/graphic.h"
#include "presets/style.h"

namespace gatecast {

/// What is wanted of an interlaced clip: single pictures at field rate, or the frames as they were coded. Both may be
/// asked of one source in turn. Progressive clips give the same for both.
enum class FieldUse : uint8_t { kProgressive, kAsCoded };

struct ShownPicture {
    Picture picture;  // not rotated, not scaled; its id is unique in the process, and equal for equal pixels
    Time start{0};
    Time end{0};
    Rational sample_aspect{1, 1};
    int rotation_degrees = 0;  // clockwise, to be applied

    // While one photo becomes the next:
    Picture next;       // upright, square samples, as `picture` then is
    int share_256 = 0;  // of `next`; 0: `picture` alone
};

/// What stands on the card of a piece of sound.
struct CardWords {
    Words titles;  // in none of the languages: the file's own title
    std::string programme;
    std::filesystem::path cover;  // a picture; empty: none
};

struct SourceOptions {
    Size region{1920, 1080};   // largest area it will be shown in: pages and cards are drawn for it
    Time each{8'000'000'000};  // a still, a page, a photo
    Time fade{800'000'000};    // between photos; 0: cut
    ClipLimits limits{};
    CardWords card{};
    Style style{};  // whose fonts a card is set in
};

class FrameSource {
public:
    /// Grids of one lane ask in the order of time, interlaced ones half a frame ahead: t may lie this much before the
    /// latest one asked.
    static constexpr Time kLookBack{25'000'000};

    virtual ~FrameSource() = default;
    /// The picture whose interval start <= t < end holds `t`; before the first: the first; after the last: the last.
    /// Null when there is none at all. Valid until t has moved on by more than kLookBack.
    [[nodiscard]] virtual const ShownPicture* at(Time t, FieldUse use) = 0;
    /// What was lost, bridged or guessed so far.
    [[nodiscard]] virtual std::vector<Message> problems() const { return {}; }
};

/// Opens what fits the clip, ready to be asked from `from` on. Throws Error when it cannot be opened.
[[nodiscard]] std::unique_ptr<FrameSource> open_source(const Clip& clip, Time from, const SourceOptions& options = {});

/// BLAKE2b, 160 bits, hex, over format, size and visible samples: a lane that starts in the middle compares with it
/// what it sees there with what the lane before it saw.
[[nodiscard]] std::string hash_picture(const Picture& picture);

}  // namespace gatecast
