// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/stills.h"

#include <algorithm>

namespace gatecast {
namespace {

constexpr size_t kMostStills = 6;        // four regions, and two of them in transition
constexpr uint64_t kFramesUnseen = 250;  // ten seconds at 25 a second

PictureKey without_opacity(PictureKey key) {
    key.opacity_256 = 256;
    return key;
}

bool same_place(PictureKey key, const PictureKey& other) {
    key.id = other.id;
    return key == other;
}

}  // namespace

void Stills::next_frame() {
    ++frame_;
    std::erase_if(stills_, [&](const Still& still) { return still.seen_at + kFramesUnseen < frame_; });
}

bool Stills::has(const PictureKey& key) {
    Still* still = key.id == 0 ? nullptr : entry_of(without_opacity(key));
    if (still == nullptr) return false;
    still->seen_at = frame_;
    return still->kept;
}

const Image* Stills::paint_again(const PictureKey& key) {
    if (!has(key)) return nullptr;
    Still* still = entry_of(without_opacity(key));
    ++still->paints;
    return &still->image;
}

Still* Stills::worth_keeping(const PictureKey& key, Size size, PixelFormat format) {
    if (key.id == 0) return nullptr;
    Still* still = entry_for(without_opacity(key));
    if (still == nullptr) return nullptr;
    still->seen_at = frame_;
    ++still->paints;
    if (still->paints < 2 && !still->likely) return nullptr;
    if (still->image.size() != size || still->image.format() != format) still->image = Image(size, format);
    return still;
}

Still* Stills::entry_of(const PictureKey& key) {
    const auto found = std::find_if(stills_.begin(), stills_.end(), [&](const Still& one) { return one.key == key; });
    return found == stills_.end() ? nullptr : &*found;
}

// The next picture of a film takes the entry of the one before it; two in one frame are of two films.
Still* Stills::entry_for(const PictureKey& key) {
    if (Still* same = entry_of(key)) return same;
    for (Still& still : stills_) {
        if (still.seen_at == frame_ || !same_place(still.key, key)) continue;
        still.likely = still.paints > 1;
        still.key = key;
        still.kept = false;
        still.paints = 0;
        return &still;
    }
    if (stills_.size() >= kMostStills) {
        const auto oldest = std::min_element(stills_.begin(), stills_.end(),
                                             [](const Still& a, const Still& b) { return a.seen_at < b.seen_at; });
        if (oldest->seen_at == frame_) return nullptr;
        stills_.erase(oldest);
    }
    stills_.push_back({});
    stills_.back().key = key;
    return &stills_.back();
}

}  // namespace gatecast
