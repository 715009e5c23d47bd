// SPDX-License-Identifier: GPL-3.0-or-later
// The mixer's second thread: hears the site process, hands outputs to encoders, makes the rings of decks and notices
// their deaths. What it hears becomes orders that the composing thread takes at its next frame; what that has to tell
// goes to the site from here. Started by the mixer.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "pipeline/live/decks/shared_deck.h"
#include "pipeline/live/mixer/encoder_line.h"
#include "pipeline/live/mixer/mixer.h"
#include "pipeline/live/mixer/mixer_floor.h"
#include "pipeline/live/mixer/screen_line.h"
#include "pipeline/live/mixer/text_post.h"
#include "pipeline/live/wire.h"

namespace gatecast {

/// A deck's conversation, shared by both threads: the ring is read by one, the socket by the other.
struct DeckLine;

/// By display.
using Scenes = std::map<std::string, std::unique_ptr<Scene>>;

class MixerPost {
public:
    /// `displays` with `lines` and `screens`, where they go, outlive this. `regions`: how large the pictures of a feed
    /// are shown at most.
    MixerPost(const MixerSettings& settings, LiveDisplays displays, std::map<std::string, EncoderLine*> lines,
              std::map<std::string, ScreenLine*> screens, std::map<std::string, Size> regions);
    ~MixerPost();
    MixerPost(const MixerPost&) = delete;
    MixerPost& operator=(const MixerPost&) = delete;

    // The composing thread's; none of them waits.
    [[nodiscard]] std::vector<FloorOrder> take_orders() noexcept;
    void tell(nlohmann::json news) noexcept;
    void let_go(std::unique_ptr<DeckEnd> end) noexcept;
    [[nodiscard]] bool quitting() const { return quit_; }

private:
    void work();
    void wait();
    void hear_newcomers();
    void connect_output(const Wire& output, Letter letter);
    void hear_site();
    void hear_decks();
    void hear_text();
    void obey(Letter& letter);
    void load(Letter& letter);
    void load_source(const std::string& source, const std::string& feed, const DeckPlan& plan, Letter& letter);
    [[nodiscard]] std::unique_ptr<DeckEnd> open_deck(const std::string& id, Size region, Letter& letter);
    void draw_notice(const nlohmann::json& order);
    void dress_anew(const nlohmann::json& order);
    void enqueue(FloorOrder order);
    void deliver_news();
    void wake() noexcept;

    const MixerSettings& settings_;
    std::vector<std::shared_ptr<Scenes>> scenes_;  // handed to the composing thread, and given back
    LiveDisplays displays_;                        // only their const members are this thread's
    std::map<std::string, EncoderLine*> lines_;
    std::map<std::string, ScreenLine*> screens_;
    std::map<std::string, Size> regions_;
    TextPost text_;
    Descriptor control_, packets_, wake_;
    std::unique_ptr<Wire> site_;
    std::vector<nlohmann::json> unheard_;  // of what went out, while there was no site process
    std::vector<Wire> nameless_outputs_;   // connected, but have not said whose they are
    std::vector<std::shared_ptr<DeckLine>> decks_;
    std::map<std::string, std::weak_ptr<SharedDeck>> sources_;

    std::mutex mutex_;  // of what both threads use
    std::vector<FloorOrder> orders_;
    std::vector<nlohmann::json> news_;
    std::vector<std::unique_ptr<DeckEnd>> leavers_;
    std::atomic<bool> quit_{false};
    std::atomic<bool> ended_{false};
    std::thread thread_;
};

}  // namespace gatecast
