// SPDX-License-Identifier: GPL-3.0-or-later
// Khmer letters in the one order that fonts and searches expect, whatever order they were typed in: base, robat,
// coengs (coeng ro last), shifter, joiner, vowels, signs, finals. Called by normalise().
#pragma once

#include "subtitles/drawing/traced.h"

namespace gatecast::khmer {

/// Marks without a base stay where they are: a shaper will show them, a check will tell. Says whether anything changed.
bool put_in_order(TracedText& text, Account account);

}  // namespace gatecast::khmer
