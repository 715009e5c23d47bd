// SPDX-License-Identifier: GPL-3.0-or-later
// A deck: one source, decoded and conformed in a process of its own, so that a bad file costs its own picture only.
// `gatecast deck` is this. It writes ahead of time into the mixer's ring: for each frame of the grid a picture of one
// planar form and its 48 kHz stereo. One thread beside the decoders'; it ends when the mixer hangs up.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "filters/geometry.h"
#include "pipeline/live/descriptor.h"
#include "pipeline/media/live_input.h"

namespace gatecast {

struct DeckOrder {
    int media = -1;           // an open descriptor of the very bytes that were approved
    std::string name;         // of the file, for people
    Rational rate{25, 1};     // of the grid
    Size region{1920, 1080};  // the largest it is shown in
    int64_t first = 0;        // the frame of the item that is wanted first
    int64_t frames = 0;       // of the item; 0: as long as the media
    Time in{0};               // of the media, where the item begins
    bool repeats = false;     // from its start again and again
    bool silent = false;      // its sound is not wanted
    std::string language;     // of the sound track; empty, or none such: the first
    LiveInputSettings live;   // its url empty: a file
    Time origin{0};           // of a live source: the grid's frame 0, of the monotonic clock
};

/// "test://": no line, but bars and a tone.
[[nodiscard]] bool is_test_source(const LiveInputSettings& live);

[[nodiscard]] nlohmann::json to_json(const DeckOrder& order);
[[nodiscard]] DeckOrder deck_order_from(const nlohmann::json& json);

/// `socket`: to the mixer. Returns when the mixer has hung up; throws Error where the source cannot be shown.
void run_deck(const DeckOrder& order, Descriptor socket);

}  // namespace gatecast
