// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a live programme runs on this machine: the night stands back behind it.
#pragma once

namespace gatecast {

/// A process of this program that was called as `gatecast live`.
[[nodiscard]] bool live_programme_runs();

}  // namespace gatecast
