// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/graphic_options.h"
#include "presets/options.h"

namespace gatecast {
namespace {

constexpr const char* kTransitions[] = {"cross-fade", "fade", "wipe", "cut"};  // a cut is any of them in no time
constexpr int64_t kCut = 3;
constexpr const char* kEdges[] = {"left", "right", "top", "bottom"};
constexpr Rule kText{Kind::kText};

void set_transition(Programme& programme, const Value& value) {
    const int64_t chosen = std::get<int64_t>(value);
    if (chosen == kCut) {
        programme.transition_s = 0;
    } else {
        programme.transition = static_cast<Transition>(chosen);
    }
}

Value get_transition(const Programme& programme) {
    return programme.transition_s > 0 ? static_cast<int64_t>(programme.transition) : kCut;
}

/// Graphics are read from all layers together.
void leave_graphics(Programme& /*programme*/, const NodeList& /*list*/, const Bounds& /*bounds*/,
                    Problems& /*problems*/) {}

// The transition comes after its time: a cut takes none.
const OptionRow<Programme> kRows[] = {
    {"extends", kText, N_("the preset this one builds on; only what differs is written")},
    row<&Programme::title_vi>("title_vi", kText, N_("name for people, in Vietnamese")),
    row<&Programme::title_en>("title_en", kText, N_("name for people, in English")),
    row<&Programme::news>("news", {Kind::kFlag}, N_("news: no advertising over it")),
    row<&Programme::transition_s>("transition_time", {Kind::kNumber, 0, 10},
                                  N_("seconds from one item or photo to the next")),
    {"transition",
     {Kind::kChoice, 0, 0, kTransitions},
     N_("how one item or photo gives way to the next"),
     set_transition,
     get_transition},
    row<&Programme::wipe_from>("wipe_from", {Kind::kChoice, 0, 0, kEdges}, N_("the edge at which a wipe begins")),
    {"graphic",
     {Kind::kItems},
     N_("what stands or moves over the pictures; one of a name that the display has changes only what it says"),
     nullptr,
     nullptr,
     leave_graphics,
     [](const Programme& programme) { return show_graphics(programme.graphics); }},
};

/// Larger than any screen: areas in pixels are judged when the screen is known.
constexpr Size kAnyCanvas{8192, 8192};

}  // namespace

Programme read_programme(const Layers& layers, const Display* display, Problems& problems) {
    Programme programme;
    const Bounds bounds = display != nullptr ? bounds_of(*display) : Bounds{kAnyCanvas};
    apply<Programme>(
        kRows, layers, programme, [&bounds](const Programme&) { return bounds; }, problems);
    const GraphicGround ground = display != nullptr ? GraphicGround{bounds, display->graphics, display->name, true}
                                                    : GraphicGround{bounds, {}, {}, false};
    programme.graphics = read_graphics(layers, ground, problems);
    return programme;
}

/// The keys of a graphic follow, for people who write one.
std::vector<ShownOption> show_programme(const Layers& layers) {
    Problems ignored;
    std::vector<ShownOption> shown = show<Programme>(kRows, layers, read_programme(layers, nullptr, ignored));
    show_graphic_keys(shown);
    return shown;
}

std::vector<std::string> programme_keys() {
    return keys_of<Programme>(kRows);
}

}  // namespace gatecast
