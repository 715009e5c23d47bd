// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/output.h"

#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

#include "pipeline/live/mixer/mixer.h"
#include "pipeline/live/outputs/screen.h"
#include "pipeline/live/outputs/soft_cues.h"
#include "pipeline/live/whole_file.h"
#include "pipeline/live/wire.h"
#include "presets/message.h"

namespace gatecast {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto kTryAgain = 50ms;     // to reach a mixer
constexpr int kLookAround_ms = 200;  // how soon a wish to stop is noticed
constexpr auto kReportEach = 1s;
constexpr int64_t kCuesKept_frames = 3000;  // after their end, for sinks that are behind

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Output {
public:
    explicit Output(const OutputSettings& settings) : settings_(settings), settings_text_(to_json(settings).dump(2)) {
        set_sinks(settings.sinks);
    }

    void run(bool (*stop)()) {
        while (!stop()) {
            if (std::unique_ptr<PacketReceiver> mixer = connect()) hear(*mixer, stop);
            report();
            std::this_thread::sleep_for(kTryAgain);
        }
    }

private:
    std::unique_ptr<PacketReceiver> connect() const {
        Descriptor socket = connect_to(packet_socket(settings_.state), SocketKind::kStream);
        if (!socket) return nullptr;
        const int copy = dup(socket.get());
        if (!Wire(Descriptor(copy)).send({{"display", settings_.display}})) return nullptr;
        return std::make_unique<PacketReceiver>(std::move(socket));
    }

    void hear(PacketReceiver& mixer, bool (*stop)()) {
        while (!stop()) {
            pollfd waiting{mixer.descriptor(), POLLIN, 0};
            poll(&waiting, 1, kLookAround_ms);
            report();
            if ((waiting.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
            if (!mixer.read()) return;
            while (take_part(mixer)) continue;
        }
    }

    /// False: no more has arrived.
    bool take_part(PacketReceiver& mixer) {
        if (std::optional<TrackPacket> packet = mixer.take_packet()) {
            if (packet->track == TrackKind::kVideo) frame_ = packet->packet.pts;
            const auto shared = std::make_shared<const TrackPacket>(std::move(*packet));
            for (const auto& sink : sinks_) sink->put(shared);
            return true;
        }
        if (const std::optional<std::string> head = mixer.take_head()) return begin(*head), true;
        if (const std::optional<std::string> news = mixer.take_cues())
            return cues_->take(cue_news_from(json::parse(*news)), frame_ - kCuesKept_frames), true;
        return false;
    }

    /// Those that are as they were go on as if nothing had happened.
    void set_sinks(const std::vector<SinkSettings>& wanted) {
        std::vector<std::unique_ptr<Sink>> sinks;
        for (const SinkSettings& each : wanted) {
            const auto same =
                std::ranges::find_if(sinks_, [&each](const auto& sink) { return sink && sink->settings() == each; });
            sinks.push_back(same != sinks_.end() ? std::move(*same) : std::make_unique<Sink>(each));
            if (same == sinks_.end() && sent_head_) sinks.back()->begin(sent_head_);
        }
        sinks_ = std::move(sinks);
    }

    /// The site has written other settings.
    void look_at_settings() {
        const std::string text = text_of(output_settings_file(settings_.state, settings_.display));
        if (text.empty() || text == settings_text_) return;
        settings_text_ = text;
        const json given = json::parse(text, nullptr, false);
        if (given.is_object()) set_sinks(output_settings_from(given).sinks);
    }

    /// The same stream from another mixer needs no new connections: its times go on.
    void begin(const std::string& text) {
        if (text == head_) return;
        head_ = text;
        const auto head = std::make_shared<StreamHead>(stream_head_from(text));
        head->cues = cues_;
        sent_head_ = head;
        for (const auto& sink : sinks_) sink->begin(head);
    }

    void report() {
        const auto now = std::chrono::steady_clock::now();
        if (now < next_report_) return;
        next_report_ = now + kReportEach;
        look_at_settings();
        std::vector<Sink::Report> reports;
        for (const auto& sink : sinks_) reports.push_back(sink->report());
        write_output_report(settings_, reports);
    }

    const OutputSettings& settings_;
    std::string settings_text_;
    std::vector<std::unique_ptr<Sink>> sinks_;
    std::string head_;
    std::shared_ptr<const StreamHead> sent_head_;
    std::shared_ptr<CueBoard> cues_ = std::make_shared<CueBoard>();
    int64_t frame_ = 0;
    std::chrono::steady_clock::time_point next_report_{};
};

std::filesystem::path lock_file(const std::filesystem::path& state, const std::string& display) {
    return state / ("output-" + display + ".lock");
}

}  // namespace

json to_json(const OutputSettings& settings) {
    json sinks = json::array();
    for (const SinkSettings& each : settings.sinks)
        sinks.push_back({{"kind", each.kind},
                         {"name", each.name},
                         {"url", each.url},
                         {"service", each.service},
                         {"more", each.more}});
    return {{"state", settings.state.string()},
            {"display", settings.display},
            {"sinks", sinks},
            {"on_screen", settings.on_screen}};
}

OutputSettings output_settings_from(const json& given) {
    OutputSettings settings;
    settings.state = given.at("state").get<std::string>();
    settings.display = given.at("display");
    settings.on_screen = given.at("on_screen");
    for (const json& each : given.at("sinks"))
        settings.sinks.push_back(
            {each.at("kind"), each.at("name"), each.at("url"), each.at("service"), each.at("more")});
    return settings;
}

std::filesystem::path output_settings_file(const std::filesystem::path& state, const std::string& display) {
    return state / ("output-" + display + ".settings.json");
}

std::filesystem::path output_report(const std::filesystem::path& state, const std::string& display) {
    return state / ("output-" + display + ".json");
}

void write_output_report(const OutputSettings& settings, const std::vector<Sink::Report>& reports) {
    json sinks = json::array();
    for (const Sink::Report& each : reports) {
        sinks.push_back({{"name", each.name},
                         {"kind", each.kind},
                         {"state", name_of(each.state)},
                         {"problem", each.problem},
                         {"packets", each.packets},
                         {"dropped", each.dropped},
                         {"failures", each.failures},
                         {"waiting", each.waiting}});
        if (each.hours_left >= 0) sinks.back()["hours_left"] = each.hours_left;
    }
    static_cast<void>(write_whole(output_report(settings.state, settings.display),
                                  json{{"process", getpid()}, {"sinks", sinks}}.dump(), false));
}

pid_t running_output(const std::filesystem::path& state, const std::string& display) {
    const Descriptor file(open(lock_file(state, display).c_str(), O_RDWR | O_CLOEXEC));
    struct flock lock {};
    lock.l_type = F_WRLCK;
    return file && fcntl(file.get(), F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? lock.l_pid : 0;
}

void run_output(const OutputSettings& settings, bool (*stop)()) {
    const Descriptor file(
        open(lock_file(settings.state, settings.display).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    struct flock lock {};
    lock.l_type = F_WRLCK;
    if (!file || fcntl(file.get(), F_SETLK, &lock) != 0)
        throw Error(message("{}: the outputs of this display are running already.", settings.display));
    if (!settings.on_screen.empty()) return run_screen(settings, stop);
    Output output(settings);
    output.run(stop);
}

}  // namespace gatecast
