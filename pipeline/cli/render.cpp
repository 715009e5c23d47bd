// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast render: one clip, every screen.
#include "pipeline/render/render.h"

#include <sys/resource.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/cli/command.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/progress.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/cli/render_report.h"
#include "pipeline/cli/stop.h"
#include "pipeline/cli/subtitle_report.h"
#include "pipeline/cli/times.h"
#include "pipeline/media/baseline.h"
#include "pipeline/render/content.h"
#include "pipeline/render/cost.h"
#include "pipeline/render/sound.h"
#include "presets/machine_exit.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;

constexpr Option kOptions[] = {
    kDisplayOption,
    {"encode,e", N_("NAME"), N_("an encode for every display, instead of each display's own; may be repeated")},
    {"encode-set", N_("KEY=VALUE"), N_("change one setting of the encode, like video.bitrate=8M; may be repeated")},
    {"output,o", N_("DIR"), N_("where the files go (here)")},
    {"delivery", N_("NAME"), N_("names, tracks and timecode as this customer wants them")},
    {"clip-id", N_("ID"), N_("stands for {id} in the delivery's file names")},
    {"from", N_("TIME"), N_("begin here, like 1:15")},
    {"to", N_("TIME"), N_("end here")},
    kProgrammeOption,
    kFieldOption,
    kGraphicOption,
    kShowOption,
    kHideOption,
    kOnAirOption,
    kInputOption,
    kCoverOption,
    kLogoOption,
    kLogoWindowOption,
    kSubsOption,
    kNoSubsOption,
    kEncodingOption,
    kStyleOption,
    kStyleSetOption,
    kPlayOption,
    {"soft", N_("tracks|vtt"),
     N_("subtitles that viewers can switch, too: in the file where its container takes them, or as WebVTT beside it")},
    {"no-burn", nullptr, N_("with --soft: leave the picture without subtitles")},
    {"subs-errors", N_("stop|go-on"), N_("what errors in subtitles do: stop before the first frame, or go on (stop)")},
    {"audio", N_("LANG=FILE"), N_("a voice in this language, like km=voice.wav; may be repeated")},
    {"audio-mode", N_("replace|duck"), N_("the voice in place of the original sound, or over it, lowered (replace)")},
    {"audio-language", N_("LANG"), N_("what is heard where the display has no choice of its own")},
    {"loudness", N_("NAME"), N_("tv, kiosk, web or none, instead of the display's own")},
    kStillOption,
    {"jobs,j", N_("N"), N_("processes at once (as many as processors)")},
    kExecutorOption,
    kSlurmOption,
    {"nice", N_("N"), N_("leave the processors to others: 0 to 19 (0)")},
    {"verify", N_("full|segment|packets"), N_("how much is decoded again to check it (segment)")},
    {"force", nullptr, N_("replace files that this job did not make")},
    {"explain", nullptr, N_("say of each segment that is made why; with --dry-run before anything is done")},
    {"dry-run", nullptr, N_("say what would be done, and do nothing")},
    kPresetsOption,
    kCacheOption,
};

constexpr Synopsis kSynopsis{
    N_("render CLIP --display NAME… [-o DIR]"),
    N_("Renders a clip for screens and for television. Give the same command again after an interruption: what is "
       "finished is not done twice."),
    kOptions, 1, 1};

Verify read_verify(const std::string& word) {
    if (word == "full") return Verify::kFull;
    if (word == "segment") return Verify::kSegment;
    if (word == "packets") return Verify::kPackets;
    throw UsageError(message("--verify {}: unknown. Allowed: full, segment, packets.", word));
}

void read_soft_options(const Options& options, RenderRequest& request) {
    const std::string word = options.one("soft", "none");
    if (word == "tracks")
        request.soft = SoftSubtitles::kTracks;
    else if (word == "vtt")
        request.soft = SoftSubtitles::kFiles;
    else if (options.has("soft"))
        throw UsageError(message("--soft {}: unknown. Allowed: tracks, vtt.", word));
    request.burn_in = !options.has("no-burn");
    if (!request.burn_in && request.soft == SoftSubtitles::kNone)
        throw UsageError(message("--no-burn leaves no subtitles at all. Give --soft with it, or --no-subs alone."));
    if (request.soft != SoftSubtitles::kNone && request.cue_files.empty())
        throw UsageError(message("--soft: there are no subtitles. Give them with --subs."));
}

/// Whether errors in subtitles are lived with.
bool read_forgiveness(const Options& options) {
    const std::string word = options.one("subs-errors", "stop");
    if (word != "stop" && word != "go-on")
        throw UsageError(message("--subs-errors {}: unknown. Allowed: stop, go-on.", word));
    return word == "go-on";
}

void read_sound_options(const Options& options, RenderRequest& request) {
    for (const std::string& text : options.all("audio")) {
        const auto [language, file] = read_pair(text, "audio", "km=voice.wav");
        if (!fs::exists(file)) throw Error(message("{}: there is no such file. Check the path.", file));
        request.voices.push_back({language, fs::canonical(file)});
    }
    const std::string mode = options.one("audio-mode", "replace");
    if (mode != "replace" && mode != "duck")
        throw UsageError(message("--audio-mode {}: unknown. Allowed: replace, duck.", mode));
    request.duck = mode == "duck";
    request.audio_language = options.one("audio-language");
    request.loudness = options.one("loudness");
}

RenderRequest read_request(const Options& options) {
    RenderRequest request;
    read_picture_options(options, options.words().front(), request);
    if (request.displays.empty())
        throw UsageError(message("No display is named. Give --display NAME; gatecast presets list shows them."));
    request.encodes = options.all("encode");
    for (const std::string& text : options.all("encode-set"))
        request.encode_settings.push_back(read_pair(text, "encode-set", "video.bitrate=8M"));
    request.delivery = options.one("delivery");
    request.clip_id = options.one("clip-id");
    request.directory = fs::absolute(options.one("output", ".")).lexically_normal();
    if (options.has("from")) request.from = read_time(options.one("from"), "from");
    if (options.has("to")) request.until = read_time(options.one("to"), "to");
    request.verify = read_verify(options.one("verify", "segment"));
    read_graphic_options(options, request);
    read_sound_options(options, request);
    return request;
}

double processor_time_of_children() {
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::unique_ptr<Executor> read_executor(const Options& options) {
    ExecutorSettings settings{fs::canonical("/proc/self/exe"), {}, 0, {}};
    if (options.has("jobs")) settings.jobs = static_cast<int>(options.number("jobs", 1, 1, 256));
    settings.nice = static_cast<int>(options.number("nice", 0, 0, 19));
    for (const std::string& text : options.all("slurm-set"))
        settings.slurm.push_back(read_pair(text, "slurm-set", "partition=night"));
    return make_executor(options.one("executor", "local"), settings);
}

Why find_reasons(const Options& options, const RenderPlan& plan, const Store& store, const HashFile& hash) {
    if (!options.has("explain")) return {};
    std::vector<size_t> open;
    for (size_t i = 0; i < plan.outputs.size(); ++i)
        if (options.has("force") || !already_published(plan, plan.outputs[i])) open.push_back(i);
    return {true, explain(plan, open, store, hash)};
}

void remember_reasons(const RenderPlan& plan, const RenderResult& result, const Store& store, const HashFile& hash) {
    std::vector<size_t> rendered;
    for (size_t i = 0; i < result.outputs.size(); ++i)
        if (result.outputs[i].state == OutputResult::State::kRendered) rendered.push_back(i);
    remember_parts(plan, rendered, store, hash);
}

}  // namespace

int run_render(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    if (!cpu_has_baseline())
        throw Error(
            message("This machine's processor lacks x86-64-v3 (AVX2): its files would differ from everybody else's. "
                    "Render on another machine."));
    const std::unique_ptr<Executor> executor = read_executor(*options);
    RenderRequest request = read_request(*options);
    const Store store(cache_root(*options));
    read_subtitle_options(*options, store, console, request);
    read_soft_options(*options, request);
    const Content content(store);
    const PresetLibrary library(request.preset_directories);
    const Clip clip = content.clip(request.clip);
    const auto hash = [&](const fs::path& file) { return content.hash(file); };
    const RenderPlan plan = make_plan(request, clip, library, hash, clips_of_inputs(request, content));
    if (!report_graphics(plan, console) || !report_subtitles(plan, read_forgiveness(*options), console)) return kFailed;
    const Why why = find_reasons(*options, plan, store, hash);
    report_why(plan, why, console);
    if (options->has("dry-run")) {
        report_plan(plan, store, why, console);
        return console.exit_code();
    }
    hear_stop_signals();

    Progress progress(console, plan.clip.path.filename().string());
    Render render(plan, store, *executor, options->has("force"));
    const RenderResult result = render.run({[&](int64_t done, int64_t all) { progress.show(done, all); },
                                            [&](const Message& remark) { console.note(remark); }, stop_asked});
    progress.finish();
    remember_cost_of(plan, result, processor_time_of_children(), store);
    report_result(plan, result, store, why, console);
    remember_reasons(plan, result, store, hash);
    static_cast<void>(store.clean(default_store_limit()));
    return std::ranges::any_of(result.outputs, &OutputResult::of_machine) ? kMachineFailed : console.exit_code();
}

}  // namespace gatecast
