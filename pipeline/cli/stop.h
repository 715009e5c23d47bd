// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and a polite kill while a command works: they are heard, and the work ends whole. Called by commands that take
// long.
#pragma once

namespace gatecast {

/// From now on such signals only ask.
void hear_stop_signals();

[[nodiscard]] bool stop_asked();

/// SIGHUP: a file of settings has changed.
void hear_reload_signal();
/// Once for each.
[[nodiscard]] bool reload_asked();

}  // namespace gatecast
