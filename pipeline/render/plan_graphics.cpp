// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/plan_graphics.h"

#include <algorithm>
#include <array>

#include "presets/message.h"

namespace gatecast {

namespace {

constexpr const char* kLogo = "logo";
constexpr int kLogoZ = 550;

double in_seconds(Time time) {
    return static_cast<double>(time.count()) / 1e9;
}

void show_logo(const LogoRequest& logo, Graphic& graphic) {
    graphic.kind = GraphicKind::kImage;
    graphic.shown = true;
    graphic.image = logo.file.string();
    graphic.from_s = in_seconds(logo.from);
    graphic.until_s.reset();
    if (logo.until) graphic.until_s = in_seconds(*logo.until);
}

/// In the display's logo area, over all but labels and notices.
Graphic logo_graphic(const LogoRequest& logo, const Display& display) {
    if (display.logo_area.empty())
        throw Error(message("{}: has no logo area. Give it one (logo_area) in a preset of your own.", display.name));
    Graphic graphic;
    graphic.name = kLogo;
    graphic.area = display.logo_area;
    graphic.z = kLogoZ;
    show_logo(logo, graphic);
    return graphic;
}

/// A file may be aired at any time: a clock in it would be wrong.
void leave_out_clocks(RenderPlan& plan, std::vector<Graphic>& graphics) {
    std::string names;
    for (const Graphic& graphic : graphics)
        if (graphic.shown && shows_wall_time(graphic)) names += (names.empty() ? "" : ", ") + graphic.name;
    std::erase_if(graphics, shows_wall_time);
    if (!names.empty())
        add_once(plan.warnings,
                 message("{}: left out, since nobody knows what time it will be. Say when the first frame is aired, "
                         "like --on-air 2026-11-20T19:30:00.",
                         names));
}

/// {title} and {title?} ask for a field "title" and for one "title.vi".
bool asks_for(const std::string& text, const std::string& field) {
    const std::string plain = field.substr(0, field.find('.'));
    return std::ranges::any_of(std::array{field, field + "?", plain, plain + "?"}, [&](const std::string& name) {
        return text.find("{" + name + "}") != std::string::npos;
    });
}

bool is_asked_for(const std::string& field, const std::vector<Graphic>& graphics) {
    return std::ranges::any_of(graphics, [&](const Graphic& graphic) {
        return std::ranges::any_of(std::array{&graphic.words.vi, &graphic.words.en, &graphic.words.km},
                                   [&](const std::vector<std::string>* words) {
                                       return std::ranges::any_of(
                                           *words, [&](const std::string& text) { return asks_for(text, field); });
                                   });
    });
}

void fill_words(RenderPlan& plan, std::vector<Graphic>& graphics) {
    const bool has_card = plan.clip.kind == ClipKind::kSound;  // which shows the titles itself
    for (const auto& [name, value] : plan.request.fields)
        if (!is_asked_for(name, graphics) && !(has_card && name.starts_with("title")))
            add_once(plan.warnings, message(kFieldNotAsked, name, "{" + name + "}"));
    for (Graphic& graphic : graphics) {
        const std::vector<Message> unknown = fill_fields(graphic, plan.request.fields);
        if (graphic.shown)
            for (const Message& problem : unknown) add_once(plan.warnings, problem);
    }
}

std::vector<std::string> languages_of(const RenderPlan& plan) {
    std::vector<std::string> languages;
    if (plan.request.burn_in)
        for (const Track& track : plan.tracks) languages.push_back(track.language);
    return languages;
}

/// The item's titles; one without a language is Vietnamese here.
CardWords card_words(const RenderRequest& request, const Programme& programme) {
    CardWords card;
    for (const auto& [name, value] : request.fields) {
        if (name == "title.vi") card.titles.vi = {value};
        if (name == "title.en") card.titles.en = {value};
        if (name == "title.km") card.titles.km = {value};
    }
    const auto plain = std::ranges::find(request.fields, "title", &Fields::value_type::first);
    if (card.titles.vi.empty() && plain != request.fields.end()) card.titles.vi = {plain->second};
    if (!request.programme.empty()) card.programme = programme.title_vi;
    card.cover = request.cover;
    return card;
}

}  // namespace

ShownProgramme plan_programme(RenderPlan& plan, const Display& display, const Style& style,
                              const PresetLibrary& library) {
    const auto& logo = plan.request.logo;
    Programme programme = library.programme(plan.request.programme, display, plan.request.graphic_settings);
    std::vector<Graphic>& graphics = programme.graphics;
    fill_words(plan, graphics);
    const auto own_logo = std::ranges::find(graphics, kLogo, &Graphic::name);
    const bool in_logo_area = logo && own_logo == graphics.end();
    if (logo && !in_logo_area) show_logo(*logo, *own_logo);
    if (!plan.request.on_air) leave_out_clocks(plan, graphics);
    Arrangement arrangement = arrange(display, programme, style, languages_of(plan), in_logo_area);
    for (const Clash& clash : arrangement.clashes) add_once(clash.stops ? plan.clashes : plan.warnings, clash.message);
    if (in_logo_area) arrangement.graphics.push_back(logo_graphic(*logo, display));
    std::ranges::stable_sort(arrangement.graphics, {}, graphic_z);
    return {std::move(arrangement),
            {programme.transition, programme.wipe_from, in_time(programme.transition_s)},
            card_words(plan.request, programme)};
}

}  // namespace gatecast
