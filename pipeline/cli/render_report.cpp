// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/render_report.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "pipeline/cli/times.h"
#include "pipeline/render/composing.h"
#include "pipeline/render/sound.h"

namespace gatecast {

using nlohmann::json;

namespace {

json number_or_null(double value) {
    return std::isfinite(value) ? json(std::round(value * 100) / 100) : json(nullptr);
}

json to_json(const Loudness& measure) {
    return {{"integrated_lufs", number_or_null(measure.integrated_lufs)},
            {"max_short_term_lufs", number_or_null(measure.max_short_term_lufs)},
            {"true_peak_dbtp", number_or_null(measure.true_peak_dbtp)}};
}

json sounds_json(const OutputPlan& output, const Store& store) {
    json sounds = json::array();
    for (const SoundPlan& sound : output.sounds) {
        json value{{"language", sound.language}, {"profile", sound.loudness}, {"samples", sound.samples}};
        try {
            const SoundFacts facts = sound_facts(sound, store);
            value["before"] = to_json(facts.before);
            value["after"] = to_json(facts.after);
            value["gain_db"] = number_or_null(facts.gain_db);
            value["limited"] = facts.limited;
        } catch (const Error&) {
            value["before"] = nullptr;  // cleaned out of the store since
        }
        sounds.push_back(std::move(value));
    }
    return sounds;
}

json runs_json(const std::vector<FrameRun>& runs) {
    json list = json::array();
    for (const FrameRun& run : runs) list.push_back({{"first", run.first}, {"count", run.count}});
    return list;
}

const char* state_name(OutputResult::State state) {
    switch (state) {
        case OutputResult::State::kRendered:
            return "rendered";
        case OutputResult::State::kUnchanged:
            return "unchanged";
        case OutputResult::State::kFailed:
            break;
    }
    return "failed";
}

json output_json(const OutputPlan& output) {
    return {{"file", output.file.string()},
            {"display", output.display_name},
            {"encode", output.encode.name},
            {"frames", output.composition >= 0 ? output.frames : 0},
            {"rate", fmt::format("{}/{}", output.rate.num, output.rate.den)},
            {"width", output.shape.size.width},
            {"height", output.shape.size.height},
            {"segments", output.segments.size()}};
}

json subtitles_json(const RenderPlan& plan) {
    json list = json::array();
    for (const Track& track : plan.tracks)
        list.push_back({{"language", track.language}, {"file", track.name}, {"cues", track.cues.size()}});
    return list;
}

json why_json(const RenderPlan& plan, const Why& why, const Console& console) {
    json list = json::array();
    for (const Explanation& explanation : why.explanations) {
        json reasons = json::array();
        for (const std::string& part : explanation.parts) reasons.push_back(console.text(reason_of(part)));
        list.push_back({{"display", plan.outputs[explanation.output].display_name},
                        {"encode", plan.outputs[explanation.output].encode.name},
                        {"first", explanation.first + 1},
                        {"last", explanation.last + 1},
                        {"parts", explanation.parts},
                        {"reasons", reasons}});
    }
    return list;
}

void print_json_result(const RenderPlan& plan, const RenderResult& result, const Store& store, const Why& why,
                       Console& console) {
    json outputs = json::array();
    for (size_t i = 0; i < plan.outputs.size(); ++i) {
        json value = output_json(plan.outputs[i]);
        const OutputResult& output = result.outputs[i];
        value["state"] = state_name(output.state);
        if (output.state == OutputResult::State::kFailed) {
            value["problem"] = console.text(output.problem);
            value["of_machine"] = output.of_machine;
        }
        if (output.state == OutputResult::State::kRendered) {
            value["bytes"] = output.published.bytes;
            value["black"] = runs_json(output.published.black);
            value["frozen"] = runs_json(output.published.frozen);
        }
        value["sounds"] = sounds_json(plan.outputs[i], store);
        outputs.push_back(std::move(value));
    }
    json problems = json::array();
    for (const Message& problem : result.problems) problems.push_back(console.text(problem));
    json value{{"outputs", outputs},
               {"subtitles", subtitles_json(plan)},
               {"problems", problems},
               {"segments_made", result.segments_made},
               {"segments_kept", result.segments_kept},
               {"stopped", result.stopped}};
    if (why.explained) value["why"] = why_json(plan, why, console);
    console.print_json(value);
}

void say_loudness(const OutputPlan& output, const Store& store, Console& console) {
    for (const SoundPlan& sound : output.sounds) {
        if (sound.loudness == "none" || sound.only_channel > 0) continue;
        try {
            const SoundFacts facts = sound_facts(sound, store);
            if (!std::isfinite(facts.before.integrated_lufs)) continue;
            console.say(message("    sound: {} LUFS, now {} LUFS, true peak {} dBTP{}",
                                fmt::format("{:.1f}", facts.before.integrated_lufs),
                                fmt::format("{:.1f}", facts.after.integrated_lufs),
                                fmt::format("{:.1f}", facts.after.true_peak_dbtp),
                                facts.limited ? console.text(N_(" (peaks limited)")) : std::string()));
        } catch (const Error&) {
            continue;
        }
        return;
    }
}

}  // namespace

void warn_of_graphics(const RenderPlan& plan, Console& console) {
    for (const Message& warning : plan.warnings) console.warn(warning);
    for (const Message& problem : graphic_problems(plan)) console.warn(problem);
}

bool report_graphics(const RenderPlan& plan, Console& console) {
    for (const Message& clash : plan.clashes) console.fail(clash);
    warn_of_graphics(plan, console);
    if (!plan.clashes.empty()) console.note(message("Nothing was rendered. gatecast preview shows how it would look."));
    return plan.clashes.empty();
}

void report_why(const RenderPlan& plan, const Why& why, Console& console) {
    if (!why.explained) return;
    for (const Explanation& explanation : why.explanations) {
        const OutputPlan& output = plan.outputs[explanation.output];
        const auto time_of = [&](int64_t frame) { return show_time(plan.from + frame_time(frame, output.rate)); };
        const SegmentPlan& last = output.segments[explanation.last];
        const std::string from = time_of(output.segments[explanation.first].first);
        const std::string until = time_of(last.first + last.count);
        std::string reasons;
        for (const std::string& part : explanation.parts)
            reasons += (reasons.empty() ? "" : "; ") + console.text(reason_of(part));
        const std::string name = output.file.filename().string();
        if (explanation.first == explanation.last)
            console.say(message("{}: segment {} ({} to {}): {}", name, explanation.first + 1, from, until, reasons));
        else
            console.say(message("{}: segments {} to {} ({} to {}): {}", name, explanation.first + 1,
                                explanation.last + 1, from, until, reasons));
    }
    if (why.explanations.empty()) console.say(message("No segment has to be made."));
}

void report_plan(const RenderPlan& plan, const Store& store, const Why& why, Console& console) {
    std::vector<size_t> all;
    for (size_t i = 0; i < plan.outputs.size(); ++i) all.push_back(i);
    const size_t missing = missing_segments(plan, all, store).size();
    if (console.json()) {
        json outputs = json::array();
        for (const OutputPlan& output : plan.outputs) outputs.push_back(output_json(output));
        json value{{"outputs", outputs},
                   {"subtitles", subtitles_json(plan)},
                   {"segments_to_make", missing},
                   {"sounds_to_make", missing_sounds(plan, all, store).size()}};
        if (why.explained) value["why"] = why_json(plan, why, console);
        console.print_json(value);
        return;
    }
    for (const OutputPlan& output : plan.outputs)
        console.say(message("{}: {} × {}, {} frames in {} segments", output.file.string(), output.shape.size.width,
                            output.shape.size.height, output.composition >= 0 ? output.frames : 0,
                            output.segments.size()));
    console.say(message("To be made: {} segments, {} sound tracks. Nothing was done.", missing,
                        missing_sounds(plan, all, store).size()));
}

void report_result(const RenderPlan& plan, const RenderResult& result, const Store& store, const Why& why,
                   Console& console) {
    for (const Message& problem : result.problems) console.warn(problem);
    for (const OutputResult& output : result.outputs)
        if (output.state == OutputResult::State::kFailed && !output.problem.sentence.empty())
            console.fail(output.problem);
    if (result.stopped)
        console.fail(
            message("Stopped. Nothing half-written is left. Give the same command again to go on: finished segments "
                    "are kept."));
    if (console.json()) return print_json_result(plan, result, store, why, console);
    for (size_t i = 0; i < plan.outputs.size(); ++i) {
        const OutputPlan& output = plan.outputs[i];
        if (result.outputs[i].state == OutputResult::State::kUnchanged)
            console.say(message("{}: unchanged", output.file.string()));
        if (result.outputs[i].state != OutputResult::State::kRendered) continue;
        console.say(message("{}: done, {} MB", output.file.string(),
                            fmt::format("{:.1f}", static_cast<double>(result.outputs[i].published.bytes) / 1e6)));
        say_loudness(output, store, console);
    }
}

}  // namespace gatecast
