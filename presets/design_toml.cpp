// SPDX-License-Identifier: GPL-3.0-or-later
// A designed screen as the preset that a person reads and changes.
#include "presets/design_plan.h"

namespace gatecast {
namespace {

std::string written(const Share& share) {
    return fmt::format("[\"{:.4g}%\", \"{:.4g}%\", \"{:.4g}%\", \"{:.4g}%\"]", share.x, share.y, share.width,
                       share.height);
}

/// "key = value", with a comment where all of a preset's comments stand.
std::string line(const std::string& setting, const char* comment = nullptr) {
    return comment == nullptr ? setting + "\n" : fmt::format("{:<26} # {}\n", setting, comment);
}

std::string titles(const ScreenPlan& plan) {
    const std::string size = fmt::format("LED {} x {}, {} x {} m", plan.canvas.width, plan.canvas.height,
                                         in_metres(plan.metres_wide()), in_metres(plan.metres_high()));
    return fmt::format(
        "# Pitch {:g} mm, read from {:g} to {:g} m. Made by \"gatecast displays design\"; change what does not suit.\n"
        "title_vi = \"Màn hình {}\"\ntitle_en = \"Wall {}\"\n",
        plan.request.pitch_mm, plan.request.nearest_m, plan.request.farthest_m, size, size);
}

std::string screen(const ScreenPlan& plan, const char* style) {
    const DesignRequest& request = plan.request;
    std::string text = line(fmt::format("canvas = [{}, {}]", plan.canvas.width, plan.canvas.height));
    text += line("rate = 25") + line("background = \"#000000\"");
    if (plan.fold_rows > 1) {
        text += line(fmt::format("fold_rows = {}", plan.fold_rows),
                     "wider than a sending card takes: sent in pieces, the left one on top");
        text += line(fmt::format("frame = [{}, {}]", kSendingCard.width, kSendingCard.height), "as the card is set");
    }
    text += line("logo_area = " + written(plan.places.logo)) + line("safe_area_percent = 3");
    text += line("default_encode = \"h264-mp4\"") + line(fmt::format("subtitle_style = \"{}\"", style));
    text += line("loudness = \"kiosk\"") + line("muted = true", "a wall is silent until someone asks");
    if (request.columns > 0)
        text += line(fmt::format("cabinets = {{ columns = {}, rows = {}, pixels = [{}, {}] }}", request.columns,
                                 request.rows, request.cabinet_px.width, request.cabinet_px.height));
    text += line(fmt::format("pitch_mm = {:g}", request.pitch_mm));
    text += line(fmt::format("viewing_distance_m = {:g}", request.farthest_m),
                 "the farthest: letters are as large as it asks");
    return text;
}

std::string pictures(const ScreenPlan& plan) {
    return fmt::format("\n[[picture]]\nname = \"picture\"\nfit = \"{}\"\n", plan.places.ribbon ? "blur-fill" : "fill") +
           "\n# For a controller that does not dim by itself:\n# [[brightness]]\n# from = \"18:30\"\n# until = "
           "\"05:30\"\n"
           "# percent = 40\n";
}

std::string graphic(const DesignedPlace& place) {
    std::string text = fmt::format("\n[[graphic]]\nname = \"{}\"\narea = {}\n", place.name, written(place.area));
    if (place.hidden) {
        text += line("shown = false", "too low for letters that are read from afar");
    } else if (place.makes_own_words) {
        text += line("shown = false");
    }
    if (!place.languages.empty() && place.languages.size() < 3)
        text += line(fmt::format("languages = [\"{}\"]", fmt::join(place.languages, "\", \"")),
                     "there is room for no more");
    for (const std::string& key : place.keys) text += key + "\n";
    return text;
}

}  // namespace

std::string in_metres(double metres) {
    return fmt::format("{:.3g}", metres);
}

const char* designed_style(const ScreenPlan& plan, int languages_at_once) {
    return plan.places.ribbon ? "led-ribbon" : languages_at_once == 3 ? "led" : "led-small";
}

std::string designed_toml(const ScreenPlan& plan, const Design& design) {
    std::string text = titles(plan) + screen(plan, designed_style(plan, design.languages_at_once)) + pictures(plan);
    text += "\n# Places of graphics; what fills them stands in programmes.\n";
    for (const DesignedPlace& place : plan.places.places) text += graphic(place);
    return text +
           "\n[[graphic]]\nname = \"notice\"\narea = [\"0%\", \"0%\", \"100%\", \"100%\"]\nbold = true\n"
           "box_opacity = 1\n";
}

}  // namespace gatecast
