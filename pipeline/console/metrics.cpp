// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/metrics.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace gatecast {

using nlohmann::json;

namespace {

/// A label's value as the format wants it.
std::string quoted(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '\\' || c == '"') safe += '\\';
        safe += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return safe;
}

json part(const json& value, const char* name) {
    return value.is_object() && value.contains(name) ? value[name] : json::object();
}

double number(const json& value, const char* name) {
    return value.is_object() && value.contains(name) && value[name].is_number() ? value[name].get<double>() : 0;
}

/// A row a display or a sink, from one number of its state.
struct Counter {
    const char* name;
    const char* key;
    const char* type;
    const char* help;
};

class Page {
public:
    void head(const char* name, const char* type, const char* help) {
        text_ += fmt::format("# HELP gatecast_{0} {1}\n# TYPE gatecast_{0} {2}\n", name, help, type);
    }
    void row(const char* name, const std::string& labels, double value) {
        text_ += labels.empty() ? fmt::format("gatecast_{} {}\n", name, value)
                                : fmt::format("gatecast_{}{{{}}} {}\n", name, labels, value);
    }
    [[nodiscard]] std::string text() && { return std::move(text_); }

private:
    std::string text_;
};

void add_mixer(Page& page, const json& mixer) {
    page.head("frames_total", "counter", "Frames of the grid since it began.");
    page.row("frames_total", "", number(mixer, "frame"));
    page.head("frames_left_out_total", "counter", "Frames that could not be composed in time.");
    page.row("frames_left_out_total", "", number(mixer, "left_out"));
    page.head("source_frames_missed_total", "counter", "Frames for which a source had nothing new.");
    page.row("source_frames_missed_total", "", number(mixer, "late_decks"));
    page.head("frame_lateness_seconds", "summary", "From a frame's time to its being handed to the encoder.");
    const json lateness = part(mixer, "lateness_ms");
    for (const auto& [share, name] : {std::pair("0.5", "p50"), {"0.99", "p99"}, {"0.999", "p999"}, {"1", "worst"}})
        page.row("frame_lateness_seconds", fmt::format("quantile=\"{}\"", share), number(lateness, name) / 1000);
}

void add_displays(Page& page, const json& displays) {
    constexpr Counter kCounters[] = {
        {"encoded_frames_total", "encoded", "counter", "Frames that were encoded."},
        {"encode_dropped_frames_total", "dropped_encode", "counter", "Frames that the encoder was too busy for."},
        {"encode_waiting_frames", "waiting", "gauge", "Frames that wait for the encoder."},
        {"output_dropped_packets_total", "dropped_output", "counter", "Packets that the outputs did not take."},
    };
    for (const Counter& counter : kCounters) {
        page.head(counter.name, counter.type, counter.help);
        for (const auto& [display, value] : displays.items())
            page.row(counter.name, fmt::format("display=\"{}\"", quoted(display)), number(value, counter.key));
    }
}

void add_outputs(Page& page, const json& outputs) {
    constexpr Counter kCounters[] = {
        {"sink_packets_total", "packets", "counter", "Packets that went out."},
        {"sink_dropped_packets_total", "dropped", "counter", "Packets that a full queue left out."},
        {"sink_failures_total", "failures", "counter", "Times that the output was lost."},
        {"sink_waiting_packets", "waiting", "gauge", "Packets that wait to go out."},
    };
    const auto labels = [](const std::string& display, const json& sink) {
        return fmt::format("display=\"{}\",sink=\"{}\",kind=\"{}\"", quoted(display),
                           quoted(sink.value("name", std::string())), quoted(sink.value("kind", std::string())));
    };
    const auto each_sink = [&](const auto& tell) {
        for (const auto& [display, value] : outputs.items())
            for (const json& sink : part(value, "sinks"))
                if (sink.is_object()) tell(labels(display, sink), sink);
    };
    page.head("sink_up", "gauge", "1 while the output goes out.");
    each_sink([&](const std::string& label, const json& sink) {
        page.row("sink_up", label, sink.value("state", std::string()) == "up" ? 1 : 0);
    });
    for (const Counter& counter : kCounters) {
        page.head(counter.name, counter.type, counter.help);
        each_sink([&](const std::string& label, const json& sink) {
            page.row(counter.name, label, number(sink, counter.key));
        });
    }
}

void add_site(Page& page, const json& status) {
    page.head("alarms_total", "counter", "Alarms since the site process began.");
    const json alarms = part(status, "alarms");
    for (const auto& [kind, count] : alarms.items())
        if (count.is_number()) page.row("alarms_total", fmt::format("alarm=\"{}\"", quoted(kind)), count.get<double>());
    page.head("resident_memory_bytes", "gauge", "Memory that the process holds.");
    const json memory = part(status, "memory_bytes");
    for (const auto& [process, bytes] : memory.items())
        page.row("resident_memory_bytes", fmt::format("process=\"{}\"", quoted(process)),
                 number(memory, process.c_str()));
}

}  // namespace

std::string metrics_of(const json& status) {
    Page page;
    page.head("up", "gauge", "1 while the site answers.");
    page.row("up", "", status.is_object() ? 1 : 0);
    add_site(page, status);
    const json mixer = part(status, "mixer");
    add_mixer(page, mixer);
    add_displays(page, part(mixer, "displays"));
    add_outputs(page, part(status, "outputs"));
    return std::move(page).text();
}

bool is_ready(const json& status) {
    const json displays = part(part(status, "mixer"), "displays");
    if (displays.empty()) return false;
    for (const auto& [name, display] : displays.items())
        if (number(display, "encoded") <= 0) return false;
    return true;
}

}  // namespace gatecast
