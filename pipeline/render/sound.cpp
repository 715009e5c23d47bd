// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/sound.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "pipeline/graph/reader.h"
#include "pipeline/media/complaints.h"
#include "pipeline/media/packet_file.h"
#include "pipeline/media/sound.h"
#include "pipeline/render/ducking.h"
#include "presets/message.h"

namespace gatecast {

using nlohmann::json;

namespace {

constexpr int kSampleRate = 48000;
constexpr int64_t kBlock_frames = 4800;

/// One input on the grid, pulled in blocks of exactly as many frames as asked for.
class GridSound {
public:
    GridSound(const Clip& clip, int track, Time origin, int channels, int64_t total)
        : reader_(clip, track, origin), origin_(origin), channels_(channels), total_(total) {}

    void read(float* to, int64_t frames) {
        const auto wanted = static_cast<size_t>(frames * channels_);
        while (ready_.size() < wanted && !ended_) pull();
        const size_t count = std::min(wanted, ready_.size());
        std::copy_n(ready_.begin(), count, to);
        std::fill(to + count, to + wanted, 0.0F);
        ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(count));
    }
    [[nodiscard]] std::vector<Message> problems() const {
        std::vector<Message> all = reader_.problems();
        if (format_changed_)
            all.push_back(message("The sound changes its format at {} s; what follows is silent.",
                                  stopped_at_.count() / 1'000'000'000));
        return all;
    }

private:
    void pull() {
        const auto keep = [this](const float* samples, int64_t count) {
            ready_.insert(ready_.end(), samples, samples + count * channels_);
        };
        const auto block = reader_.next();
        if (block && !conform_) {
            block_channels_ = block->channels;
            block_rate_ = block->sample_rate;
            conform_.emplace(block->channels, block->sample_rate, channels_, total_);
        }
        format_changed_ = block && (block->channels != block_channels_ || block->sample_rate != block_rate_);
        if (block && !format_changed_) return conform_->push(block->samples, block->start - origin_, keep);
        if (block) stopped_at_ = block->start;
        if (conform_) conform_->finish(keep);
        ended_ = true;
    }

    AudioReader reader_;
    Time origin_;
    int channels_;
    int64_t total_;
    std::optional<SoundConform> conform_;  // once the first block has told its format
    int block_channels_ = 0;
    int block_rate_ = 0;
    std::vector<float> ready_;
    bool ended_ = false;
    bool format_changed_ = false;
    Time stopped_at_{0};
};

/// The mix of a sound: the clip's track, a voice in its place or over it, or silence.
class Mix {
public:
    Mix(const RenderPlan& plan, const SoundPlan& sound) : channels_(sound.channels), left_(sound.samples) {
        if (sound.track >= 0) original_.emplace(plan.clip, sound.track, plan.from, channels_, sound.samples);
        if (sound.voice.empty()) return;
        voice_.emplace(probe_clip(sound.voice), 0, Time(0), channels_, sound.samples);
        if (original_) ducking_.emplace(channels_);
    }

    /// The next block, shorter at the end, empty after it.
    [[nodiscard]] const std::vector<float>& next() {
        const int64_t frames = std::min(left_, kBlock_frames);
        block_.assign(static_cast<size_t>(frames * channels_), 0.0F);
        if (original_) original_->read(block_.data(), frames);
        if (voice_) {
            spoken_.resize(block_.size());
            voice_->read(spoken_.data(), frames);
            if (ducking_)
                ducking_->lay_over(block_, spoken_);
            else
                block_ = spoken_;
        }
        left_ -= frames;
        return block_;
    }
    [[nodiscard]] std::vector<Message> problems() const {
        std::vector<Message> all;
        if (complaints().decoders > complaints_before_)
            all.push_back(message("Parts of the sound are damaged: the decoder had to guess. Listen to the result."));
        for (const auto* input : {original_ ? &*original_ : nullptr, voice_ ? &*voice_ : nullptr})
            if (input)
                for (const Message& problem : input->problems()) all.push_back(problem);
        return all;
    }

private:
    int channels_;
    int64_t left_;
    int64_t complaints_before_ = complaints().decoders;
    std::optional<GridSound> original_, voice_;
    std::optional<Ducking> ducking_;
    std::vector<float> block_, spoken_;
};

json to_json(const Loudness& measure) {
    const auto finite = [](double value) { return std::isfinite(value) ? json(value) : json(nullptr); };
    return {finite(measure.integrated_lufs), finite(measure.max_short_term_lufs), finite(measure.true_peak_dbtp),
            measure.duration.count()};
}

Loudness measure_from(const json& value) {
    const auto number = [&](size_t i) { return value.at(i).is_null() ? -INFINITY : value.at(i).get<double>(); };
    return {number(0), number(1), number(2), Time(value.at(3).get<int64_t>())};
}

/// First pass; kept, so that eight tracks of one mix or another encode of it do not measure again.
Loudness measured(const RenderPlan& plan, const SoundPlan& sound, const Store& store) {
    const std::string key = sound.mix_key;
    if (const auto known = store.text(key)) return measure_from(json::parse(*known));
    Mix mix(plan, sound);
    LoudnessMeter meter(sound.channels);
    for (const auto* block = &mix.next(); !block->empty(); block = &mix.next())
        meter.add(block->data(), static_cast<int64_t>(block->size()) / sound.channels);
    store.put_text(key, to_json(meter.result()).dump());
    return meter.result();
}

/// What a limiter takes away is given back, as far as the peaks allow: the result is measured and the gain corrected.
LoudnessPlan settled(const RenderPlan& plan, const SoundPlan& sound, LoudnessPlan loudness,
                     const LoudnessProfile& profile) {
    constexpr int kMostCorrections = 2;
    for (int i = 0; i < kMostCorrections && loudness.method == LoudnessMethod::kLimited; ++i) {
        Mix mix(plan, sound);
        Normaliser normaliser(loudness, sound.channels);
        LoudnessMeter meter(sound.channels);
        const auto add = [&](const std::vector<float>& samples) {
            meter.add(samples.data(), static_cast<int64_t>(samples.size()) / sound.channels);
        };
        for (const auto* block = &mix.next(); !block->empty(); block = &mix.next())
            add(normaliser.process(block->data(), static_cast<int64_t>(block->size()) / sound.channels));
        add(normaliser.finish());
        const LoudnessPlan corrected = correct_loudness(loudness, meter.result(), profile);
        if (corrected.gain_db == loudness.gain_db) break;
        loudness = corrected;
    }
    return loudness;
}

std::vector<float> one_channel(const std::vector<float>& samples, int channels, int channel) {
    std::vector<float> one;
    one.reserve(samples.size() / static_cast<size_t>(channels));
    for (size_t i = static_cast<size_t>(std::min(channel, channels - 1)); i < samples.size();
         i += static_cast<size_t>(channels))
        one.push_back(samples[i]);
    return one;
}

/// Second pass: from the mix to packets, measured again as it will be heard.
class SecondPass {
public:
    SecondPass(const SoundPlan& sound, const LoudnessPlan& loudness)
        : sound_(sound),
          normaliser_(loudness, sound.channels),
          meter_(sound.channels),
          encoder_(sound.encode, sound.encode.channels) {}

    void take(const std::vector<float>& block) {
        const std::vector<float>& normalised =
            block.empty() ? normaliser_.finish()
                          : normaliser_.process(block.data(), static_cast<int64_t>(block.size()) / sound_.channels);
        meter_.add(normalised.data(), static_cast<int64_t>(normalised.size()) / sound_.channels);
        const std::vector<float> heard =
            sound_.only_channel >= 0 ? one_channel(normalised, sound_.channels, sound_.only_channel) : normalised;
        const auto keep = [this](Packet&& packet) { packets_.push_back(std::move(packet)); };
        if (!heard.empty())
            encoder_.encode(heard.data(), static_cast<int64_t>(heard.size()) / sound_.encode.channels, keep);
        if (block.empty()) encoder_.finish(keep);
    }
    [[nodiscard]] Loudness heard() const { return meter_.result(); }
    [[nodiscard]] const std::vector<Packet>& packets() const { return packets_; }

private:
    const SoundPlan& sound_;
    Normaliser normaliser_;
    LoudnessMeter meter_;
    AudioEncoder encoder_;
    std::vector<Packet> packets_;
};

}  // namespace

void render_sound(const RenderPlan& plan, const SoundPlan& sound, const Store& store,
                  const std::function<void(const LaneEvent&)>& tell) {
    tell({LaneEvent::Kind::kWorkingOn, 0, sound.key, {}});
    LoudnessPlan loudness;
    Loudness before{-INFINITY, -INFINITY, -INFINITY, {}};
    if (const auto profile = loudness_profile(sound.loudness)) {
        before = measured(plan, sound, store);
        loudness = settled(plan, sound, plan_loudness(before, *profile), *profile);
    }
    Mix mix(plan, sound);
    SecondPass pass(sound, loudness);
    for (const auto* block = &mix.next();; block = &mix.next()) {
        pass.take(*block);
        if (block->empty()) break;
    }
    for (const Message& problem : mix.problems()) tell({LaneEvent::Kind::kProblem, 0, {}, problem});
    const json facts{{"before", to_json(before)},
                     {"after", to_json(pass.heard())},
                     {"gain_db", loudness.gain_db},
                     {"limited", loudness.method == LoudnessMethod::kLimited}};
    const std::filesystem::path temporary = store.begin(sound.key);
    PacketFileWriter writer(temporary, facts.dump());
    for (const Packet& packet : pass.packets()) writer.write(packet);
    writer.finish();
    store.commit(temporary, sound.key);
    tell({LaneEvent::Kind::kMade, 0, sound.key, {}});
}

SoundFacts sound_facts(const SoundPlan& sound, const Store& store) {
    const json value = json::parse(PacketFileReader(store.path_of(sound.key), false).header(), nullptr, false);
    if (!value.is_object())
        throw Error(message("{}: damaged. It is left out and made again.", store.path_of(sound.key).string()));
    return {measure_from(value.at("before")), measure_from(value.at("after")), value.at("gain_db").get<double>(),
            value.at("limited").get<bool>()};
}

}  // namespace gatecast
