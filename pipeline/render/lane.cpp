// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/lane.h"

#include <malloc.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "pipeline/render/composing.h"
#include "pipeline/render/output_stage.h"
#include "pipeline/render/segment_encoder.h"
#include "pipeline/render/sound.h"

namespace gatecast {

namespace {

using Tell = std::function<void(const LaneEvent&)>;

constexpr double kLowerRate = 0.01;  // how much less a segment gets that emptied its buffer
constexpr int64_t kTellEvery_frames = 12;

/// A segment to make, at a share of its constant rate.
struct Work {
    SegmentTask task;
    double rate_scale = 1.0;
};

/// One output's way through a run: its waiting segments, the one in hand, its last step before the encoder.
struct OutputRun {
    OutputRun(const OutputPlan& output_plan, Time offset) : plan(output_plan), stage(output_plan, offset) {}

    const OutputPlan& plan;
    OutputStage stage;
    std::deque<Work> waiting;
    std::optional<SegmentEncoder> segment;
    Work in_hand;
};

/// One composition's way: a grid, counting from the first frame that any of its outputs needs.
struct CompositionRun {
    std::unique_ptr<Scene> scene;
    std::unique_ptr<Grid> grid;
    Rational rate;
    int64_t next = 0;
    std::vector<OutputRun*> outputs;
};

class Run {
public:
    Run(const RenderPlan& plan, const std::vector<Work>& works, bool from_start, const Store& store, const Tell& tell);

    /// Segments that have to be made again at a lower rate.
    [[nodiscard]] std::vector<Work> work();

private:
    void add_compositions();
    CompositionRun* next_composition();
    void make_frame(CompositionRun& composition);
    void take_frame(OutputRun& output, const Grid::Frame& frame, int64_t n);
    void close_segment(OutputRun& output, const std::string& next_source);
    [[nodiscard]] const SegmentPlan& segment_of(const OutputRun& output, const Work& work) const;
    [[nodiscard]] bool needs(const OutputRun& output, int64_t n) const;
    void tell_problems();

    const RenderPlan& plan_;
    const Store& store_;
    const Tell& tell_;
    std::optional<OpenClips> clips_;
    std::deque<OutputRun> outputs_;
    std::deque<CompositionRun> compositions_;
    std::vector<Work> again_;
    int64_t untold_frames_ = 0;
};

Time start_of(const RenderPlan& plan, const SegmentTask& task) {
    const OutputPlan& output = plan.outputs[static_cast<size_t>(task.output)];
    return frame_time(output.segments[static_cast<size_t>(task.segment)].first, output.rate);
}

/// What the regions of a display show, as one word.
std::string hash_pictures(std::span<const Picture> pictures) {
    std::string all;
    for (const Picture& picture : pictures) all += hash_picture(picture);
    return all;
}

Time end_of(const RenderPlan& plan, const SegmentTask& task) {
    const OutputPlan& output = plan.outputs[static_cast<size_t>(task.output)];
    const SegmentPlan& segment = output.segments[static_cast<size_t>(task.segment)];
    return frame_time(segment.first + segment.count, output.rate);
}

Run::Run(const RenderPlan& plan, const std::vector<Work>& works, bool from_start, const Store& store, const Tell& tell)
    : plan_(plan), store_(store), tell_(tell) {
    Time first = Time::max();
    std::map<int, OutputRun*> by_output;
    for (const Work& work : works) {
        first = std::min(first, start_of(plan, work.task));
        OutputRun*& run = by_output[work.task.output];
        if (!run) run = &outputs_.emplace_back(plan.outputs[static_cast<size_t>(work.task.output)], plan.from);
        run->waiting.push_back(work);
    }
    clips_.emplace(plan, first, from_start);
    add_compositions();
}

void Run::add_compositions() {
    std::map<int, CompositionRun*> by_index;
    for (OutputRun& output : outputs_) {
        CompositionRun*& run = by_index[output.plan.composition];
        const int64_t first = segment_of(output, output.waiting.front()).first;
        if (!run) {
            run = &compositions_.emplace_back();
            const Composition& composition = plan_.compositions[static_cast<size_t>(output.plan.composition)];
            run->scene = make_scene(plan_, composition);
            run->grid = std::make_unique<Grid>(*run->scene, clips_->sources_for(composition));
            run->rate = output.plan.rate;
            run->next = first;
        }
        run->next = std::min(run->next, first);
        run->outputs.push_back(&output);
    }
}

const SegmentPlan& Run::segment_of(const OutputRun& output, const Work& work) const {
    return output.plan.segments[static_cast<size_t>(work.task.segment)];
}

/// Frame n is needed by an open segment, by the next one, or as the proof behind the last one.
bool Run::needs(const OutputRun& output, int64_t n) const {
    return output.segment || (!output.waiting.empty() && segment_of(output, output.waiting.front()).first <= n);
}

/// The one whose next needed frame is the earliest; null at the end of the run.
CompositionRun* Run::next_composition() {
    CompositionRun* earliest = nullptr;
    for (CompositionRun& composition : compositions_) {
        int64_t next = INT64_MAX;
        for (const OutputRun* output : composition.outputs) {
            if (output->segment) next = std::min(next, composition.next);
            if (!output->waiting.empty())
                next = std::min(next, std::max(composition.next, segment_of(*output, output->waiting.front()).first));
        }
        if (next == INT64_MAX) continue;
        composition.next = next;
        if (!earliest || frame_time(next, composition.rate) < frame_time(earliest->next, earliest->rate))
            earliest = &composition;
    }
    return earliest;
}

void Run::make_frame(CompositionRun& composition) {
    const int64_t n = composition.next++;
    const Grid::Frame frame = composition.grid->frame(n);
    for (OutputRun* output : composition.outputs)
        if (needs(*output, n)) take_frame(*output, frame, n);
}

void Run::take_frame(OutputRun& output, const Grid::Frame& frame, int64_t n) {
    const std::string shown =
        output.segment && !output.segment->complete() ? std::string() : hash_pictures(frame.source_pictures);
    if (output.segment && output.segment->complete()) close_segment(output, shown);
    if (!output.segment) {
        if (output.waiting.empty() || segment_of(output, output.waiting.front()).first != n) return;
        output.in_hand = output.waiting.front();
        output.waiting.pop_front();
        const SegmentPlan& segment = segment_of(output, output.in_hand);
        tell_({LaneEvent::Kind::kWorkingOn, 0, segment.key, {}});
        output.segment.emplace(output.plan, segment, output.in_hand.rate_scale);
        output.segment->set_first_source(shown);
    }
    output.segment->add(output.stage.prepare(frame.picture, n).view, n);
    if (++untold_frames_ >= kTellEvery_frames)
        tell_({LaneEvent::Kind::kFrames, std::exchange(untold_frames_, 0), {}, {}});
    const bool last = n + 1 == output.plan.frames;
    if (last && output.segment->complete()) close_segment(output, {});
}

void Run::close_segment(OutputRun& output, const std::string& next_source) {
    const bool check = plan_.request.verify != Verify::kPackets;
    output.segment->set_damaged(!clips_->problems().empty());
    if (output.segment->finish(next_source, check, store_))
        tell_({LaneEvent::Kind::kMade, 0, output.segment->plan().key, {}});
    else
        again_.push_back({output.in_hand.task, output.in_hand.rate_scale - kLowerRate});
    output.segment.reset();
}

void Run::tell_problems() {
    for (const Message& problem : clips_->problems()) tell_({LaneEvent::Kind::kProblem, 0, {}, problem});
    for (const CompositionRun& composition : compositions_)
        if (composition.grid->failed_layers() > 0)
            throw Error(
                message("{} layers of {} could not be drawn. The picture would not be as approved, so it was not kept.",
                        composition.grid->failed_layers(), composition.scene->display().name));
}

std::vector<Work> Run::work() {
    while (CompositionRun* composition = next_composition()) make_frame(*composition);
    if (untold_frames_ > 0) tell_({LaneEvent::Kind::kFrames, untold_frames_, {}, {}});
    tell_problems();
    return std::move(again_);
}

/// Stretches of time without a hole: each is decoded in one go.
std::vector<std::vector<Work>> stretches(const RenderPlan& plan, std::vector<Work> works, bool from_start) {
    std::stable_sort(works.begin(), works.end(),
                     [&](const Work& a, const Work& b) { return start_of(plan, a.task) < start_of(plan, b.task); });
    std::vector<std::vector<Work>> runs;
    Time covered{-1};
    for (const Work& work : works) {
        if (runs.empty() || (start_of(plan, work.task) > covered && !from_start)) runs.emplace_back();
        runs.back().push_back(work);
        covered = std::max(covered, end_of(plan, work.task));
    }
    return runs;
}

}  // namespace

void run_lane(const RenderPlan& plan, const Lane& lane, const Store& store, const Tell& tell) {
    malloc_trim(0);  // what planning has left free goes back before frames and encoders take theirs
    for (const SoundTask& task : lane.sounds) {
        const SoundPlan& sound = plan.outputs[static_cast<size_t>(task.output)].sounds[static_cast<size_t>(task.sound)];
        if (!store.has(sound.key)) render_sound(plan, sound, store, tell);
    }
    std::vector<Work> works;
    for (const SegmentTask& task : lane.segments) {
        const auto& segments = plan.outputs[static_cast<size_t>(task.output)].segments;
        if (!store.has(segments[static_cast<size_t>(task.segment)].key)) works.push_back({task});
    }
    while (!works.empty()) {
        std::vector<Work> again;
        for (const std::vector<Work>& stretch : stretches(plan, std::move(works), lane.from_start)) {
            std::vector<Work> lower = Run(plan, stretch, lane.from_start, store, tell).work();
            again.insert(again.end(), lower.begin(), lower.end());
        }
        works = std::move(again);
    }
}

}  // namespace gatecast
