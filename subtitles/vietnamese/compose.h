// SPDX-License-Identifier: GPL-3.0-or-later
// Latin letters and their marks as one code point each where there is one (NFC): also what Windows-1258 left apart and
// what was typed with the tone before the hat. Called by normalise().
#pragma once

#include "subtitles/traced.h"

namespace gatecast::vietnamese {

/// Marks that have no composed form (ê̆, b̆) stay beside their letter. Says whether anything changed.
bool compose(TracedText& text, Account account);

}  // namespace gatecast::vietnamese
