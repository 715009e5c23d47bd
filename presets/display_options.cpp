// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "presets/loudness.h"
#include "presets/options.h"

namespace gatecast {
namespace {

constexpr const char* kFieldOrders[] = {"progressive", "top", "bottom"};
constexpr const char* kFits[] = {"fit", "fill", "blur-fill", "stretch"};
constexpr const char* kRotations[] = {"0", "90", "180", "270"};

constexpr Rule kText{Kind::kText};
constexpr Rule kFlag{Kind::kFlag};
constexpr Rule kArea{Kind::kArea};
constexpr Rule kColour{Kind::kColour};
constexpr Rule kCanvasSize{Kind::kSize, 16, 8192};

const OptionRow<Region> kRegionRows[] = {row < Region, [](auto& region) -> auto& {return region.name;
}  // namespace
> ("name", kText, N_("what the region is called")), row < Region, [](auto& region) -> auto& {
    return region.area;
}
> ("area", kArea, N_("where it lies; the whole canvas if not said")), row < Region, [](auto& region) -> auto& {
    return region.fit;
}
> ("fit", {Kind::kChoice, 0, 0, kFits},
   N_("fit: all of the picture, bars beside it; fill: no bars, edges cut; blur-fill: bars of the blurred picture; "
      "stretch")),
};  // namespace gatecast

const OptionRow<Panel> kPanelRows[] = {row < Panel, [](auto& panel) -> auto& {return panel.area;
}
> ("area", kArea, N_("where it lies; the whole canvas if not said")), row < Panel, [](auto& panel) -> auto& {
    return panel.colour;
}
> ("colour", kColour, N_("its colour")), row < Panel, [](auto& panel) -> auto& {
    return panel.image;
}
> ("image", kText, N_("a picture over the colour; the path starts at the preset's own file")),
}
;

void set_regions(Display& display, const NodeList& list, const Bounds& bounds, Problems& problems) {
    const Region standard{"picture", area_of(display.canvas), Fit::kFit};
    display.pictures = read_items<Region>(kRegionRows, list, standard, bounds, problems);
}

void set_panels(Display& display, const NodeList& list, const Bounds& bounds, Problems& problems) {
    display.panels = read_items<Panel>(kPanelRows, list, Panel{area_of(display.canvas), {}, {}}, bounds, problems);
}

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

using D = Display;
// Order matters in one place: canvas and fields come before what is measured in them.
const OptionRow<Display> kRows[] = {
    {"extends", kText, N_("the preset this one builds on; only what differs is written")}, row < D,
    [](auto& d) -> auto& {return d.title_vi;
}
> ("title_vi", kText, N_("name for people, in Vietnamese")), row < D, [](auto& d) -> auto& {
    return d.title_en;
}
> ("title_en", kText, N_("name for people, in English")), row < D, [](auto& d) -> auto& {
    return d.canvas;
}
> ("canvas", kCanvasSize, N_("what is composed: the screen's own pixels")), row < D, [](auto& d) -> auto& {
    return d.rate;
}
> ("rate", {Kind::kRate, 1, 120}, N_("frames a second; of interlaced screens: whole frames")), row < D,
    [](auto& d) -> auto& {
    return d.fields;
}
> ("fields", {Kind::kChoice, 0, 0, kFieldOrders}, N_("progressive, or the field that is shown first")), row < D,
    [](auto& d) -> auto& {
    return d.background;
}
> ("background", kColour, N_("what stands where nothing else does")),
    {"picture",
     {Kind::kItems},
     N_("regions with a moving picture, bottom first"),
     nullptr,
     nullptr,
     set_regions,
     [](const D& d) { return written_items<Region>(kRegionRows, d.pictures); }},
    {"panel",
     {Kind::kItems},
     N_("still areas beside the picture, bottom first"),
     nullptr,
     nullptr,
     set_panels,
     [](const D& d) { return written_items<Panel>(kPanelRows, d.panels); }},
    row < D, [](auto& d) -> auto& {
    return d.logo_area;
}
> ("logo_area", kArea, N_("a logo is fitted into it, towards its outer corner")), row < D, [](auto& d) -> auto& {
    return d.safe_area_percent;
}
> ("safe_area_percent", {Kind::kNumber, 0, 25}, N_("border that titles keep free, of each side")),
    {"rotation",
     {Kind::kChoice, 0, 0, kRotations},
     N_("degrees the finished canvas is turned clockwise, for screens mounted on their side"),
     set_rotation,
     get_rotation},
    row < D, [](auto& d) -> auto& {
    return d.fold_rows;
}
> ("fold_rows", {Kind::kWhole, 1, 16}, N_("a ribbon is cut into this many pieces, laid one under the other")), row < D,
    [](auto& d) -> auto& {
    return d.frame;
}
> ("frame", kCanvasSize, N_("what is sent to the screen; as large as the canvas if not said")), row < D,
    [](auto& d) -> auto& {
    return d.placement;
}
> ("placement", {Kind::kPoint}, N_("where the canvas lies in the frame, as the sending card is set")), row < D,
    [](auto& d) -> auto& {
    return d.default_encode;
}
> ("default_encode", kText, N_("how files for it are encoded when nothing else is asked")), row < D,
    [](auto& d) -> auto& {return d.subtitle_style;
}
> ("subtitle_style", kText, N_("how subtitles look on it when nothing else is asked")),
    {"loudness", {Kind::kChoice, 0, 0, loudness_names()}, N_("how loud its sound may be"), set_loudness, get_loudness},
    row < D, [](auto& d) -> auto& {
    return d.audio_language;
}
> ("audio_language", kText, N_("the sound track it prefers: vi, en, km; the first if not said")), row < D,
    [](auto& d) -> auto& {
    return d.muted;
}
> ("muted", kFlag, N_("silent sound track, whatever the clip holds")), row < D, [](auto& d) -> auto& {
    return d.cabinets.columns;
}
> ("cabinets.columns", {Kind::kWhole, 0, 200}, N_("LED cabinets beside each other")), row < D, [](auto& d) -> auto& {
    return d.cabinets.rows;
}
> ("cabinets.rows", {Kind::kWhole, 0, 200}, N_("LED cabinets above each other")), row < D, [](auto& d) -> auto& {
    return d.cabinets.pixels;
}
> ("cabinets.pixels", {Kind::kSize, 0, 2048}, N_("pixels of one cabinet")), row < D, [](auto& d) -> auto& {
    return d.pitch_mm;
}
> ("pitch_mm", {Kind::kNumber, 0, 100}, N_("millimetres from pixel to pixel")), row < D, [](auto& d) -> auto& {
    return d.viewing_distance_m;
}
> ("viewing_distance_m", {Kind::kNumber, 0, 500}, N_("metres from which it is read")),
}
;

Bounds bounds_of(const Display& display) {
    // Chroma of 4:2:0 belongs to pairs of lines of one field: four lines of the woven frame.
    return {display.canvas, 2, display.fields == FieldOrder::kProgressive ? 2 : 4};
}

/// Where the complaint belongs: at the key if it is written, else at the first line of the preset.
std::string where(const Layers& layers, const char* key) {
    if (const Node* node = find(layers, key)) return node->where;
    for (const NodeTable& layer : layers) {
        if (!layer.empty()) return layer.front().where;
    }
    return key;
}

void place_in_frame(Display& display, const Layers& layers, Problems& problems) {
    const Size size = finished_size(display);
    if (display.frame == Size{}) display.frame = size;
    display.placement.width = size.width;
    display.placement.height = size.height;
    if (contains(area_of(display.frame), display.placement)) return;
    problems.push_back(
        message("{}: the finished canvas of {}x{} pixels at [{}, {}] does not lie inside the frame of {}x{}.",
                where(layers, find(layers, "placement") != nullptr ? "placement" : "frame"), size.width, size.height,
                display.placement.x, display.placement.y, display.frame.width, display.frame.height));
}

void check_fold(const Display& display, const Layers& layers, Problems& problems) {
    const int width = display.canvas.width;
    if (width % display.fold_rows != 0 || (width / display.fold_rows) % 2 != 0) {
        problems.push_back(message("{}: fold_rows = {} does not cut a canvas {} pixels wide into pieces of even width.",
                                   where(layers, "fold_rows"), display.fold_rows, width));
    } else if (display.fold_rows > 1 && display.rotation_degrees != 0) {
        problems.push_back(message("{}: a canvas is either folded or turned; leave out fold_rows or rotation.",
                                   where(layers, "fold_rows")));
    } else if (display.fields != FieldOrder::kProgressive &&
               (display.fold_rows > 1 || display.rotation_degrees % 180 != 0)) {
        problems.push_back(
            message("{}: an interlaced canvas can be neither folded nor turned on its side.", where(layers, "fields")));
    }
}

void check_cabinets(const Display& display, const Layers& layers, Problems& problems) {
    const auto& [columns, rows, pixels] = display.cabinets;
    if (columns == 0 || rows == 0 || pixels == Size{}) return;
    if (columns * pixels.width == display.canvas.width && rows * pixels.height == display.canvas.height) return;
    problems.push_back(message("{}: {} x {} cabinets of {}x{} pixels are {}x{} pixels, but the canvas has {}x{}.",
                               where(layers, "cabinets.columns"), columns, rows, pixels.width, pixels.height,
                               columns * pixels.width, rows * pixels.height, display.canvas.width,
                               display.canvas.height));
}

}  // namespace

Size finished_size(const Display& display) {
    const auto [width, height] = display.canvas;
    if (display.fold_rows > 1) return {width / display.fold_rows, height * display.fold_rows};
    return display.rotation_degrees % 180 != 0 ? Size{height, width} : display.canvas;
}

Display read_display(const Layers& layers, Problems& problems) {
    Display display;
    apply<Display>(kRows, layers, display, bounds_of, problems);
    if (find(layers, "canvas") == nullptr) {
        problems.push_back(message("{}: canvas = [width, height] is missing.", where(layers, "canvas")));
    }
    if (!problems.empty()) return display;
    if (display.pictures.empty()) display.pictures.push_back({"picture", area_of(display.canvas), Fit::kFit});
    check_fold(display, layers, problems);
    check_cabinets(display, layers, problems);
    if (problems.empty()) place_in_frame(display, layers, problems);
    return display;
}

std::vector<ShownOption> show_display(const Layers& layers) {
    Problems ignored;
    return show<Display>(kRows, layers, read_display(layers, ignored));
}

std::vector<std::string> display_keys() {
    return keys_of<Display>(kRows);
}

}  // namespace gatecast
