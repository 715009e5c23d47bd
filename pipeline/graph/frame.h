// SPDX-License-Identifier: GPL-3.0-or-later
// From a decoded GStreamer buffer to a Picture: planes and strides come from the mapped frame, which stays mapped as
// long as the Picture's owner is held. Called by readers, on their caller's thread.
#pragma once

#include <optional>

#include "pipeline/graph/ref.h"
#include "pipeline/media/clip.h"

namespace gatecast {

/// What an appsink may hand to picture_of: every planar format this maps, as caps.
[[nodiscard]] Ref<GstCaps> planar_caps();

/// Nothing when the buffer cannot be mapped. `track` tells colour and field order where it knows them: it has read the
/// container, which says more than the decoded caps. A stream that changes its size on the way speaks for itself.
[[nodiscard]] std::optional<Picture> picture_of(const Ref<GstSample>& sample, const VideoTrack* track);

}  // namespace gatecast
