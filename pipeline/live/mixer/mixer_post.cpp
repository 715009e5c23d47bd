// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/mixer_post.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>

#include "pipeline/live/clock.h"

namespace gatecast {

using nlohmann::json;

struct DeckLine {
    DeckLine(std::string name, const RingShape& shape, Descriptor socket)
        : id(std::move(name)), ring(shape), wire(std::move(socket)) {}
    std::string id;
    std::string source;  // of a live one, which may be many feeds'
    RingReader ring;
    Wire wire;  // the second thread's
    std::atomic<bool> dead{false};
    std::atomic<int64_t> words_due{0};  // of the monotonic clock: so long it waits for its subtitles; 0: it does not
};

namespace {

constexpr int kRingSlots = 12;
constexpr Size kLeastRing{1920, 1088};
constexpr size_t kMostNews = 1000;
constexpr Time kPatienceForWords = std::chrono::milliseconds(1000);  // of a deck that is only being loaded

/// What the feed holds of a deck: letting go of it hangs up.
class LoadedDeck : public DeckEnd {
public:
    explicit LoadedDeck(std::shared_ptr<DeckLine> line) : line_(std::move(line)) {}

    [[nodiscard]] bool ready() const noexcept override {
        return line_->ring.has_next() && (line_->words_due == 0 || monotonic_now().count() >= line_->words_due);
    }
    [[nodiscard]] bool dead() const noexcept override { return line_->dead; }
    [[nodiscard]] bool take(RingFrame& frame) noexcept override { return line_->ring.take(frame); }

private:
    std::shared_ptr<DeckLine> line_;
};

DeckRole role_of(const std::string& name) {
    if (name == "filler") return DeckRole::kFiller;
    return name == "standby" ? DeckRole::kStandby : DeckRole::kItem;
}

AirPatience air_patience_from(const json& given) {
    const auto time = [&given](const char* key) { return Time(given.value(key, int64_t{0})); };
    return {time("black"), time("frozen"), time("silent")};
}

DeckPlan plan_from(const json& given) {
    DeckPlan plan;
    plan.id = given.at("deck");
    plan.role = role_of(given.value("role", "item"));
    plan.first = given.value("first", int64_t{0});
    if (given.contains("origin")) plan.origin = given.at("origin").get<int64_t>();
    if (given.contains("until")) plan.until = given.at("until").get<int64_t>();
    if (given.contains("dead_air")) plan.dead_air = air_patience_from(given.at("dead_air"));
    plan.live = given.value("live", false);
    plan.rests = given.value("rests", false);
    plan.silent = given.value("silent", false);
    return plan;
}

Size larger(Size a, Size b) {
    return {std::max(a.width, b.width), std::max(a.height, b.height)};
}

/// Every feed that the order names: one, or all where none is named.
void each_feed(Feeds& feeds, const std::string& name, const std::function<void(Feed&)>& order) {
    for (auto& [each, feed] : feeds)
        if (name.empty() || each == name) order(feed);
}

}  // namespace

MixerPost::MixerPost(const MixerSettings& settings, LiveDisplays displays, std::map<std::string, EncoderLine*> lines,
                     std::map<std::string, ScreenLine*> screens, std::map<std::string, Size> regions)
    : settings_(settings),
      displays_(std::move(displays)),
      lines_(std::move(lines)),
      screens_(std::move(screens)),
      regions_(std::move(regions)),
      text_(displays_, [this](FloorOrder order) { enqueue(std::move(order)); }),
      control_(listen_at(control_socket(settings.state), SocketKind::kLetters)),
      packets_(listen_at(packet_socket(settings.state), SocketKind::kStream)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { work(); }) {}

MixerPost::~MixerPost() {
    ended_ = true;
    wake();
    thread_.join();
}

std::vector<FloorOrder> MixerPost::take_orders() noexcept {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    return lock ? std::exchange(orders_, {}) : std::vector<FloorOrder>{};
}

void MixerPost::tell(json news) noexcept {
    const std::lock_guard lock(mutex_);  // held for moves only
    if (news_.size() < kMostNews) news_.push_back(std::move(news));
    wake();
}

void MixerPost::let_go(std::unique_ptr<DeckEnd> end) noexcept {
    const std::lock_guard lock(mutex_);
    leavers_.push_back(std::move(end));
    wake();
}

void MixerPost::wake() noexcept {
    const uint64_t one = 1;
    static_cast<void>(!write(wake_.get(), &one, sizeof one));
}

void MixerPost::work() {
    while (!ended_) {
        wait();
        hear_newcomers();
        hear_site();
        hear_decks();
        hear_text();
        std::vector<std::unique_ptr<DeckEnd>> leavers;
        {
            const std::lock_guard lock(mutex_);
            leavers.swap(leavers_);
        }
        std::erase_if(scenes_, [](const auto& each) { return each.use_count() == 1; });
        leavers.clear();  // unmaps memory: nothing the composing thread should do
        std::erase_if(decks_, [this](const auto& deck) {
            if (deck.use_count() != 1) return false;
            text_.forget(deck->id);
            return true;
        });
        deliver_news();
    }
}

void MixerPost::wait() {
    std::vector<pollfd> waiting{{control_.get(), POLLIN, 0}, {packets_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
    if (site_) waiting.push_back({site_->descriptor(), POLLIN, 0});
    for (const Wire& each : nameless_outputs_) waiting.push_back({each.descriptor(), POLLIN, 0});
    for (const auto& deck : decks_)
        if (!deck->dead) waiting.push_back({deck->wire.descriptor(), POLLIN, 0});
    text_.add_waiting(waiting);
    poll(waiting.data(), waiting.size(), -1);
    uint64_t count = 0;
    static_cast<void>(!read(wake_.get(), &count, sizeof count));
}

/// A site process that starts anew takes the place of the one before it.
void MixerPost::hear_newcomers() {
    if (Descriptor newcomer = accept_from(control_)) {
        site_ = std::make_unique<Wire>(std::move(newcomer));
        enqueue([this](Floor& floor) {
            json places = json::object();
            for (const auto& [name, feed] : floor.feeds) {
                const Feed::Place place = feed.place();
                places[name] = {{"deck", place.deck}, {"origin", place.origin}, {"waiting", place.waiting}};
            }
            tell({{"news", "hello"}, {"feeds", places}, {"mixer", getpid()}});
        });
    }
    while (Descriptor newcomer = accept_from(packets_)) nameless_outputs_.emplace_back(std::move(newcomer));
    std::erase_if(nameless_outputs_, [this](Wire& each) {
        std::optional<Letter> letter = each.receive();
        if (!letter) return each.gone();
        connect_output(each, std::move(*letter));
        return true;
    });
    for (const auto& [name, screen] : screens_) screen->look_around();
}

/// A screen brings the memory it wants its pictures in; others get packets.
void MixerPost::connect_output(const Wire& output, Letter letter) {
    const std::string display = letter.body.value("display", "");
    Descriptor socket(fcntl(output.descriptor(), F_DUPFD_CLOEXEC, 3));
    if (letter.enclosed.empty()) {
        if (const auto line = lines_.find(display); line != lines_.end()) line->second->add_output(std::move(socket));
        return;
    }
    const auto screen = screens_.find(display);
    if (screen == screens_.end()) return;
    try {
        const RingShape shape{letter.body.value("slots", 0), letter.body.value("picture_bytes", int64_t{0})};
        screen->second->add(std::move(socket), std::move(letter.enclosed.front()), shape);
    } catch (const Error& error) {
        tell({{"news", "refused"}, {"order", letter.body}, {"reason", error.what()}});
    }
}

void MixerPost::hear_site() {
    while (site_) {
        std::optional<Letter> letter = site_->receive();
        if (!letter) {
            if (site_->gone()) site_.reset();
            return;
        }
        try {
            obey(*letter);
        } catch (const std::exception& error) {
            tell({{"news", "refused"}, {"order", letter->body}, {"reason", error.what()}});
        }
    }
}

void MixerPost::hear_decks() {
    for (const auto& deck : decks_) {
        if (deck->dead) continue;
        while (std::optional<Letter> letter = deck->wire.receive()) {
            json news = std::move(letter->body);
            news["news"] = news.contains("live") ? "live" : "opened";
            news["deck"] = deck->id;
            if (!deck->source.empty()) news["source"] = deck->source;
            tell(std::move(news));
        }
        if (deck->wire.gone()) deck->dead = true;
    }
}

void MixerPost::hear_text() {
    text_.hear();
    for (const auto& deck : decks_)
        if (deck->words_due != 0 && text_.is_drawn(deck->id)) deck->words_due = 0;
}

void MixerPost::load(Letter& letter) {
    const std::string feed = letter.body.at("feed");
    const std::string source = letter.body.value("source", "");
    const DeckPlan plan = plan_from(letter.body);
    if (!source.empty()) return load_source(source, feed, plan, letter);
    enqueue(
        [feed, plan, end = std::make_shared<std::unique_ptr<DeckEnd>>(open_deck(plan.id, regions_.at(feed), letter))](
            Floor& floor) { floor.feeds.at(feed).load(plan, std::move(*end)); });
}

/// A feed that comes later shares the deck that is there.
void MixerPost::load_source(const std::string& source, const std::string& feed, const DeckPlan& plan, Letter& letter) {
    std::shared_ptr<SharedDeck> deck = sources_[source].lock();
    if (!deck || deck->dead()) {
        if (letter.enclosed.empty()) return tell({{"news", "lost"}, {"feed", feed}, {"deck", plan.id}});
        Size room;
        for (const auto& [name, region] : regions_) room = larger(room, region);
        deck = std::make_shared<SharedDeck>(open_deck(plan.id, room, letter));
        sources_[source] = deck;
    }
    enqueue([feed, plan, deck](Floor& floor) { floor.feeds.at(feed).load(plan, deck->end()); });
}

std::unique_ptr<DeckEnd> MixerPost::open_deck(const std::string& id, Size region, Letter& letter) {
    if (letter.enclosed.empty()) throw Error(message("The order to load a deck came without the way to it."));
    const Size room = larger(region, kLeastRing);
    const RingShape shape{kRingSlots, ring_bytes(room, {Chroma::k422, 8})};
    auto line = std::make_shared<DeckLine>(id, shape, std::move(letter.enclosed.front()));
    line->source = letter.body.value("source", "");
    if (letter.body.value("words", false)) line->words_due = (monotonic_now() + kPatienceForWords).count();
    const int memory = line->ring.descriptor();
    line->wire.send({{"slots", shape.slots}, {"picture_bytes", shape.picture_bytes}}, {&memory, 1});
    decks_.push_back(line);
    return std::make_unique<LoadedDeck>(std::move(line));
}

void MixerPost::obey(Letter& letter) {
    const json& body = letter.body;
    const std::string order = body.at("order");
    const std::string feed = body.value("feed", "");
    const std::string deck = body.value("deck", "");
    FloorOrder action;
    if (order == "load") return load(letter);
    if (order == "text") return text_.take(body.at("work"), std::move(letter.enclosed.at(0)));
    if (order == "silence") return text_.silence(deck, body.at("language"));
    if (order == "clear-lines") return text_.clear_lines();
    if (order == "quit") quit_ = true;
    if (order == "unload")
        action = [=](Floor& floor) { each_feed(floor.feeds, feed, [&](Feed& f) { f.unload(deck); }); };
    if (order == "take") action = [=](Floor& floor) { each_feed(floor.feeds, feed, [&](Feed& f) { f.take(deck); }); };
    if (order == "standby") {
        const bool on = body.value("on", true);
        action = [=, this](Floor& floor) {
            each_feed(floor.feeds, feed, [&](Feed& f) { f.set_standby(on); });
            tell({{"news", "covered"}, {"on", on}, {"frame", floor.frame}});
        };
    }
    if (order == "notice") return draw_notice(body);
    if (order == "dress") return dress_anew(body);
    if (order == "air")
        action = [display = body.at("display").get<std::string>(),
                  air = display_air_from(body.at("air"))](Floor& floor) { floor.set_air(display, air); };
    if (order == "soft-cues") return lines_.at(body.at("display"))->tell_cues(cue_news_from(body.at("news")));
    if (order == "hide-notice")
        action = [id = body.at("id").get<std::string>()](Floor& floor) {
            for (auto& [name, display] : floor.displays) display->hide_notice(id);
        };
    if (action) enqueue(std::move(action));
}

void MixerPost::enqueue(FloorOrder order) {
    const std::lock_guard lock(mutex_);
    orders_.push_back(std::move(order));
}

/// Set and drawn here, so that the composing thread only shows it: on all displays at one frame.
void MixerPost::draw_notice(const json& order) {
    const std::string id = order.at("id");
    const json& given = order.at("words");
    const Words words{given.at("vi"), given.at("en"), given.at("km")};
    auto drawn = std::make_shared<std::map<std::string, DrawnNotice>>();
    for (const auto& [name, display] : displays_) {
        DrawnNotice& notice = (*drawn)[name] = display->draw_notice(id, words, order.at("full"));
        notice.priority = order.at("priority");
        notice.from = order.at("from");
        notice.until = order.at("until");
        notice.stands = order.at("stands");
        notice.every = order.at("every");
    }
    enqueue([this, id, drawn](Floor& floor) {
        for (auto& [name, display] : floor.displays) {
            display->show_notice(std::move(drawn->at(name)));
        }
        tell({{"news", "notice"}, {"id", id}, {"frame", floor.frame}});
    });
}

/// Set and drawn here too; all displays change at one frame. What they wore before is torn down here.
void MixerPost::dress_anew(const json& order) {
    const PresetLibrary library(settings_.presets);
    auto scenes = std::make_shared<Scenes>();
    for (const MixerDisplay& each : mixer_settings_from(order.at("settings")).displays)
        if (const auto display = displays_.find(each.name); display != displays_.end())
            (*scenes)[each.name] = display->second->draw_scene(each.screen, library);
    scenes_.push_back(scenes);
    enqueue([this, scenes](Floor& floor) {
        for (auto& [name, scene] : *scenes) scene = floor.displays.at(name)->wear(std::move(scene));
        tell({{"news", "dressed"}, {"frame", floor.frame}});
    });
}

void MixerPost::deliver_news() {
    std::vector<json> news;
    {
        const std::lock_guard lock(mutex_);
        news.swap(news_);
    }
    const auto is_kept = [](const json& each) {
        return each["news"] == "on" || each["news"] == "off" || each["news"] == "covered";
    };
    for (json& each : news)
        if (site_)
            unheard_.push_back(std::move(each));
        else if (is_kept(each) &&
                 unheard_.size() < kMostNews)  // whoever comes next asks how things stand, but went out
            unheard_.push_back(std::move(each));
    if (!site_) return;
    for (const json& each : unheard_) site_->send(each);
    unheard_.clear();
}

}  // namespace gatecast
