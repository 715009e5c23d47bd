// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/sources/source.h"

#include <sodium.h>

#include <array>

#include "pipeline/media/still.h"
#include "pipeline/scene/sources/card.h"
#include "pipeline/scene/sources/decoded_source.h"
#include "pipeline/scene/sources/document.h"
#include "pipeline/scene/sources/still_source.h"

namespace gatecast {

std::unique_ptr<FrameSource> open_source(const Clip& clip, Time from, const SourceOptions& options) {
    switch (clip.kind) {
        case ClipKind::kFilm:
            return std::make_unique<DecodedSource>(clip, from, options.limits);
        case ClipKind::kSound:
            return open_card(clip, options);
        case ClipKind::kStill: {
            const VideoTrack track = clip.video.value_or(VideoTrack{});
            return std::make_unique<StillSource>(read_still(clip.path, options.limits), track.sample_aspect,
                                                 track.rotation_degrees);
        }
        case ClipKind::kDocument:
            return open_document(clip, options);
        case ClipKind::kSlideshow:
            return open_slideshow(clip, options);
    }
    throw Error(message("{}: there is no picture in it.", clip.path.filename().string()));
}

std::string hash_picture(const Picture& picture) {
    constexpr size_t kBytes = 20;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, kBytes);
    const ConstImageView& view = picture.view;
    const std::array<int32_t, 4> head = {static_cast<int32_t>(view.format.chroma), view.format.depth, view.size.width,
                                         view.size.height};
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(head.data()), sizeof head);
    for (int plane = 0; plane < view.format.planes(); ++plane) {
        const Size size = plane_size(view.size, view.format, plane);
        const auto row_bytes = static_cast<unsigned long long>(size.width) *
                               static_cast<unsigned long long>(view.format.bytes_per_sample());
        const ConstPlane& samples = view.planes[static_cast<size_t>(plane)];
        if (samples.data == nullptr) continue;
        for (int y = 0; y < size.height; ++y) crypto_generichash_update(&state, samples.row(y), row_bytes);
    }
    std::array<unsigned char, kBytes> hash{};
    crypto_generichash_final(&state, hash.data(), hash.size());
    std::array<char, 2 * kBytes + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

}  // namespace gatecast
