// SPDX-License-Identifier: GPL-3.0-or-later
// A screen of this machine: a display's pictures, uncoded, on a connector of the graphics unit or in a window, and its
// sound on a sound card. The panel and the card have clocks of their own: what comes too fast is dropped, what is late
// leaves the last picture standing. A process of its own, because drivers die; its main thread.
#pragma once

#include <string_view>

#include "pipeline/live/outputs/output.h"

namespace gatecast {

inline constexpr const char* kScreen = "screen";  // the kind of such an output

/// "kms:", "kms:CONNECTOR", "window:", "window:DISPLAY".
[[nodiscard]] bool is_screen(std::string_view url);

/// Until `stop` says so; begins anew when mixer, screen or sound card fail.
void run_screen(const OutputSettings& settings, bool (*stop)());

}  // namespace gatecast
