// SPDX-License-Identifier: GPL-3.0-or-later
// The one CPU baseline (x86-64-v3) forced in libav, so that a file's bytes do not depend on the machine.
// Called once by main, by a lane and by the tests, before any other libav call and any second thread.
#pragma once

namespace gatecast {

/// Also keeps libav off stderr: what matters comes back as errors and as sentences.
void force_cpu_baseline();

/// Whether this machine has all of the baseline.
[[nodiscard]] bool cpu_has_baseline();

}  // namespace gatecast
