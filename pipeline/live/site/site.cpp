// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/site.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "pipeline/live/clock.h"
#include "pipeline/live/decks/source_crew.h"
#include "pipeline/live/outputs/output.h"
#include "pipeline/live/outputs/output_crew.h"
#include "pipeline/live/outputs/soft_tracks.h"
#include "pipeline/live/process.h"
#include "pipeline/live/site/airings.h"
#include "pipeline/live/site/alerts.h"
#include "pipeline/live/site/day_rundown.h"
#include "pipeline/live/site/director.h"
#include "pipeline/live/site/journal.h"
#include "pipeline/live/site/mixer_link.h"
#include "pipeline/live/site/orders.h"
#include "pipeline/live/site/service.h"
#include "pipeline/live/site/site_change.h"
#include "pipeline/live/site/site_desk.h"
#include "pipeline/live/site/site_mode.h"
#include "pipeline/live/site/site_parts.h"
#include "pipeline/live/site/site_state.h"
#include "pipeline/live/site/site_watch.h"
#include "pipeline/live/words/live_lines.h"
#include "pipeline/live/words/notice_desk.h"
#include "pipeline/live/words/text_link.h"
#include "pipeline/live/words/text_process.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using namespace std::chrono_literals;

constexpr int kLookAround_ms = 50;
constexpr Time kLookClosely = 250ms;

/// All of a running site.
class RunningSite {
public:
    RunningSite(const Site& site, const SiteTools& tools)
        : written_(site),
          tools_(tools),
          lock_(lock_state(site.state)),
          alerts_(site.name, site.alerts, [this](json event) { record(std::move(event)); }),
          watch_(site.state, [this](json event) { record(std::move(event)); }),
          modes_(site.state),
          mode_(modes_.at(site, wall_now())),
          site_(in_mode(site, mode_)),
          running_(displays_of(site, PresetLibrary(tools.presets))),
          epoch_(epoch_of(site.state)),
          vault_(site.require_approved ? site.approvals : fs::path()),
          sources_(largest_region(site, PresetLibrary(tools.presets)),
                   [this](const json& order, int enclosed) { return mixer_.send(order, enclosed); }),
          crew_(site_),
          notices_(site_, {[this](const json& order) { return mixer_.send(order, -1); }, [this] { return frame_now(); },
                           [this](json event) { record(std::move(event)); }}),
          airings_({site.as_run, site.state / "airings.json", site.rate, displays_by_feed(site)},
                   {[this] { return wall_of_zero(); },
                    [this](const Message& problem) {
                        record({{"event", "alarm"}, {"alarm", "as-run"}, {"problem", in_english(problem)}});
                    }}),
          desk_(site.state, [this](const json& order) { return obey(order); }),
          mixer_(mixer_settings(site_, tools.presets, epoch_), [this](const json& news) { hear(news); }),
          item_text_(text_settings(kItemWords), text_tools()),
          line_text_(text_settings(kLineWords), text_tools()),
          lines_(site_, {vault_, [this] { return frame_now(); }, [this](const LiveCue& cue) { return show_line(cue); },
                         [this] { clear_lines(); }, [this](json event) { record(std::move(event)); }}),
          soft_(subtitled_displays(site), {vault_, site.rate, [this] { return frame_now(); },
                                           [this](const json& order) { return mixer_.send(order, -1); },
                                           [this](json event) { record(std::move(event)); }}) {
        for (const SiteDisplay& each : site_.displays)
            if (const std::string& feed = feed_of(site_, each);
                std::ranges::find(directors_, feed, [](const auto& one) { return one->feed(); }) == directors_.end())
                directors_.push_back(
                    std::make_unique<Director>(director_settings(feed), rundown_of(each), director_tools(feed)));
    }

    void run() {
        Time next_look{0};
        tell_service("READY=1");
        while (!tools_.stop() && !shut_down_) {
            pollfd waiting[] = {{mixer_.descriptor(), POLLIN, 0},
                                {vault_.descriptor(), POLLIN, 0},
                                {desk_.descriptor(), POLLIN, 0},
                                {lines_.descriptor(), POLLIN, 0}};
            poll(waiting, std::size(waiting), kLookAround_ms);
            mixer_.look_around();
            for (Opened& opened : vault_.take_ready())
                if (!soft_.take_opened(opened))
                    std::ranges::any_of(directors_, [&](const auto& each) { return each->take_opened(opened); });
            desk_.look_around();
            lines_.follow();
            if (monotonic_now() < next_look) continue;
            next_look = monotonic_now() + kLookClosely;
            for (const auto& each : directors_) each->look_around();
            item_text_.look_around();
            line_text_.look_around();
            lines_.look_around();
            sources_.look_around();
            crew_.look_around();
            if (tools_.reload != nullptr && tools_.reload()) static_cast<void>(reload());
            look_at_mode();
            look_at_hours();
            soft_.look_around();
            notices_.look_around();
            airings_.notices_are(notices_.on_air(), frame_now());
            airings_.look_around(frame_now());
            if (watch_.is_due()) watch_.look_around(crew_.status());
            alerts_.look_around();
            if (mixer_.healthy()) tell_service("WATCHDOG=1");
        }
        if (shut_down_) {
            mixer_.send({{"order", "quit"}}, -1);
            crew_.stop();
        }
    }

private:
    DirectorSettings director_settings(const std::string& feed) const {
        DirectorSettings settings;
        settings.feed = feed;
        settings.rate = site_.rate;
        settings.region = largest_region(site_, PresetLibrary(tools_.presets), &feed);
        settings.fillers = site_.fillers;
        settings.standby = site_.standby;
        settings.sources = site_.sources;
        settings.origin = epoch_.origin;
        return settings;
    }

    std::unique_ptr<Rundown> rundown_of(const SiteDisplay& display) {
        if (site_.days.empty()) return std::make_unique<LoopRundown>(site_.loop);
        return std::make_unique<DayRundown>(site_.days, display.preset, site_.rate, [this] { return wall_of_zero(); });
    }

    /// As it was when the grid began, until somebody sets the clock: frames are not planned anew for a clock that is
    /// only nudged.
    Time wall_of_zero() {
        constexpr Time kClockWasSet = 1s;
        const Time now = wall_now() - (monotonic_now() - epoch_.origin);
        if (now - wall_of_zero_ > kClockWasSet || wall_of_zero_ - now > kClockWasSet) wall_of_zero_ = now;
        return wall_of_zero_;
    }

    DirectorTools director_tools(const std::string& feed) {
        return {vault_,
                sources_,
                airings_,
                [this](const json& order, int enclosed) { return mixer_.send(order, enclosed); },
                [this] { return frame_now(); },
                [this](json event) { record(std::move(event)); },
                [this](const json& order, int enclosed) { return item_text_.send(order, enclosed); },
                [this, feed](const RundownEntry& entry, int64_t frame, int64_t origin) {
                    soft_.begins(feed, entry, frame, origin);
                }};
    }

    json text_settings(const char* work) const {
        return {{"work", work},
                {"mixer", to_json(mixer_settings(site_, tools_.presets, epoch_))},
                {"languages", LiveLines::languages(site_)}};
    }

    TextLink::Tools text_tools() {
        return {[this](const json& order, int enclosed) { return mixer_.send(order, enclosed); },
                [this](const json& news) {
                    for (const auto& each : directors_) each->hear_text(news);
                },
                [this] {
                    for (const auto& each : directors_) each->text_has_begun();
                }};
    }

    bool show_line(const LiveCue& cue) {
        const bool sent = line_text_.send({{"order", "line"}, {"cue", to_json(cue)}});
        if (sent) soft_.say(cue);
        return sent;
    }

    void clear_lines() {
        line_text_.end_it();
        mixer_.send({{"order", "clear-lines"}}, -1);
        soft_.silence(LiveLines::languages(site_));
    }

    int64_t frame_now() const { return frame_at(monotonic_now() - epoch_.origin, site_.rate); }

    void hear(const json& news) {
        if (news.is_null()) {
            record({{"event", "mixer-lost"}});
            item_text_.mixer_is_gone();
            line_text_.mixer_is_gone();
            sources_.mixer_is_gone();
            airings_.mixer_is_gone();
            for (const auto& each : directors_) each->mixer_is_gone();
            soft_.mixer_is_gone();
            return;
        }
        const std::string kind = news.value("news", "");
        if (kind == "hello") {
            record({{"event", "mixer"}, {"process", news.value("mixer", 0)}});
            item_text_.mixer_is_there();
            line_text_.mixer_is_there();
            airings_.mixer_is_there(news.at("feeds"), frame_now());
            notices_.mixer_is_there();
            air_.clear();
            look_at_hours();
            for (const auto& each : directors_)
                each->mixer_is_there(news.at("feeds").value(each->feed(), json::object()));
            return;
        }
        if (kind == "notice") {
            const std::string id = news.at("id");
            if (const PostedNotice* posted = notices_.find(id))
                airings_.notice_begins(posted->id, fmt::format("{}", fmt::join(posted->words.vi, " ")), news["frame"]);
            return record({{"event", "notice"}, {"item", news["id"]}, {"frame", news["frame"]}});
        }
        airings_.hear(news);
        const std::string feed = news.value("feed", "");
        for (const auto& each : directors_)
            if (feed.empty() || each->feed() == feed) each->hear(news);
    }

    void record(json event) {
        event["at"] = wall_now().count();
        std::ofstream log(site_.state / "events.jsonl", std::ios::app);
        log << event.dump() << '\n';
        if (!tell_journal(site_.name, event)) tools_.say(event);
        alerts_.consider(event);
    }

    /// All of it, or nothing where something is wrong with it.
    json reload() {
        Problems problems;
        Site next = read_site(written_.file, problems);
        if (problems.empty())
            if (const auto why = why_not_while_running(written_, next)) problems.push_back(*why);
        if (problems.empty()) check_in_use(next, tools_.presets, running_, problems);
        if (!problems.empty()) {
            std::string all;
            for (const Message& each : problems) all += (all.empty() ? "" : "\n") + in_english(each);
            record({{"event", "reload-refused"}, {"problem", all}});
            return {{"error", all}};
        }
        written_ = std::move(next);
        mode_ = modes_.at(written_, wall_now());
        take_over(in_mode(written_, mode_), false);
        dress();  // presets may have changed too
        record({{"event", "reloaded"}});
        return {{"done", true}, {"mode", mode_}};
    }

    void dress() {
        const json settings = to_json(mixer_settings(site_, tools_.presets, epoch_));
        mixer_.send({{"order", "dress"}, {"settings", settings}}, -1);
        item_text_.take_over(text_settings(kItemWords));
        line_text_.take_over(text_settings(kLineWords));
    }

    /// `at_once`: what is on does not end first.
    void take_over(Site next, bool at_once) {
        const bool same_list = next.loop == site_.loop && next.days == site_.days;
        const bool same_dress = wears_the_same(next, site_);
        next.live_subtitles = std::move(site_.live_subtitles);  // the same, and held by those who follow them
        site_ = std::move(next);
        mixer_.set_settings(mixer_settings(site_, tools_.presets, epoch_));
        if (!same_dress) dress();
        for (const auto& each : directors_) {
            const auto shows = [&](const SiteDisplay& display) { return feed_of(site_, display) == each->feed(); };
            const auto display = std::ranges::find_if(site_.displays, shows);
            each->take_over(director_settings(each->feed()), same_list ? nullptr : rundown_of(*display), at_once);
        }
        crew_.take_over(site_);
    }

    void look_at_mode() {
        const std::string mode = modes_.at(written_, wall_now());
        if (mode == mode_) return;
        mode_ = mode;
        record({{"event", "mode"}, {"mode", mode}});
        take_over(in_mode(written_, mode_), true);
    }

    json set_mode(const json& order) {
        const std::string name = order.at("name");
        if (name != "off" && std::ranges::find(written_.modes, name, &SiteMode::name) == written_.modes.end())
            throw Error(message("{}: this site has no mode of that name. Write a [[mode]] into its file.", name));
        const double minutes = order.value("minutes", 0.0);
        const Time now = wall_now();
        const Time until = minutes > 0 ? now + Time(static_cast<int64_t>(minutes * 60e9)) : Time::max();
        modes_.set(written_, name == "off" ? "" : name, now, until);
        look_at_mode();
        return {{"done", true}, {"mode", mode_}};
    }

    void look_at_hours() {
        for (const SiteDisplay& each : site_.displays) {
            const DisplayAir air = air_of(each, local_now(site_));
            const auto known = air_.find(each.name);
            if (known != air_.end() && known->second == air) continue;
            if (!mixer_.send({{"order", "air"}, {"display", each.name}, {"air", to_json(air)}}, -1)) return;
            air_[each.name] = air;
            mixer_.set_settings(mixer_settings(site_, tools_.presets, epoch_));
            record({{"event", "hours"}, {"display", each.name}, {"air", to_json(air)}});
        }
    }

    json next() const {
        json feeds = json::array();
        for (const auto& each : directors_) feeds.push_back(each->next());
        return {{"feeds", feeds}};
    }

    json feeds_status() const {
        json feeds = json::array();
        for (const auto& each : directors_) feeds.push_back(each->status());
        return feeds;
    }

    /// Whether any could.
    template <typename Order>
    bool on_all(Order order) {
        bool done = false;
        for (const auto& each : directors_) done = order(*each) || done;
        return done;
    }

    json obey(const json& order) {
        if (const auto wrong = complaint_about(order)) return {{"error", in_english(*wrong)}};
        const std::string what = order.at("order");
        if (!order_named(what)->asks) record({{"event", "order"}, {"order", order}});
        if (what == "status")
            return {{"site", site_.name},
                    {"rate", site_.rate.value()},
                    {"frame", frame_now()},
                    {"feeds", feeds_status()},
                    {"mixer", mixer_.status()},
                    {"mode", mode_},
                    {"notices", notices_.status()},
                    {"memory_bytes", {{"site", resident_bytes(getpid())}, {"mixer", resident_bytes(mixer_.process())}}},
                    {"alarms", alerts_.counts()},
                    {"text", {{kItemWords, item_text_.process()}, {kLineWords, line_text_.process()}}},
                    {"cues", lines_.status()},
                    {"outputs", crew_.status()}};
        if (what == "skip") {
            const bool done = on_all([](Director& each) { return each.skip(); });
            if (done) airings_.ordered(EndReason::kSkipped);
            return {{"done", done}};
        }
        if (what == "hold") {
            const bool on = order.value("on", true);
            return {{"done", on_all([on](Director& each) { return each.hold(on), true; })}};
        }
        if (what == "standby" || what == "back")
            return {{"done", mixer_.send({{"order", "standby"}, {"on", what == "standby"}}, -1)}};
        if (what == "play") {
            airings_.ordered(EndReason::kOperator);
            const std::filesystem::path file = order.value("file", "");
            return {{"done", on_all([&file](Director& each) { return each.play_now(file); })}};
        }
        if (what == "source") {
            airings_.ordered(EndReason::kOperator);
            const std::string name = order.value("name", "");
            return {{"done", on_all([&name](Director& each) { return each.play_source(name); })}};
        }
        if (what == "notice") return notices_.post(order);
        if (what == "release") return notices_.release(order);
        if (what == "cue") return lines_.say(order);
        if (what == "release-cue") return lines_.release(order);
        if (what == "hide") return notices_.hide(order);
        if (what == "next") return next();
        if (what == "outputs") return {{"outputs", crew_.list()}};
        if (what == "output") return crew_.switch_output(order.at("name"), order.at("on")), json{{"done", true}};
        if (what == "mode") return set_mode(order);
        if (what == "reload") return reload();
        if (what == "shutdown") return shut_down_ = true, json{{"done", true}};
        return {{"error", "this site does not know the order"}};
    }

    Site written_;  // as its file says
    const SiteTools& tools_;
    Descriptor lock_;
    Alerts alerts_;
    SiteWatch watch_;
    ModeClock modes_;
    std::string mode_;  // that is on; empty: none
    Site site_;         // in this mode
    const std::map<std::string, Display> running_;
    std::map<std::string, DisplayAir> air_;  // as the mixer was told, by display
    SiteEpoch epoch_;
    Vault vault_;
    SourceCrew sources_;
    OutputCrew crew_;
    NoticeDesk notices_;
    Airings airings_;
    SiteDesk desk_;
    MixerLink mixer_;
    TextLink item_text_, line_text_;
    LiveLines lines_;
    SoftTracks soft_;
    std::vector<std::unique_ptr<Director>> directors_;  // one a feed
    Time wall_of_zero_ = epoch_.wall_of_zero;
    bool shut_down_ = false;
};

}  // namespace

fs::path desk_socket(const fs::path& state) {
    return state / "desk.sock";
}

void run_site(const Site& site, const SiteTools& tools) {
    RunningSite running(site, tools);
    running.run();
}

}  // namespace gatecast
