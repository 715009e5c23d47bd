// SPDX-License-Identifier: GPL-3.0-or-later
extern "C" {
#include <libavutil/intreadwrite.h>
}

#include <algorithm>
#include <cmath>

#include "pipeline/media/probe_parts.h"

namespace gatecast::probing {
namespace {

/// Samples that a decoder throws away at the start of this packet, in the stream's unit.
int64_t skipped_start(const AVPacket& packet, const AVStream& stream) {
    size_t size = 0;
    const uint8_t* data = av_packet_get_side_data(&packet, AV_PKT_DATA_SKIP_SAMPLES, &size);
    if (!data || size < 10 || stream.codecpar->sample_rate <= 0) return 0;
    return av_rescale_q(AV_RL32(data), {1, stream.codecpar->sample_rate}, stream.time_base);
}

int64_t skipped_end(const AVPacket& packet, const AVStream& stream) {
    size_t size = 0;
    const uint8_t* data = av_packet_get_side_data(&packet, AV_PKT_DATA_SKIP_SAMPLES, &size);
    if (!data || size < 10 || stream.codecpar->sample_rate <= 0) return 0;
    return av_rescale_q(AV_RL32(data + 4), {1, stream.codecpar->sample_rate}, stream.time_base);
}

void add_order(TrackWalk& track, const AVPacket& packet) {
    if (packet.pts == AV_NOPTS_VALUE) ++track.missing_times;
    if (packet.dts == AV_NOPTS_VALUE) return;
    if (track.last_dts != AV_NOPTS_VALUE && packet.dts <= track.last_dts) ++track.backward_times;
    track.last_dts = packet.dts;
}

void add_presentation(TrackWalk& track, const AVPacket& packet, const AVStream& stream) {
    const int64_t time = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
    if (time == AV_NOPTS_VALUE) return;
    track.first = std::min(track.first, time + skipped_start(packet, stream));
    track.end = std::max(track.end, time + std::max<int64_t>(packet.duration, 0) - skipped_end(packet, stream));
    if (stream.codecpar->codec_type != AVMEDIA_TYPE_VIDEO) return;
    track.times.push_back(time);
    if (!(packet.flags & AV_PKT_FLAG_KEY)) return;
    track.keyframes.push_back(time);
    track.begins_anew = track.begins_anew && begins_anew(packet, *stream.codecpar);
}

/// Recordings that were joined, or a sender that was started again: what follows is put right behind what was before,
/// as the decoding demuxer does it.
void bridge_jump(TrackWalk& track, AVPacket& packet, const AVStream& stream) {
    constexpr int64_t kJump_seconds = 10;
    if (packet.dts == AV_NOPTS_VALUE) return;
    const int64_t jump = av_rescale_q(kJump_seconds, {1, 1}, stream.time_base);
    if (track.told_dts != AV_NOPTS_VALUE && std::abs(packet.dts - track.told_dts) > jump) {
        track.shift += track.told_dts + std::max<int64_t>(track.told_duration, 1) - packet.dts;
        ++track.jumps;
    }
    track.told_dts = packet.dts;
    track.told_duration = packet.duration;
    packet.dts += track.shift;
    if (packet.pts != AV_NOPTS_VALUE) packet.pts += track.shift;
}

void add_packet(TrackWalk& track, const AVPacket& packet, const AVStream& stream) {
    if (packet.flags & AV_PKT_FLAG_CORRUPT) {
        if (track.corrupt++ == 0) track.first_corrupt = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
    }
    add_order(track, packet);
    if (packet.flags & AV_PKT_FLAG_DISCARD) return;  // outside the edit list
    ++track.packets;
    add_presentation(track, packet, stream);
}

}  // namespace

FileWalk walk(OpenedFile& file, const std::vector<int>& streams, const ClipLimits& limits) {
    AVFormatContext& input = *file.input;
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const bool wanted = std::find(streams.begin(), streams.end(), static_cast<int>(i)) != streams.end();
        input.streams[i]->discard = wanted ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
    }
    const std::string_view name = input.iformat->name;
    const bool transport = name == "mpegts" || name == "mpeg";
    FileWalk result;
    for (int stream : streams) result.tracks[stream];
    const int64_t most_packets =
        std::chrono::duration_cast<std::chrono::seconds>(limits.duration).count() * limits.frame_rate * limits.streams;
    const libav::PacketRef packet = libav::make_packet();
    for (int64_t count = 0;; ++count) {
        const int read = av_read_frame(&input, packet.get());
        result.out_of_time = std::chrono::steady_clock::now() > file.deadline || count > most_packets;
        if (read < 0 && read != AVERROR_EOF) result.read_error = read;
        if (read < 0 || result.out_of_time) {
            av_packet_unref(packet.get());
            return result;
        }
        const auto track = result.tracks.find(packet->stream_index);
        if (track != result.tracks.end()) {
            const AVStream& stream = *input.streams[packet->stream_index];
            if (transport) bridge_jump(track->second, *packet, stream);
            add_packet(track->second, *packet, stream);
        }
        av_packet_unref(packet.get());
    }
}

namespace {

constexpr Rational kStandardRates[] = {{24'000, 1001}, {24, 1},        {25, 1}, {30'000, 1001}, {30, 1},  {48, 1},
                                       {50, 1},        {60'000, 1001}, {60, 1}, {100, 1},       {120, 1}, {12, 1},
                                       {15, 1},        {10, 1},        {5, 1},  {120'000, 1001}};

Rational snapped(Rational average, double span_ticks, Rational declared) {
    const double tolerance = std::max(2e-4, span_ticks > 0 ? 1.5 / span_ticks : 1.0);
    const auto near = [&](Rational rate) { return std::abs(average.value() / rate.value() - 1) <= tolerance; };
    if (declared.num > 0 && near(declared))
        for (const Rational& rate : kStandardRates)
            if (declared == rate) return rate;
    const Rational* best = nullptr;
    for (const Rational& rate : kStandardRates) {
        if (!near(rate)) continue;
        if (!best || std::abs(rate.value() - average.value()) < std::abs(best->value() - average.value())) best = &rate;
    }
    return best ? *best : average;
}

}  // namespace

Pace pace_of(const std::vector<int64_t>& sorted_times, const AVStream& stream) {
    Pace pace;
    const Rational declared = libav::from_av(stream.avg_frame_rate);
    const bool counted = sorted_times.size() >= 2 && sorted_times.back() > sorted_times.front();
    if (!counted) {
        pace.rate = declared.num > 0 ? declared : Rational{25, 1};
        return pace;
    }
    const int64_t span = sorted_times.back() - sorted_times.front();
    const auto intervals = static_cast<int64_t>(sorted_times.size()) - 1;
    AVRational average{};
    av_reduce(&average.num, &average.den, intervals * stream.time_base.den, span * stream.time_base.num, 1'000'000);
    pace.rate = snapped(libav::from_av(average), static_cast<double>(span), declared);

    const double frame = av_q2d(av_inv_q(stream.time_base)) / pace.rate.value();
    const double tolerance = std::max(1.01, frame * 0.05);
    for (size_t i = 1; i < sorted_times.size(); ++i) {
        const int64_t step = sorted_times[i] - sorted_times[i - 1];
        pace.duplicates |= step == 0;
        pace.variable |= std::abs(static_cast<double>(step) - frame) > tolerance;
    }
    return pace;
}

}  // namespace gatecast::probing
