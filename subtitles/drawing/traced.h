// SPDX-License-Identifier: GPL-3.0-or-later
// Code points that remember which bytes of the author's text they came from, while normalisation moves them about.
#pragma once

#include <string>
#include <vector>

#include "presets/message.h"
#include "subtitles/normalise.h"

namespace gatecast {

struct Traced {
    char32_t c = 0;
    size_t from = 0;  // bytes of the author's text
    size_t until = 0;
};
using TracedText = std::vector<Traced>;

/// Code points [from, until) as UTF-8.
[[nodiscard]] std::string utf8_of(const TracedText& text, size_t from, size_t until);

/// What has changed so far; null: nobody asks.
using Account = std::vector<Rewriting>*;
void note(Account account, const char* rule, const TracedText& before, const TracedText& after);

}  // namespace gatecast
