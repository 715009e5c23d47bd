// SPDX-License-Identifier: GPL-3.0-or-later
// The mixer's ear for its text processes: takes the overlays that they have drawn and hands them to the composing
// thread, which only shows them. A text process that dies costs what it had not drawn yet. Owned by the mixer's post,
// on its thread.
#pragma once

#include <poll.h>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/live/mixer/mixer_floor.h"
#include "pipeline/live/wire.h"

namespace gatecast {

class TextPost {
public:
    using Enqueue = std::function<void(FloorOrder order)>;
    TextPost(LiveDisplays displays, Enqueue enqueue) : displays_(std::move(displays)), enqueue_(std::move(enqueue)) {}

    /// The way to a text process; it takes the place of the one before it that did the same work.
    void take(const std::string& work, Descriptor socket);
    void add_waiting(std::vector<pollfd>& waiting) const;
    void hear();

    /// Whether what a deck's item begins with has been drawn.
    [[nodiscard]] bool is_drawn(const std::string& deck) const { return drawn_.contains(deck); }
    void forget(const std::string& deck);
    /// Not a word more of an item in this language; empty: in any.
    void silence(const std::string& deck, const std::string& language);
    /// Not a word more of any live line, nor of what their process has yet to say.
    void clear_lines();

private:
    void obey(Letter& letter);
    void take_words(Letter& letter);
    void show_lines();
    void drop_unused();

    LiveDisplays displays_;  // only their const members are this thread's
    Enqueue enqueue_;
    std::map<std::string, Wire> processes_;  // by their work
    std::set<std::string> drawn_;            // decks
    std::set<std::pair<std::string, std::string>> silenced_;
    std::map<std::string, std::vector<DrawnWords>> coming_lines_;  // by display
    // Every overlay is held here too, so that the composing thread never gives memory back.
    std::vector<OverlayRef> overlays_;
};

}  // namespace gatecast
