// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/capacity.h"

#include <ctime>
#include <deque>
#include <thread>

#include "pipeline/graph/reader.h"
#include "pipeline/media/encode.h"
#include "pipeline/render/composing.h"
#include "pipeline/scene/grid.h"

namespace gatecast {

namespace {

constexpr int kKept = 25;  // decoded pictures that composing and encoding are measured on, again and again

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Pictures in memory, round and round: nothing of it is decoding.
class KeptPictures : public FrameSource {
public:
    KeptPictures(std::deque<DecodedPicture> pictures, Rational rate) : rate_(rate) {
        for (DecodedPicture& each : pictures) shown_.emplace_back().picture = std::move(each.picture);
    }

    [[nodiscard]] const ShownPicture* at(Time t, FieldUse) override {
        const int64_t n = frame_at(t, rate_);
        ShownPicture& shown = shown_[static_cast<size_t>(n) % shown_.size()];
        shown.picture.id = new_picture_id();  // a film's pictures are never the same
        return &shown;
    }

private:
    Rational rate_;
    std::vector<ShownPicture> shown_;
};

/// Decodes the clip's beginning and keeps the last pictures of it; what that cost a frame goes to `decode_ms`.
std::deque<DecodedPicture> decode(const Clip& clip, int64_t frames, double& decode_ms) {
    const double before = cpu_ms();
    VideoReader reader(clip, Time(0));
    std::deque<DecodedPicture> kept;
    int64_t decoded = 0;
    for (; decoded < frames; ++decoded) {
        auto picture = reader.next();
        if (!picture) break;
        if (decoded + kKept >= frames) kept.push_back(std::move(*picture));
    }
    if (kept.empty())
        throw Error(message("{}: too short to measure with. Give a film of ten seconds or more.",
                            clip.path.filename().string()));
    decode_ms = (cpu_ms() - before) / static_cast<double>(decoded);
    return kept;
}

/// Composing and, for each preset, encoding: every frame through all of them, so that a disturbed moment wrongs none.
DisplayCost cost_of(const RenderPlan& plan, const OutputPlan& output, FrameSource& source,
                    const std::vector<std::string>& presets, int64_t frames) {
    const std::unique_ptr<Scene> scene = make_scene(plan, plan.compositions[static_cast<size_t>(output.composition)]);
    Grid grid(*scene, source, plan.from);
    DisplayCost cost{output.display_name, output.shape.size, 0, std::vector<double>(presets.size())};
    std::deque<VideoEncoder> encoders;
    for (const std::string& preset : presets) {
        VideoEncode settings = output.encode.video;
        settings.preset = preset;
        encoders.emplace_back(settings, output.shape, 0);
    }
    const auto ignore = [](Packet&&) {};
    for (int64_t n = 0; n < frames; ++n) {
        double before = cpu_ms();
        const auto lap = [&before] {
            const double now = cpu_ms();
            return now - std::exchange(before, now);
        };
        const Picture picture = grid.frame(n).picture;
        cost.compose_ms += lap();
        for (size_t i = 0; i < encoders.size(); ++i) {
            encoders[i].encode(picture.view, ignore);
            cost.encode_ms[i] += lap();
        }
    }
    cost.compose_ms /= static_cast<double>(frames);
    for (double& ms : cost.encode_ms) ms /= static_cast<double>(frames);
    return cost;
}

}  // namespace

Capacity measure_capacity(const RenderPlan& plan, const std::vector<std::string>& presets, int64_t frames) {
    Capacity capacity;
    capacity.cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    capacity.presets = presets;
    std::deque<DecodedPicture> pictures = decode(plan.clip, frames, capacity.decode_ms);
    const Rational rate = plan.outputs.front().rate;
    capacity.frame_ms = 1000 / rate.value();
    KeptPictures source(std::move(pictures), rate);
    for (const OutputPlan& output : plan.outputs)
        capacity.displays.push_back(cost_of(plan, output, source, presets, frames));
    return capacity;
}

Load load_carried(const Capacity& capacity, size_t preset) {
    constexpr int kMost = 200;
    const double all_ms = capacity.frame_ms * capacity.cores;
    double used_ms = capacity.decode_ms;
    Load load{0, used_ms / all_ms};
    for (; load.displays < kMost; ++load.displays) {
        const DisplayCost& next = capacity.displays[static_cast<size_t>(load.displays) % capacity.displays.size()];
        used_ms += next.compose_ms + next.encode_ms[preset];
        if (used_ms > all_ms * (1 - kReserve)) break;
        load.share = used_ms / all_ms;
    }
    return load;
}

}  // namespace gatecast
