// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site.h"

#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "pipeline/live/alerts.h"
#include "pipeline/live/clock.h"
#include "pipeline/live/day_rundown.h"
#include "pipeline/live/director.h"
#include "pipeline/live/journal.h"
#include "pipeline/live/live_lines.h"
#include "pipeline/live/mixer_link.h"
#include "pipeline/live/notice_board.h"
#include "pipeline/live/orders.h"
#include "pipeline/live/output.h"
#include "pipeline/live/output_crew.h"
#include "pipeline/live/phrases.h"
#include "pipeline/live/process.h"
#include "pipeline/live/service.h"
#include "pipeline/live/site_desk.h"
#include "pipeline/live/site_state.h"
#include "pipeline/live/site_watch.h"
#include "pipeline/live/soft_tracks.h"
#include "pipeline/live/source_crew.h"
#include "pipeline/live/text_link.h"
#include "pipeline/live/text_process.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using namespace std::chrono_literals;

constexpr int kLookAround_ms = 50;
constexpr Time kLookClosely = 250ms;
constexpr int64_t kNotice_s = 60;
constexpr const char* kFeed = "main";

/// With published days each display has files of its own; else all show the same.
const std::string& feed_of(const Site& site, const SiteDisplay& display) {
    static const std::string common = kFeed;
    return site.days.empty() ? common : display.name;
}

/// The state folder is one process's at a time.
Descriptor lock_state(const fs::path& state) {
    std::error_code error;
    fs::create_directories(state, error);
    fs::permissions(state, fs::perms::owner_all, error);
    Descriptor lock(open((state / "site.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock)
        throw Error(message("{}: the site's folder cannot be made ({}). Write state = \"…\" where it can.",
                            state.string(), std::strerror(errno)));
    if (flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        throw Error(message("{}: this site is running already.", state.string()));
    return lock;
}

MixerSettings mixer_settings(const Site& site, const SiteTools& tools, const SiteEpoch& epoch) {
    MixerSettings settings;
    settings.state = site.state;
    settings.rate = site.rate;
    settings.origin = epoch.origin;
    settings.wall_of_zero = epoch.wall_of_zero;
    settings.utc_minutes = site.utc_minutes;
    settings.presets = tools.presets;
    Fields fields;
    for (const SiteField& each : site.fields) fields.emplace_back(each.name, each.value);
    for (const SiteDisplay& each : site.displays)
        settings.displays.push_back({each.name,
                                     feed_of(site, each),
                                     each.encode,
                                     each.bitrate,
                                     each.muted,
                                     {each.preset, each.programme, fields, site.counter, each.languages},
                                     ladder_of(each),
                                     each.encoder,
                                     !screens_of(site, each).empty()});
    return settings;
}

/// The largest that anything of this feed, or of any, is shown in.
Size largest_region(const Site& site, const PresetLibrary& library, const std::string* feed = nullptr) {
    Size largest;
    for (const SiteDisplay& each : site.displays)
        if (feed == nullptr || feed_of(site, each) == *feed)
            for (const Region& region : library.display(each.preset).pictures)
                if (region.area.width > largest.width) largest = region.area.size();
    return largest;
}

/// Those with an output that carries soft subtitles, by their feeds.
std::multimap<std::string, std::string> subtitled_displays(const Site& site) {
    std::multimap<std::string, std::string> displays;
    for (const SiteDisplay& each : site.displays)
        if (std::ranges::any_of(site.outputs, [&each](const SiteOutput& output) {
                return output.display == each.name && !output.subtitles.empty();
            }))
            displays.emplace(feed_of(site, each), each.name);
    return displays;
}

/// All of a running site.
class RunningSite {
public:
    RunningSite(const Site& site, const SiteTools& tools)
        : site_(site),
          tools_(tools),
          lock_(lock_state(site.state)),
          alerts_(site.name, site.alerts, [this](json event) { record(std::move(event)); }),
          watch_(site.state, [this](json event) { record(std::move(event)); }),
          epoch_(epoch_of(site.state)),
          vault_(site.require_approved ? site.approvals : fs::path()),
          sources_(largest_region(site, PresetLibrary(tools.presets)),
                   [this](const json& order, int enclosed) { return mixer_.send(order, enclosed); }),
          crew_(site),
          board_(site.state, wall_now()),
          desk_(site.state, [this](const json& order) { return obey(order); }),
          mixer_(mixer_settings(site, tools, epoch_), [this](const json& news) { hear(news); }),
          item_text_(text_settings(kItemWords), text_tools()),
          line_text_(text_settings(kLineWords), text_tools()),
          lines_(site, {vault_, [this] { return frame_now(); },
                        [this](const LiveCue& cue) {
                            return line_text_.send({{"order", "line"}, {"cue", to_json(cue)}});
                        },
                        [this] { clear_lines(); }, [this](json event) { record(std::move(event)); }}),
          soft_(subtitled_displays(site),
                {vault_, site.rate, [this](const json& order) { return mixer_.send(order, -1); },
                 [this](json event) { record(std::move(event)); }}) {
        for (const SiteDisplay& each : site.displays)
            if (const std::string& feed = feed_of(site, each);
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
            soft_.look_around();
            board_.forget_old(wall_now());
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
                {"mixer", to_json(mixer_settings(site_, tools_, epoch_))},
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

    void clear_lines() {
        line_text_.end_it();
        mixer_.send({{"order", "clear-lines"}}, -1);
    }

    int64_t frame_now() const { return frame_at(monotonic_now() - epoch_.origin, site_.rate); }

    void hear(const json& news) {
        if (news.is_null()) {
            record({{"event", "mixer-lost"}});
            item_text_.mixer_is_gone();
            line_text_.mixer_is_gone();
            sources_.mixer_is_gone();
            for (const auto& each : directors_) each->mixer_is_gone();
            soft_.mixer_is_gone();
            return;
        }
        const std::string kind = news.value("news", "");
        if (kind == "hello") {
            record({{"event", "mixer"}, {"process", news.value("mixer", 0)}});
            item_text_.mixer_is_there();
            line_text_.mixer_is_there();
            for (const PostedNotice& each : board_.notices()) send_notice(each);
            for (const auto& each : directors_)
                each->mixer_is_there(news.at("feeds").value(each->feed(), json::object()));
            return;
        }
        if (kind == "notice") return record({{"event", "notice"}, {"item", news["id"]}, {"frame", news["frame"]}});
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

    bool send_notice(const PostedNotice& notice) {
        const int64_t left = frame_at(notice.until - wall_now(), site_.rate);
        return mixer_.send({{"order", "notice"},
                            {"id", notice.id},
                            {"words", to_json(notice.words)},
                            {"priority", notice.priority},
                            {"until", frame_now() + left}},
                           -1);
    }

    /// A phrase of the bank, which is itself approved, goes out at once.
    json post_notice(const json& order) {
        Problems problems;
        const PhraseBank bank = PhraseBank::read(site_.phrases, problems);
        if (!problems.empty()) throw Error(problems.front());
        PostedNotice notice;
        notice.id = board_.new_id();
        const std::string phrase = order.at("phrase");
        notice.words = bank.fill(phrase, order.value("blanks", Blanks{}));
        notice.priority = bank.priority(phrase);
        notice.until = wall_now() + std::chrono::seconds(order.value("seconds", kNotice_s));
        notice.by = order.value("person", "");
        const bool sent = send_notice(notice);
        const std::string id = notice.id;
        board_.post(std::move(notice));
        return {{"done", sent}, {"id", id}};
    }

    json take_notice_down(const json& order) {
        const std::string id = order.at("id");
        mixer_.send({{"order", "hide-notice"}, {"id", id}}, -1);
        return {{"done", board_.take_down(id)}};
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
                    {"memory_bytes", {{"site", resident_bytes(getpid())}, {"mixer", resident_bytes(mixer_.process())}}},
                    {"alarms", alerts_.counts()},
                    {"text", {{kItemWords, item_text_.process()}, {kLineWords, line_text_.process()}}},
                    {"outputs", crew_.status()}};
        if (what == "skip") return {{"done", on_all([](Director& each) { return each.skip(); })}};
        if (what == "hold") {
            const bool on = order.value("on", true);
            return {{"done", on_all([on](Director& each) { return each.hold(on), true; })}};
        }
        if (what == "standby" || what == "back")
            return {{"done", mixer_.send({{"order", "standby"}, {"on", what == "standby"}}, -1)}};
        if (what == "play") {
            const std::filesystem::path file = order.value("file", "");
            return {{"done", on_all([&file](Director& each) { return each.play_now(file); })}};
        }
        if (what == "source") {
            const std::string name = order.value("name", "");
            return {{"done", on_all([&name](Director& each) { return each.play_source(name); })}};
        }
        if (what == "notice") return post_notice(order);
        if (what == "cue") return lines_.say(order);
        if (what == "release-cue") return lines_.release(order);
        if (what == "hide") return take_notice_down(order);
        if (what == "shutdown") return shut_down_ = true, json{{"done", true}};
        return {{"error", "this site does not know the order"}};
    }

    const Site& site_;
    const SiteTools& tools_;
    Descriptor lock_;
    Alerts alerts_;
    SiteWatch watch_;
    SiteEpoch epoch_;
    Vault vault_;
    SourceCrew sources_;
    OutputCrew crew_;
    NoticeBoard board_;
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
