// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast probe FILE…: what clips really are, in sentences a technician understands.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/cli/options.h"
#include "pipeline/media/clip.h"

namespace gatecast {
namespace {

constexpr Synopsis kSynopsis{
    N_("probe FILE…"),
    N_("Reads whole clips, sounds, stills, PDF documents or folders of photos, and says what they really are."),
    {},
    1,
    100000};

std::string clock(Time time) {
    const int64_t milliseconds = (time.count() + 500'000) / 1'000'000;
    const int64_t seconds = milliseconds / 1000;
    return fmt::format("{}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000);
}

std::string megabytes(int64_t bytes) {
    return fmt::format("{:.1f}", static_cast<double>(bytes) / 1e6);
}

std::string number(double value) {
    std::string text = fmt::format("{:.3f}", value);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

Message describe(const Clip& clip) {
    switch (clip.kind) {
        case ClipKind::kFilm:
            return message("{}: film, {}, {} MB.", clip.path.string(), clock(clip.duration),
                           megabytes(clip.size_bytes));
        case ClipKind::kSound:
            return message("{}: sound only, {}, {} MB.", clip.path.string(), clock(clip.duration),
                           megabytes(clip.size_bytes));
        case ClipKind::kStill:
            return message("{}: still picture, {} MB.", clip.path.string(), megabytes(clip.size_bytes));
        case ClipKind::kDocument:
            return message("{}: document of {} pages.", clip.path.string(), clip.pages);
        case ClipKind::kSlideshow:
            return message("{}: folder of {} photos.", clip.path.string(), clip.pictures.size());
    }
    return {};
}

const char* scan_of(const VideoTrack& video) {
    switch (video.fields) {
        case FieldOrder::kTopFirst:
            return N_("interlaced, upper field first");
        case FieldOrder::kBottomFirst:
            return N_("interlaced, lower field first");
        case FieldOrder::kProgressive:
            break;
    }
    return N_("progressive");
}

const char* chroma_name(const PixelFormat& format) {
    switch (format.chroma) {
        case Chroma::k420:
            return "4:2:0";
        case Chroma::k422:
            return "4:2:2";
        case Chroma::k444:
            return "4:4:4";
        case Chroma::kGrey:
            return "4:0:0";
        case Chroma::kRgb:
            return "RGB";
    }
    return "";
}

void say_video(const VideoTrack& video, Console& console) {
    console.say(message("  Picture: {}, {}x{} pixels, {} bit {}, {}.", video.codec, video.size.width, video.size.height,
                        video.format.depth, chroma_name(video.format), console.text(scan_of(video))));
    if (video.variable_rate) {
        console.say(message("  Frames come at uneven times, {} a second on average.", number(video.rate.value())));
    } else if (video.rate.num > 0) {
        console.say(message("  {} frames a second.", number(video.rate.value())));
    }
    if (video.sample_aspect.num != video.sample_aspect.den && video.sample_aspect.num > 0) {
        console.say(message("  Pixels are not square, {}:{}; the picture is stretched when shown.",
                            video.sample_aspect.num, video.sample_aspect.den));
    }
    if (video.rotation_degrees != 0)
        console.say(message("  Filmed turned; turned by {} degrees when shown.", video.rotation_degrees));
    if (!video.timestamps_usable)
        console.say(message("  Times of the frames cannot be trusted; the clip is read from its start only."));
}

void say_sound(const AudioTrack& sound, Console& console) {
    const std::string language = sound.language.empty() ? console.text(N_("language not said")) : sound.language;
    console.say(message("  Sound {}: {}, {} channels, {} Hz, {}.", sound.index + 1, sound.codec, sound.channels,
                        sound.sample_rate, language));
}

void say_clip(const Clip& clip, Console& console) {
    console.say(describe(clip));
    if (!clip.title.empty()) console.say(message("  Title: {}", clip.title));
    if (clip.video) say_video(*clip.video, console);
    for (const AudioTrack& sound : clip.sounds) say_sound(sound, console);
    if (clip.kind == ClipKind::kFilm && clip.sounds.empty())
        console.say(message("  No sound: silence is put in its place."));
    for (const Message& damage : clip.damage) console.warn(damage);
}

}  // namespace

int run_probe(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    nlohmann::json array = nlohmann::json::array();
    for (const std::string& file : options->words()) {
        try {
            const Clip clip = probe_clip(file);
            say_clip(clip, console);
            array.push_back(nlohmann::json::parse(to_json(clip)));
        } catch (const Error& error) {
            console.fail(error.message());  // one bad file of many: the others are probed all the same
            array.push_back({{"path", file}, {"error", console.text(error.message())}});
        }
    }
    if (console.json()) console.print_json(array);
    return console.exit_code();
}

}  // namespace gatecast
