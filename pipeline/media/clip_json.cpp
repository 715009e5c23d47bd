// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/media/clip.h"
#include "pipeline/media/probe_parts.h"

namespace gatecast {
namespace {

using nlohmann::json;

/// Enumerations by name: --json is read by people and by scripts.
template <typename E, size_t N>
struct Names {
    std::array<std::pair<E, const char*>, N> rows;
    [[nodiscard]] const char* name(E value) const {
        for (const auto& [key, text] : rows)
            if (key == value) return text;
        return rows[0].second;
    }
    [[nodiscard]] E value(const std::string& name) const {
        for (const auto& [key, text] : rows)
            if (name == text) return key;
        throw Error(message("\"{}\" is not known in the description of a clip. Probe the clip again.", name));
    }
};

constexpr Names<ClipKind, 5> kKinds{{{{ClipKind::kFilm, "film"},
                                      {ClipKind::kSound, "sound"},
                                      {ClipKind::kStill, "still"},
                                      {ClipKind::kDocument, "document"},
                                      {ClipKind::kSlideshow, "slideshow"}}}};
constexpr Names<Chroma, 5> kChromas{{{{Chroma::k420, "420"},
                                      {Chroma::k422, "422"},
                                      {Chroma::k444, "444"},
                                      {Chroma::kGrey, "grey"},
                                      {Chroma::kRgb, "rgb"}}}};
constexpr Names<Matrix, 4> kMatrices{
    {{{Matrix::kRgb, "rgb"}, {Matrix::kBt601, "bt601"}, {Matrix::kBt709, "bt709"}, {Matrix::kBt2020, "bt2020"}}}};
constexpr Names<Transfer, 5> kTransfers{{{{Transfer::kBt709, "bt709"},
                                          {Transfer::kSrgb, "srgb"},
                                          {Transfer::kLinear, "linear"},
                                          {Transfer::kPq, "pq"},
                                          {Transfer::kHlg, "hlg"}}}};
constexpr Names<Primaries, 5> kPrimaries{{{{Primaries::kBt709, "bt709"},
                                           {Primaries::kBt601_625, "bt601-625"},
                                           {Primaries::kBt601_525, "bt601-525"},
                                           {Primaries::kBt2020, "bt2020"},
                                           {Primaries::kP3, "p3"}}}};
constexpr Names<Range, 2> kRanges{{{{Range::kLimited, "limited"}, {Range::kFull, "full"}}}};
constexpr Names<ChromaSite, 3> kSites{
    {{{ChromaSite::kLeft, "left"}, {ChromaSite::kCentre, "centre"}, {ChromaSite::kTopLeft, "top-left"}}}};
constexpr Names<FieldOrder, 3> kFields{{{{FieldOrder::kProgressive, "progressive"},
                                         {FieldOrder::kTopFirst, "top-first"},
                                         {FieldOrder::kBottomFirst, "bottom-first"}}}};

/// Linux names are bytes; what is no UTF-8 travels as hex.
json path_json(const std::filesystem::path& path) {
    const std::string bytes = path.string();
    if (probing::readable(bytes.c_str()) == bytes) return bytes;
    std::string hex;
    for (const char c : bytes) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return json{{"hex", hex}};
}

std::filesystem::path path_from(const json& in) {
    if (in.is_string()) return in.get<std::string>();
    const auto hex = in.at("hex").get<std::string>();
    std::string bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return bytes;
}

json rational_json(Rational r) {
    return json::array({r.num, r.den});
}
Rational rational_from(const json& in) {
    return {in.at(0).get<int64_t>(), in.at(1).get<int64_t>()};
}

json colour_json(const ColourSpec& colour) {
    return {{"matrix", kMatrices.name(colour.matrix)},
            {"transfer", kTransfers.name(colour.transfer)},
            {"primaries", kPrimaries.name(colour.primaries)},
            {"range", kRanges.name(colour.range)},
            {"site", kSites.name(colour.site)},
            {"peak_nits", colour.peak_nits}};
}

ColourSpec colour_from(const json& in) {
    ColourSpec colour;
    colour.matrix = kMatrices.value(in.at("matrix"));
    colour.transfer = kTransfers.value(in.at("transfer"));
    colour.primaries = kPrimaries.value(in.at("primaries"));
    colour.range = kRanges.value(in.at("range"));
    colour.site = kSites.value(in.at("site"));
    colour.peak_nits = in.at("peak_nits").get<double>();
    return colour;
}

json video_json(const VideoTrack& video) {
    json keyframes = json::array();
    for (const Time key : video.keyframes) keyframes.push_back(key.count());
    return {{"stream", video.stream},
            {"codec", video.codec},
            {"width", video.size.width},
            {"height", video.size.height},
            {"chroma", kChromas.name(video.format.chroma)},
            {"depth", video.format.depth},
            {"colour", colour_json(video.colour)},
            {"fields", kFields.name(video.fields)},
            {"sample_aspect", rational_json(video.sample_aspect)},
            {"rotation_degrees", video.rotation_degrees},
            {"rate", rational_json(video.rate)},
            {"variable_rate", video.variable_rate},
            {"timestamps_usable", video.timestamps_usable},
            {"frames", video.frames},
            {"duration_ns", video.duration.count()},
            {"keyframes_ns", std::move(keyframes)},
            {"begins_anew", video.begins_anew}};
}

VideoTrack video_from(const json& in) {
    VideoTrack video;
    video.stream = in.at("stream").get<int>();
    video.codec = in.at("codec").get<std::string>();
    video.size = {in.at("width").get<int>(), in.at("height").get<int>()};
    video.format = {kChromas.value(in.at("chroma")), in.at("depth").get<int>()};
    video.colour = colour_from(in.at("colour"));
    video.fields = kFields.value(in.at("fields"));
    video.sample_aspect = rational_from(in.at("sample_aspect"));
    video.rotation_degrees = in.at("rotation_degrees").get<int>();
    video.rate = rational_from(in.at("rate"));
    video.variable_rate = in.at("variable_rate").get<bool>();
    video.timestamps_usable = in.at("timestamps_usable").get<bool>();
    video.frames = in.at("frames").get<int64_t>();
    video.duration = Time(in.at("duration_ns").get<int64_t>());
    for (const json& key : in.at("keyframes_ns")) video.keyframes.emplace_back(key.get<int64_t>());
    video.begins_anew = in.value("begins_anew", false);
    return video;
}

json sound_json(const AudioTrack& sound) {
    return {{"stream", sound.stream},
            {"index", sound.index},
            {"codec", sound.codec},
            {"language", sound.language},
            {"title", sound.title},
            {"channels", sound.channels},
            {"sample_rate", sound.sample_rate},
            {"duration_ns", sound.duration.count()}};
}

AudioTrack sound_from(const json& in) {
    AudioTrack sound;
    sound.stream = in.at("stream").get<int>();
    sound.index = in.at("index").get<int>();
    sound.codec = in.at("codec").get<std::string>();
    sound.language = in.at("language").get<std::string>();
    sound.title = in.at("title").get<std::string>();
    sound.channels = in.at("channels").get<int>();
    sound.sample_rate = in.at("sample_rate").get<int>();
    sound.duration = Time(in.at("duration_ns").get<int64_t>());
    return sound;
}

/// Values may hold a file name that is no UTF-8: shown, never opened.
json message_json(const Message& said) {
    json values = json::array();
    for (const std::string& value : said.values) values.push_back(probing::readable(value.c_str()));
    return {{"sentence", said.sentence}, {"values", std::move(values)}};
}

Clip read_clip(const json& in) {
    Clip clip;
    clip.path = path_from(in.at("path"));
    clip.kind = kKinds.value(in.at("kind"));
    clip.container = in.at("container").get<std::string>();
    clip.title = in.at("title").get<std::string>();
    clip.duration = Time(in.at("duration_ns").get<int64_t>());
    clip.size_bytes = in.at("size_bytes").get<int64_t>();
    clip.hash = in.at("hash").get<std::string>();
    if (!in.at("video").is_null()) clip.video = video_from(in.at("video"));
    for (const json& sound : in.at("sounds")) clip.sounds.push_back(sound_from(sound));
    for (const json& picture : in.at("pictures")) clip.pictures.push_back(path_from(picture));
    clip.pages = in.at("pages").get<int>();
    for (const json& said : in.at("damage"))
        clip.damage.push_back(
            {said.at("sentence").get<std::string>(), said.at("values").get<std::vector<std::string>>()});
    return clip;
}

}  // namespace

std::string to_json(const Clip& clip) {
    json out = {{"path", path_json(clip.path)},
                {"kind", kKinds.name(clip.kind)},
                {"container", clip.container},
                {"title", clip.title},
                {"duration_ns", clip.duration.count()},
                {"size_bytes", clip.size_bytes},
                {"hash", clip.hash},
                {"pages", clip.pages},
                {"video", clip.video ? video_json(*clip.video) : json()}};
    out["sounds"] = json::array();
    for (const AudioTrack& sound : clip.sounds) out["sounds"].push_back(sound_json(sound));
    out["pictures"] = json::array();
    for (const auto& picture : clip.pictures) out["pictures"].push_back(path_json(picture));
    out["damage"] = json::array();
    for (const Message& said : clip.damage) out["damage"].push_back(message_json(said));
    out["cut_off"] =
        std::ranges::any_of(clip.damage, [](const Message& said) { return said.sentence == probing::kCutOff; });
    return out.dump(2);
}

Clip clip_from_json(const std::string& text) {
    try {
        return read_clip(json::parse(text));
    } catch (const json::exception&) {
        throw Error(message("The description of a clip is damaged. Probe the clip again."));
    }
}

}  // namespace gatecast
