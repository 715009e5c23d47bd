// SPDX-License-Identifier: GPL-3.0-or-later
// Latin letters and their marks as one code point each where there is one (NFC): also what Windows-1258 left apart and
// what was typed with the tone before the hat. Called by normalise() and decode().
#pragma once

#include <string>

#include "subtitles/drawing/traced.h"

namespace gatecast::vietnamese {

/// Marks that have no composed form (ê̆, b̆) stay beside their letter. Says whether anything changed.
bool compose(TracedText& text, Account account);
[[nodiscard]] std::u32string composed(std::u32string_view text);

}  // namespace gatecast::vietnamese
