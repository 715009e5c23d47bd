// SPDX-License-Identifier: GPL-3.0-or-later
#include <gst/audio/audio.h>

#include <cstring>

#include "pipeline/graph/decode_bin.h"
#include "pipeline/graph/reader.h"

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

Time length_of(int64_t samples, int rate) {
    return frame_time(samples, {rate, 1});
}

}  // namespace

struct AudioReader::State {
    State(const Clip& clip, int track, Time from) : from(from), file(clip.path) {
        wish = DecodeWish{StreamKind::kAudio, track, float_caps(), {}};
        bin = std::make_unique<DecodeBin>(file, wish);
        if (from <= kRunIn || bin->seek(from - kRunIn)) return;
        bin = std::make_unique<DecodeBin>(file, wish);  // from its start; what is too early is left out below
    }

    /// Where a block that says `said` starts: counted on from the first one as long as both agree.
    Time place(std::optional<Time> said, int64_t samples, int rate) {
        const Time counted = anchor + length_of(since_anchor, rate);
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
        block.start = place(stream_time(sample), static_cast<int64_t>(mapped.n_samples), info.rate);
        gst_audio_buffer_unmap(&mapped);
        return block;
    }

    Time from;
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
