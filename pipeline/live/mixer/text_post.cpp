// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/text_post.h"

#include <nlohmann/json.hpp>

#include "pipeline/live/words/overlay_letter.h"

namespace gatecast {

using nlohmann::json;

namespace {

constexpr size_t kMostOverlays = 4000;  // more than any item has on screen ahead of time

}  // namespace

void TextPost::take(const std::string& work, Descriptor socket) {
    processes_.erase(work);
    processes_.emplace(work, Wire(std::move(socket)));
}

void TextPost::add_waiting(std::vector<pollfd>& waiting) const {
    for (const auto& [work, wire] : processes_) waiting.push_back({wire.descriptor(), POLLIN, 0});
}

void TextPost::hear() {
    for (auto& [work, wire] : processes_)
        while (std::optional<Letter> letter = wire.receive()) {
            try {
                obey(*letter);
            } catch (const std::exception&) {  // what cannot be shown is not shown
            }
        }
    std::erase_if(processes_, [](const auto& each) { return each.second.gone(); });
    drop_unused();
}

void TextPost::obey(Letter& letter) {
    const std::string what = letter.body.at("text");
    if (what == "words") return take_words(letter);
    if (what == "lines") return show_lines();
    if (what == "drawn") drawn_.insert(letter.body.at("deck").get<std::string>());
}

void TextPost::take_words(Letter& letter) {
    const json& body = letter.body;
    const std::string name = body.at("display");
    const LiveDisplay& display = *displays_.at(name);
    DrawnWords words;
    words.deck = body.at("deck");
    words.language = body.at("language");
    words.from = body.at("from");
    words.until = body.at("until");
    words.opening = body.at("opening").get<std::vector<int>>();
    words.closing = body.at("closing").get<std::vector<int>>();
    if (silenced_.contains({words.deck, words.language}) || silenced_.contains({words.deck, ""}) ||
        overlays_.size() >= kMostOverlays)
        return;
    words.overlay =
        unpack(letter.enclosed.at(0), area_from(body.at("area")), display.display().canvas, LiveDisplay::chroma());
    overlays_.push_back(words.overlay);
    if (words.deck.empty()) return coming_lines_[name].push_back(std::move(words));
    enqueue_([name, words = std::move(words)](Floor& floor) { floor.displays.at(name)->words().put(words); });
}

/// On all displays at one frame.
void TextPost::show_lines() {
    enqueue_([lines = std::exchange(coming_lines_, {})](Floor& floor) {
        for (auto& [name, display] : floor.displays) {
            const auto of_display = lines.find(name);
            display->words().set_lines(of_display != lines.end() ? of_display->second : std::vector<DrawnWords>{});
        }
    });
}

void TextPost::forget(const std::string& deck) {
    drawn_.erase(deck);
    std::erase_if(silenced_, [&deck](const auto& each) { return each.first == deck; });
    enqueue_([deck](Floor& floor) {
        for (auto& [name, display] : floor.displays) display->words().forget(deck, "");
    });
}

void TextPost::silence(const std::string& deck, const std::string& language) {
    silenced_.emplace(deck, language);
    enqueue_([deck, language](Floor& floor) {
        for (auto& [name, display] : floor.displays) display->words().forget(deck, language);
    });
}

void TextPost::clear_lines() {
    processes_.erase("lines");
    coming_lines_.clear();
    show_lines();
}

void TextPost::drop_unused() {
    std::erase_if(overlays_, [](const OverlayRef& each) { return each.use_count() == 1; });
}

}  // namespace gatecast
