// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/items/item_work.h"

#include <algorithm>
#include <cmath>

#include "pipeline/media/hash.h"
#include "pipeline/night/days/approved.h"
#include "pipeline/night/items/item_plan.h"
#include "pipeline/render/clip_length.h"
#include "pipeline/render/composing.h"
#include "pipeline/render/plan_graphics.h"
#include "pipeline/render/render.h"
#include "pipeline/render/sound.h"
#include "pipeline/render/subtitle_findings.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr Time kShortest = std::chrono::seconds(1);

double whole_hundredths(double value) {
    return std::round(value * 100) / 100;
}

/// The item is over before anything was rendered.
struct NothingToRender {};

class ItemWork {
public:
    ItemWork(const ItemJob& job, const fs::path& program, const Store& store, const Catalogue& vietnamese,
             const ItemWatcher& watcher)
        : job_(job), program_(program), store_(store), vietnamese_(vietnamese), watcher_(watcher) {}

    void run() {
        try {
            prepare();
            if (!job_.look_only) render();
        } catch (const NothingToRender&) {
        } catch (const Error& error) {
            fail(error.message());
        }
        if (watcher_.stop()) return watcher_.tell({.kind = ItemEvent::Kind::kStopped});
        watcher_.tell(
            {.kind = ItemEvent::Kind::kReport, .segments_made = made_, .segments_kept = kept_, .report = report_});
        const bool shown = report_.failures.empty() && !report_.files.empty();
        if (shown) draw_thumbnails(*plan_);  // after the report: a picture that cannot be made costs nothing else
    }

private:
    void fail(const Message& message) { report_.failures.push_back(said(message, vietnamese_)); }
    void remark(const Message& message) {
        const Said one = said(message, vietnamese_);
        if (std::ranges::find(report_.remarks, one) == report_.remarks.end()) report_.remarks.push_back(one);
    }

    /// Probe, and what follows from it alone.
    void prepare() {
        const fs::path& media = job_.request.clip;
        std::error_code unknown;
        if (!fs::exists(media, unknown) && unknown != std::errc::permission_denied)
            throw Error(message("{}: there is no such file. Check the path.", media.string()));
        item_.emplace(job_, store_);
        report_.ingredients = item_->ingredients();
        report_.length = item_->length();
        report_.still = stands_still(item_->clip());
        report_.cue_files = job_.request.cue_files.size();
        if (report_.still || report_.length >= kShortest) return;
        remark(message("{}: shorter than a second. It is not shown.", item_->clip().path.filename().string()));
        report_.skipped = true;
        throw NothingToRender{};
    }

    void render() {
        ask_approvals();
        plan_.emplace(item_->plan());
        report_.ingredients = item_->ingredients();
        ask_approvals();  // of what only the plan knew: logos and pictures of the displays
        say_findings();
        int64_t frames = 0;
        for (const OutputPlan& output : plan_->outputs) frames += output.composition >= 0 ? output.frames : 0;
        watcher_.tell({.kind = ItemEvent::Kind::kPlanned, .frames_all = frames});
        for (const OutputPlan& output : plan_->outputs) clear_touched(output);
        if (!render_outputs(false)) static_cast<void>(render_outputs(true));
    }

    void ask_approvals() {
        if (job_.approvals.empty()) return;
        const auto refused = not_approved(job_.approvals, report_.ingredients, job_.shown_at_s);
        for (const Message& why : refused) fail(why);
        if (!refused.empty()) throw NothingToRender{};
    }

    /// What cannot be shown ends the item; what is not good is remarked.
    void say_findings() {
        const auto in_vietnamese = [this](const Message& message) { return vietnamese_.text(message); };
        for (const Message& clash : plan_->clashes) fail(clash);
        for (const SubtitleFinding& finding : subtitle_findings(*plan_)) {
            const Said both{vietnamese_.text(sentence_of(finding, in_vietnamese)),
                            in_english(sentence_of(finding, in_english))};
            (finding.error ? report_.failures : report_.remarks).push_back(both);
        }
        if (!report_.failures.empty()) throw NothingToRender{};
        for (const Message& warning : plan_->warnings)
            if (warning.sentence != kFieldNotAsked) remark(warning);  // every display is offered the titles
        for (const Message& problem : graphic_problems(*plan_)) remark(problem);
    }

    /// The item's folder is the night's own: a file that somebody touched there goes, and is put together again.
    static void clear_touched(const OutputPlan& output) {
        const auto manifest = read_manifest(output.file);
        if (manifest && (manifest->now == claim_of(output.file) || manifest->before == claim_of(output.file))) return;
        std::error_code none;
        fs::remove(output.file, none);
        fs::remove(manifest_path(output.file), none);
    }

    /// False: what stands already is right, but what it looks like is no longer known. Once more, by force.
    bool render_outputs(bool force) {
        const bool here = job_.executor == "local";
        const std::optional<int> jobs = here ? std::optional(job_.jobs) : std::nullopt;
        const auto executor = make_executor(job_.executor, {program_, jobs, 0, job_.slurm});
        Render render(*plan_, store_, *executor, force);
        const RenderResult result =
            render.run({[this](int64_t done, int64_t all) { watcher_.tell({.frames_done = done, .frames_all = all}); },
                        [](const Message&) {}, watcher_.stop});
        made_ += result.segments_made;
        kept_ += result.segments_kept;
        if (result.stopped) return true;
        const std::optional<ItemReport> earlier = kept_report(job_.request.directory);
        report_.files.clear();
        try {
            for (size_t i = 0; i < plan_->outputs.size(); ++i)
                report_.files.push_back(file_report(plan_->outputs[i], result.outputs[i], earlier));
        } catch (const StoreEntryLost&) {
            return false;
        }
        for (const Message& problem : result.problems) remark(problem);
        if (earlier &&
            std::ranges::all_of(report_.files, [&](const FileReport& file) { return known(*earlier, file); }))
            for (const Said& one : earlier->remarks)  // what was seen while these very files were made
                if (std::ranges::find(report_.remarks, one) == report_.remarks.end()) report_.remarks.push_back(one);
        return true;
    }

    /// What an earlier report says of a file that still is the same.
    static const FileReport* known(const ItemReport& earlier, const FileReport& file) {
        const auto found = std::ranges::find_if(earlier.files, [&](const FileReport& one) {
            return one.ready() && one.display == file.display && one.encode == file.encode && one.name == file.name &&
                   one.claim == file.claim;
        });
        return found == earlier.files.end() ? nullptr : &*found;
    }

    [[nodiscard]] FileReport file_report(const OutputPlan& output, const OutputResult& result,
                                         const std::optional<ItemReport>& earlier) const {
        FileReport file;
        file.display = output.display_name;
        file.encode = output.encode.name;
        if (result.state == OutputResult::State::kFailed) {
            file.problem = said(result.problem.sentence.empty()
                                    ? message("{}: it could not be rendered.", output.file.filename().string())
                                    : result.problem,
                                vietnamese_);
            return file;
        }
        file.name = output.file.filename().string();
        file.claim = claim_of(output.file);
        if (earlier && result.state == OutputResult::State::kUnchanged)
            if (const FileReport* same = known(*earlier, file)) return *same;
        const Published facts =
            result.state == OutputResult::State::kRendered ? result.published : published_facts(output, store_);
        file.sha256 = hash_file(output.file);
        file.duration = plan_->length;
        file.black = stretches(facts.black, output.rate);
        file.frozen = stretches(facts.frozen, output.rate);
        file.sound = sound_report(output);
        return file;
    }

    static std::vector<TimeRun> stretches(const std::vector<FrameRun>& runs, Rational rate) {
        std::vector<TimeRun> list;
        for (const FrameRun& run : runs) list.push_back({frame_time(run.first, rate), frame_time(run.count, rate)});
        return list;
    }

    /// Of the first track that was brought to a profile.
    [[nodiscard]] std::optional<SoundReport> sound_report(const OutputPlan& output) const {
        const auto track = std::ranges::find_if(
            output.sounds, [](const SoundPlan& sound) { return sound.loudness != "none" && sound.only_channel <= 0; });
        if (track == output.sounds.end()) return {};
        SoundFacts facts;
        try {
            facts = sound_facts(*track, store_);
        } catch (const Error&) {
            throw StoreEntryLost{};
        }
        SoundReport report;
        report.profile = track->loudness;
        report.silent = !std::isfinite(facts.before.integrated_lufs) || !std::isfinite(facts.after.integrated_lufs);
        if (report.silent) return report;
        report.before_lufs = whole_hundredths(facts.before.integrated_lufs);
        report.after_lufs = whole_hundredths(facts.after.integrated_lufs);
        if (std::isfinite(facts.after.max_short_term_lufs))
            report.max_short_term_lufs = whole_hundredths(facts.after.max_short_term_lufs);
        report.true_peak_dbtp = whole_hundredths(facts.after.true_peak_dbtp);
        report.limited = facts.limited;
        return report;
    }

    const ItemJob& job_;
    const fs::path& program_;
    const Store& store_;
    const Catalogue& vietnamese_;
    const ItemWatcher& watcher_;
    std::optional<ItemPlan> item_;
    std::optional<RenderPlan> plan_;
    ItemReport report_;
    int64_t made_ = 0, kept_ = 0;
};

}  // namespace

void work_item(const ItemJob& job, const fs::path& program, const Store& store, const Catalogue& vietnamese,
               const ItemWatcher& watcher) {
    ItemWork(job, program, store, vietnamese, watcher).run();
}

}  // namespace gatecast
