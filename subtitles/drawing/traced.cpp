// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/drawing/traced.h"

#include <algorithm>

#include "subtitles/utf8.h"

namespace gatecast {

std::string utf8_of(const TracedText& text, size_t from, size_t until) {
    std::string utf8;
    for (size_t n = from; n < until; ++n) append_utf8(utf8, text[n].c);
    return utf8;
}

void note(Account account, const char* rule, const TracedText& before, const TracedText& after) {
    if (account == nullptr || before.empty()) return;
    Rewriting change{rule, before.front().from, before.front().until, utf8_of(before, 0, before.size()),
                     utf8_of(after, 0, after.size())};
    for (const Traced& each : before) {
        change.from = std::min(change.from, each.from);
        change.until = std::max(change.until, each.until);
    }
    account->push_back(std::move(change));
}

}  // namespace gatecast
