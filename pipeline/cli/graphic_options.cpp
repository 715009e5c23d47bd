// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "pipeline/cli/render_options.h"
#include "pipeline/cli/times.h"
#include "pipeline/render/plan.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr const char* kWall = "on-air";

InputRequest read_input(const std::string& text, const std::vector<InputRequest>& others) {
    const auto [name, file] = read_pair(text, "input", "guest=second.mp4");
    if (name == kProgrammeSource)
        throw UsageError(message("--input {}: the programme is the clip itself. Give the input another name.", text));
    if (std::ranges::find(others, name, &InputRequest::name) != others.end())
        throw UsageError(message("--input {}: an input of this name was given already.", text));
    std::error_code unknown;
    const fs::path found = fs::canonical(file, unknown);
    if (unknown) throw Error(message("{}: there is no such file. Check the path.", file));
    return {name, found};
}

}  // namespace

void read_graphic_options(const Options& options, RenderRequest& request) {
    for (const std::string& text : options.all("input")) request.inputs.push_back(read_input(text, request.inputs));
    request.programme = options.one("programme");
    if (options.has("cover")) {
        std::error_code unknown;
        request.cover = fs::canonical(options.one("cover"), unknown);
        if (unknown) throw Error(message("{}: there is no such file. Check the path.", options.one("cover")));
    }
    for (const std::string& text : options.all("field"))
        request.fields.push_back(read_pair(text, "field", "title.vi=\"Chợ Lệ Thanh\""));
    for (const std::string& text : options.all("graphic"))
        request.graphic_settings.push_back(read_pair(text, "graphic", "ticker.speed=120"));
    for (const std::string& name : options.all("show")) request.graphic_settings.emplace_back(name + ".shown", "true");
    for (const std::string& name : options.all("hide")) request.graphic_settings.emplace_back(name + ".shown", "false");
    if (options.has(kWall)) request.on_air = read_wall_time(options.one(kWall), kWall);
}

std::vector<Clip> clips_of_inputs(const RenderRequest& request, const Content& content) {
    std::vector<Clip> clips;
    for (const InputRequest& input : request.inputs) clips.push_back(content.clip(input.file));
    return clips;
}

}  // namespace gatecast
