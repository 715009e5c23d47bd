// SPDX-License-Identifier: GPL-3.0-or-later
// Starts `gatecast deck`. Called by the site process.
#pragma once

#include <sys/types.h>

#include "pipeline/live/decks/deck.h"

namespace gatecast {

/// `socket`: its way to the mixer. `media`: the open file of an order that has one, else -1. Throws Error.
[[nodiscard]] pid_t start_deck_process(DeckOrder order, int socket, int media);

}  // namespace gatecast
