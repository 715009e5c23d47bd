// SPDX-License-Identifier: GPL-3.0-or-later
// A deck's conversation with the mixer: it sends the ring, and hanging up is all it ever says after that. One thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "pipeline/live/decks/ring.h"
#include "pipeline/live/wire.h"

namespace gatecast {

class MixerLine {
public:
    explicit MixerLine(Descriptor socket) : wire_(std::move(socket)) {}

    /// Waits for the letter that carries it. Throws Error.
    [[nodiscard]] RingWriter open_ring();
    void tell(const nlohmann::json& body) { wire_.send(body); }
    [[nodiscard]] bool hung_up();

private:
    Wire wire_;
};

}  // namespace gatecast
