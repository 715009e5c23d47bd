// SPDX-License-Identifier: GPL-3.0-or-later
#include <gst/audio/audio.h>

#include <algorithm>
#include <cstring>

#include "pipeline/graph/decode_bin.h"
#include "pipeline/graph/frame.h"
#include "pipeline/graph/gapless.h"
#include "pipeline/graph/reader.h"
#include "pipeline/graph/start.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

// Overlapping transforms (AAC, Opus) come right only some frames after a seek.
constexpr Time kRunIn = 200ms;
// Containers round times to a millisecond while samples have none to lose: within this, samples are counted.
constexpr Time kRounding = 2ms;

Ref<GstCaps> float_caps() {
    return adopt(gst_caps_from_string("audio/x-raw, format=F32LE, layout=interleaved"));
}

/// What to add to the file's clock. Sound and picture share it, and it is the first keyframe whose place in the clip
/// is known.
std::optional<Time> zero_of(const Clip& clip) {
    if (!clip.video) return std::nullopt;
    DecodeBin video(clip.path, DecodeWish{StreamKind::kVideo, 0, planar_caps(), {}});
    if (!video.pull()) return std::nullopt;
    const Time probed = clip.video->keyframes.empty() ? Time(0) : clip.video->keyframes.front();
    return probed - video.first_key().value_or(probed);
}

Time length_of(int64_t samples, int rate) {
    return frame_time(samples, {rate, 1});
}

// As the probe has it: more than that is no gap, but another clock.
constexpr Time kNewClock = 10s;

}  // namespace

struct AudioReader::State {
    State(const Clip& clip, int track, Time from)
        : from(from), joined(clip.video && !clip.video->timestamps_usable), file(clip.path) {
        start_graph();
        wish = DecodeWish{StreamKind::kAudio, track, float_caps(), {}};
        bin = std::make_unique<DecodeBin>(file, wish);
        zero = zero_of(clip);
        if (clip.container == "mp3") gapless = read_gapless(file);
        if (from <= kRunIn || enter_at(from - kRunIn)) return;
        bin = std::make_unique<DecodeBin>(file, wish);  // from its start; what is too early is left out below
    }

    bool enter_at(Time time) {
        if (!zero) {
            const Ref<GstSample> first = bin->pull();
            if (!first) return false;
            zero = -bin->time_of(first).value_or(Time(0));  // nothing but this sound: it starts the clip
        }
        return bin->seek(time - *zero);
    }

    /// Leaves of an MP3's block what belongs to the recording.
    void trim(SoundBlock& block) const {
        if (!gapless) return;
        const auto channels = static_cast<size_t>(block.channels);
        const auto count = static_cast<int64_t>(block.samples.size() / channels);
        const int64_t first =
            frame_at(block.start + length_of(1, block.sample_rate) / 2, {block.sample_rate, 1}) - gapless->skip;
        const int64_t from_sample = std::clamp<int64_t>(-first, 0, count);
        const int64_t to_sample = std::clamp<int64_t>(gapless->length - first, from_sample, count);
        const auto begin = block.samples.begin();
        block.samples.erase(begin + to_sample * block.channels, block.samples.end());
        block.samples.erase(begin, begin + from_sample * block.channels);
        block.start = frame_time(first + from_sample, {block.sample_rate, 1});
    }

    /// Where a block that says `said` starts: counted on from the first one as long as both agree.
    Time place(std::optional<Time> said, int64_t samples, int rate) {
        const Time counted = anchor + length_of(since_anchor, rate);
        if (said && anchored && joined && (*said - counted > kNewClock || counted - *said > kNewClock)) said.reset();
        const bool agrees = anchored && (!said || (*said - counted <= kRounding && counted - *said <= kRounding));
        if (!agrees) {
            if (anchored) ++jumps;
            anchor = said.value_or(counted);
            since_anchor = 0;
            anchored = true;
        }
        const Time start = anchor + length_of(since_anchor, rate);
        since_anchor += samples;
        return start;
    }

    std::optional<SoundBlock> block_of(const Ref<GstSample>& sample) {
        GstAudioInfo info;
        GstBuffer* buffer = gst_sample_get_buffer(sample.get());
        GstCaps* caps = gst_sample_get_caps(sample.get());
        if (buffer == nullptr || caps == nullptr || gst_audio_info_from_caps(&info, caps) == FALSE) return std::nullopt;
        GstAudioBuffer mapped;
        if (gst_audio_buffer_map(&mapped, &info, buffer, GST_MAP_READ) == FALSE) return std::nullopt;
        SoundBlock block;
        block.channels = info.channels;
        block.sample_rate = info.rate;
        block.samples.resize(mapped.n_samples * static_cast<size_t>(info.channels));
        std::memcpy(block.samples.data(), mapped.planes[0], block.samples.size() * sizeof(float));
        std::optional<Time> time = bin->time_of(sample);
        if (time && !zero) zero = -*time;
        if (time) *time += *zero;
        block.start = place(time, static_cast<int64_t>(mapped.n_samples), info.rate);
        gst_audio_buffer_unmap(&mapped);
        trim(block);
        return block;
    }

    Time from;
    bool joined;  // the pictures are counted, not timed: so is the sound where its clock was set anew
    std::optional<Time> zero;
    std::optional<Gapless> gapless;
    std::filesystem::path file;
    DecodeWish wish;
    std::unique_ptr<DecodeBin> bin;
    bool anchored = false;
    Time anchor{0};
    int64_t since_anchor = 0;
    int64_t jumps = 0;
    int64_t blocks = 0;
};

AudioReader::AudioReader(const Clip& clip, int track_index, Time from)
    : state_(std::make_unique<State>(clip, track_index, from)) {}

AudioReader::~AudioReader() = default;

std::optional<SoundBlock> AudioReader::next() {
    while (const Ref<GstSample> sample = state_->bin->pull()) {
        std::optional<SoundBlock> block = state_->block_of(sample);
        if (!block || block->samples.empty()) continue;
        const auto count = static_cast<int64_t>(block->samples.size()) / block->channels;
        if (block->start + length_of(count, block->sample_rate) <= state_->from) continue;
        ++state_->blocks;
        return block;
    }
    return std::nullopt;
}

std::vector<Message> AudioReader::problems() const {
    std::vector<Message> problems = state_->bin->problems().list();
    const std::string name = state_->file.filename().string();
    if (state_->blocks == 0) problems.push_back(message("{}: not one sound could be decoded.", name));
    if (state_->jumps > 0) {
        problems.push_back(
            message("{}: the time of the sound jumps {} times; gaps become silence.", name, state_->jumps));
    }
    return problems;
}

}  // namespace gatecast
