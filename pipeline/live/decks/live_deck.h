// SPDX-License-Identifier: GPL-3.0-or-later
// A deck whose source is live: connects, again and again, decodes, and writes into the mixer's ring what each frame of
// the grid is to show, a little ahead of its time; nothing while nothing comes. One thread reads, the deck's own keeps
// time. Run by run_deck() in a process of its own.
#pragma once

#include "pipeline/live/decks/deck.h"
#include "pipeline/live/decks/mixer_line.h"

namespace gatecast {

/// Returns when the mixer has hung up.
void run_live_deck(const DeckOrder& order, MixerLine& mixer, RingWriter& ring);

}  // namespace gatecast
