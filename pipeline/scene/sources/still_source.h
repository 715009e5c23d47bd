// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that stand still: one for ever, or one after the other with a fade between. Made by open_source.
#pragma once

#include <array>
#include <functional>

#include "pipeline/scene/sources/source.h"

namespace gatecast {

/// One picture under one id: a canvas draws it once.
class StillSource : public FrameSource {
public:
    explicit StillSource(Picture picture, Rational sample_aspect = {1, 1}, int rotation_degrees = 0);

    [[nodiscard]] const ShownPicture* at(Time t, FieldUse use) override;

private:
    ShownPicture shown_;
};

/// Pages or photos, each for the same time. Read one ahead, when they are needed.
class SlideSource : public FrameSource {
public:
    /// `load` gives slide i, upright and with square samples; it may throw Error: the slide before it stays then.
    using Load = std::function<Picture(int i)>;
    SlideSource(int count, Time each, Time fade, Load load);

    [[nodiscard]] const ShownPicture* at(Time t, FieldUse use) override;
    [[nodiscard]] std::vector<Message> problems() const override { return problems_; }

private:
    struct Slide {
        int number = -1;
        Picture picture;
    };
    [[nodiscard]] const Picture& slide(int number);
    [[nodiscard]] Picture load(int number);
    [[nodiscard]] int share_at(Time t, int number) const;

    int count_;
    Time each_;
    Time fade_;
    Load load_;
    std::array<Slide, 2> slides_;        // even and odd numbers
    std::array<ShownPicture, 8> shown_;  // in turn, so that what was handed out stays valid a while
    size_t turn_ = 0;
    std::vector<Message> problems_;
};

/// A folder of photos with a cross-fade of options.fade between them.
[[nodiscard]] std::unique_ptr<FrameSource> open_slideshow(const Clip& clip, const SourceOptions& options);

}  // namespace gatecast
