// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/site_file.h"

#include <algorithm>
#include <regex>

#include "pipeline/live/outputs/screen.h"
#include "pipeline/live/site/rundown.h"
#include "pipeline/live/site/site_checks.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr Rule kText{Kind::kText};
constexpr Rule kTexts{Kind::kTexts};
constexpr Rule kFlag{Kind::kFlag};
constexpr Rule kList{Kind::kItems};
constexpr const char* kModes[] = {"caller", "listener"};

const OptionRow<SiteDisplay> kDisplayRows[] = {
    row<&SiteDisplay::name>("name", kText, N_("what the display is called at this site")),
    row<&SiteDisplay::preset>("preset", kText, N_("its preset; the one of its name if not said")),
    row<&SiteDisplay::programme>("programme", kText, N_("whose graphics it shows; the display's own if not said")),
    row<&SiteDisplay::encode>("encode", kText, N_("the preset it is encoded by")),
    row<&SiteDisplay::bitrate>("bitrate", {Kind::kQuantity, 100e3, 100e6},
                               N_("bits a second of its pictures, at most")),
    row<&SiteDisplay::muted>("muted", kFlag, N_("without sound")),
    row<&SiteDisplay::volume>("volume", {Kind::kWhole, 0, 100}, N_("of its sound, in per cent")),
    row<&SiteDisplay::on>("on", kText, N_("time of the day at which it goes on, as 05:30; never off if not said")),
    row<&SiteDisplay::off>("off", kText, N_("time of the day at which it goes off")),
    row<&SiteDisplay::outside>("outside", kText, N_("what it shows while it is off: black, or standby")),
    row<&SiteDisplay::ladder>("ladder", kTexts,
                              N_("of HLS: the same smaller, for thin lines, each as \"640x360 800k\"")),
    row<&SiteDisplay::languages>("languages", kTexts, N_("of its subtitles; all that there are if not said")),
    row<&SiteDisplay::encoder>("encoder", kText,
                               N_("auto, x264, or a device of the machine: nvenc, vaapi, qsv; x264 where that fails")),
};

const OptionRow<SiteLiveSubtitles> kLiveSubtitlesRows[] = {
    row<&SiteLiveSubtitles::name>("name", kText, N_("what the approval list knows them by")),
    row<&SiteLiveSubtitles::language>("language", kText, N_("of their lines: vi, en, km or another")),
    {"file", kText, N_("the file that is followed: each new line, of an .srt each new cue, is shown at once"),
     [](SiteLiveSubtitles& lines, const Value& value) { lines.file = std::get<std::string>(value); },
     [](const SiteLiveSubtitles& lines) -> Value { return lines.file.string(); }},
    row<&SiteLiveSubtitles::seconds>("seconds", {Kind::kNumber, 0.2, 60},
                                     N_("how long a line stands, unless another takes its place")),
    row<&SiteLiveSubtitles::display>("display", kText, N_("where they stand; all displays if not said")),
};

constexpr OptionRow<SiteOutput> mode_row() {
    return {"mode",
            {Kind::kChoice, 0, 0, kModes},
            N_("of SRT: who calls whom"),
            [](SiteOutput& output, const Value& value) { output.mode = kModes[std::get<int64_t>(value)]; },
            [](const SiteOutput& output) -> Value { return int64_t{output.mode == kModes[1]}; }};
}

constexpr const char* kHlsFormats[] = {"ts", "mp4"};

constexpr OptionRow<SiteOutput> format_row() {
    return {"format",
            {Kind::kChoice, 0, 0, kHlsFormats},
            N_("of HLS: segments of MPEG-TS or of MP4"),
            [](SiteOutput& output, const Value& value) { output.format = kHlsFormats[std::get<int64_t>(value)]; },
            [](const SiteOutput& output) -> Value { return int64_t{output.format == kHlsFormats[1]}; }};
}

const OptionRow<SiteOutput> kOutputRows[] = {
    row<&SiteOutput::name>("name", kText, N_("what the output is called; display and kind if not said")),
    row<&SiteOutput::display>("display", kText, N_("the display that goes out here")),
    row<&SiteOutput::kind>("kind", kText, N_("udp, hls, srt, rtmp, rtsp, record or screen")),
    row<&SiteOutput::url>(
        "url", kText,
        N_("where to: udp://239.1.1.1:5000, srt://host:9000, rtmp://…, a folder; of RTSP: rtsp://0.0.0.0:8554/NAME; of "
           "a screen of this machine: kms: or kms:CONNECTOR, or window: or window:DISPLAY")),
    row<&SiteOutput::sound>("sound", kText,
                            N_("of a screen: the ALSA device that plays the sound, such as default; none: no sound")),
    row<&SiteOutput::mux_rate>("mux_rate", {Kind::kQuantity, 0, 1e9},
                               N_("of UDP: bits a second on the wire; 0: what the pictures ask for")),
    row<&SiteOutput::ttl>("ttl", {Kind::kWhole, 0, 255}, N_("of UDP: routers that a multicast may pass")),
    row<&SiteOutput::interface>("interface", kText, N_("of UDP: the address of the network card for a multicast")),
    mode_row(),
    row<&SiteOutput::passphrase>("passphrase", kText, N_("of SRT: 10 to 79 letters; none: not encrypted")),
    row<&SiteOutput::streamid>("streamid", kText, N_("of SRT: what the other end knows the stream by")),
    row<&SiteOutput::latency_ms>("latency_ms", {Kind::kWhole, 20, 8000}, N_("of SRT: three to four round trips")),
    format_row(),
    row<&SiteOutput::segment_s>("segment_s", {Kind::kNumber, 1, 20}, N_("of HLS: seconds of a segment")),
    row<&SiteOutput::subtitles>("subtitles", kTexts, N_("of HLS: languages of soft subtitles, such as vi, en, km")),
    row<&SiteOutput::window>("window", {Kind::kWhole, 3, 1000}, N_("of HLS: segments in the list")),
    row<&SiteOutput::minutes>("minutes", {Kind::kNumber, 0.05, 1440}, N_("of recordings: length of a file")),
    row<&SiteOutput::keep_hours>("keep_hours", {Kind::kNumber, 0, 87600}, N_("of recordings: how long files are kept")),
    row<&SiteOutput::keep_free>("keep_free", {Kind::kQuantity, 0, 1e15},
                                N_("of recordings: bytes of the disk that stay free; the oldest files go for it")),
};

constexpr OptionRow<SiteSource> listens_row() {
    return {"mode",
            {Kind::kChoice, 0, 0, kModes},
            N_("of SRT and RTMP: who calls whom"),
            [](SiteSource& source, const Value& value) { source.input.listens = std::get<int64_t>(value) == 1; },
            [](const SiteSource& source) -> Value { return int64_t{source.input.listens}; }};
}

constexpr const char* kTransports[] = {"tcp", "udp"};

constexpr OptionRow<SiteSource> transport_row() {
    return {
        "transport",
        {Kind::kChoice, 0, 0, kTransports},
        N_("of RTSP: how its media comes"),
        [](SiteSource& source, const Value& value) { source.input.transport = kTransports[std::get<int64_t>(value)]; },
        [](const SiteSource& source) -> Value { return int64_t{source.input.transport == kTransports[1]}; }};
}

template <auto Part>
constexpr OptionRow<SiteSource> input_text_row(const char* key, const char* help) {
    return {key, kText, help,
            [](SiteSource& source, const Value& value) { source.input.*Part = std::get<std::string>(value); },
            [](const SiteSource& source) -> Value { return source.input.*Part; }};
}

constexpr OptionRow<SiteSource> latency_row() {
    return {"latency_ms",
            {Kind::kWhole, 20, 8000},
            N_("of SRT: three to four round trips"),
            [](SiteSource& source, const Value& value) {
                source.input.latency_ms = static_cast<int>(std::get<int64_t>(value));
            },
            [](const SiteSource& source) -> Value { return int64_t{source.input.latency_ms}; }};
}

const OptionRow<SiteSource> kSourceRows[] = {
    row<&SiteSource::name>("name", kText, N_("what the live source is called")),
    input_text_row<&LiveInputSettings::url>(
        "url", N_("where it comes from: srt:// rtmp:// rtsp:// udp:// rtp:// https://….m3u8, or test://")),
    listens_row(),
    input_text_row<&LiveInputSettings::passphrase>("passphrase", N_("of SRT: 10 to 79 letters; none: not encrypted")),
    input_text_row<&LiveInputSettings::streamid>("streamid", N_("of SRT: what the other end knows the stream by")),
    latency_row(),
    input_text_row<&LiveInputSettings::interface>("interface",
                                                  N_("of UDP: the address of the network card for a multicast")),
    transport_row(),
    input_text_row<&LiveInputSettings::language>("sound_language",
                                                 N_("which of its sound tracks is heard, such as vie")),
    row<&SiteSource::silent>("silent", kFlag, N_("its sound is not wanted")),
    row<&SiteSource::black_s>("black_s", {Kind::kNumber, 0, 3600},
                              N_("black for so many seconds, it goes off; 0: never")),
    row<&SiteSource::frozen_s>("frozen_s", {Kind::kNumber, 0, 3600},
                               N_("frozen for so many seconds, it goes off; 0: never")),
    row<&SiteSource::silent_s>("silent_s", {Kind::kNumber, 0, 3600},
                               N_("silent for so many seconds, it goes off; 0: never")),
};

const OptionRow<SiteField> kFieldRows[] = {
    row<&SiteField::name>("name", kText, N_("what the words of graphics ask for, such as ticker.vi")),
    row<&SiteField::value>("value", kText, N_("what stands there then")),
};

constexpr const char* kAlertWays[] = {"command", "mail", "webhook"};
constexpr const char* kAlertLevels[] = {"info", "warning", "error"};

const OptionRow<SiteAlert> kAlertRows[] = {
    {"way",
     {Kind::kChoice, 0, 0, kAlertWays},
     N_("how alarms are told"),
     [](SiteAlert& alert, const Value& value) { alert.way = static_cast<AlertWay>(std::get<int64_t>(value)); },
     [](const SiteAlert& alert) -> Value { return static_cast<int64_t>(alert.way); }},
    row<&SiteAlert::to>("to", kText,
                        N_("by mail: to whom; by webhook: the http:// or https:// address that gets JSON")),
    row<&SiteAlert::program>(
        "program", kTexts,
        N_("by command: the program and its words, it reads a line of JSON; by mail: what is run in "
           "place of /usr/sbin/sendmail -t -i")),
    {"level",
     {Kind::kChoice, 0, 0, kAlertLevels},
     N_("from which level on alarms are told"),
     [](SiteAlert& alert, const Value& value) { alert.level = static_cast<AlertLevel>(std::get<int64_t>(value)); },
     [](const SiteAlert& alert) -> Value { return static_cast<int64_t>(alert.level); }},
    row<&SiteAlert::every_s>("every_s", {Kind::kNumber, 0, 86400},
                             N_("seconds between two tellings of one kind of alarm, at least")),
};

/// A list of tables, each by the rows of an item.
template <auto Part, const auto& Rows, typename Item, typename Owner = Site>
constexpr OptionRow<Owner> list_row(const char* key, const char* help) {
    return {key,
            kList,
            help,
            nullptr,
            nullptr,
            [](Owner& owner, const NodeList& list, const Bounds& bounds, Problems& problems) {
                owner.*Part = read_items<Item>(Rows, list, Item{}, bounds, problems);
            },
            [](const Owner& owner) { return written_items<Item>(Rows, owner.*Part, 2); }};
}

template <auto Part, typename Owner = Site>
constexpr OptionRow<Owner> path_row(const char* key, const char* help) {
    return {key, kText, help, [](Owner& owner, const Value& value) { owner.*Part = std::get<std::string>(value); },
            [](const Owner& owner) -> Value { return (owner.*Part).string(); }};
}

template <auto Part, typename Owner = Site>
constexpr OptionRow<Owner> paths_row(const char* key, const char* help) {
    return {key, kTexts, help,
            [](Owner& owner, const Value& value) {
                const auto& texts = std::get<std::vector<std::string>>(value);
                (owner.*Part).assign(texts.begin(), texts.end());
            },
            [](const Owner& owner) -> Value {
                std::vector<std::string> texts;
                for (const fs::path& each : owner.*Part) texts.push_back(each.string());
                return texts;
            }};
}

const OptionRow<SiteMode> kModeRows[] = {
    row<&SiteMode::name>("name", kText, N_("what the mode is called in orders")),
    row<&SiteMode::from>("from", kText, N_("its first day, as 2027-09-02; by order alone if not said")),
    row<&SiteMode::until>("until", kText, N_("its last day; the first one if not said")),
    paths_row<&SiteMode::loop, SiteMode>("loop", N_("clips shown in turn meanwhile, at a site without days")),
    path_row<&SiteMode::days, SiteMode>("days", N_("the folder of published days meanwhile")),
    paths_row<&SiteMode::fillers, SiteMode>("fillers", N_("clips that stand in meanwhile")),
    row<&SiteMode::programme>("programme", kText, N_("whose graphics all displays show meanwhile")),
    list_row<&SiteMode::fields, kFieldRows, SiteField, SiteMode>("field", N_("words for graphics meanwhile")),
};

const OptionRow<Site> kSiteRows[] = {
    row<&Site::name>("name", kText, N_("what the site is called")),
    path_row<&Site::state>("state", N_("folder for what the site remembers; beside the file if not said")),
    row<&Site::rate>("rate", {Kind::kRate, 10, 60}, N_("frames a second of all its displays")),
    row<&Site::utc_minutes>("utc_minutes", {Kind::kWhole, -720, 840}, N_("minutes the place is ahead of UTC")),
    row<&Site::counter>("counter", kFlag, N_("for tests: each frame carries its number")),
    row<&Site::require_approved>("require_approved", kFlag, N_("show only what the approval list holds")),
    path_row<&Site::approvals>("approvals", N_("the approval list")),
    path_row<&Site::as_run>("as_run", N_("folder for the log of what went out; in state if not said")),
    path_row<&Site::standby>("standby", N_("the picture for when there is nothing else")),
    path_row<&Site::phrases>("phrases", N_("the bank of approved phrases for notices")),
    path_row<&Site::days>("days", N_("the folder of published days: each display shows its own files of them")),
    paths_row<&Site::loop>("loop", N_("clips shown in turn, at a site without days")),
    paths_row<&Site::fillers>("fillers", N_("clips that stand in where something is missing")),
    list_row<&Site::displays, kDisplayRows, SiteDisplay>("display", N_("a display of the site")),
    list_row<&Site::outputs, kOutputRows, SiteOutput>("output", N_("a way out of a display")),
    list_row<&Site::sources, kSourceRows, SiteSource>("source", N_("a live source")),
    list_row<&Site::live_subtitles, kLiveSubtitlesRows, SiteLiveSubtitles>("live_subtitles",
                                                                           N_("lines of live subtitles")),
    list_row<&Site::fields, kFieldRows, SiteField>("field", N_("words for graphics")),
    list_row<&Site::modes, kModeRows, SiteMode>("mode", N_("what is other on all displays for a time")),
    list_row<&Site::alerts, kAlertRows, SiteAlert>("alert", N_("a way in which people are told of alarms")),
};

void root(fs::path& path, const fs::path& folder) {
    if (!path.empty()) path = (folder / path).lexically_normal();
}

bool is_folder_kind(const std::string& kind) {
    return kind == "hls" || kind == "record";
}

}  // namespace

Site read_site(const fs::path& file, Problems& problems) {
    Site site;
    site.file = fs::absolute(file);
    const NodeTable table = read_toml(file, problems);
    if (!problems.empty()) return site;
    apply<Site>(
        kSiteRows, Layers{table}, site, [](const Site&) { return Bounds{}; }, problems);
    const fs::path folder = site.file.parent_path();
    if (site.name.empty()) site.name = file.stem().string();
    if (site.state.empty()) site.state = file.stem().string() + ".state";
    if (site.as_run.empty()) site.as_run = site.state / "as-run";
    for (fs::path* each : {&site.state, &site.as_run, &site.approvals, &site.standby, &site.phrases, &site.days})
        root(*each, folder);
    for (auto* list : {&site.loop, &site.fillers})
        for (fs::path& each : *list)
            if (source_named_by(each).empty()) root(each, folder);
    for (SiteMode& mode : site.modes) {
        root(mode.days, folder);
        for (auto* list : {&mode.loop, &mode.fillers})
            for (fs::path& each : *list)
                if (source_named_by(each).empty()) root(each, folder);
    }
    for (SiteDisplay& display : site.displays)
        if (display.preset.empty()) display.preset = display.name;
    for (SiteLiveSubtitles& lines : site.live_subtitles) root(lines.file, folder);
    for (SiteOutput& output : site.outputs) {
        if (output.name.empty()) output.name = output.display + "-" + output.kind;
        if (is_folder_kind(output.kind)) output.url = (folder / output.url).lexically_normal().string();
    }
    if (problems.empty()) check_site(site, problems);
    return site;
}

std::vector<ShownOption> show_site_options() {
    const Site site;
    std::vector<ShownOption> shown = show<Site>(kSiteRows, {}, site);
    show_item_keys<SiteDisplay>("display", kDisplayRows, shown);
    show_item_keys<SiteOutput>("output", kOutputRows, shown);
    show_item_keys<SiteSource>("source", kSourceRows, shown);
    show_item_keys<SiteLiveSubtitles>("live_subtitles", kLiveSubtitlesRows, shown);
    show_item_keys<SiteField>("field", kFieldRows, shown);
    show_item_keys<SiteMode>("mode", kModeRows, shown);
    show_item_keys<SiteAlert>("alert", kAlertRows, shown);
    return shown;
}

std::vector<Rung> ladder_of(const SiteDisplay& display) {
    static const std::regex kRung(R"((\d{2,4})x(\d{2,4}) (\d{2,5})k)");
    std::vector<Rung> ladder;
    for (const std::string& text : display.ladder) {
        std::smatch parts;
        if (!std::regex_match(text, parts, kRung))
            throw Error(message("{}: \"{}\" is no rung of a ladder. Write \"640x360 800k\".", display.name, text));
        ladder.push_back({{std::stoi(parts[1]) & ~1, std::stoi(parts[2]) & ~1}, std::stoll(parts[3]) * 1000});
    }
    return ladder;
}

std::vector<SinkSettings> sinks_of(const Site& site, const SiteDisplay& display, const Rung& rung) {
    std::vector<SinkSettings> sinks = sinks_of(site, display);
    std::erase_if(sinks, [](const SinkSettings& each) { return each.kind != "hls"; });
    for (SinkSettings& each : sinks) {
        each.name += "-" + rung.name();
        each.url += "/" + rung.name();
        each.more.erase("ladder");
        each.more.erase("subtitles");
    }
    return sinks;
}

std::vector<SinkSettings> screens_of(const Site& site, const SiteDisplay& display) {
    std::vector<SinkSettings> screens;
    for (const SiteOutput& output : site.outputs)
        if (output.display == display.name && output.kind == kScreen)
            screens.push_back({output.kind,
                               output.name,
                               output.url,
                               site.name,
                               {{"sound", output.sound}, {"rate", {site.rate.num, site.rate.den}}}});
    return screens;
}

std::vector<SinkSettings> sinks_of(const Site& site, const SiteDisplay& display) {
    json ladder = json::array();
    for (const Rung& rung : ladder_of(display))
        ladder.push_back({{"name", rung.name()},
                          {"bitrate", rung.bitrate},
                          {"width", rung.size.width},
                          {"height", rung.size.height}});
    std::vector<SinkSettings> sinks;
    for (const SiteOutput& output : site.outputs) {
        if (output.display != display.name || output.kind == kScreen) continue;
        SinkSettings& sink = sinks.emplace_back(SinkSettings{output.kind, output.name, output.url, site.name, {}});
        // Room for the pictures at their most, the sound, and what a transport stream adds.
        const int64_t asked = display.bitrate + display.bitrate / 5 + 400'000;
        sink.more = {{"mux_rate", output.mux_rate > 0 ? output.mux_rate : asked},
                     {"ttl", output.ttl},
                     {"interface", output.interface},
                     {"mode", output.mode},
                     {"passphrase", output.passphrase},
                     {"streamid", output.streamid},
                     {"latency_ms", output.latency_ms},
                     {"segment_s", output.segment_s},
                     {"window", output.window},
                     {"format", output.format},
                     {"subtitles", output.subtitles},
                     {"bitrate", display.bitrate},
                     {"ladder", ladder},
                     {"keep_free", output.keep_free},
                     {"minutes", output.minutes},
                     {"keep_hours", output.keep_hours}};
    }
    return sinks;
}

}  // namespace gatecast
