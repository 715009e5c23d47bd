// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/design.h"

#include <algorithm>
#include <cmath>

#include "presets/design_plan.h"
#include "presets/legibility.h"
#include "presets/options.h"

namespace gatecast {
namespace {

constexpr double kFarthest_m = 500;
constexpr double kRibbonSubtitlesPercent = 96;  // of the height, as the style led-ribbon has it

void check_side(int side) {
    if (side < 16 || side > 8192 || side % 2 != 0)
        throw Error(
            message("A screen of {} pixels cannot be made: each side has an even number from 16 to 8192.", side));
}

Size canvas_of(const DesignRequest& request) {
    if (request.columns < 0 || request.rows < 0 || (request.columns > 0) != (request.rows > 0))
        throw Error(message("Cabinets are given as columns x rows, such as 6x3."));
    if (request.columns == 0) {
        if (request.pixels == Size{})
            throw Error(message("Give the pixels of the screen, such as 1440x720, or its cabinets and their pixels."));
        return request.pixels;
    }
    const Size whole{request.columns * request.cabinet_px.width, request.rows * request.cabinet_px.height};
    if (request.cabinet_px.width <= 0 || request.cabinet_px.height <= 0)
        throw Error(message("Give the pixels of one cabinet, such as 240x240."));
    if (request.pixels != Size{} && request.pixels != whole)
        throw Error(message("{} x {} cabinets of {}x{} pixels are {}x{} pixels, not {}x{}.", request.columns,
                            request.rows, request.cabinet_px.width, request.cabinet_px.height, whole.width,
                            whole.height, request.pixels.width, request.pixels.height));
    return whole;
}

void check(const DesignRequest& request, Size canvas) {
    check_side(canvas.width);
    check_side(canvas.height);
    if (request.pitch_mm <= 0 || request.pitch_mm > 100)
        throw Error(message("The pitch is the distance from pixel to pixel in millimetres, such as 4."));
    if (request.nearest_m <= 0 || request.nearest_m > request.farthest_m || request.farthest_m > kFarthest_m)
        throw Error(message("Give the distances from which it is read in metres, near and far, such as 8..40."));
}

/// By the rules of a style that nothing changed, in its fonts.
TextNeed need_of(const std::string& language, double distance_m, double pitch_mm) {
    const Style rules;
    const FontHeights heights;
    const bool khmer = language == "km";
    TextNeed need{language, distance_m, 0, 0, 0};
    need.em_px = least_em_px(rules, khmer, least_letter_px(rules, pitch_mm, distance_m), heights);
    need.letter_mm = need.em_px * letter_height(rules, khmer, heights) * pitch_mm;
    need.line_px = need.em_px * (khmer ? kKhmerLine : kLatinLine);
    return need;
}

LeastText least_from(double distance_m, double pitch_mm) {
    return {need_of("vi", distance_m, pitch_mm).em_px, need_of("km", distance_m, pitch_mm).em_px};
}

/// How far such lines are read where they may take `height_px` together; 0: from nowhere.
double reach_of(const std::vector<std::string>& languages, int lines, double height_px, double pitch_mm) {
    double near = 0;
    double far = kFarthest_m;
    if (least_from(near, pitch_mm).height_px(languages, lines) > height_px) return 0;
    while (far - near > 0.01) {
        const double middle = (near + far) / 2;
        (least_from(middle, pitch_mm).height_px(languages, lines) > height_px ? far : near) = middle;
    }
    return near;
}

void find_needs(const DesignRequest& request, Design& design) {
    std::vector<double> distances{request.nearest_m};
    if (request.farthest_m > request.nearest_m) distances.push_back(request.farthest_m);
    for (const double distance : distances) {
        for (const char* language : {"vi", "en", "km"})
            design.texts.push_back(need_of(language, distance, request.pitch_mm));
    }
}

void find_capacity(const ScreenPlan& plan, Design& design) {
    const double pitch = plan.request.pitch_mm;
    std::vector<std::string> shown;
    for (const char* language : {"vi", "km", "en"}) {
        shown.emplace_back(language);
        if (plan.least.height_px(shown, 1) <= plan.subtitles_px)
            design.languages_at_once = static_cast<int>(shown.size());
    }
    design.lines_at_once = std::min(Style{}.max_lines, static_cast<int>(plan.subtitles_px / plan.least.line_px("vi")));
    design.three_languages_to_m = reach_of(shown, 1, plan.subtitles_px, pitch);
    design.one_language_to_m = reach_of({"vi"}, 2, plan.subtitles_px, pitch);
}

/// How often a canvas wider than a sending card is cut across; 1 where that does not help.
int rows_of(Size canvas) {
    for (int rows = 1; rows <= 16; ++rows) {
        const bool cuts = canvas.width % rows == 0 && canvas.width / rows % 2 == 0;
        if (cuts && canvas.width / rows <= kSendingCard.width)
            return canvas.height * rows <= kSendingCard.height ? rows : 1;
    }
    return 1;
}

ScreenPlan plan_of(const DesignRequest& request) {
    ScreenPlan plan;
    plan.request = request;
    plan.canvas = canvas_of(request);
    check(request, plan.canvas);
    plan.name = request.name.empty() ? fmt::format("led-{}x{}", plan.canvas.width, plan.canvas.height) : request.name;
    plan.least = least_from(request.farthest_m, request.pitch_mm);
    plan.places = design_places(plan.canvas, plan.least);
    const double percent = plan.places.ribbon ? kRibbonSubtitlesPercent : Style{}.max_height_percent;
    plan.subtitles_px = plan.canvas.height * percent / 100;
    plan.fold_rows = rows_of(plan.canvas);
    return plan;
}

/// What is written is what is meant: the display comes from the text.
Display read_back(const ScreenPlan& plan, const std::string& toml) {
    Problems problems;
    const Layers layers{parse_toml(toml, plan.name, problems)};
    if (!problems.empty()) throw Error(problems.front());
    Display display = read_display(layers, problems);
    if (!problems.empty()) throw Error(problems.front());
    display.name = plan.name;
    return display;
}

}  // namespace

Design design(const DesignRequest& request) {
    const ScreenPlan plan = plan_of(request);
    Design design;
    find_needs(request, design);
    find_capacity(plan, design);
    design.toml = designed_toml(plan, design);
    design.display = read_back(plan, design.toml);
    say_facts(plan, design);
    say_advice(plan, design);
    return design;
}

}  // namespace gatecast
