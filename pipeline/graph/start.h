// SPDX-License-Identifier: GPL-3.0-or-later
// GStreamer, started once a process. main and each lane call it before anything of graph; it may be called again.
#pragma once

namespace gatecast {

/// Throws Error when GStreamer cannot start. Afterwards nothing that GStreamer builds by itself opens the network:
/// playlists and session descriptions inside a file lead nowhere.
void start_graph();

}  // namespace gatecast
