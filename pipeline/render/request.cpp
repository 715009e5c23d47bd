// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/request.h"

#include <nlohmann/json.hpp>

namespace gatecast {

using nlohmann::json;

namespace {

json time_or_null(const std::optional<Time>& time) {
    return time ? json(time->count()) : json(nullptr);
}

std::optional<Time> optional_time(const json& value) {
    return value.is_null() ? std::nullopt : std::optional<Time>(Time(value.get<int64_t>()));
}

}  // namespace

std::string to_json(const RenderRequest& request) {
    json value{{"clip", request.clip.string()},
               {"displays", request.displays},
               {"encodes", request.encodes},
               {"encode_settings", request.encode_settings},
               {"delivery", request.delivery},
               {"clip_id", request.clip_id},
               {"directory", request.directory.string()},
               {"programme", request.programme},
               {"cover", request.cover.string()},
               {"fields", request.fields},
               {"graphic_settings", request.graphic_settings},
               {"on_air_ns", request.on_air ? json(request.on_air->time_since_epoch().count()) : json(nullptr)},
               {"from_ns", time_or_null(request.from)},
               {"until_ns", time_or_null(request.until)},
               {"duck", request.duck},
               {"audio_language", request.audio_language},
               {"loudness", request.loudness},
               {"burn_in", request.burn_in},
               {"soft", static_cast<int>(request.soft)},
               {"style", request.style},
               {"style_settings", request.style_settings},
               {"play", request.play},
               {"still_time_ns", request.still_time.count()},
               {"verify", static_cast<int>(request.verify)}};
    if (request.logo)
        value["logo"] = {{"file", request.logo->file.string()},
                         {"from_ns", request.logo->from.count()},
                         {"until_ns", time_or_null(request.logo->until)}};
    value["inputs"] = json::array();
    for (const InputRequest& input : request.inputs)
        value["inputs"].push_back({{"name", input.name}, {"file", input.file.string()}});
    value["voices"] = json::array();
    for (const VoiceRequest& voice : request.voices)
        value["voices"].push_back({{"language", voice.language}, {"file", voice.file.string()}});
    value["cue_files"] = json::array();
    for (const CueFileRequest& cues : request.cue_files)
        value["cue_files"].push_back({{"language", cues.language},
                                      {"file", cues.file.string()},
                                      {"encoding", cues.encoding},
                                      {"name", cues.name}});
    value["preset_directories"] = json::array();
    for (const auto& directory : request.preset_directories) value["preset_directories"].push_back(directory.string());
    return value.dump();
}

RenderRequest request_from_json(const std::string& text) {
    const json value = json::parse(text);
    RenderRequest request;
    request.clip = value.at("clip").get<std::string>();
    value.at("displays").get_to(request.displays);
    value.at("encodes").get_to(request.encodes);
    value.at("encode_settings").get_to(request.encode_settings);
    value.at("delivery").get_to(request.delivery);
    value.at("clip_id").get_to(request.clip_id);
    request.directory = value.at("directory").get<std::string>();
    for (const json& input : value.at("inputs"))
        request.inputs.push_back({input.at("name").get<std::string>(), input.at("file").get<std::string>()});
    value.at("programme").get_to(request.programme);
    request.cover = value.at("cover").get<std::string>();
    value.at("fields").get_to(request.fields);
    value.at("graphic_settings").get_to(request.graphic_settings);
    if (const auto on_air = optional_time(value.at("on_air_ns"))) request.on_air = WallTime(*on_air);
    request.from = optional_time(value.at("from_ns"));
    request.until = optional_time(value.at("until_ns"));
    value.at("duck").get_to(request.duck);
    value.at("audio_language").get_to(request.audio_language);
    value.at("loudness").get_to(request.loudness);
    value.at("burn_in").get_to(request.burn_in);
    request.soft = static_cast<SoftSubtitles>(value.at("soft").get<int>());
    value.at("style").get_to(request.style);
    value.at("style_settings").get_to(request.style_settings);
    value.at("play").get_to(request.play);
    request.still_time = Time(value.at("still_time_ns").get<int64_t>());
    request.verify = static_cast<Verify>(value.at("verify").get<int>());
    if (value.contains("logo")) {
        const json& logo = value.at("logo");
        request.logo = LogoRequest{logo.at("file").get<std::string>(), Time(logo.at("from_ns").get<int64_t>()),
                                   optional_time(logo.at("until_ns"))};
    }
    for (const json& voice : value.at("voices"))
        request.voices.push_back({voice.at("language").get<std::string>(), voice.at("file").get<std::string>()});
    for (const json& cues : value.at("cue_files"))
        request.cue_files.push_back({cues.at("language").get<std::string>(), cues.at("file").get<std::string>(),
                                     cues.at("encoding").get<std::string>(), cues.at("name").get<std::string>()});
    for (const json& directory : value.at("preset_directories"))
        request.preset_directories.emplace_back(directory.get<std::string>());
    return request;
}

}  // namespace gatecast
