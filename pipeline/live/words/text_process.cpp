// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/text_process.h"

#include <poll.h>
#include <sys/stat.h>

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "pipeline/live/clock.h"
#include "pipeline/live/decks/sandbox.h"
#include "pipeline/live/words/item_text.h"
#include "pipeline/live/words/line_text.h"
#include "pipeline/render/cue_files.h"
#include "subtitles/formats/format.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr int kLookAround_ms = 100;

std::string bytes_of(const Descriptor& file) {
    struct stat state {};
    fstat(file.get(), &state);
    std::string bytes(static_cast<size_t>(state.st_size), '\0');
    if (pread(file.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw Error(message("A cue file came only in part."));
    return bytes;
}

/// What both kinds of work share: two lines, and a loop until the mixer hangs up.
class TextProcess {
public:
    TextProcess(const MixerSettings& settings, Descriptor mixer, Descriptor site)
        : settings_(settings), mixer_(std::move(mixer)), site_(std::move(site)) {}

    /// `work` says whether there is more to do at once.
    void run(const std::function<void(Letter&)>& obey, const std::function<bool()>& work) {
        bool busy = false;
        while (!mixer_.hung_up()) {
            pollfd waiting[] = {{mixer_.descriptor(), POLLIN, 0}, {site_.gone() ? -1 : site_.descriptor(), POLLIN, 0}};
            poll(waiting, std::size(waiting), busy ? 0 : kLookAround_ms);
            while (std::optional<Letter> letter = site_.receive()) {
                try {
                    obey(*letter);
                } catch (const std::exception& error) {
                    tell({{"news", "unsaid"}, {"order", letter->body}, {"problem", error.what()}});
                }
            }
            busy = work();
        }
    }
    void tell(const json& news) { site_.send(news); }
    [[nodiscard]] WordsLine& mixer() { return mixer_; }
    [[nodiscard]] int64_t frame_now() const { return frame_at(monotonic_now() - settings_.origin, settings_.rate); }

private:
    const MixerSettings& settings_;
    WordsLine mixer_;
    Wire site_;
};

/// Subtitles of items, one after the other.
class ItemWork {
public:
    ItemWork(TextProcess& process, const std::vector<TextDisplay>& displays) : process_(process), displays_(displays) {}

    void obey(Letter& letter) {
        const json& body = letter.body;
        const std::string order = body.at("order");
        const std::string deck = body.at("deck");
        if (order == "cues") return read(deck, body, letter.enclosed.at(0));
        if (order == "item") return begin(deck, body);
        if (order == "forget") return forget(deck);
        const auto item = std::ranges::find(items_, deck, [](const auto& each) { return each->deck(); });
        if (item == items_.end()) return;
        if (order == "on") (*item)->goes_on(body.at("origin"), body.at("period"));
        if (order == "silence") (*item)->silence(body.at("language"));
    }

    bool work() {
        const int64_t now = process_.frame_now();
        bool drew = false;
        for (const auto& each : items_) {
            const bool drew_here = each->draw_next(now, process_.mixer());
            if (!drew_here && undrawn_.erase(each->deck()) > 0) say_drawn(each->deck());
            drew = drew || drew_here;
        }
        return drew;
    }

private:
    /// Also of one that never began.
    void forget(const std::string& deck) {
        std::erase_if(items_, [&deck](const auto& each) { return each->deck() == deck; });
        tracks_.erase(deck);
        undrawn_.erase(deck);
    }

    void say_drawn(const std::string& deck) { process_.mixer().say({{"text", "drawn"}, {"deck", deck}}); }

    /// One that cannot be read leaves the others.
    void read(const std::string& deck, const json& body, const Descriptor& file) {
        const CueFileRequest request{body.at("language"), body.at("name").get<std::string>(), {}, {}};
        CueFile cues = read_cues(bytes_of(file), name_of(request), {request.language, {}, {25, 1}});
        std::vector<Track>& tracks = tracks_[deck];
        for (Track& track : tracks_of(std::move(cues), request)) {
            if (std::ranges::find(tracks, track.language, &Track::language) != tracks.end())
                throw Error(message("{}: another file of the item is in {} too. Leave one beside it.", track.name,
                                    track.language));
            tracks.push_back(std::move(track));
        }
    }

    void begin(const std::string& deck, const json& body) {
        const auto tracks = tracks_.extract(deck);
        undrawn_.insert(deck);
        if (tracks.empty()) return say_drawn(deck);
        items_.push_back(
            std::make_unique<ItemText>(ItemToSay{body.at("feed"), deck, body.at("first"),
                                                 Time(body.at("in").get<int64_t>()), body.at("play"), body.at("item")},
                                       tracks.mapped(), displays_));
    }

    TextProcess& process_;
    const std::vector<TextDisplay>& displays_;
    std::map<std::string, std::vector<Track>> tracks_;  // read, of decks that are not begun yet
    std::vector<std::unique_ptr<ItemText>> items_;
    std::set<std::string> undrawn_;  // decks that the mixer has not been told of
};

void say_items(TextProcess& process, const std::vector<TextDisplay>& displays) {
    ItemWork work(process, displays);
    process.run([&work](Letter& letter) { work.obey(letter); }, [&work] { return work.work(); });
}

void say_lines(TextProcess& process, const std::vector<TextDisplay>& displays,
               const std::vector<std::string>& languages) {
    LineText lines(displays, languages);
    const auto obey = [&](Letter& letter) {
        lines.say(live_cue_from(letter.body.at("cue")), process.frame_now(), process.mixer());
    };
    process.run(obey, [] { return false; });
}

}  // namespace

void run_text(const json& settings, Descriptor mixer, Descriptor site) {
    const MixerSettings of_mixer = mixer_settings_from(settings.at("mixer"));
    const std::vector<TextDisplay> displays = text_displays(of_mixer);
    lock_in(SandboxNetwork::kNone, -1);
    TextProcess process(of_mixer, std::move(mixer), std::move(site));
    if (settings.at("work") == kItemWords) return say_items(process, displays);
    say_lines(process, displays, settings.at("languages"));
}

}  // namespace gatecast
