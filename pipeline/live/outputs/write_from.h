// SPDX-License-Identifier: GPL-3.0-or-later
// What both sinks that give times of their own do with a packet. Called by them, on their thread.
#pragma once

#include "pipeline/live/mixer/packets.h"
#include "pipeline/media/stream_muxer.h"

namespace gatecast {

/// As if the stream had begun with frame `zero` of the grid; what lies before it is left out.
inline void write_from(int64_t zero, Rational rate, const TrackPacket& given, StreamMuxer& muxer) {
    Packet packet = given.packet;
    const bool picture = given.track == TrackKind::kVideo;
    const int64_t base = picture ? zero : samples_until(zero, rate);
    packet.pts -= base;
    packet.dts -= base;
    if (packet.dts < 0) return;
    if (picture)
        muxer.write_video(packet);
    else
        muxer.write_sound(packet);
}

}  // namespace gatecast
