// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/soft_subtitles.h"

#include <algorithm>

#include "pipeline/media/text_track.h"
#include "pipeline/render/key.h"
#include "subtitles/formats/format.h"
#include "subtitles/layout/timeline.h"

namespace gatecast {

namespace {

int64_t in_ms(Time t) {
    return (t.count() + 500'000) / 1'000'000;
}

/// A file of some cues in a format of the table; looks it cannot carry are left out.
std::string written(const char* format, const Track& track) {
    WriteOptions options;
    options.simplify = true;
    return cue_format_named(format)->write({&track, 1}, options);
}

/// A cue as SubRip has it, without its number and times.
std::string as_srt_text(const Cue& cue) {
    const std::string file = written("srt", Track{"", "", {cue}, {}});
    const size_t number = file.find('\n');
    const size_t times = file.find('\n', number + 1);
    const size_t end = file.find_last_not_of('\n');
    return file.substr(times + 1, end - times);
}

Packet packet_of(Container container, const std::string& text, int64_t start, int64_t end) {
    Packet packet;
    packet.bytes = text_packet(container, text);
    packet.pts = packet.dts = start;
    packet.duration = end - start;
    packet.key = true;
    return packet;
}

std::vector<Packet> srt_packets(const Track& track) {
    std::vector<Packet> packets;
    for (const Cue& cue : track.cues)
        packets.push_back(packet_of(Container::kMkv, as_srt_text(cue), in_ms(cue.start), in_ms(cue.end)));
    return packets;
}

/// mov_text knows no overlaps and no gaps: what is on together is one sample, and silence is an empty one.
std::vector<Packet> mov_packets(Container container, const Track& track) {
    std::vector<Packet> packets;
    std::vector<Problem> ignored;
    int64_t until = 0;
    for (const CueStretch& stretch : stretches_of(cue_times(track, ignored))) {
        std::string text;
        for (const int cue : stretch.cues)
            text += (text.empty() ? "" : "\n") + track.cues[static_cast<size_t>(cue)].text;
        const int64_t start = std::max(in_ms(stretch.from), until);
        const int64_t end = in_ms(stretch.until);
        if (end <= start) continue;
        if (start > until) packets.push_back(packet_of(container, {}, until, start));
        packets.push_back(packet_of(container, text, start, end));
        until = end;
    }
    return packets;
}

}  // namespace

Track in_output_time(const Track& track, Time from, Time length) {
    Track out{track.language, track.name, {}, {}};
    for (Cue cue : track.cues) {
        cue.start = std::max(cue.start - from, Time(0));
        cue.end = std::min(cue.end - from, length);
        if (cue.timed && cue.start < cue.end) out.cues.push_back(std::move(cue));
    }
    return out;
}

SoftSubtitles soft_for(const RenderPlan& plan, Container container) {
    if (plan.tracks.empty()) return SoftSubtitles::kNone;
    if (plan.request.soft == SoftSubtitles::kTracks && !text_parameters(container)) return SoftSubtitles::kFiles;
    return plan.request.soft;
}

std::vector<SoftTrack> soft_tracks(const RenderPlan& plan, const OutputPlan& output) {
    std::vector<SoftTrack> soft;
    if (output.soft != SoftSubtitles::kTracks) return soft;
    const Container container = output.encode.container;
    for (const Track& track : plan.tracks) {
        SoftTrack made;
        made.spec.parameters = text_parameters(container);
        made.spec.unit = kTextUnit;
        made.spec.language = track.language;
        made.spec.is_default = soft.empty() && !plan.request.burn_in;
        const Track cut = in_output_time(track, plan.from, plan.length);
        made.packets = container == Container::kMkv ? srt_packets(cut) : mov_packets(container, cut);
        soft.push_back(std::move(made));
    }
    return soft;
}

std::vector<SoftFile> soft_files(const RenderPlan& plan, const OutputPlan& output) {
    std::vector<SoftFile> files;
    if (output.soft != SoftSubtitles::kFiles) return files;
    for (const Track& track : plan.tracks) {
        std::filesystem::path file = output.file;
        file.replace_extension("." + track.language + ".vtt");
        files.emplace_back(std::move(file), written("webvtt", in_output_time(track, plan.from, plan.length)));
    }
    return files;
}

std::string soft_key(const RenderPlan& plan, const OutputPlan& output) {
    if (output.soft == SoftSubtitles::kNone) return {};
    KeyBuilder key("soft");
    key.add("kind", static_cast<int>(output.soft)).add("burnt in", plan.request.burn_in);
    for (const Track& track : plan.tracks)
        key.add("language", track.language)
            .add("text", written("webvtt", in_output_time(track, plan.from, plan.length)));
    return key.hex();
}

}  // namespace gatecast
