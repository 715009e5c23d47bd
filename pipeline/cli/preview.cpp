// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast preview: a PNG of one moment, or a sheet of moments, as the render will show them.
#include "pipeline/render/preview.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "pipeline/cli/command.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/cli/render_report.h"
#include "pipeline/cli/subtitle_report.h"
#include "pipeline/cli/times.h"
#include "pipeline/graph/start.h"
#include "pipeline/media/still.h"
#include "pipeline/render/content.h"
#include "pipeline/render/cue_preview.h"
#include "presets/library.h"
#include "subtitles/language.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr Option kOptions[] = {
    kDisplayOption,
    {"encode,e", N_("NAME"), N_("as this encode shows it (review copies carry a label)")},
    {"at", N_("TIME"), N_("the moment to show, like 1:15 (a third into the clip)")},
    {"cue", N_("[LANG:]N"), N_("the moment of this cue, like 17 or km:17")},
    {"sheet", nullptr, N_("a sheet of moments, a row for each display; with subtitles every cue, in pages")},
    {"count", N_("N"), N_("moments on a sheet (4; of clips with subtitles every cue)")},
    {"overlay", nullptr, N_("the drawn subtitles alone, on nothing: a PNG with alpha")},
    {"output,o", N_("FILE"), N_("the PNG to write (CLIP.DISPLAY.png)")},
    kSubsOption,
    kNoSubsOption,
    kEncodingOption,
    kStyleOption,
    kStyleSetOption,
    kPlayOption,
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
    kStillOption,
    kPresetsOption,
    kCacheOption,
};
constexpr Synopsis kSynopsis{N_("preview CLIP --display NAME [--at TIME | --sheet]"),
                             N_("Shows as a PNG what a render will show."), kOptions, 1, 1};

std::vector<Time> spread(Time length, int64_t count) {
    std::vector<Time> moments;
    for (int64_t i = 0; i < count; ++i) moments.push_back(length * (2 * i + 1) / (2 * count));
    return moments;
}

/// "17", "km:17": the cue's moment.
Time moment_of(const std::string& text, const RenderPlan& plan) {
    const size_t colon = text.find(':');
    const std::string number = colon == std::string::npos ? text : text.substr(colon + 1);
    int cue = 0;
    const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), cue);
    if (wrong != std::errc() || end != number.data() + number.size() || cue < 1)
        throw UsageError(message("--cue {}: not the number of a cue. Write it like 17 or km:17.", text));
    if (plan.tracks.empty())
        throw UsageError(message("--cue {}: there are no subtitles. Give them with --subs.", text));
    const std::string language =
        colon == std::string::npos ? plan.tracks.front().language : language_tag(text.substr(0, colon));
    const auto track = std::ranges::find(plan.tracks, language, &Track::language);
    if (track == plan.tracks.end())
        throw UsageError(message("--cue {}: no subtitles are in {}.", text, text.substr(0, colon)));
    if (cue > std::ssize(track->cues))
        throw UsageError(message("--cue {}: {} has {} cues.", text, track->name, track->cues.size()));
    if (const auto moment = moment_of_cue(plan, plan.outputs.front(), language, cue - 1)) return *moment;
    throw Error(message("--cue {}: it is not shown on {}: it has no time there, or no room.", text,
                        plan.outputs.front().display_name));
}

/// The files of a sheet in pages: hinh.png, or hinh.1.png, hinh.2.png...
fs::path page_name(const fs::path& file, size_t page, size_t pages) {
    if (pages == 1) return file;
    return file.parent_path() / fmt::format("{}.{}{}", file.stem().string(), page, file.extension().string());
}

void show_cues(const RenderPlan& plan, const fs::path& file, Console& console) {
    json files = json::array();
    for (size_t i = 0; i < plan.outputs.size(); ++i) {
        const OutputPlan& output = plan.outputs[i];
        const fs::path base = plan.outputs.size() == 1
                                  ? file
                                  : file.parent_path() / fmt::format("{}.{}{}", file.stem().string(),
                                                                     output.display_name, file.extension().string());
        const std::vector<Time> moments = moments_of_cues(plan, output);
        const size_t pages = (moments.size() + kThumbnailsAPage - 1) / kThumbnailsAPage;
        size_t page = 0;
        const auto sink = [&](const Picture& picture) {
            const fs::path name = page_name(base, ++page, pages);
            const Image rgb = as_rgb(picture);
            write_png(name, rgb.view());
            files.push_back(fs::absolute(name).string());
            console.say(message("{}: {} × {}", name.string(), rgb.size().width, rgb.size().height));
        };
        for (const Message& problem : thumbnail_pages(plan, i, moments, sink)) console.warn(problem);
    }
    if (files.empty()) throw Error(message("No cue is shown in this clip: their times lie outside it."));
    if (console.json()) console.print_json({{"files", files}});
}

void show_overlay(const RenderPlan& plan, Time at, const fs::path& file, Console& console) {
    const TextAlone alone = text_alone(plan, plan.outputs.front(), at);
    write_png(file, alone.picture);
    const auto rectangle = [](const Rect& area) {
        return json{{"x", area.x}, {"y", area.y}, {"width", area.width}, {"height", area.height}};
    };
    json texts = json::array();
    for (const TextAlone::Text& text : alone.texts)
        texts.push_back({{"language", text.language}, {"lines", text.lines}, {"area", rectangle(text.area)}});
    if (console.json())
        console.print_json({{"file", fs::absolute(file).string()},
                            {"width", alone.picture.size.width},
                            {"height", alone.picture.size.height},
                            {"ink", alone.ink.empty() ? json(nullptr) : rectangle(alone.ink)},
                            {"texts", texts}});
    console.say(message("{}: {} × {}", file.string(), alone.picture.size.width, alone.picture.size.height));
}

void show_pictures(const RenderPlan& plan, bool sheet, Time at, int64_t count, const fs::path& file, Console& console) {
    const Preview preview = sheet ? contact_sheet(plan, spread(plan.length, count)) : preview_frame(plan, 0, at);
    for (const Message& problem : preview.problems) console.warn(problem);
    const Image rgb = as_rgb(preview.picture);
    write_png(file, rgb.view());
    const Size size = preview.picture.view.size;
    if (console.json())
        console.print_json({{"file", fs::absolute(file).string()}, {"width", size.width}, {"height", size.height}});
    console.say(message("{}: {} × {}", file.string(), size.width, size.height));
}

}  // namespace

int run_preview(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    RenderRequest request;
    read_picture_options(*options, options->words().front(), request);
    read_graphic_options(*options, request);
    if (request.displays.empty())
        throw UsageError(message("No display is named. Give --display NAME; gatecast presets list shows them."));
    if (options->has("encode")) request.encodes = {options->one("encode")};
    start_graph();
    const Store store(cache_root(*options));
    read_subtitle_options(*options, store, console, request);
    const Content content(store);
    const PresetLibrary library(request.preset_directories);
    const auto hash = [&](const fs::path& file) { return content.hash(file); };
    const RenderPlan plan =
        make_plan(request, content.clip(request.clip), library, hash, clips_of_inputs(request, content));
    for (const OutputPlan& output : plan.outputs)
        if (output.composition < 0) throw Error(message("{}: has no picture to show.", output.encode.name));
    for (const Message& damage : plan.clip.damage) console.warn(damage);
    for (const Message& clash : plan.clashes) console.warn(clash);  // to be looked at is what a preview is for
    warn_of_graphics(plan, console);
    static_cast<void>(report_subtitles(plan, true, console));

    const bool sheet = options->has("sheet");
    Time at = options->has("at") ? read_time(options->one("at"), "at") : plan.length / 3;
    if (options->has("cue")) at = moment_of(options->one("cue"), plan);
    const bool overlay = options->has("overlay");
    const fs::path file = options->one(
        "output", request.clip.stem().string() +
                      (sheet ? ".sheet" : (overlay ? ".overlay." : ".") + request.displays.front()) + ".png");
    if (overlay)
        show_overlay(plan, at, file, console);
    else if (sheet && !plan.tracks.empty() && !options->has("count"))
        show_cues(plan, file, console);
    else
        show_pictures(plan, sheet, at, options->number("count", 4, 1, 20), file, console);
    return console.exit_code();
}

}  // namespace gatecast
