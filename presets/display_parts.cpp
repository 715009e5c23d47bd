// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/display_parts.h"

#include <algorithm>

namespace gatecast {
namespace {

constexpr const char* kFits[] = {"fit", "fill", "blur-fill", "stretch"};
constexpr size_t kMostPictures = 4;

constexpr Rule kText{Kind::kText};
constexpr Rule kArea{Kind::kArea};
constexpr Rule kDayTime{Kind::kDayTime};

const OptionRow<Region> kRegionRows[] = {
    row<&Region::name>("name", kText, N_("what the region is called")),
    row<&Region::area>("area", kArea, N_("where it lies; the whole canvas if not said")),
    row<&Region::fit>(
        "fit", {Kind::kChoice, 0, 0, kFits},
        N_("fit: all of the picture, bars beside it; fill: no bars, edges cut; blur-fill: bars of the blurred picture; "
           "stretch")),
    row<&Region::source>("source", kText, N_("programme: the item's picture; or the name of an input")),
    row<&Region::opacity>("opacity", {Kind::kNumber, 0, 1}, N_("1 hides what is behind it, 0 cannot be seen")),
};

const OptionRow<Panel> kPanelRows[] = {
    row<&Panel::area>("area", kArea, N_("where it lies; the whole canvas if not said")),
    row<&Panel::colour>("colour", {Kind::kColour}, N_("its colour")),
    row<&Panel::image>("image", kText, N_("a picture over the colour; the path starts at the preset's own file")),
};

std::string day_time(int minutes) {
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

template <auto Minutes>
constexpr OptionRow<Brightness> day_time_row(const char* key, const char* help) {
    const auto set = [](Brightness& brightness, const Value& value) {
        brightness.*Minutes = minutes_of_day(std::get<std::string>(value)).value_or(0);
    };
    const auto get = [](const Brightness& brightness) -> Value { return day_time(brightness.*Minutes); };
    return {key, kDayTime, help, set, get};
}

const OptionRow<Brightness> kBrightnessRows[] = {
    day_time_row<&Brightness::from_minutes>("from", N_("time of day when it begins")),
    day_time_row<&Brightness::until_minutes>("until", N_("time of day when it ends, past midnight if that is earlier")),
    row<&Brightness::percent>("percent", {Kind::kNumber, 1, 100}, N_("of the light the screen can give")),
};

void check_brightness(const Display& display, const Layers& layers, Problems& problems) {
    for (size_t i = 0; i < display.brightness.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            const Brightness& one = display.brightness[j];
            const Brightness& other = display.brightness[i];
            if (!one.covers(other.from_minutes) && !other.covers(one.from_minutes)) continue;
            problems.push_back(
                message("{}: the brightness from {} and the one from {} meet; let one end where the "
                        "other begins.",
                        where_of(layers, "brightness"), day_time(one.from_minutes), day_time(other.from_minutes)));
        }
    }
}

}  // namespace

bool Brightness::covers(int minute_of_day) const {
    constexpr int kDay = 24 * 60;
    const int length = (until_minutes - from_minutes + kDay) % kDay;
    const int into = (minute_of_day - from_minutes + kDay) % kDay;
    return into < (length == 0 ? kDay : length);
}

void set_regions(Display& display, const NodeList& list, const Bounds& bounds, Problems& problems) {
    Region standard;
    standard.name = "picture";
    standard.area = area_of(display.canvas);
    display.pictures = read_items<Region>(kRegionRows, list, standard, bounds, problems);
}

void set_panels(Display& display, const NodeList& list, const Bounds& bounds, Problems& problems) {
    display.panels = read_items<Panel>(kPanelRows, list, Panel{area_of(display.canvas), {}, {}}, bounds, problems);
}

void set_brightness(Display& display, const NodeList& list, const Bounds& bounds, Problems& problems) {
    display.brightness = read_items<Brightness>(kBrightnessRows, list, Brightness{}, bounds, problems);
}

std::string show_regions(const Display& display) {
    return written_items<Region>(kRegionRows, display.pictures, 3);
}

std::string show_panels(const Display& display) {
    return written_items<Panel>(kPanelRows, display.panels, 2);
}

std::string show_brightness(const Display& display) {
    return written_items<Brightness>(kBrightnessRows, display.brightness, 3);
}

void show_part_keys(std::vector<ShownOption>& shown) {
    show_item_keys<Region>("picture", kRegionRows, shown);
    show_item_keys<Panel>("panel", kPanelRows, shown);
    show_item_keys<Brightness>("brightness", kBrightnessRows, shown);
}

void check_parts(const Display& display, const Layers& layers, Problems& problems) {
    if (display.pictures.size() > kMostPictures) {
        problems.push_back(message("{}: {} [[picture]] are more than a screen has; at most {}.",
                                   where_of(layers, "picture"), display.pictures.size(), kMostPictures));
    }
    for (const Region& region : display.pictures) {
        if (!region.source.empty()) continue;
        problems.push_back(
            message("{}: the source of {} is empty; write source = \"programme\" or the name of an "
                    "input.",
                    where_of(layers, "picture"), region.name));
    }
    check_brightness(display, layers, problems);
}

}  // namespace gatecast
