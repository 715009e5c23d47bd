// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "pipeline/media/clip.h"
#include "pipeline/media/complaints.h"
#include "pipeline/media/hash.h"
#include "pipeline/media/language.h"
#include "pipeline/media/probe_parts.h"

extern "C" {
#include <libavutil/display.h>
}

namespace gatecast {
namespace {

using namespace probing;

constexpr int kPicturesForFields = 8;

Time to_time(int64_t value, AVRational unit) {
    return Time(av_rescale_q_rnd(value, unit, {1, 1'000'000'000},
                                 static_cast<AVRounding>(AV_ROUND_NEAR_INF | AV_ROUND_PASS_MINMAX)));
}

std::string in_seconds(Time time) {
    return fmt::format("{:.2f}", std::chrono::duration<double>(time).count());
}

std::string tag(const AVDictionary* tags, const char* key) {
    const AVDictionaryEntry* entry = av_dict_get(tags, key, nullptr, 0);
    return entry ? readable(entry->value) : std::string();
}

bool decodable(const AVStream& stream) {
    return avcodec_find_decoder(stream.codecpar->codec_id) != nullptr;
}

/// What is shown and heard; covers, subtitles and data are not.
struct Chosen {
    int video = -1;
    std::vector<int> sounds;
    std::string undecodable;  // codec of a track that had to be left out

    [[nodiscard]] std::vector<int> streams() const {
        std::vector<int> all = sounds;
        if (video >= 0) all.push_back(video);
        return all;
    }
};

Chosen choose(AVFormatContext& input) {
    Chosen chosen;
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVStream& stream = *input.streams[i];
        const AVMediaType type = stream.codecpar->codec_type;
        if (type != AVMEDIA_TYPE_AUDIO && type != AVMEDIA_TYPE_VIDEO) continue;
        if (stream.disposition & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_STILL_IMAGE)) continue;
        if (!decodable(stream)) {
            chosen.undecodable = avcodec_get_name(stream.codecpar->codec_id);
        } else if (type == AVMEDIA_TYPE_AUDIO && stream.codecpar->ch_layout.nb_channels > 0) {
            chosen.sounds.push_back(static_cast<int>(i));
        }
    }
    const int best = av_find_best_stream(&input, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (best >= 0) {
        const AVStream& stream = *input.streams[best];
        const bool cover = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
        if (!cover && decodable(stream) && stream.codecpar->width > 0) chosen.video = best;
    }
    return chosen;
}

/// Presentation time that is 0 on the clip. MP4's edit lists count from 0, others from their first picture: sound that
/// a coder's delay or a cut puts a little before it would only push every picture off its place on the grid.
Time start_of(const AVFormatContext& input, const FileWalk& walked, int video) {
    constexpr Time kNotWorthKeeping = std::chrono::seconds(1);
    const std::string_view name = input.iformat->name;
    if (name.starts_with("mov")) return Time(0);
    Time start = Time::max();
    Time first_picture = Time::max();
    for (const auto& [stream, track] : walked.tracks) {
        if (track.first == INT64_MAX) continue;
        const Time first = to_time(track.first, input.streams[stream]->time_base);
        start = std::min(start, first);
        if (stream == video) first_picture = first;
    }
    if (start == Time::max()) return Time(0);
    return first_picture != Time::max() && first_picture - start < kNotWorthKeeping ? first_picture : start;
}

FieldOrder declared_fields(AVFieldOrder order) {
    switch (order) {
        case AV_FIELD_TT:
        case AV_FIELD_BT:
            return FieldOrder::kTopFirst;
        case AV_FIELD_BB:
        case AV_FIELD_TB:
            return FieldOrder::kBottomFirst;
        default:
            return FieldOrder::kProgressive;
    }
}

bool fields_need_decoding(const AVCodecParameters& coded) {
    return coded.field_order == AV_FIELD_UNKNOWN || coded.codec_id == AV_CODEC_ID_MPEG2VIDEO ||
           coded.codec_id == AV_CODEC_ID_H264 || coded.codec_id == AV_CODEC_ID_DVVIDEO ||
           coded.codec_id == AV_CODEC_ID_PRORES;
}

VideoTrack describe_video(AVFormatContext& input, int index, bool still) {
    AVStream& stream = *input.streams[index];
    const AVCodecParameters& coded = *stream.codecpar;
    VideoTrack video;
    video.stream = index;
    video.codec = avcodec_get_name(coded.codec_id);
    video.size = {coded.width, coded.height};
    video.format = libav::nearest_planar(static_cast<AVPixelFormat>(coded.format));
    video.colour = colour_of(stream, still);
    video.fields = still ? FieldOrder::kProgressive : declared_fields(coded.field_order);
    const AVRational aspect = av_guess_sample_aspect_ratio(&input, &stream, nullptr);
    if (aspect.num > 0 && aspect.den > 0) video.sample_aspect = libav::from_av(aspect);
    size_t size = 0;
    const uint8_t* matrix = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    if (matrix && size >= 36) video.rotation_degrees = clockwise_degrees(reinterpret_cast<const int32_t*>(matrix));
    return video;
}

void add_decoded_facts(VideoTrack& video, const FirstPictures& facts, bool still) {
    if (facts.decoded == 0) return;
    if (!still) video.fields = facts.fields;
    if (facts.rotation_degrees) video.rotation_degrees = *facts.rotation_degrees;
    if (facts.peak_nits) video.colour.peak_nits = *facts.peak_nits;
}

void add_walk(VideoTrack& video, const TrackWalk& track, const AVStream& stream, Time start) {
    std::vector<int64_t> times = track.times;
    std::sort(times.begin(), times.end());
    const Pace pace = pace_of(times, stream);
    video.rate = pace.rate;
    video.variable_rate = pace.variable;
    video.timestamps_usable =
        track.missing_times == 0 && track.backward_times == 0 && !pace.duplicates && track.jumps == 0 && !times.empty();
    video.frames = track.packets;
    if (times.empty()) return;
    // A packet without a duration lasts a frame.
    const Time last = to_time(times.back(), stream.time_base);
    const Time shown = std::max(to_time(track.end, stream.time_base), last + frame_time(1, video.rate));
    video.duration = shown - start;
    for (const int64_t key : track.keyframes) video.keyframes.push_back(to_time(key, stream.time_base) - start);
    std::sort(video.keyframes.begin(), video.keyframes.end());
    video.begins_anew = !track.keyframes.empty() && track.begins_anew;
}

AudioTrack describe_sound(const AVStream& stream, int index, const TrackWalk& track, Time start) {
    AudioTrack sound;
    sound.stream = stream.index;
    sound.index = index;
    sound.codec = avcodec_get_name(stream.codecpar->codec_id);
    sound.language = bcp47(tag(stream.metadata, "language"));
    sound.title = tag(stream.metadata, "title");
    sound.channels = stream.codecpar->ch_layout.nb_channels;
    sound.sample_rate = stream.codecpar->sample_rate;
    if (track.end != INT64_MIN) sound.duration = to_time(track.end, stream.time_base) - start;
    return sound;
}

/// An index that points behind the end of the file: the rest was never copied.
bool index_beyond_end(const AVStream& stream, int64_t file_bytes) {
    const int count = avformat_index_get_entries_count(&stream);
    if (count == 0) return false;
    const AVIndexEntry* last = avformat_index_get_entry(const_cast<AVStream*>(&stream), count - 1);
    return last && last->pos + last->size > file_bytes;
}

void judge_packets(Clip& clip, const FileWalk& walked, const AVFormatContext& input, Time start) {
    for (const auto& [stream, track] : walked.tracks) {
        if (track.jumps > 0)
            clip.damage.push_back(message("The clock of stream {} jumps {} times; what follows is put right behind it.",
                                          stream, track.jumps));
        if (track.corrupt == 0) continue;
        const Time at = track.first_corrupt == AV_NOPTS_VALUE
                            ? Time(0)
                            : to_time(track.first_corrupt, input.streams[stream]->time_base) - start;
        clip.damage.push_back(
            message("{} damaged packets in stream {}, the first at {} s.", track.corrupt, stream, in_seconds(at)));
    }
}

void judge_length(Clip& clip, const FileWalk& walked, const AVFormatContext& input) {
    const double found = std::chrono::duration<double>(clip.duration).count();
    if (walked.read_error < 0)
        clip.damage.push_back(message("The file cannot be read beyond {} s ({}).", in_seconds(clip.duration),
                                      libav::reason(walked.read_error)));
    bool cut_off = false;
    for (const auto& [stream, track] : walked.tracks)
        cut_off |= index_beyond_end(*input.streams[stream], clip.size_bytes);
    const bool declares = input.duration_estimation_method == AVFMT_DURATION_FROM_STREAM && input.duration > 0;
    const double declared = declares ? static_cast<double>(input.duration) / AV_TIME_BASE : 0;
    if (cut_off || declared > found * 1.02 + 1)
        clip.damage.push_back(message(kCutOff, fmt::format("{:.2f}", declared), in_seconds(clip.duration)));
}

void judge_times(Clip& clip, const FileWalk& walked) {
    if (!clip.video || clip.video->timestamps_usable) return;
    const TrackWalk& track = walked.tracks.at(clip.video->stream);
    if (track.times.empty()) clip.damage.push_back(message("No picture of this file has a time."));
}

void check_rates(const Clip& clip, const ClipLimits& limits) {
    const std::string name = clip.path.string();
    if (clip.duration > limits.duration)
        throw Error(message("{} is {} hours long. The limit is {} hours: cut it first.", name,
                            std::chrono::duration_cast<std::chrono::hours>(clip.duration).count(),
                            std::chrono::duration_cast<std::chrono::hours>(limits.duration).count()));
    if (clip.video && clip.video->rate.value() > static_cast<double>(limits.frame_rate))
        throw Error(message("{} has {} pictures a second. The limit is {}: convert it first.", name,
                            std::llround(clip.video->rate.value()), limits.frame_rate));
    const double seconds = std::chrono::duration<double>(clip.duration).count();
    if (clip.kind == ClipKind::kFilm && seconds >= 1 &&
        static_cast<double>(clip.size_bytes) * 8 / seconds > static_cast<double>(limits.bitrate))
        throw Error(message("{} has more than {} bit/s, which is the limit. Convert it first.", name, limits.bitrate));
}

void probe_file(Clip& clip, Magic magic, const ClipLimits& limits) {
    const bool still = still_demuxer(magic) != nullptr;
    const int64_t complaints_before = complaints().demuxers;
    const std::unique_ptr<OpenedFile> file = open_file(clip.path, magic, limits);
    AVFormatContext& input = *file->input;
    clip.container = input.iformat->name;
    clip.title = tag(input.metadata, "title");
    const Chosen chosen = choose(input);
    if (chosen.video < 0 && chosen.sounds.empty()) {
        if (!chosen.undecodable.empty())
            throw Error(message("{} is coded as {}, which cannot be decoded here. Convert it first.",
                                clip.path.string(), chosen.undecodable));
        if (still)
            throw Error(message("{} is damaged, or has more than {} pixels, which is the limit.", clip.path.string(),
                                limits.pixels));
        throw Error(message("{} has nothing that can be shown or heard.", clip.path.string()));
    }
    const FileWalk walked = walk(*file, chosen.streams(), limits);
    if (walked.out_of_time)
        throw Error(message("{} could not be read within {} s, which is the limit. Copy it to a faster disk or cut it.",
                            clip.path.string(),
                            std::chrono::duration_cast<std::chrono::seconds>(limits.probe_time).count()));
    const Time start = start_of(input, walked, chosen.video);
    for (const int stream : chosen.sounds) {
        const int index = static_cast<int>(clip.sounds.size());
        clip.sounds.push_back(describe_sound(*input.streams[stream], index, walked.tracks.at(stream), start));
        clip.duration = std::max(clip.duration, clip.sounds.back().duration);
    }
    clip.kind = chosen.video < 0 ? ClipKind::kSound : still ? ClipKind::kStill : ClipKind::kFilm;
    if (chosen.video >= 0) {
        clip.video = describe_video(input, chosen.video, still);
        add_walk(*clip.video, walked.tracks.at(chosen.video), *input.streams[chosen.video], start);
        if (still) clip.video->duration = Time(0);
        clip.duration = std::max(clip.duration, clip.video->duration);
    }
    judge_packets(clip, walked, input, start);
    judge_length(clip, walked, input);
    judge_times(clip, walked);
    if (clip.damage.empty() && complaints().demuxers > complaints_before)
        clip.damage.push_back(message("The structure of the file is damaged; what could be read of it is used."));
}

/// A second, short look at the start with the decoder: after the walk, because it needs the first packets again.
void look_at_pictures(Clip& clip, Magic magic, const ClipLimits& limits) {
    const bool still = clip.kind == ClipKind::kStill;
    const std::unique_ptr<OpenedFile> file = open_file(clip.path, magic, limits);
    const int stream = clip.video->stream;
    if (stream >= static_cast<int>(file->input->nb_streams)) return;
    const AVCodecParameters& coded = *file->input->streams[stream]->codecpar;
    if (!still && !fields_need_decoding(coded) && !clip.video->colour.hdr()) return;
    const FirstPictures facts = decode_first_pictures(*file->input, stream, limits, still ? 1 : kPicturesForFields);
    add_decoded_facts(*clip.video, facts, still);
    if (still && facts.decoded == 0)
        throw Error(message("{} is damaged: the picture cannot be decoded.", clip.path.string()));
    if (facts.decoded == 0 && clip.sounds.empty())
        throw Error(message("{} is damaged: none of its first pictures can be decoded.", clip.path.string()));
    if (facts.decoded == 0) clip.damage.push_back(message("None of the first pictures can be decoded."));
    if (still && facts.corrupt) clip.damage.push_back(message("The picture is damaged: a part of it is missing."));
}

void probe_folder(Clip& clip, const ClipLimits& limits) {
    clip.kind = ClipKind::kSlideshow;
    clip.container = "folder";
    clip.pictures = pictures_in(clip.path);
    if (clip.pictures.empty())
        throw Error(message("{} is a folder without pictures. Put JPEG, PNG, WebP, TIFF or BMP files into it.",
                            clip.path.string()));
    if (static_cast<int64_t>(clip.pictures.size()) > limits.pictures)
        throw Error(message("{} holds {} pictures. The limit is {}.", clip.path.string(), clip.pictures.size(),
                            limits.pictures));
    for (const std::filesystem::path& picture : clip.pictures) {
        clip.size_bytes += static_cast<int64_t>(std::filesystem::file_size(picture));
        if (!still_demuxer(sniff(picture)))
            clip.damage.push_back(message("{} is no picture that can be read here.", picture.filename().string()));
    }
    if (clip.damage.size() == clip.pictures.size())
        throw Error(message("{} holds no picture that can be read here.", clip.path.string()));
    clip.hash = hash_files(clip.pictures);
}

}  // namespace

Clip probe_clip(const std::filesystem::path& path, const ClipLimits& limits) {
    Clip clip;
    clip.path = path;
    std::error_code none;
    const auto status = std::filesystem::status(path, none);
    if (!std::filesystem::exists(status)) throw Error(message("{}: no such file. Check the path.", path.string()));
    if (std::filesystem::is_directory(status)) {
        probe_folder(clip, limits);
        return clip;
    }
    if (!std::filesystem::is_regular_file(status))
        throw Error(message("{} is no file. Give a media file or a folder of pictures.", path.string()));
    clip.size_bytes = static_cast<int64_t>(std::filesystem::file_size(path));
    if (clip.size_bytes == 0) throw Error(message("{} is empty. Copy it again.", path.string()));
    clip.hash = hash_file(path);
    const Magic magic = sniff(path);
    if (magic == Magic::kPdf) {
        clip.kind = ClipKind::kDocument;
        clip.container = "pdf";
        return clip;
    }
    probe_file(clip, magic, limits);
    check_rates(clip, limits);
    if (clip.video) look_at_pictures(clip, magic, limits);
    return clip;
}

}  // namespace gatecast
