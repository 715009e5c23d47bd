// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of a film, decoded once for everybody who asks: as coded, and single pictures at field rate where it is
// interlaced. Made by open_source; used on the lane's composing thread.
#pragma once

#include <deque>
#include <optional>

#include "pipeline/graph/reader.h"
#include "pipeline/media/deinterlace.h"
#include "pipeline/scene/sources/source.h"

namespace gatecast {

class DecodedSource : public FrameSource {
public:
    DecodedSource(const Clip& clip, Time from, const ClipLimits& limits);

    [[nodiscard]] const ShownPicture* at(Time t, FieldUse use) override;
    [[nodiscard]] std::vector<Message> problems() const override;

private:
    void decode_one();
    void start_deinterlacing();
    [[nodiscard]] FieldSink keep_single();
    [[nodiscard]] ShownPicture shown(const Picture& picture, Time start, Time end) const;

    VideoTrack track_;
    VideoReader reader_;
    std::deque<ShownPicture> coded_;   // and some of the past, for grids that lag and for the deinterlacer to start on
    std::deque<ShownPicture> single_;  // only when asked for, and only of an interlaced clip
    std::optional<Deinterlacer> deinterlacer_;
    bool ended_ = false;
    Time latest_{0};
    // A decoder that starts in the middle complains of what it never saw: only what comes after counts.
    std::optional<int64_t> complaints_before_;
};

}  // namespace gatecast
