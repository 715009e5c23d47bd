// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/check_graphics.h"

#include <algorithm>

#include "pipeline/scene/graphics/graphic.h"

namespace gatecast {
namespace {

/// Words that wait for an item's data have a size of their own only when they have it.
bool waits_for_data(const Graphic& graphic) {
    return std::ranges::any_of(graphic.languages, [&](const std::string& language) {
        return std::ranges::any_of(graphic.words.of(language),
                                   [](const std::string& line) { return line.find('{') != std::string::npos; });
    });
}

/// Each graphic as the render will make it: pictures that are not there, words too long for their box.
std::vector<Clash> try_making(const Arrangement& arrangement, const Display& display, const Style& style) {
    std::vector<Clash> clashes;
    for (const Graphic& graphic : arrangement.graphics) {
        if (waits_for_data(graphic)) continue;
        try {
            const std::unique_ptr<SceneGraphic> made = make_graphic({graphic, display, style});
            if (made == nullptr) continue;
            for (Message& problem : made->problems()) clashes.push_back({graphic.name, "", false, std::move(problem)});
        } catch (const Error& error) {
            clashes.push_back({graphic.name, "", true, error.message()});
        }
    }
    return clashes;
}

std::vector<Clash> clashes_on(const Display& display, const Programme& programme, const Style& style,
                              const std::vector<std::string>& languages) {
    const Arrangement arrangement = arrange(display, programme, style, languages, true);
    std::vector<Clash> all = arrangement.clashes;
    for (const std::vector<Clash>& more :
         {try_making(arrangement, display, style), check_public_board(display, programme, style)})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// The same trouble with the same graphics is one finding, though its places differ from screen to screen.
void add(const Clash& clash, const std::string& display, std::vector<GraphicsFinding>& findings) {
    const auto same = std::ranges::find_if(findings, [&](const GraphicsFinding& known) {
        return known.clash.graphic == clash.graphic && known.clash.other == clash.other &&
               known.clash.advice == clash.advice && known.clash.message.sentence == clash.message.sentence;
    });
    if (same == findings.end()) {
        findings.push_back({clash, {{display, clash.message}}});
    } else if (same->places.back().display != display) {
        same->places.push_back({display, clash.message});
    }
}

}  // namespace

std::vector<GraphicsFinding> check_graphics(const GraphicsCheck& check, const PresetLibrary& library) {
    const PresetKind kind = library.kind_of(check.preset);
    const bool of_display = kind == PresetKind::kDisplay;
    if (!of_display && kind != PresetKind::kProgramme) return {};
    const std::vector<std::string> displays = of_display ? std::vector{check.preset.string()} : check.displays;
    std::vector<GraphicsFinding> findings;
    for (const std::string& name : displays) {
        const Display display = library.display(name);
        const Style style = library.style(check.style.empty() ? display.subtitle_style : check.style);
        const Programme programme = library.programme(of_display ? "" : check.preset.string(), display);
        for (const Clash& clash : clashes_on(display, programme, style, check.languages))
            add(clash, display.name, findings);
    }
    return findings;
}

void tell(const std::vector<GraphicsFinding>& findings, const Console& console, Remarks& remarks) {
    for (const GraphicsFinding& finding : findings) {
        const Clash& clash = finding.clash;
        std::string others;
        for (size_t i = 1; i < finding.places.size(); ++i) others += (i > 1 ? ", " : "") + finding.places[i].display;
        (clash.stops    ? remarks.wrong
         : clash.advice ? remarks.notes
                        : remarks.doubtful)
            .push_back(others.empty() ? clash.message
                                      : message("{} The same on {}.", console.text(clash.message), others));
    }
}

nlohmann::json to_json(const std::vector<GraphicsFinding>& findings, const Console& console) {
    nlohmann::json clashes = nlohmann::json::array();
    for (const GraphicsFinding& finding : findings) {
        const Clash& clash = finding.clash;
        nlohmann::json places = nlohmann::json::array();
        for (const GraphicsFinding::Place& place : finding.places)
            places.push_back({{"display", place.display}, {"message", console.text(place.message)}});
        clashes.push_back({{"graphic", clash.graphic},
                           {"other", clash.other},
                           {"severity", clash.stops    ? "error"
                                        : clash.advice ? "note"
                                                       : "warning"},
                           {"displays", places}});
    }
    return clashes;
}

}  // namespace gatecast
