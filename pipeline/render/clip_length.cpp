// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/clip_length.h"

#include <algorithm>

namespace gatecast {

bool stands_still(const Clip& clip) {
    return clip.kind == ClipKind::kStill || clip.kind == ClipKind::kDocument || clip.kind == ClipKind::kSlideshow;
}

Time natural_length(const Clip& clip, Time still_time) {
    switch (clip.kind) {
        case ClipKind::kStill:
            return still_time;
        case ClipKind::kDocument:
            return still_time * std::max(1, clip.pages);
        case ClipKind::kSlideshow:
            return still_time * std::max<int64_t>(1, std::ssize(clip.pictures));
        case ClipKind::kSound:
            return clip.duration;
        case ClipKind::kFilm:
            break;
    }
    // A coder's padding makes the sound a little longer than the picture: that is no reason for another frame.
    const Time picture = clip.video->duration;
    return clip.duration - picture < std::chrono::milliseconds(60) ? picture : clip.duration;
}

}  // namespace gatecast
