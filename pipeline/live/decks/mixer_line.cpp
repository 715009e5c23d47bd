// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/mixer_line.h"

#include <poll.h>

#include <nlohmann/json.hpp>

#include "presets/message.h"

namespace gatecast {

namespace {

constexpr int kRingPatience_ms = 10'000;  // from the start of the process to the mixer's letter

}  // namespace

RingWriter MixerLine::open_ring() {
    pollfd waiting{wire_.descriptor(), POLLIN, 0};
    poll(&waiting, 1, kRingPatience_ms);
    std::optional<Letter> letter = wire_.receive();
    if (!letter || letter->enclosed.empty()) throw Error(message("The mixer sent no memory. Start the site again."));
    const RingShape shape{letter->body.value("slots", 0), letter->body.value("picture_bytes", int64_t{0})};
    return {std::move(letter->enclosed.front()), shape};
}

bool MixerLine::hung_up() {
    while (wire_.receive()) continue;  // there is nothing else to hear
    return wire_.gone();
}

}  // namespace gatecast
