// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/plan.h"

#include <algorithm>
#include <cmath>

#include "pipeline/render/clip_length.h"
#include "pipeline/render/cue_files.h"
#include "pipeline/render/naming.h"
#include "pipeline/render/plan_graphics.h"
#include "pipeline/render/plan_keys.h"
#include "pipeline/render/soft_subtitles.h"
#include "pipeline/scene/words/text_screen.h"
#include "presets/encode_checks.h"
#include "presets/loudness.h"
#include "presets/message.h"

namespace gatecast {

namespace {

constexpr Time kShortestClip = std::chrono::seconds(1);
constexpr int kSampleRate = 48000;

Time rendered_length(const RenderRequest& request, const Clip& clip) {
    const Time whole = natural_length(clip, request.still_time);
    const Time from = request.from.value_or(Time(0));
    const Time until = std::min(request.until.value_or(whole), whole);
    if (from < Time(0) || from >= until)
        throw Error(message("--from {} s and --to {} s leave nothing of {}, which is {} s long.",
                            static_cast<double>(from.count()) / 1e9, static_cast<double>(until.count()) / 1e9,
                            clip.path.filename().string(), static_cast<double>(whole.count()) / 1e9));
    if (until - from < kShortestClip && !stands_still(clip))
        throw Error(message(
            "{}: shorter than one second. Such a clip is not put on a screen; check the file or --from and --to.",
            clip.path.filename().string()));
    return until - from;
}

int64_t frames_in(Time length, Rational rate) {
    const double frames = static_cast<double>(length.count()) * rate.value() / 1e9;
    return std::max<int64_t>(1, static_cast<int64_t>(std::ceil(frames - 0.5)));
}

/// Whole GOPs nearest to the preset's length; what is left over under a second joins its neighbour.
std::vector<SegmentPlan> cut_into_segments(const VideoEncode& video, Rational rate, int64_t frames) {
    const double wanted = static_cast<double>(video.segment.count()) * rate.value() / 1e9;
    const int64_t length = video.gop * std::max<int64_t>(1, std::llround(wanted / video.gop));
    const auto second = static_cast<int64_t>(std::ceil(rate.value()));
    std::vector<SegmentPlan> segments;
    for (int64_t first = 0; first < frames; first += length) {
        const int64_t count = std::min(length, frames - first);
        if (count < second && !segments.empty())
            segments.back().count += count;
        else
            segments.push_back({first, count, {}});
    }
    return segments;
}

VideoShape shape_of(const Display& display, const VideoEncode& video) {
    VideoShape shape{display.frame, display.rate, display.fields, {1, 1}};
    if (video.height > 0 && video.height < shape.size.height) {
        const double share = static_cast<double>(video.height) / shape.size.height;
        shape.size = {static_cast<int>(std::lround(shape.size.width * share / 2)) * 2, video.height / 2 * 2};
        shape.fields = FieldOrder::kProgressive;  // lines of two fields cannot be scaled together
    }
    return shape;
}

/// A file that must stay under a size gets a ceiling for its picture, where its length makes one necessary.
void keep_under_limit(OutputPlan& output, Time length) {
    constexpr double kForContainer = 0.97;  // what is left for packets
    constexpr double kWorthCapping = 0.6;   // bits a pixel: no CRF picture of ours comes near it
    constexpr int64_t kLeast_bits = 150'000;
    Encode& encode = output.encode;
    if (encode.max_file_bytes == 0 || encode.video.codec == VideoCodec::kNone) return;
    const double seconds = static_cast<double>(length.count()) / 1e9;
    const int64_t sound_bits = encode.audio.bitrate * std::max(1, encode.audio.mono_tracks);
    const auto ceiling =
        static_cast<int64_t>(static_cast<double>(encode.max_file_bytes) * 8 * kForContainer / seconds) - sound_bits;
    if (ceiling < kLeast_bits)
        throw Error(message("{}: {} minutes do not fit into {} MB. Render it in parts with --from and --to.",
                            encode.name, static_cast<int64_t>(seconds / 60) + 1, encode.max_file_bytes / 1'000'000));
    const double pixels = output.shape.size.width * static_cast<double>(output.shape.size.height) * output.rate.value();
    const int64_t now = encode.video.bitrate > 0 ? encode.video.bitrate : static_cast<int64_t>(pixels * kWorthCapping);
    if (ceiling >= now) return;
    encode.video.bitrate = ceiling / 1000 * 1000;
    encode.video.buffer_bits = 4 * encode.video.bitrate;
    if (encode.video.control == RateControl::kCrf) encode.video.control = RateControl::kVbr;
}

/// A display with what the request puts on it.
struct DressedDisplay {
    Display display;
    Style style;
    ShownProgramme programme;
};

DressedDisplay dress(RenderPlan& plan, const std::string& name, const PresetLibrary& library) {
    DressedDisplay dressed{library.display(name), {}, {}};
    const Display& display = dressed.display;
    for (const Region& region : display.pictures)
        if (plan.clip_named(region.source) == nullptr)
            throw Error(message("{}: shows a picture named {} beside the programme. Say which with --input {}=FILE.",
                                display.name, region.source, region.source));
    dressed.style = library.style(plan.request.style.empty() ? display.subtitle_style : plan.request.style,
                                  plan.request.style_settings);
    dressed.programme = plan_programme(plan, display, dressed.style, library);
    return dressed;
}

bool alike(const Composition& a, const Composition& b) {
    return a.key == b.key && a.text_key == b.text_key && a.graphic_keys == b.graphic_keys && a.graphics == b.graphics;
}

/// What stands on a display in one chroma format. Subtitles are laid out once for all that are alike.
int composition_of(RenderPlan& plan, const DressedDisplay& dressed, Chroma chroma, const HashFile& hash) {
    const auto& [display, style, programme] = dressed;
    Composition composition{display, chroma, {}, {}};
    composition.style = style;
    composition.change = programme.change;
    composition.card = programme.card;
    composition.graphics = programme.arrangement.graphics;
    composition.graphic_keys = graphic_keys(composition, hash);
    composition.key = composition_key(plan, composition, hash);
    const Screen screen = text_screen(display, programme.arrangement.keep_out);
    if (plan.request.burn_in && !plan.tracks.empty()) composition.text_key = text_key(screen, style);
    for (size_t i = 0; i < plan.compositions.size(); ++i)
        if (alike(plan.compositions[i], composition)) return static_cast<int>(i);
    if (!composition.text_key.empty()) {
        composition.subtitles = std::make_shared<Subtitles>(plan.tracks, style, screen, plan.request.play);
        composition.text_times = std::make_shared<TextTimes>(composition.subtitles->showings(), display, plan.from);
    }
    plan.compositions.push_back(std::move(composition));
    return static_cast<int>(plan.compositions.size()) - 1;
}

/// The clip's track in a language; without one in it, the first, unless the language was asked for by name.
int track_in(const Clip& clip, const std::string& language) {
    for (const AudioTrack& track : clip.sounds)
        if (!language.empty() && track.language == language) return track.index;
    return clip.sounds.empty() ? -1 : 0;
}

/// A single voice is the programme, unless the delivery has tracks of their own for its language.
bool is_programme(const RenderPlan& plan, const VoiceRequest& voice, const Delivery& delivery) {
    return plan.request.voices.size() == 1 &&
           std::none_of(delivery.tracks.begin(), delivery.tracks.end(),
                        [&](const TrackSource& track) { return track.language == voice.language; });
}

/// Where the sound of a language comes from: the clip's own track, and a voice if one was given for it.
SoundPlan sound_in(const RenderPlan& plan, const std::string& language, const Delivery& delivery) {
    SoundPlan sound;
    sound.language = language;
    sound.track = track_in(plan.clip, language);
    if (sound.track >= 0 && sound.language.empty())
        sound.language = plan.clip.sounds[static_cast<size_t>(sound.track)].language;
    for (const VoiceRequest& voice : plan.request.voices)
        if (voice.language == language || (language.empty() && is_programme(plan, voice, delivery))) {
            sound.voice = voice.file;
            sound.language = voice.language;
            if (!plan.request.duck) sound.track = -1;
        }
    return sound;
}

void add_sound(const RenderPlan& plan, OutputPlan& output, SoundPlan sound, const Display& display,
               const HashFile& hash) {
    sound.loudness = !plan.request.loudness.empty() ? plan.request.loudness
                     : display.loudness.empty()     ? "none"
                                                    : display.loudness;
    static_cast<void>(loudness_profile(sound.loudness));  // an unknown one is said now, not after an hour
    sound.samples = samples_until(output.frames, output.rate, kSampleRate);
    sound.mix_key = mix_key(plan, sound, hash);
    sound.key = sound_key(sound);
    output.sounds.push_back(std::move(sound));
}

void plan_sounds(const RenderPlan& plan, OutputPlan& output, const Display& display, const HashFile& hash) {
    const AudioEncode& audio = output.encode.audio;
    if (audio.codec == AudioCodec::kNone) return;
    const std::string language = !display.audio_language.empty() ? display.audio_language : plan.request.audio_language;
    SoundPlan programme = sound_in(plan, language, output.delivery);
    if (display.muted) programme.track = -1, programme.voice.clear();
    programme.encode = audio;
    programme.channels = audio.mono_tracks > 0 ? 2 : audio.channels;
    if (audio.mono_tracks == 0) return add_sound(plan, output, programme, display, hash);
    programme.encode.channels = 1;
    for (int i = 0; i < audio.mono_tracks; ++i) {
        const auto& map = output.delivery.tracks;
        const TrackSource source =
            i < std::ssize(map) ? map[static_cast<size_t>(i)] : TrackSource{i < 2 ? "programme" : "silence", i % 2};
        SoundPlan sound = source.language == "programme" ? programme : sound_in(plan, source.language, output.delivery);
        if (source.language == "silence") sound.track = -1, sound.voice.clear(), sound.language.clear();
        // A language nobody supplied stays silent: the programme must not stand where Khmer is expected.
        if (source.language != "programme" && sound.voice.empty() && sound.track >= 0 &&
            plan.clip.sounds[static_cast<size_t>(sound.track)].language != source.language)
            sound.track = -1;
        sound.encode = programme.encode;
        sound.channels = 2;
        sound.only_channel = source.channel;
        add_sound(plan, output, sound, display, hash);
    }
}

OutputPlan plan_output(RenderPlan& plan, const DressedDisplay& dressed, const Encode& encode, const Delivery& delivery,
                       const HashFile& hash) {
    const Display& display = dressed.display;
    check_pair(display, encode);
    OutputPlan output;
    output.display_name = display.name;
    output.encode = encode;
    output.delivery = delivery;
    if (!delivery.start_timecode.empty()) output.encode.start_timecode = delivery.start_timecode;
    output.rate = display.rate;
    output.frames = frames_in(plan.length, display.rate);
    if (encode.video.codec != VideoCodec::kNone) {
        output.shape = shape_of(display, encode.video);
        output.shape.start_timecode = output.encode.start_timecode;
        keep_under_limit(output, plan.length);
        output.composition = composition_of(plan, dressed, encode.video.chroma, hash);
        output.segments = cut_into_segments(output.encode.video, display.rate, output.frames);
        for (SegmentPlan& segment : output.segments) segment.key = segment_key(plan, output, segment);
    }
    plan_sounds(plan, output, display, hash);
    const std::string name = output_name(delivery.naming, plan.request, output) + encode.suffix;
    output.file = plan.request.directory / name;
    output.soft = soft_for(plan, output.encode.container);
    output.soft_key = soft_key(plan, output);
    output.key = output_key(output);
    return output;
}

void refuse_twins(const RenderPlan& plan) {
    for (size_t i = 0; i < plan.outputs.size(); ++i)
        for (size_t k = 0; k < i; ++k)
            if (plan.outputs[i].file == plan.outputs[k].file)
                throw Error(
                    message("{} and {} would both be written to {}. Use {{display}} and {{encode}} in the naming mask.",
                            plan.outputs[k].encode.name, plan.outputs[i].encode.name, plan.outputs[i].file.string()));
}

void note_unseen_inputs(RenderPlan& plan) {
    for (const Input& input : plan.inputs) {
        const bool seen = std::ranges::any_of(plan.compositions, [&](const Composition& composition) {
            return std::ranges::find(composition.display.pictures, input.name, &Region::source) !=
                   composition.display.pictures.end();
        });
        if (!seen) add_once(plan.warnings, message("--input {}: no display shows a picture of this name.", input.name));
    }
}

}  // namespace

int64_t RenderPlan::frames() const {
    int64_t sum = 0;
    for (const OutputPlan& output : outputs)
        if (output.composition >= 0) sum += output.frames;
    return sum;
}

void add_once(std::vector<Message>& messages, const Message& one) {
    const bool known = std::ranges::any_of(
        messages, [&](const Message& each) { return each.sentence == one.sentence && each.values == one.values; });
    if (!known) messages.push_back(one);
}

const Clip* RenderPlan::clip_named(const std::string& source) const {
    if (source == kProgrammeSource) return &clip;
    const auto input = std::ranges::find(inputs, source, &Input::name);
    return input == inputs.end() ? nullptr : &input->clip;
}

RenderPlan make_plan(const RenderRequest& request, const Clip& clip, const PresetLibrary& library, const HashFile& hash,
                     const std::vector<Clip>& inputs) {
    RenderPlan plan;
    plan.request = request;
    plan.clip = clip;
    for (size_t i = 0; i < inputs.size(); ++i) plan.inputs.push_back({request.inputs[i].name, inputs[i]});
    plan.from = request.from.value_or(Time(0));
    plan.length = rendered_length(request, clip);
    plan.tracks = read_tracks(request.cue_files);
    Delivery delivery;
    if (!request.delivery.empty()) delivery = library.delivery(request.delivery);
    for (const std::string& name : request.displays) {
        const DressedDisplay dressed = dress(plan, name, library);
        std::vector<std::string> encodes = request.encodes;
        if (encodes.empty()) encodes.push_back(dressed.display.default_encode);
        Delivery named = delivery;
        if (encodes.size() > 1 && request.delivery.empty()) named.naming += ".{encode}";
        for (const std::string& encode : encodes)
            plan.outputs.push_back(
                plan_output(plan, dressed, library.encode(encode, request.encode_settings), named, hash));
    }
    refuse_twins(plan);
    note_unseen_inputs(plan);
    return plan;
}

}  // namespace gatecast
