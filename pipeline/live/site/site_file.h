// SPDX-License-Identifier: GPL-3.0-or-later
// A site as its file says it: displays, outputs, what is shown when. One table of options, so that reader, check and
// complaints agree. Read by `gatecast live` and `gatecast check`, while setting up.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/live/mixer/mixer.h"
#include "pipeline/live/outputs/sink.h"
#include "pipeline/live/site/alerts.h"
#include "pipeline/media/live_input.h"
#include "presets/graphic.h"
#include "presets/option_table.h"

namespace gatecast {

struct SiteDisplay {
    std::string name;
    std::string preset;     // empty: the display's name
    std::string programme;  // whose graphics are shown
    std::string encode = "h264-ts";
    int64_t bitrate = 4'000'000;  // of the pictures, at most
    bool muted = false;
    std::vector<std::string> ladder;     // "640x360 800k"
    std::vector<std::string> languages;  // of its subtitles; none: all that there are
    std::string encoder = "auto";
    std::string on, off;            // of a day, "05:30"; empty: it is never off
    std::string outside = "black";  // what is shown then: black, or standby
    int volume = 100;               // per cent
};
/// Throws Error for one that is not written so.
[[nodiscard]] std::vector<Rung> ladder_of(const SiteDisplay& display);

struct SiteOutput {
    std::string name;  // empty: display and kind
    std::string display;
    std::string kind;
    std::string url;
    int64_t mux_rate = 0;
    int ttl = 16;
    std::string interface;
    std::string mode = "caller";
    std::string passphrase, streamid;
    int latency_ms = 400;
    double segment_s = 2;
    int window = 10;
    std::string format = "ts";           // of HLS
    std::vector<std::string> subtitles;  // of HLS: languages
    std::string sound;                   // of a screen: the device; empty: none
    double minutes = 60, keep_hours = 168;
    int64_t keep_free = 1'000'000'000;  // bytes
};

struct SiteSource {
    std::string name;
    LiveInputSettings input;
    double black_s = 5, frozen_s = 30, silent_s = 30;  // of dead air, then it goes off; 0: never
    bool silent = false;                               // its sound is not wanted
};

/// Lines of live subtitles in one language, as a file gets them. The approval list has a window of time under `name`.
struct SiteLiveSubtitles {
    std::string name;
    std::string language;
    std::filesystem::path file;  // each new line of it, of an .srt each new cue; empty: lines come as orders alone
    double seconds = 5;          // that a line stands
    std::string display;         // empty: all of them
};

struct SiteField {
    std::string name, value;
};

/// What is other on all displays for a time; what is empty stays as it is.
struct SiteMode {
    std::string name;
    std::string from, until;  // days, both within; empty: by order alone
    std::vector<std::filesystem::path> loop, fillers;
    std::filesystem::path days;
    std::string programme;
    std::vector<SiteField> fields;
};

struct Site {
    std::filesystem::path file;  // paths in it start here
    std::string name;
    std::filesystem::path state;
    Rational rate{25, 1};
    int utc_minutes = 7 * 60;
    bool counter = false;
    bool require_approved = true;
    std::filesystem::path approvals;
    std::filesystem::path as_run;  // folder of the as-run log
    std::filesystem::path standby;
    std::filesystem::path phrases;            // the bank that notices are taken from
    std::filesystem::path days;               // folder of published days
    std::vector<std::filesystem::path> loop;  // in turn, at a site without days
    std::vector<std::filesystem::path> fillers;
    std::vector<SiteDisplay> displays;
    std::vector<SiteOutput> outputs;
    std::vector<SiteSource> sources;
    std::vector<SiteLiveSubtitles> live_subtitles;
    std::vector<SiteField> fields;
    std::vector<SiteMode> modes;
    std::vector<SiteAlert> alerts;
};

/// Everything that is wrong with it, each with its place.
[[nodiscard]] Site read_site(const std::filesystem::path& file, Problems& problems);
[[nodiscard]] std::vector<ShownOption> show_site_options();

/// The sinks of one display, and those of one of its rungs.
[[nodiscard]] std::vector<SinkSettings> sinks_of(const Site& site, const SiteDisplay& display);
[[nodiscard]] std::vector<SinkSettings> sinks_of(const Site& site, const SiteDisplay& display, const Rung& rung);
/// The screens of this machine that show a display: a process each.
[[nodiscard]] std::vector<SinkSettings> screens_of(const Site& site, const SiteDisplay& display);

}  // namespace gatecast
