// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast preview: a PNG of one moment, or a sheet of moments, as the render will show them.
#include "pipeline/render/preview.h"

#include <nlohmann/json.hpp>

#include "pipeline/cli/command.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/cli/times.h"
#include "pipeline/graph/start.h"
#include "pipeline/media/still.h"
#include "pipeline/render/content.h"
#include "presets/library.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;

constexpr Option kOptions[] = {
    kDisplayOption,
    {"encode,e", N_("NAME"), N_("as this encode shows it (review copies carry a label)")},
    {"at", N_("TIME"), N_("the moment to show, like 1:15 (a third into the clip)")},
    {"sheet", nullptr, N_("a sheet of moments, a row for each display")},
    {"count", N_("N"), N_("moments on a sheet (4)")},
    {"output,o", N_("FILE"), N_("the PNG to write (CLIP.DISPLAY.png)")},
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

}  // namespace

int run_preview(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    RenderRequest request;
    read_picture_options(*options, options->words().front(), request);
    if (request.displays.empty())
        throw UsageError(message("No display is named. Give --display NAME; gatecast presets list shows them."));
    if (options->has("encode")) request.encodes = {options->one("encode")};
    start_graph();
    const Store store(cache_root(*options));
    const Content content(store);
    const PresetLibrary library(request.preset_directories);
    const RenderPlan plan = make_plan(request, content.clip(request.clip), library,
                                      [&](const fs::path& file) { return content.hash(file); });
    for (const OutputPlan& output : plan.outputs)
        if (output.composition < 0) throw Error(message("{}: has no picture to show.", output.encode.name));

    const bool sheet = options->has("sheet");
    const Time at = options->has("at") ? read_time(options->one("at"), "at") : plan.length / 3;
    const fs::path file = options->one(
        "output", request.clip.stem().string() + (sheet ? ".sheet" : "." + request.displays.front()) + ".png");
    const Preview preview = sheet ? contact_sheet(plan, spread(plan.length, options->number("count", 4, 1, 20)))
                                  : preview_frame(plan, 0, at);
    for (const Message& damage : plan.clip.damage) console.warn(damage);
    for (const Message& problem : preview.problems) console.warn(problem);
    const Image rgb = as_rgb(preview.picture);
    write_png(file, rgb.view());
    const Size size = preview.picture.view.size;
    if (console.json())
        console.print_json({{"file", fs::absolute(file).string()}, {"width", size.width}, {"height", size.height}});
    console.say(message("{}: {} × {}", file.string(), size.width, size.height));
    return console.exit_code();
}

}  // namespace gatecast
