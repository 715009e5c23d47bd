// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/render.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/media/packet_file.h"
#include "pipeline/render/key.h"
#include "presets/machine_error.h"
#include "presets/message.h"

namespace gatecast {

namespace {

constexpr int kMostRounds = 6;  // a store cleaned under us, a join that does not hold: each costs a round
constexpr auto kBeatEvery = std::chrono::minutes(1);

std::string problems_key(const RenderPlan& plan) {
    KeyBuilder key("problems");
    key.add("clip", plan.clip.hash);
    for (const Input& input : plan.inputs) key.add("input", input.clip.hash);
    return key.hex();
}

std::vector<Message> damage_of(const RenderPlan& plan) {
    std::vector<Message> damage = plan.clip.damage;
    for (const Input& input : plan.inputs)
        damage.insert(damage.end(), input.clip.damage.begin(), input.clip.damage.end());
    return damage;
}

/// Problems met while decoding these clips in an earlier run of the job: the segments are kept, so is the warning.
std::vector<Message> known_problems(const RenderPlan& plan, const Store& store) {
    std::vector<Message> problems = damage_of(plan);
    const auto text = store.text(problems_key(plan));
    const auto value = nlohmann::json::parse(text.value_or("[]"), nullptr, false);
    if (value.is_array())
        for (const auto& item : value)
            problems.push_back(
                {item.value("sentence", std::string()), item.value("values", std::vector<std::string>())});
    return problems;
}

bool seek_is_trusted(const Clip& clip) {
    return !clip.damaged() && (!clip.video || clip.video->timestamps_usable);
}

}  // namespace

Render::~Render() {
    store_.release();
    static_cast<void>(store_.sweep());
}

RenderResult Render::run(const RenderWatcher& watcher) {
    result_.outputs.resize(plan_.outputs.size());
    result_.problems = known_problems(plan_, store_);
    from_start_ = !seek_is_trusted(plan_.clip) ||
                  !std::ranges::all_of(plan_.inputs, [](const Input& input) { return seek_is_trusted(input.clip); });
    for (size_t i = 0; i < plan_.outputs.size(); ++i) {
        sweep_beside(plan_.outputs[i]);
        if (!force_ && already_published(plan_, plan_.outputs[i])) {
            result_.outputs[i].state = OutputResult::State::kUnchanged;
            continue;
        }
        refuse_to_overwrite(plan_, plan_.outputs[i], force_);
        make_directory(plan_.outputs[i]);
        open_.push_back(i);
    }
    for (int round = 0; !open_.empty(); ++round) {
        if (round == kMostRounds)
            throw MachineError(
                message("The store at {} keeps losing what is put into it. Is its disk full, or is it being cleaned by "
                        "something else?",
                        store_.root().string()));
        if (!make_missing(watcher)) break;
        if (joins_hold() && publish_open()) break;
    }
    if (open_.empty()) store_.drop_shared_jobs(short_name(plan_key(plan_)));
    return std::move(result_);
}

void Render::hold_what_is_there() const {
    for (const size_t i : open_) {
        for (const SegmentPlan& segment : plan_.outputs[i].segments) store_.hold(segment.key);
        for (const SoundPlan& sound : plan_.outputs[i].sounds) store_.hold(sound.key);
    }
}

bool Render::make_missing(const RenderWatcher& watcher) {
    hold_what_is_there();
    const std::vector<SegmentTask> segments = missing_segments(plan_, open_, store_);
    const std::vector<SoundTask> sounds = missing_sounds(plan_, open_, store_);
    int64_t all = 0;
    for (const size_t i : open_) all += std::ssize(plan_.outputs[i].segments);
    result_.segments_made += std::ssize(segments);
    result_.segments_kept = std::max<int64_t>(0, all - result_.segments_made);
    if (segments.empty() && sounds.empty()) return true;

    frames_done_ = 0;
    frames_all_ = 0;
    for (const SegmentTask& task : segments)
        frames_all_ +=
            plan_.outputs[static_cast<size_t>(task.output)].segments[static_cast<size_t>(task.segment)].count;
    const auto outcomes = run_lanes(job_of(segments, sounds), watcher);
    if (watcher.stop()) result_.stopped = true;
    if (!result_.stopped) judge_lanes(outcomes);
    remember_problems();
    return !result_.stopped;
}

Job Render::job_of(const std::vector<SegmentTask>& segments, const std::vector<SoundTask>& sounds) const {
    Job job{plan_.request, plan_.clip, {}, plan_key(plan_), {}};
    for (const Input& input : plan_.inputs) job.inputs.push_back(input.clip);
    if (!sounds.empty()) job.lanes.push_back({{}, sounds, false});
    const int cuts = executor_.lanes_for(std::ssize(segments));
    for (Lane& lane : share_out(plan_, segments, cuts, from_start_)) job.lanes.push_back(std::move(lane));
    return job;
}

std::vector<LaneOutcome> Render::run_lanes(const Job& job, const RenderWatcher& watcher) {
    const auto hear = [&](const LaneEvent& event) {
        if (event.kind == LaneEvent::Kind::kProblem) add_once(result_.problems, event.message);
        if (event.kind == LaneEvent::Kind::kMade) store_.hold(event.key);
        if (event.kind != LaneEvent::Kind::kFrames) return;
        frames_done_ = std::min(frames_done_ + event.frames, frames_all_);  // what a lost lane had begun comes twice
        watcher.progress(frames_done_, frames_all_);
    };
    auto beaten = std::chrono::steady_clock::now();
    const auto stop = [&] {
        if (const auto now = std::chrono::steady_clock::now(); now - beaten > kBeatEvery) {
            store_.beat();
            beaten = now;
        }
        return watcher.stop();
    };
    return executor_.run(job, store_, {hear, watcher.note, stop});
}

void Render::remember_problems() {
    nlohmann::json value = nlohmann::json::array();
    std::vector<Message> known = damage_of(plan_);
    for (const Message& problem : result_.problems) {
        const size_t before = known.size();
        add_once(known, problem);
        if (known.size() > before) value.push_back({{"sentence", problem.sentence}, {"values", problem.values}});
    }
    if (!value.empty()) store_.put_text(problems_key(plan_), value.dump());
}

/// A lane that failed with a sentence ends the job; one that died may be unlucky once, not twice at the same place.
void Render::judge_lanes(const std::vector<LaneOutcome>& outcomes) {
    for (const LaneOutcome& outcome : outcomes) {
        if (outcome.finished) continue;
        if (outcome.of_machine) throw MachineError(outcome.failure);
        if (!outcome.failure.sentence.empty()) throw Error(outcome.failure);
        if (++deaths_[outcome.working_on] < 2) continue;
        for (const OutputPlan& output : plan_.outputs)
            for (const SegmentPlan& segment : output.segments)
                if (segment.key == outcome.working_on)
                    throw Error(
                        message("{}: a process died twice (signal {}) at {} s of the clip. What was finished is kept. "
                                "Cut that part out with --from and --to, or convert the clip first.",
                                plan_.clip.path.filename().string(), outcome.signal,
                                (plan_.from + frame_time(segment.first, output.rate)).count() / 1'000'000'000));
        throw Error(message("{}: a process died twice (signal {}). What was finished is kept; is there enough memory?",
                            plan_.clip.path.filename().string(), outcome.signal));
    }
}

/// Each segment must begin with the very picture that the one before it saw coming: else a decoder that started in
/// the middle did not find its way, and what it made is made again from the clip's start.
bool Render::joins_hold() {
    std::set<std::string> wrong;
    for (const size_t i : open_) {
        std::string expected;
        bool broken = false;  // from here on: the same decoder may have made what follows
        for (const SegmentPlan& segment : plan_.outputs[i].segments) {
            SegmentFacts facts;
            try {
                facts = segment_facts_from_json(PacketFileReader(store_.path_of(segment.key), false).header());
            } catch (const Error&) {
                drop_damaged(i);
                return false;
            }
            broken = broken || (!expected.empty() && facts.first_source != expected);
            if (broken) wrong.insert(segment.key);
            expected = facts.next_source;
        }
    }
    if (wrong.empty()) return true;
    for (const std::string& key : wrong) store_.remove(key);
    from_start_ = true;
    // What a decoder complained of that had lost its way is no word on the clip; from the start all is heard again.
    result_.problems = damage_of(plan_);
    store_.remove(problems_key(plan_));
    return false;
}

/// Where one entry is damaged others may be: all of an output's are looked at, for one more round to be enough.
void Render::drop_damaged(size_t output) const {
    const auto look_at = [this](const std::string& key) {
        try {
            static_cast<void>(PacketFileReader(store_.path_of(key)));
        } catch (const Error&) {
            store_.remove(key);
        }
    };
    for (const SegmentPlan& segment : plan_.outputs[output].segments) look_at(segment.key);
    for (const SoundPlan& sound : plan_.outputs[output].sounds) look_at(sound.key);
}

bool Render::publish_open() {
    std::vector<size_t> left;
    for (const size_t i : open_) {
        try {
            result_.outputs[i].published = publish(plan_, plan_.outputs[i], store_);
            result_.outputs[i].state = OutputResult::State::kRendered;
            // What exactly was wrong is lost when the process that saw it was killed; that something was is not.
            if (result_.outputs[i].published.damaged && result_.problems.empty())
                result_.problems.push_back(
                    message("{}: damaged; what could be read of it was used.", plan_.clip.path.filename().string()));
        } catch (const StoreEntryLost&) {
            drop_damaged(i);
            left.push_back(i);
        } catch (const Error& error) {
            result_.outputs[i].problem = error.message();
            result_.outputs[i].of_machine = dynamic_cast<const MachineError*>(&error) != nullptr;
        }
    }
    open_ = std::move(left);
    return open_.empty();
}

}  // namespace gatecast
