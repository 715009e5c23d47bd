// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "presets/display_parts.h"
#include "presets/graphic_options.h"
#include "presets/loudness.h"
#include "presets/options.h"

namespace gatecast {
namespace {

constexpr const char* kFieldOrders[] = {"progressive", "top", "bottom"};
constexpr const char* kRotations[] = {"0", "90", "180", "270"};

constexpr Rule kText{Kind::kText};
constexpr Rule kFlag{Kind::kFlag};
constexpr Rule kArea{Kind::kArea};
constexpr Rule kItems{Kind::kItems};
constexpr Rule kColour{Kind::kColour};
constexpr Rule kCanvasSize{Kind::kSize, 16, 8192};

void set_loudness(Display& display, const Value& value) {
    display.loudness = loudness_names()[static_cast<size_t>(std::get<int64_t>(value))];
}

Value get_loudness(const Display& display) {
    const auto names = loudness_names();
    return static_cast<int64_t>(std::ranges::find(names, std::string_view(display.loudness)) - names.begin());
}

void set_rotation(Display& display, const Value& value) {
    display.rotation_degrees = static_cast<int>(std::get<int64_t>(value)) * 90;
}

Value get_rotation(const Display& display) {
    return static_cast<int64_t>(display.rotation_degrees / 90);
}

/// Graphics are read from all layers together, once the canvas is known.
void leave_graphics(Display& /*display*/, const NodeList& /*list*/, const Bounds& /*bounds*/, Problems& /*problems*/) {}

// Order matters in one place: canvas and fields come before what is measured in them.
const OptionRow<Display> kRows[] = {
    {"extends", kText, N_("the preset this one builds on; only what differs is written")},
    row<&Display::title_vi>("title_vi", kText, N_("name for people, in Vietnamese")),
    row<&Display::title_en>("title_en", kText, N_("name for people, in English")),
    row<&Display::canvas>("canvas", kCanvasSize, N_("what is composed: the screen's own pixels")),
    row<&Display::rate>("rate", {Kind::kRate, 1, 120}, N_("frames a second; of interlaced screens: whole frames")),
    row<&Display::fields>("fields", {Kind::kChoice, 0, 0, kFieldOrders},
                          N_("progressive, or the field that is shown first")),
    row<&Display::background>("background", kColour, N_("what stands where nothing else does")),
    {"picture", kItems, N_("regions with a moving picture, bottom first"), nullptr, nullptr, set_regions, show_regions},
    {"panel", kItems, N_("still areas beside the picture, bottom first"), nullptr, nullptr, set_panels, show_panels},
    {"graphic", kItems,
     N_("what stands or moves over the pictures; one of a name that the base preset has changes only what it says"),
     nullptr, nullptr, leave_graphics, [](const Display& display) { return show_graphics(display.graphics); }},
    {"brightness", kItems, N_("how bright the screen may be, by the time of day; none: it dims by itself"), nullptr,
     nullptr, set_brightness, show_brightness},
    row<&Display::logo_area>("logo_area", kArea, N_("a logo is fitted into it, towards its outer corner")),
    row<&Display::safe_area_percent>("safe_area_percent", {Kind::kNumber, 0, 25},
                                     N_("border that titles keep free, of each side")),
    {"rotation",
     {Kind::kChoice, 0, 0, kRotations},
     N_("degrees the finished canvas is turned clockwise, for screens mounted on their side"),
     set_rotation,
     get_rotation},
    row<&Display::fold_rows>("fold_rows", {Kind::kWhole, 1, 16},
                             N_("a ribbon is cut into this many pieces, laid one under the other")),
    row<&Display::frame>("frame", kCanvasSize, N_("what is sent to the screen; as large as the canvas if not said")),
    row<&Display::placement>("placement", {Kind::kPoint},
                             N_("where the canvas lies in the frame, as the sending card is set")),
    row<&Display::default_encode>("default_encode", kText,
                                  N_("how files for it are encoded when nothing else is asked")),
    row<&Display::subtitle_style>("subtitle_style", kText, N_("how subtitles look on it when nothing else is asked")),
    {"loudness", {Kind::kChoice, 0, 0, loudness_names()}, N_("how loud its sound may be"), set_loudness, get_loudness},
    row<&Display::audio_language>("audio_language", kText,
                                  N_("the sound track it prefers: vi, en, km; the first if not said")),
    row<&Display::muted>("muted", kFlag, N_("silent sound track, whatever the clip holds")),
    row<&Display::cabinets, &Cabinets::columns>("cabinets.columns", {Kind::kWhole, 0, 200},
                                                N_("LED cabinets beside each other")),
    row<&Display::cabinets, &Cabinets::rows>("cabinets.rows", {Kind::kWhole, 0, 200},
                                             N_("LED cabinets above each other")),
    row<&Display::cabinets, &Cabinets::pixels>("cabinets.pixels", {Kind::kSize, 0, 2048}, N_("pixels of one cabinet")),
    row<&Display::pitch_mm>("pitch_mm", {Kind::kNumber, 0, 100}, N_("millimetres from pixel to pixel")),
    row<&Display::viewing_distance_m>("viewing_distance_m", {Kind::kNumber, 0, 500},
                                      N_("metres from which it is read")),
};

void place_in_frame(Display& display, const Layers& layers, Problems& problems) {
    const Size size = finished_size(display);
    if (display.frame == Size{}) display.frame = size;
    display.placement.width = size.width;
    display.placement.height = size.height;
    if (contains(area_of(display.frame), display.placement)) return;
    problems.push_back(
        message("{}: the finished canvas of {}x{} pixels at [{}, {}] does not lie inside the frame of {}x{}.",
                where_of(layers, find(layers, "placement") != nullptr ? "placement" : "frame"), size.width, size.height,
                display.placement.x, display.placement.y, display.frame.width, display.frame.height));
}

void check_fold(const Display& display, const Layers& layers, Problems& problems) {
    const int width = display.canvas.width;
    if (width % display.fold_rows != 0 || (width / display.fold_rows) % 2 != 0) {
        problems.push_back(message("{}: fold_rows = {} does not cut a canvas {} pixels wide into pieces of even width.",
                                   where_of(layers, "fold_rows"), display.fold_rows, width));
    } else if (display.fold_rows > 1 && display.rotation_degrees != 0) {
        problems.push_back(message("{}: a canvas is either folded or turned; leave out fold_rows or rotation.",
                                   where_of(layers, "fold_rows")));
    } else if (display.fields != FieldOrder::kProgressive &&
               (display.fold_rows > 1 || display.rotation_degrees % 180 != 0)) {
        problems.push_back(message("{}: an interlaced canvas can be neither folded nor turned on its side.",
                                   where_of(layers, "fields")));
    }
}

void check_cabinets(const Display& display, const Layers& layers, Problems& problems) {
    const auto& [columns, rows, pixels] = display.cabinets;
    if (columns == 0 || rows == 0 || pixels == Size{}) return;
    if (columns * pixels.width == display.canvas.width && rows * pixels.height == display.canvas.height) return;
    problems.push_back(message("{}: {} x {} cabinets of {}x{} pixels are {}x{} pixels, but the canvas has {}x{}.",
                               where_of(layers, "cabinets.columns"), columns, rows, pixels.width, pixels.height,
                               columns * pixels.width, rows * pixels.height, display.canvas.width,
                               display.canvas.height));
}

}  // namespace

Bounds bounds_of(const Display& display) {
    // Chroma of 4:2:0 belongs to pairs of lines of one field: four lines of the woven frame.
    return {display.canvas, 2, display.fields == FieldOrder::kProgressive ? 2 : 4};
}

Size finished_size(const Display& display) {
    const auto [width, height] = display.canvas;
    if (display.fold_rows > 1) return {width / display.fold_rows, height * display.fold_rows};
    return display.rotation_degrees % 180 != 0 ? Size{height, width} : display.canvas;
}

Display read_display(const Layers& layers, Problems& problems) {
    Display display;
    apply<Display>(kRows, layers, display, bounds_of, problems);
    if (find(layers, "canvas") == nullptr) {
        problems.push_back(message("{}: canvas = [width, height] is missing.", where_of(layers, "canvas")));
    }
    if (!problems.empty()) return display;
    if (display.pictures.empty()) display.pictures.push_back({"picture", area_of(display.canvas)});
    display.graphics = read_graphics(layers, {bounds_of(display), {}, {}, true}, problems);
    check_parts(display, layers, problems);
    check_fold(display, layers, problems);
    check_cabinets(display, layers, problems);
    if (problems.empty()) place_in_frame(display, layers, problems);
    return display;
}

/// The keys of the lists follow, for people who write them.
std::vector<ShownOption> show_display(const Layers& layers) {
    Problems ignored;
    std::vector<ShownOption> shown = show<Display>(kRows, layers, read_display(layers, ignored));
    show_part_keys(shown);
    show_graphic_keys(shown);
    return shown;
}

std::vector<std::string> display_keys() {
    return keys_of<Display>(kRows);
}

}  // namespace gatecast
