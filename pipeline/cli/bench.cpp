// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast bench: how many displays this machine carries, measured on the scenes that gates show.
#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/cli/command.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_report.h"
#include "pipeline/cli/stop.h"
#include "pipeline/graph/start.h"
#include "pipeline/media/still.h"
#include "pipeline/render/bench_film.h"
#include "pipeline/render/capacity.h"
#include "pipeline/render/content.h"
#include "presets/library.h"
#include "subtitles/formats/format.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr Option kOptions[] = {
    {"display,d", N_("NAME"), N_("a display to carry; may be repeated (led-p4, kiosk-portrait and tv-1080p25)")},
    {"programme", N_("NAME"), N_("what is shown over the film (ban-tin)")},
    {"encode-preset", N_("NAME"),
     N_("of the encoder, from ultrafast to veryslow; may be repeated (ultrafast, superfast, veryfast)")},
    {"seconds", N_("N"), N_("how long the displays run against the clock; 0: not at all (20)")},
    kPresetsOption,
};
constexpr Synopsis kSynopsis{
    N_("bench [CLIP] [--display NAME…]"),
    N_("Measures on this machine what decoding, composing and encoding cost, says how many displays it carries, and "
       "runs the displays against the clock. Other programs should rest meanwhile."),
    kOptions, 0, 1};

constexpr int kMeasuredFrames = 75;
constexpr int kFilmSeconds = 8;

/// A directory for the film and its cue files, gone with this object.
class Scratch {
public:
    Scratch() {
        std::string name = (fs::temp_directory_path() / "gatecast-bench-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw Error(message("{}: cannot be written. Set TMPDIR to a place that can.", name));
        path_ = name;
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// A cue every four seconds, in each language: three bands on screen all the time.
std::vector<CueFileRequest> write_cues(const fs::path& directory, int seconds) {
    constexpr std::array<std::pair<const char*, const char*>, 3> kSentences{
        {{"vi", "Sáng nay, chợ biên giới mở cửa từ năm giờ.\nNgười dân hai bên qua lại tấp nập."},
         {"en", "This morning the border market opened at five."},
         {"km", "ព្រឹកនេះ ផ្សារព្រំដែនបើកតាំងពីម៉ោងប្រាំ"}}};
    constexpr Time kEach = std::chrono::seconds(4);
    std::vector<CueFileRequest> files;
    for (const auto& [language, sentence] : kSentences) {
        Track track{language, "", {}, {}};
        for (Time start{0}; start < std::chrono::seconds(seconds); start += kEach) {
            Cue& cue = track.cues.emplace_back();
            cue.start = start;
            cue.end = start + kEach;
            cue.text = sentence;
        }
        files.push_back({language, directory / fmt::format("bench.{}.srt", language), "", ""});
        std::ofstream(files.back().file) << cue_format_named("srt")->write({&track, 1}, {});
    }
    return files;
}

/// A disc with soft see-through rings, as a logo is.
fs::path write_logo(const fs::path& directory) {
    constexpr int kSide = 160;
    BgraImage logo{std::vector<uint8_t>(size_t{kSide} * kSide * 4), {kSide, kSide}};
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const double radius = std::hypot(x - kSide / 2.0, y - kSide / 2.0) / (kSide / 2.0);
            const auto alpha = static_cast<uint8_t>(radius < 1 ? 160 + 95 * std::cos(radius * 12) : 0);
            const std::array<uint8_t, 4> bgra{120, static_cast<uint8_t>(90 + y / 2), 40, alpha};
            std::ranges::copy(bgra, logo.pixels.begin() + (ptrdiff_t{y} * kSide + x) * 4);
        }
    }
    const fs::path file = directory / "logo.png";
    write_png(file, logo);
    return file;
}

RenderRequest read_request(const Options& options, const fs::path& film, int seconds, const Scratch& scratch) {
    RenderRequest request;
    request.clip = film;
    request.displays = options.all("display");
    if (request.displays.empty()) request.displays = {"led-p4", "kiosk-portrait", "tv-1080p25"};
    request.encodes = {"h264-mp4"};
    request.directory = scratch.path();
    request.preset_directories = preset_directories(options.all("presets"));
    request.programme = options.one("programme", "ban-tin");
    request.graphic_settings = {{"clock.shown", "true"}};
    request.fields = {{"title", "Chợ phiên vùng biên"},
                      {"place", "Cửa khẩu"},
                      {"ticker.vi", "Cửa khẩu mở cửa từ 7 giờ đến 17 giờ"},
                      {"ticker.en", "The gate is open from seven to seventeen hours"}};
    request.logo = LogoRequest{write_logo(scratch.path()), Time(0), {}};
    request.on_air = std::chrono::local_days(std::chrono::year(2026) / 1 / 1) + std::chrono::minutes(19 * 60 + 30);
    request.cue_files = write_cues(scratch.path(), seconds);
    return request;
}

double in_ms(Time t) {
    return std::chrono::duration<double, std::milli>(t).count();
}
std::string whole(double number) {
    return fmt::format("{:.0f}", number);
}
std::string tenths(Time t) {
    return fmt::format("{:.1f}", in_ms(t));
}

void print_costs(const Capacity& capacity, Console& console) {
    console.say(
        message("CPU milliseconds a frame, of {} on each of {} cores:", whole(capacity.frame_ms), capacity.cores));
    console.print(fmt::format("  {:<28}{:>8.2f}", console.text(N_("decoding, once for all")), capacity.decode_ms));
    std::string head = fmt::format("  {:<28}{:>8}", "", console.text(N_("compose")));
    for (const std::string& preset : capacity.presets) head += fmt::format("{:>12}", preset);
    console.print(head);
    for (const DisplayCost& cost : capacity.displays) {
        std::string row =
            fmt::format("  {:<28}{:>8.2f}", fmt::format("{} {}×{}", cost.display, cost.size.width, cost.size.height),
                        cost.compose_ms);
        for (const double ms : cost.encode_ms) row += fmt::format("{:>12.2f}", ms);
        console.print(row);
    }
    console.print("");
    for (size_t i = 0; i < capacity.presets.size(); ++i) {
        const Load load = load_carried(capacity, i);
        console.say(message("{}: {} displays, with {} % of the processors left.", capacity.presets[i], load.displays,
                            whole(100 * (1 - load.share))));
    }
}

void print_run(const RealTime& run, const std::string& preset, Console& console) {
    console.print("");
    console.say(message("Against the clock, {}: {} frames, {} late, {} dropped; {} % of the processors.", preset,
                        run.frames, run.late, run.dropped, whole(100 * run.share)));
    console.say(message("Composed after their time: {} ms in the middle, {} ms of 99.9 %, {} ms the worst.",
                        tenths(run.p50), tenths(run.p999), tenths(run.worst)));
}

json to_json(const Capacity& capacity) {
    json displays = json::array();
    for (const DisplayCost& cost : capacity.displays)
        displays.push_back({{"display", cost.display},
                            {"width", cost.size.width},
                            {"height", cost.size.height},
                            {"compose_ms", cost.compose_ms},
                            {"encode_ms", cost.encode_ms}});
    json carried = json::array();
    for (size_t i = 0; i < capacity.presets.size(); ++i) {
        const Load load = load_carried(capacity, i);
        carried.push_back({{"preset", capacity.presets[i]}, {"displays", load.displays}, {"share", load.share}});
    }
    return {{"cores", capacity.cores},
            {"decode_ms", capacity.decode_ms},
            {"presets", capacity.presets},
            {"displays", displays},
            {"carried", carried}};
}

json to_json(const RealTime& run, const std::string& preset) {
    return {{"preset", preset},           {"frames", run.frames},         {"late", run.late},
            {"dropped", run.dropped},     {"p50_ms", in_ms(run.p50)},     {"p99_ms", in_ms(run.p99)},
            {"p999_ms", in_ms(run.p999)}, {"worst_ms", in_ms(run.worst)}, {"most_waiting", run.most_waiting},
            {"share", run.share}};
}

}  // namespace

int run_bench(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const auto seconds = static_cast<int>(options->number("seconds", 20, 0, 36000));
    std::vector<std::string> presets = options->all("encode-preset");
    if (presets.empty()) presets = {"ultrafast", "superfast", "veryfast"};
    hear_stop_signals();
    start_graph();

    const Scratch scratch;
    fs::path film = scratch.path() / "film.mp4";
    if (options->words().empty())
        make_bench_film(film, kFilmSeconds, std::max(1, seconds / kFilmSeconds + 1));
    else
        film = fs::absolute(options->words().front());
    const RenderRequest request = read_request(*options, film, std::max(seconds, kFilmSeconds), scratch);
    const Store store(scratch.path() / "store");
    const Content content(store);
    const PresetLibrary library(request.preset_directories);
    const RenderPlan plan = make_plan(request, content.clip(request.clip), library,
                                      [&](const fs::path& file) { return content.hash(file); });
    if (!report_graphics(plan, console)) return kFailed;
    const Capacity capacity = measure_capacity(plan, presets, kMeasuredFrames);
    print_costs(capacity, console);
    json report = to_json(capacity);
    if (seconds > 0) {
        const std::string& preset = presets[std::min<size_t>(1, presets.size() - 1)];
        const RealTime run = run_in_real_time(plan, preset, std::chrono::seconds(seconds), stop_asked);
        print_run(run, preset, console);
        report["real_time"] = to_json(run, preset);
    }
    if (console.json()) console.print_json(report);
    return console.exit_code();
}

}  // namespace gatecast
