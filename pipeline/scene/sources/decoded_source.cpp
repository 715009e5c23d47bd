// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/sources/decoded_source.h"

#include <algorithm>

#include "pipeline/media/complaints.h"

namespace gatecast {
namespace {

// What a moment needs before it: the picture that is still shown then.
constexpr Time kShownBefore = std::chrono::milliseconds(200);
// A deinterlacer that is asked for late begins with the pictures before.
constexpr Time kFieldsBefore = std::chrono::milliseconds(100);

/// A decoder that starts at a keyframe is right from the next one on at the latest, so it starts one earlier than it
/// would have to, unless each begins anew. Fields ask their neighbours, so they always get one more. A damaged clip, or
/// one without times, is only the same every time when read from its start.
Time start_of_decoding(const Clip& clip, Time from) {
    if (!clip.video || clip.damaged() || !clip.video->timestamps_usable) return Time(0);
    const bool anew = clip.video->begins_anew && clip.video->fields == FieldOrder::kProgressive;
    const std::vector<Time>& keys = clip.video->keyframes;
    const auto after = std::upper_bound(keys.begin(), keys.end(), anew ? from - kShownBefore : from);
    const std::ptrdiff_t back = anew ? 1 : 2;
    return after - keys.begin() < back ? Time(0) : *(after - back);
}

const ShownPicture* find(const std::deque<ShownPicture>& pictures, Time t) {
    if (pictures.empty()) return nullptr;
    const auto later = std::upper_bound(pictures.begin(), pictures.end(), t,
                                        [](Time time, const ShownPicture& picture) { return time < picture.start; });
    return later == pictures.begin() ? &pictures.front() : &*std::prev(later);
}

/// The last one stays in any case: it is held after the end.
void forget_before(std::deque<ShownPicture>& pictures, Time t) {
    while (pictures.size() > 1 && pictures.front().end <= t) pictures.pop_front();
}

bool reaches(const std::deque<ShownPicture>& pictures, Time t) {
    return !pictures.empty() && t < pictures.back().end;
}

}  // namespace

DecodedSource::DecodedSource(const Clip& clip, Time from, const ClipLimits& limits)
    : track_(clip.video.value_or(VideoTrack{})), reader_(clip, start_of_decoding(clip, from), limits), latest_(from) {
    if (start_of_decoding(clip, from) == Time(0)) complaints_before_ = 0;
    reader_.shown_from(from);
}

const ShownPicture* DecodedSource::at(Time t, FieldUse use) {
    latest_ = std::max(latest_, t);
    const bool single = use == FieldUse::kProgressive && track_.fields != FieldOrder::kProgressive;
    if (single && !deinterlacer_) start_deinterlacing();
    const std::deque<ShownPicture>& pictures = single ? single_ : coded_;
    while (!ended_ && !reaches(pictures, t)) decode_one();
    if (!complaints_before_) complaints_before_ = complaints().decoders;
    return find(pictures, t);
}

void DecodedSource::decode_one() {
    std::optional<DecodedPicture> next = reader_.next();
    if (!next) {
        ended_ = true;
        if (deinterlacer_) deinterlacer_->flush(keep_single());
        return;
    }
    if (deinterlacer_) deinterlacer_->push(next->picture, next->start, next->end, keep_single());
    coded_.push_back(shown(next->picture, next->start, next->end));
    forget_before(coded_, latest_ - (track_.fields == FieldOrder::kProgressive ? kLookBack : kFieldsBefore));
    forget_before(single_, latest_ - kLookBack);
}

/// From what is still kept, so that its first wanted picture has neighbours just as in a run from the clip's start.
void DecodedSource::start_deinterlacing() {
    deinterlacer_.emplace();
    for (const ShownPicture& coded : coded_) deinterlacer_->push(coded.picture, coded.start, coded.end, keep_single());
    if (ended_) deinterlacer_->flush(keep_single());
}

FieldSink DecodedSource::keep_single() {
    return [this](Picture&& picture, Time start, Time end) {
        picture.id = new_picture_id();
        single_.push_back(shown(picture, start, end));
    };
}

ShownPicture DecodedSource::shown(const Picture& picture, Time start, Time end) const {
    ShownPicture shown;
    shown.picture = picture;
    shown.start = start;
    shown.end = end;
    shown.sample_aspect = track_.sample_aspect;
    shown.rotation_degrees = track_.rotation_degrees;
    return shown;
}

std::vector<Message> DecodedSource::problems() const {
    std::vector<Message> problems = reader_.problems();
    if (complaints_before_ && complaints().decoders > *complaints_before_)
        problems.push_back(message("Parts of the picture are damaged: the decoder had to guess. Look at the result."));
    return problems;
}

}  // namespace gatecast
