// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/plan_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/render/key.h"
#include "pipeline/scene/graphics/sequence.h"
#include "pipeline/scene/scene.h"
#include "presets/graphic_options.h"
#include "subtitles/lettering/lettering.h"

namespace gatecast {

namespace {

std::string text(const Rect& area) {
    return fmt::format("{},{} {}x{}", area.x, area.y, area.width, area.height);
}
std::string text(const Size& size) {
    return fmt::format("{}x{}", size.width, size.height);
}
std::string text(const Rgb& colour) {
    return fmt::format("{:.6f} {:.6f} {:.6f}", colour.r, colour.g, colour.b);
}
std::string text(const Rational& rate) {
    return fmt::format("{}/{}", rate.reduced().num, rate.reduced().den);
}

void add_video(KeyBuilder& key, const VideoEncode& video) {
    key.add("codec", static_cast<int>(video.codec)).add("preset", video.preset).add("profile", video.profile);
    key.add("level", video.level).add("control", static_cast<int>(video.control)).add("crf", video.crf);
    key.add("bitrate", video.bitrate).add("buffer", video.buffer_bits).add("gop", video.gop);
    key.add("b_frames", video.b_frames).add("chroma", static_cast<int>(video.chroma));
    if (video.bitrate > 0) key.add("segment", video.segment.count());  // the buffer is shared out by its length
}

/// The showings of a span, as far as they lie in it: a cue that ends elsewhere than before changes the segments in
/// between and no other.
void add_text(KeyBuilder& key, const Composition& composition, const SegmentPlan& segment) {
    if (!composition.text_times) return;
    const TextTimes& times = *composition.text_times;
    const int64_t first = segment.first * times.ticks_a_frame();
    const int64_t end = (segment.first + segment.count) * times.ticks_a_frame();
    for (const size_t i : times.between(first, end)) {
        const Showing& showing = times.showings()[i];
        key.add("text", showing.key);
        key.add("text from", std::max(times.span(i).from, first) - first);
        key.add("text until", std::min(times.span(i).until, end) - first);
        if (showing.fade_in > Time(0)) key.add("fades in", showing.fade_in.count()).add("from", showing.from.count());
        if (showing.fade_out > Time(0))
            key.add("fades out", showing.fade_out.count()).add("until", showing.until.count());
    }
}

/// What lettering takes of a style, and of the screen it is read from.
void add_lettering(KeyBuilder& key, const Style& style, const Display& display) {
    key.add("fonts", Lettering(style).fonts_hash()).add("bold", style.bold);
    key.add("khmer to latin", style.khmer_to_latin).add("millimetres", style.millimetres_per_metre);
    key.add("latin floor", style.latin_floor_px).add("khmer floor", style.khmer_floor_px);
    for (const BandStyle& band : style.bands) key.add("band", band.language).add("size", band.size);
    key.add("pitch", display.pitch_mm).add("distance", display.viewing_distance_m);
}

/// Whether a region shows a clip of this kind.
bool shows(const RenderPlan& plan, const Display& display, ClipKind kind) {
    return std::ranges::any_of(display.pictures,
                               [&](const Region& region) { return plan.clip_named(region.source)->kind == kind; });
}

void add_card(KeyBuilder& key, const RenderPlan& plan, const Composition& composition, const HashFile& hash) {
    const CardWords& card = composition.card;
    key.add("card title", plan.clip.title).add("card name", plan.clip.path.stem().string());
    for (const Input& input : plan.inputs)
        key.add("title", input.clip.title).add("name", input.clip.path.stem().string());
    for (const char* language : {"vi", "en", "km"})
        for (const std::string& title : card.titles.of(language)) key.add(language, title);
    key.add("programme", card.programme);
    if (!card.cover.empty()) key.add("cover", hash(card.cover));
    add_lettering(key, composition.style, composition.display);
}

/// What it shows at a moment depends on when it began.
bool runs_by_itself(const Graphic& graphic) {
    return graphic.kind == GraphicKind::kSequence || graphic.kind == GraphicKind::kTicker;
}

std::vector<std::filesystem::path> image_files(const Graphic& graphic) {
    if (graphic.kind == GraphicKind::kSequence) return sequence_files(graphic);
    return {graphic.image};
}

/// Without what only its pose depends on.
Graphic at_rest(Graphic graphic) {
    const Graphic usual;
    if (!runs_by_itself(graphic)) graphic.from_s = usual.from_s;
    graphic.until_s = usual.until_s;
    graphic.shown = usual.shown;
    graphic.yields = usual.yields;
    graphic.opacity = usual.opacity;
    graphic.fade_in_s = usual.fade_in_s, graphic.fade_out_s = usual.fade_out_s;
    graphic.enter = usual.enter, graphic.leave = usual.leave;
    graphic.move_s = usual.move_s, graphic.easing = usual.easing;
    graphic.priority = usual.priority;
    graphic.image.clear();
    return graphic;
}

/// How each graphic stands from tick to tick of a span, written where it changes; empty: it is not seen.
std::vector<std::string> poses_in(const RenderPlan& plan, const Composition& composition, int64_t first, int64_t end) {
    std::vector<std::string> written(composition.graphics.size());
    std::vector<Pose> before(composition.graphics.size());
    std::vector<Pose> now;
    for (int64_t tick = first; tick < end; ++tick) {
        poses_at(composition.graphics, composition.display, tick_time(composition.display, tick), plan.length, now);
        for (size_t i = 0; i < now.size(); ++i) {
            if (now[i].opacity_256 == 0) now[i] = {};
            if (now[i] == before[i]) continue;
            written[i] +=
                fmt::format("{}: {} {},{}; ", tick - first, now[i].opacity_256, now[i].moved.x, now[i].moved.y);
        }
        std::swap(before, now);
    }
    return written;
}

void add_graphic(KeyBuilder& key, const RenderPlan& plan, const Composition& composition, int64_t first_tick, size_t i,
                 const std::string& poses) {
    key.add("graphic", composition.graphic_keys[i]).add("poses", poses);
    if (shows_wall_time(composition.graphics[i]))
        key.add("wall time",
                (*plan.request.on_air + tick_time(composition.display, first_tick)).time_since_epoch().count());
    else if (composition.graphics[i].kind == GraphicKind::kCountdown)
        key.add("length", plan.length.count());
}

/// Graphics as far as they are seen in a span: a window that is moved changes only what it touches.
void add_graphics(KeyBuilder& key, const RenderPlan& plan, const Composition& composition, const SegmentPlan& segment) {
    if (composition.graphics.empty()) return;
    const int64_t ticks = ticks_a_frame(composition.display);
    const int64_t first = segment.first * ticks;
    const std::vector<std::string> poses = poses_in(plan, composition, first, (segment.first + segment.count) * ticks);
    for (size_t i = 0; i < poses.size(); ++i)
        if (!poses[i].empty()) add_graphic(key, plan, composition, first, i, poses[i]);
}

/// How bright the display is from frame to frame, where it ever is less than all.
void add_brightness(KeyBuilder& key, const RenderPlan& plan, const Composition& composition,
                    const SegmentPlan& segment) {
    const Display& display = composition.display;
    if (display.brightness.empty() || !plan.request.on_air) return;
    int before = 256;
    for (int64_t n = 0; n < segment.count; ++n) {
        const int share = signal_share_at(display, *plan.request.on_air + frame_time(segment.first + n, display.rate));
        if (share != before) key.add("brightness", share).add("from", n);
        before = share;
    }
}

/// Which pictures are shown, and from where on.
void add_clips(KeyBuilder& key, const RenderPlan& plan, const Composition& composition) {
    key.add("clip", plan.clip.hash).add("from", plan.from.count()).add("still", plan.request.still_time.count());
    for (const Region& region : composition.display.pictures) key.add("source", plan.clip_named(region.source)->hash);
}

void add_display(KeyBuilder& key, const RenderPlan& plan, const Composition& composition, const HashFile& hash) {
    const Display& display = composition.display;
    key.add("canvas", text(display.canvas))
        .add("rate", text(display.rate))
        .add("fields", static_cast<int>(display.fields));
    key.add("background", text(display.background)).add("chroma", static_cast<int>(composition.chroma));
    for (const Region& region : display.pictures)
        key.add("picture", text(region.area)).add("fit", static_cast<int>(region.fit)).add("opacity", region.opacity);
    for (const Panel& panel : display.panels) {
        key.add("panel", text(panel.area)).add("colour", text(panel.colour));
        if (!panel.image.empty()) key.add("image", hash(panel.image));
    }
    key.add("rotation", display.rotation_degrees).add("fold", display.fold_rows);
    key.add("frame", text(display.frame)).add("placement", text(display.placement));
    if (shows(plan, display, ClipKind::kSound)) add_card(key, plan, composition, hash);
    if (shows(plan, display, ClipKind::kSlideshow))
        key.add("change", static_cast<int>(composition.change.kind))
            .add("edge", static_cast<int>(composition.change.edge))
            .add("time", composition.change.time.count());
}

void add_encode(KeyBuilder& key, const OutputPlan& output) {
    const Encode& encode = output.encode;
    key.add("size", text(output.shape.size)).add("fields", static_cast<int>(output.shape.fields));
    add_video(key, encode.video);
    if (encode.video.codec == VideoCodec::kMpeg2) key.add("timecode", encode.start_timecode);
    if (!encode.burnt_label.empty()) key.add("label", encode.burnt_label);
    if (encode.burnt_timecode) key.add("burnt timecode", true);
}

/// The frame after the last is decoded too, as a proof that the next segment's decoder starts in the same place.
void add_cut(KeyBuilder& key, const OutputPlan& output, const SegmentPlan& segment) {
    key.add("first", segment.first).add("count", segment.count);
    key.add("last", segment.first + segment.count == output.frames);
}

/// The cues of a track that touch a span of the clip, as they were written.
std::string cues_key(const Track& track, Time from, Time until) {
    KeyBuilder key("cues");
    for (const Cue& cue : track.cues) {
        if (cue.end <= from || cue.start >= until) continue;
        key.add("text", cue.text).add("from", cue.start.count()).add("until", cue.end.count()).add("at", cue.anchor);
        for (const TextSpan& span : cue.spans)
            key.add("span", span.from)
                .add("until", span.until)
                .add("style", span.bold + 2 * span.italic + 4 * span.underline);
    }
    return key.hex();
}

template <typename Add>
std::string key_of(const Add& add) {
    KeyBuilder key("part");
    add(key);
    return key.hex();
}

}  // namespace

std::string composition_key(const RenderPlan& plan, const Composition& composition, const HashFile& hash) {
    KeyBuilder key("composition");
    key.add("environment", picture_environment());
    add_clips(key, plan, composition);
    add_display(key, plan, composition, hash);
    return key.hex();
}

std::string text_key(const Screen& screen, const Style& style) {
    KeyBuilder key("text");
    key.add("style", style.name).add("canvas", text(screen.canvas)).add("picture", text(screen.picture));
    key.add("safe", screen.safe_area_percent).add("pitch", screen.pitch_mm).add("distance", screen.viewing_distance_m);
    key.add("rate", text(screen.rate)).add("interlaced", screen.interlaced);
    for (const Rect& area : screen.keep_out) key.add("keep out", text(area));
    return key.hex();
}

std::vector<std::string> graphic_keys(const Composition& composition, const HashFile& hash) {
    std::vector<std::string> keys;
    std::string lettering;
    for (const Graphic& graphic : composition.graphics) {
        KeyBuilder key("graphic");
        key.add("values", show_graphics({at_rest(graphic)}));
        if (!graphic.image.empty()) {
            for (const auto& file : image_files(graphic)) key.add("image", hash(file));
        } else {
            if (lettering.empty()) {
                KeyBuilder of_style("lettering");
                add_lettering(of_style, composition.style, composition.display);
                lettering = of_style.hex();
            }
            key.add("lettering", lettering);
        }
        keys.push_back(key.hex());
    }
    return keys;
}

std::string segment_key(const RenderPlan& plan, const OutputPlan& output, const SegmentPlan& segment) {
    KeyBuilder key("segment");
    const Composition& composition = plan.compositions[static_cast<size_t>(output.composition)];
    key.add("composition", composition.key);
    add_cut(key, output, segment);
    add_encode(key, output);
    add_text(key, composition, segment);
    add_graphics(key, plan, composition, segment);
    add_brightness(key, plan, composition, segment);
    return key.hex();
}

KeyParts segment_parts(const RenderPlan& plan, const OutputPlan& output, const SegmentPlan& segment,
                       const HashFile& hash) {
    const Composition& composition = plan.compositions[static_cast<size_t>(output.composition)];
    KeyParts parts;
    parts["program"] = key_of([](KeyBuilder& key) { key.add("environment", picture_environment()); });
    parts["clip"] = key_of([&](KeyBuilder& key) { add_clips(key, plan, composition); });
    parts["cut"] = key_of([&](KeyBuilder& key) { add_cut(key, output, segment); });
    parts["display"] = key_of([&](KeyBuilder& key) { add_display(key, plan, composition, hash); });
    parts["encode"] = key_of([&](KeyBuilder& key) { add_encode(key, output); });
    parts["brightness"] = key_of([&](KeyBuilder& key) { add_brightness(key, plan, composition, segment); });
    parts["look"] = key_of([&](KeyBuilder& key) { add_text(key, composition, segment); });
    const Time from = plan.from + frame_time(segment.first, output.rate);
    const Time until = plan.from + frame_time(segment.first + segment.count, output.rate);
    if (composition.text_times)
        for (const Track& track : plan.tracks) parts["cues." + track.language] = cues_key(track, from, until);
    const int64_t ticks = ticks_a_frame(composition.display);
    const std::vector<std::string> poses =
        poses_in(plan, composition, segment.first * ticks, (segment.first + segment.count) * ticks);
    for (size_t i = 0; i < poses.size(); ++i)
        if (!poses[i].empty())
            parts["graphic." + composition.graphics[i].name] = key_of(
                [&](KeyBuilder& key) { add_graphic(key, plan, composition, segment.first * ticks, i, poses[i]); });
    return parts;
}

std::string mix_key(const RenderPlan& plan, const SoundPlan& sound, const HashFile& hash) {
    KeyBuilder key("mix");
    key.add("environment", sound_environment()).add("from", plan.from.count()).add("samples", sound.samples);
    key.add("channels", sound.channels);
    if (sound.track >= 0) key.add("clip", plan.clip.hash).add("track", sound.track);
    if (!sound.voice.empty()) key.add("voice", hash(sound.voice)).add("duck", plan.request.duck);
    return key.hex();
}

std::string sound_key(const SoundPlan& sound) {
    KeyBuilder key("sound");
    key.add("mix", sound.mix_key).add("loudness", sound.loudness).add("channel", sound.only_channel);
    key.add("codec", static_cast<int>(sound.encode.codec)).add("bitrate", sound.encode.bitrate);
    key.add("channels", sound.encode.channels);
    return key.hex();
}

std::string output_key(const OutputPlan& output) {
    KeyBuilder key("output");
    for (const SegmentPlan& segment : output.segments) key.add("segment", segment.key);
    for (const SoundPlan& sound : output.sounds) key.add("sound", sound.key).add("language", sound.language);
    if (!output.soft_key.empty()) key.add("soft", output.soft_key);
    const Encode& encode = output.encode;
    key.add("container", static_cast<int>(encode.container)).add("mux rate", encode.mux_rate);
    key.add("timecode", encode.start_timecode).add("rate", text(output.rate));
    return key.hex();
}

}  // namespace gatecast
