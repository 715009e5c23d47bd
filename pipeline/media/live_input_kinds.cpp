// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "pipeline/media/live_input.h"

namespace gatecast {

namespace {

constexpr LiveInputKind kKinds[] = {
    {"udp", "mpegts", "udp", false, false, N_("MPEG-TS over UDP, unicast or multicast")},
    {"rtp", "rtp", "rtp,udp", false, false, N_("MPEG-TS over RTP, unicast or multicast")},
    {"srt", "mpegts", "srt", false, true, N_("MPEG-TS over SRT, calling or listening")},
    {"rtmp", "flv", "rtmp,tcp", false, true, N_("RTMP, fetched from a server or pushed in by one publisher")},
    {"rtsp", "rtsp", "rtsp,rtp,udp,tcp", false, false, N_("RTSP, such as a camera's")},
    {"http", "hls", "http,https,tcp,tls,crypto", true, false, N_("HTTP Live Streaming")},
    {"https", "hls", "http,https,tcp,tls,crypto", true, false, N_("HTTP Live Streaming over TLS")},
};

}  // namespace

std::span<const LiveInputKind> live_input_kinds() {
    return kKinds;
}

const LiveInputKind* live_input_kind(const std::string& url) {
    const std::string scheme = url.substr(0, url.find("://"));
    const auto* found = std::ranges::find_if(kKinds, [&](const LiveInputKind& each) { return scheme == each.scheme; });
    return found == std::end(kKinds) || scheme.size() == url.size() ? nullptr : found;
}

}  // namespace gatecast
