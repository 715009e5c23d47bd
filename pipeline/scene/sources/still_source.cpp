// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/sources/still_source.h"

#include <algorithm>

namespace gatecast {

StillSource::StillSource(Picture picture, Rational sample_aspect, int rotation_degrees) {
    shown_.picture = std::move(picture);
    if (shown_.picture.id == 0) shown_.picture.id = new_picture_id();
    shown_.end = Time::max();
    shown_.sample_aspect = sample_aspect;
    shown_.rotation_degrees = rotation_degrees;
}

const ShownPicture* StillSource::at(Time, FieldUse) {
    return shown_.picture.view.planes[0].data != nullptr ? &shown_ : nullptr;
}

SlideSource::SlideSource(int count, Time each, Time fade, Load load)
    : count_(count), each_(std::max(each, Time(1))), fade_(std::clamp(fade, Time(0), each_)), load_(std::move(load)) {}

const ShownPicture* SlideSource::at(Time t, FieldUse) {
    if (count_ == 0) return nullptr;
    const int number = static_cast<int>(std::clamp<int64_t>(t / each_, 0, count_ - 1));
    ShownPicture now;
    now.picture = slide(number);
    now.start = each_ * number;
    now.end = number + 1 < count_ ? now.start + each_ : Time::max();
    now.share_256 = share_at(t, number);
    if (now.share_256 > 0) now.next = slide(number + 1);
    if (now.picture.view.planes[0].data == nullptr) return nullptr;
    ShownPicture& kept = shown_[turn_++ % shown_.size()];
    kept = std::move(now);
    return &kept;
}

/// The fade ends as the next slide's own time begins; half-way through it both weigh the same.
int SlideSource::share_at(Time t, int number) const {
    const Time begin = each_ * (number + 1) - fade_;
    if (fade_ == Time(0) || number + 1 >= count_ || t <= begin) return 0;
    return static_cast<int>((t - begin) * 256 / fade_);
}

const Picture& SlideSource::slide(int number) {
    Slide& place = slides_[static_cast<size_t>(number % 2)];
    if (place.number != number) place = {number, load(number)};
    return place.picture;
}

Picture SlideSource::load(int number) {
    try {
        Picture picture = load_(number);
        picture.id = new_picture_id();
        return picture;
    } catch (const Error& error) {
        problems_.push_back(error.message());
        return slides_[static_cast<size_t>((number + 1) % 2)].picture;
    }
}

}  // namespace gatecast
