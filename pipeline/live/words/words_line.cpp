// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/words_line.h"

#include <poll.h>

#include <nlohmann/json.hpp>

#include "pipeline/live/words/overlay_letter.h"

namespace gatecast {

namespace {

constexpr int kLookAround_ms = 100;

/// How opaque it is in its first frames, up to the first that is whole.
std::vector<int> opening_of(const TextTimes& times, size_t showing) {
    std::vector<int> opening;
    const auto& span = times.span(showing);
    for (int64_t n = span.from; n < span.until && times.opacity(showing, n) < 256; ++n)
        opening.push_back(times.opacity(showing, n));
    return opening;
}

/// The same of its last frames.
std::vector<int> closing_of(const TextTimes& times, size_t showing) {
    std::vector<int> closing;
    const auto& span = times.span(showing);
    for (int64_t n = span.until - 1; n >= span.from && times.opacity(showing, n) < 256; --n)
        closing.insert(closing.begin(), times.opacity(showing, n));
    return closing;
}

}  // namespace

void WordsLine::show(const Place& place, const TextTimes& times, size_t showing, const Overlay& overlay) {
    const Descriptor pixels = pack(overlay);
    say({{"text", "words"},
         {"display", place.display},
         {"deck", place.deck},
         {"language", place.language},
         {"from", times.span(showing).from + place.shift_frames},
         {"until", times.span(showing).until + place.shift_frames},
         {"opening", opening_of(times, showing)},
         {"closing", closing_of(times, showing)},
         {"area", to_json(overlay.area)}},
        pixels.get());
}

void WordsLine::say(const nlohmann::json& body, int enclosed) {
    for (;;) {
        const bool sent = enclosed >= 0 ? wire_.send(body, {&enclosed, 1}) : wire_.send(body);
        if (sent || wire_.gone()) return;
        pollfd room{wire_.descriptor(), POLLOUT, 0};
        poll(&room, 1, kLookAround_ms);
    }
}

bool WordsLine::hung_up() {
    while (wire_.receive()) continue;  // there is nothing else to hear
    return wire_.gone();
}

}  // namespace gatecast
