// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/mixer.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <nlohmann/json.hpp>
#include <numeric>

#include "pipeline/live/clock.h"
#include "pipeline/live/mixer/air_watch.h"
#include "pipeline/live/mixer/encoder_line.h"
#include "pipeline/live/mixer/fader.h"
#include "pipeline/live/mixer/lateness.h"
#include "pipeline/live/mixer/mixer_post.h"
#include "pipeline/live/mixer/thumbnails.h"
#include "pipeline/media/complaints.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr int kComposingNice = -10;                 // where the system allows it
constexpr Time kTooLate = std::chrono::seconds(1);  // then frames are left out instead of made up for
constexpr int64_t kNewsEach_frames = 25;
constexpr AirPatience kDeadAir{std::chrono::seconds(3), std::chrono::seconds(3), std::chrono::seconds(3)};

/// One display with its encoders.
struct Channel {
    struct RungLine {
        std::string name;
        std::unique_ptr<EncoderLine> line;
    };

    Channel(const MixerDisplay& settings, const PresetLibrary& library, Rational rate, int64_t first, Time wall_of_zero)
        : name(settings.name),
          feed(settings.feed),
          rest(settings.air.rest),
          fader(kRingChannels, settings.air.volume),
          screen(settings.screen, library) {
        if (settings.on_screen) screen_line = std::make_unique<ScreenLine>();
        if (!(screen.display().rate.reduced() == rate.reduced()))
            throw Error(
                message("{}: {} runs at another frame rate than the site. Give all displays of a site the same "
                        "rate.",
                        settings.name, settings.screen.display));
        Encode encode = library.encode(settings.encode);
        encode.video.bitrate = settings.bitrate;
        encode.video.buffer_bits = settings.bitrate / 2;
        EncoderLine::Settings way{screen.display().frame, rate, first, wall_of_zero.count(), settings.coder};
        line = std::make_unique<EncoderLine>(encode, way);
        for (const Rung& rung : settings.ladder) {
            encode.video.bitrate = rung.bitrate;
            encode.video.buffer_bits = rung.bitrate / 2;
            way.size = rung.size;
            rungs.push_back({rung_display(settings.name, rung), std::make_unique<EncoderLine>(encode, way)});
        }
    }
    void put(int64_t frame, const Picture& picture, const std::vector<float>& sound) const {
        if (screen_line) screen_line->put(frame, picture, sound);
        for (const RungLine& rung : rungs) rung.line->put(picture, sound);
        line->put(picture, sound);
    }
    void leave_out(int64_t frame) const {
        for (const RungLine& rung : rungs) rung.line->leave_out(frame);
        line->leave_out(frame);
    }

    std::string name, feed;
    Rest rest;
    Fader fader;
    LiveDisplay screen;
    std::unique_ptr<EncoderLine> line;
    std::vector<RungLine> rungs;
    std::unique_ptr<ScreenLine> screen_line;  // where one is asked for
};

std::map<std::string, Size> regions_of(const std::vector<std::unique_ptr<Channel>>& channels) {
    std::map<std::string, Size> regions;
    for (const auto& channel : channels) {
        Size& largest = regions[channel->feed];
        for (const Region& region : channel->screen.display().pictures)
            if (region.area.width * region.area.height > largest.width * largest.height) largest = region.area.size();
    }
    return regions;
}

const char* name_of(OffReason reason) {
    constexpr const char* kNames[] = {"complete", "replaced", "died",   "stalled",
                                      "unloaded", "black",    "frozen", "silent"};
    return kNames[static_cast<size_t>(reason)];
}

const char* name_of(FeedEvent::Kind kind) {
    constexpr const char* kNames[] = {"on", "off", "lost", "standby", "over"};
    return kNames[static_cast<size_t>(kind)];
}

/// The whole of it; the composing thread is whoever calls run().
class Mixer {
public:
    explicit Mixer(const MixerSettings& settings)
        : settings_(settings),
          next_(frame_at(monotonic_now() - settings.origin, settings.rate) + 1),
          thumbnails_(settings.state) {
        const PresetLibrary library(settings.presets);
        std::map<std::string, EncoderLine*> lines;
        std::map<std::string, ScreenLine*> screens;
        for (const MixerDisplay& display : settings.displays) {
            channels_.push_back(
                std::make_unique<Channel>(display, library, settings.rate, next_, settings.wall_of_zero));
            lines[display.name] = channels_.back()->line.get();
            for (const Channel::RungLine& rung : channels_.back()->rungs) lines[rung.name] = rung.line.get();
            if (ScreenLine* line = channels_.back()->screen_line.get()) screens[display.name] = line;
            floor_.displays[display.name] = &channels_.back()->screen;
            floor_.feeds.try_emplace(display.feed, settings.rate, Feed::Rules{});
            watches_.try_emplace(display.feed, settings.rate, kDeadAir);
        }
        floor_.set_air = [this](const std::string& display, const DisplayAir& air) { set_air(display, air); };
        post_ = std::make_unique<MixerPost>(settings, floor_.displays, lines, screens, regions_of(channels_));
    }

    void run() {
        while (!post_->quitting()) {
            const Time due = settings_.origin + frame_time(next_, settings_.rate);
            sleep_until(due);
            if (monotonic_now() - due > kTooLate) leave_out();
            floor_.frame = next_;
            for (const FloorOrder& order : post_->take_orders()) order(floor_);
            compose(settings_.origin + frame_time(next_, settings_.rate));
            tell_news();
            ++next_;
        }
    }

private:
    /// After a machine that slept, or was stopped: on with the frame of now.
    void leave_out() {
        const int64_t now = frame_at(monotonic_now() - settings_.origin, settings_.rate);
        left_out_ += now - next_;
        for (; next_ < now; ++next_)
            for (const auto& channel : channels_) channel->leave_out(next_);
    }

    void compose(Time due) {
        const WallTime wall{wall_now() + std::chrono::minutes(settings_.utc_minutes)};
        for (auto& [name, feed] : floor_.feeds) {
            const Feed::Shown shown = feed.tick(next_);
            watch(name, shown);
            for (const auto& channel : channels_) {
                if (channel->feed != name) continue;
                const Picture picture = picture_of(*channel, feed, shown, wall);
                lateness_.add(monotonic_now() - due);
                std::vector<float> sound(shown.sound.begin(), shown.sound.end());
                channel->fader.apply(sound);
                channel->put(next_, picture, sound);
                if (next_ % kNewsEach_frames == 0) thumbnails_.put(channel->name, picture);
            }
            for (std::unique_ptr<DeckEnd>& leaver : feed.take_leavers()) post_->let_go(std::move(leaver));
        }
    }

    Picture picture_of(Channel& channel, const Feed& feed, const Feed::Shown& shown, WallTime wall) const {
        if (channel.rest == Rest::kBlack) return channel.screen.black(next_);
        if (channel.rest == Rest::kStandby) return channel.screen.compose(next_, wall, {feed.standby_picture(), {}, 0});
        const std::string* speaker = shown.standby ? nullptr : shown.deck;
        return channel.screen.compose(next_, wall, {shown.picture, speaker, shown.item_frame});
    }

    void set_air(const std::string& display, const DisplayAir& air) {
        for (const auto& channel : channels_)
            if (channel->name == display) {
                channel->rest = air.rest;
                channel->fader.turn_to(air.volume);
            }
    }

    /// The standby picture stands still, and is meant to.
    void watch(const std::string& name, const Feed::Shown& shown) {
        AirWatch& watch = watches_.at(name);
        if (shown.deck == nullptr) return watch.begin_anew();
        watch.see(shown.picture != nullptr ? &shown.picture->picture : nullptr, shown.sound);
        for (const AirWatch::Change& change : watch.changes())
            post_->tell({{"news", "air"},
                         {"feed", name},
                         {"deck", *shown.deck},
                         {"fault", name_of(change.fault)},
                         {"begins", change.begins},
                         {"frame", next_}});
    }

    void tell_news() {
        for (auto& [name, feed] : floor_.feeds)
            for (const FeedEvent& event : feed.take_events()) {
                if (event.kind == FeedEvent::Kind::kOn) watches_.at(name).begin_anew();
                post_->tell({{"news", name_of(event.kind)},
                             {"feed", name},
                             {"deck", event.deck},
                             {"frame", event.frame},
                             {"item_frame", event.item_frame},
                             {"reason", name_of(event.reason)},
                             {"rests", event.rests}});
            }
        if (next_ % kNewsEach_frames == 0) post_->tell(status());
    }

    json status() const {
        const auto in_ms = [](Time time) { return static_cast<double>(time.count()) / 1e6; };
        json displays = json::object();
        for (const auto& channel : channels_) {
            const EncoderLine::Stats stats = channel->line->stats();
            displays[channel->name] = {{"encoder", stats.coder},
                                       {"encoder_problem", stats.coder_problem},
                                       {"encoded", stats.encoded},
                                       {"dropped_encode", stats.dropped},
                                       {"waiting", stats.waiting},
                                       {"outputs", stats.outputs},
                                       {"dropped_output", stats.packets_dropped},
                                       {"late_words", channel->screen.words().late()}};
            if (channel->screen_line) displays[channel->name]["dropped_screen"] = channel->screen_line->dropped();
        }
        int64_t late = 0;
        for (const auto& [name, feed] : floor_.feeds) late += feed.late_frames();
        return {{"news", "status"},
                {"frame", next_},
                {"displays", displays},
                {"late_decks", late},
                {"left_out", left_out_},
                {"lateness_ms",
                 {{"p50", in_ms(lateness_.at_share(0.5))},
                  {"p99", in_ms(lateness_.at_share(0.99))},
                  {"p999", in_ms(lateness_.at_share(0.999))},
                  {"worst", in_ms(lateness_.worst())}}}};
    }

    const MixerSettings& settings_;
    int64_t next_;  // frame of the grid
    std::vector<std::unique_ptr<Channel>> channels_;
    Floor floor_;
    std::map<std::string, AirWatch> watches_;
    Lateness lateness_;
    int64_t left_out_ = 0;
    Thumbnails thumbnails_;
    std::unique_ptr<MixerPost> post_;
};

json ladder_json(const std::vector<Rung>& ladder) {
    json rungs = json::array();
    for (const Rung& each : ladder) rungs.push_back({each.size.width, each.size.height, each.bitrate});
    return rungs;
}

std::vector<Rung> ladder_from(const json& given) {
    std::vector<Rung> ladder;
    for (const json& each : given) ladder.push_back({{each.at(0), each.at(1)}, each.at(2)});
    return ladder;
}

}  // namespace

std::string Rung::name() const {
    return fmt::format("{}x{}", size.width, size.height);
}

std::string rung_display(const std::string& display, const Rung& rung) {
    return display + "@" + rung.name();
}

json to_json(const MixerSettings& settings) {
    json displays = json::array();
    for (const MixerDisplay& each : settings.displays)
        displays.push_back({{"name", each.name},
                            {"feed", each.feed},
                            {"encode", each.encode},
                            {"bitrate", each.bitrate},
                            {"ladder", ladder_json(each.ladder)},
                            {"encoder", each.coder},
                            {"screen", each.on_screen},
                            {"air", to_json(each.air)},
                            {"preset", each.screen.display},
                            {"programme", each.screen.programme},
                            {"fields", each.screen.fields},
                            {"counter", each.screen.counter},
                            {"languages", each.screen.languages}});
    std::vector<std::string> presets;
    for (const std::filesystem::path& each : settings.presets) presets.push_back(each.string());
    return {{"state", settings.state.string()},
            {"rate", {settings.rate.num, settings.rate.den}},
            {"origin", settings.origin.count()},
            {"wall_of_zero", settings.wall_of_zero.count()},
            {"utc_minutes", settings.utc_minutes},
            {"presets", presets},
            {"displays", displays}};
}

MixerSettings mixer_settings_from(const json& given) {
    MixerSettings settings;
    settings.state = given.at("state").get<std::string>();
    settings.rate = {given.at("rate").at(0), given.at("rate").at(1)};
    settings.origin = Time(given.at("origin").get<int64_t>());
    settings.wall_of_zero = Time(given.at("wall_of_zero").get<int64_t>());
    settings.utc_minutes = given.at("utc_minutes");
    for (const auto& each : given.at("presets")) settings.presets.emplace_back(each.get<std::string>());
    for (const auto& each : given.at("displays"))
        settings.displays.push_back(
            {each.at("name"),
             each.at("feed"),
             each.at("encode"),
             each.at("bitrate"),
             display_air_from(each.at("air")),
             {each.at("preset"), each.at("programme"), each.at("fields"), each.at("counter"), each.at("languages")},
             ladder_from(each.at("ladder")),
             each.at("encoder"),
             each.at("screen")});
    return settings;
}

std::filesystem::path control_socket(const std::filesystem::path& state) {
    return state / "mixer.sock";
}

std::filesystem::path packet_socket(const std::filesystem::path& state) {
    return state / "packets.sock";
}

void run_mixer(const MixerSettings& settings) {
    static_cast<void>(setpriority(PRIO_PROCESS, 0, kComposingNice));
    listen_for_complaints();  // a device that is tried in vain prints nothing
    Mixer mixer(settings);
    mixer.run();
}

}  // namespace gatecast
