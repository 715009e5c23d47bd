// SPDX-License-Identifier: GPL-3.0-or-later
// The ONE table of containers: libavformat's muxer and what makes its files plain, reproducible and as declared.
// Used by ContainerWriter only.
#pragma once

#include "pipeline/media/container.h"
#include "pipeline/media/libav.h"

namespace gatecast {

struct ContainerRow {
    Container container;
    const char* muxer;
    const char* title;
    void (*configure)(libav::Options& options, const Encode& encode);
};

[[nodiscard]] const ContainerRow& container_row(const Encode& encode);

/// Title, service name: what the whole file is called.
void describe_programme(AVFormatContext& output, const Encode& encode, const std::string& title);

/// Rate, language, declared buffer, timecode of one track.
void describe_stream(AVStream& stream, const TrackSpec& track, const Encode& encode);

}  // namespace gatecast
