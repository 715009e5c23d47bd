// SPDX-License-Identifier: GPL-3.0-or-later
// An output process: the sinks of one display, or one screen of this machine. `gatecast output` is this. It finds the
// mixer by itself, and finds it again after either has died; how its sinks fare stands in a file of the state folder,
// written once a second. One thread reads, each sink has its own.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "pipeline/live/descriptor.h"
#include "pipeline/live/outputs/sink.h"

namespace gatecast {

struct OutputSettings {
    std::filesystem::path state;  // where the mixer's sockets are
    std::string display;          // of a screen: with the output's name behind an '@'
    std::vector<SinkSettings> sinks;
    std::string on_screen{};  // the display that a screen shows; empty: the sinks are of packets
};

[[nodiscard]] nlohmann::json to_json(const OutputSettings& settings);
[[nodiscard]] OutputSettings output_settings_from(const nlohmann::json& json);

/// What it is told: read again when it changes.
[[nodiscard]] std::filesystem::path output_settings_file(const std::filesystem::path& state,
                                                         const std::string& display);
/// What it tells of itself.
[[nodiscard]] std::filesystem::path output_report(const std::filesystem::path& state, const std::string& display);
void write_output_report(const OutputSettings& settings, const std::vector<Sink::Report>& reports);
/// The process that runs for a display; 0: none.
[[nodiscard]] pid_t running_output(const std::filesystem::path& state, const std::string& display);

/// Until `stop` says so. Throws Error where another one runs.
void run_output(const OutputSettings& settings, bool (*stop)());

}  // namespace gatecast
