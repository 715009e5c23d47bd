// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/deck_process.h"

#include <nlohmann/json.hpp>

#include "pipeline/live/process.h"

namespace gatecast {

namespace {

constexpr int kDeckNice = 5;  // composing comes first
constexpr int64_t kDeckMemory_bytes = int64_t{1536} << 20;
constexpr int kOrderInChild = 3, kSocketInChild = 4, kMediaInChild = 5;

}  // namespace

/// The order goes in a file of its own: it may hold a passphrase, and everybody reads command lines.
pid_t start_deck_process(DeckOrder order, int socket, int media) {
    order.media = media >= 0 ? kMediaInChild : -1;
    const Descriptor kept = nameless_file(to_json(order).dump());
    std::vector<int> inherited{kept.get(), socket};
    if (media >= 0) inherited.push_back(media);
    return start_child({{"deck", std::to_string(kOrderInChild), std::to_string(kSocketInChild)},
                        inherited,
                        kDeckNice,
                        kDeckMemory_bytes});
}

}  // namespace gatecast
