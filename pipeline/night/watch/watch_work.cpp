// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/watch/watch_work.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "presets/machine_exit.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Words = std::vector<std::string>;
using End = WorkResult::End;

constexpr int64_t kLeastRoom_bytes = 1'000'000;

/// What the program's commands return, as far as it is asked here.
constexpr int kDone = 0, kUsage = 2, kDoneWithWarnings = 3, kNotStarted = 127;

/// What a step throws to end the work.
struct WorkEnds {
    End end;
    std::string reason;
};

class Work {
public:
    Work(const WatchWork& work, const WatchFolders& folders, const WorkTools& tools)
        : work_(work), folders_(folders), tools_(tools), folder_(result_folder(folders, work)) {}

    WorkResult run() {
        try {
            require_rights();
            probe();
            make_folder();
            choose_cues();
            render();
            result_.end = End::kDone;
        } catch (const WorkEnds& ends) {
            result_.end = ends.end;
            result_.reason = ends.reason;
        }
        return std::move(result_);
    }

private:
    struct Cue {
        fs::path original, used;
        Words languages;  // that it is used for
        bool has_come = false;
    };

    [[noreturn]] static void end(End how, std::string reason) { throw WorkEnds{how, std::move(reason)}; }
    [[nodiscard]] std::string text(const Message& message) const { return tools_.text(message); }

    /// A step: this program with a command. A child that dies is tried once more. Whatever is not the file's fault ends
    /// here: the command says so itself.
    ChildOutcome step(Words words, bool with_presets = true) const {
        words.insert(words.begin(), tools_.program.string());
        words.insert(words.end(), {"--language", tools_.language});
        if (with_presets) words.insert(words.end(), tools_.presets.begin(), tools_.presets.end());
        ChildOutcome outcome;
        for (int tries = 0; tries < 2; ++tries) {
            bool stopped = false;
            outcome = run_child(words, [&] {
                stopped = stopped || !tools_.look_around();
                return !stopped;
            });
            if (stopped || !tools_.look_around()) end(End::kStopped, {});
            if (outcome.code == kMachineFailed || outcome.code == kUsage || outcome.code == kNotStarted)
                end(End::kTrouble, told(outcome));
            if (outcome.ended_by_itself()) return outcome;
        }
        require_room();
        end(End::kClipRefused,
            text(message(
                "The program broke down at this file twice (signal {}). The file is probably damaged: open it in "
                "an editing program, export it again and drop that.",
                outcome.signal)));
    }

    /// Sentences of a child, with paths as they are seen through the share.
    [[nodiscard]] std::string told(const ChildOutcome& outcome) const {
        std::string said = outcome.err;
        const std::string root = folders_.root.string() + "/";
        for (size_t at; (at = said.find(root)) != std::string::npos;) said.erase(at, root.size());
        return said;
    }

    /// A step failed, and not by its own account because of the machine.
    [[noreturn]] void refuse_clip(const ChildOutcome& outcome) const {
        require_room();
        end(End::kClipRefused, told(outcome));
    }

    void require_room() const {
        for (const fs::path& place : {folder_, tools_.store})
            if (const Message trouble = trouble_with(place, kLeastRoom_bytes); !trouble.sentence.empty())
                end(End::kTrouble, text(trouble));
    }

    /// What cannot be read cannot be judged either: it stays where it is until its rights are right.
    void require_rights() const {
        std::vector<fs::path> files{work_.clip};
        for (const WorkCue& cue : work_.cues) files.push_back(cue.file);
        for (const fs::path& file : files)
            if (access(file.c_str(), R_OK) != 0 && errno != ENOENT)
                end(End::kTrouble, text(message("{} may not be read. Check its rights; the work goes on by itself.",
                                                file.lexically_relative(folders_.root).string())));
    }

    void probe() const {
        tools_.step(message("{}: is looked at", work_.name()));
        const ChildOutcome outcome = step({"probe", work_.clip.string(), "--json"}, false);
        if (outcome.code != kDone && outcome.code != kDoneWithWarnings) refuse_clip(outcome);
        const json clips = json::parse(outcome.out, nullptr, false);
        if (!clips.is_array() || clips.empty()) end(End::kTrouble, told(outcome));
        if (clips[0].value("cut_off", false))
            end(End::kClipRefused,
                told(outcome) +
                    text(message("The copy was broken off. Copy the whole file again. If the original is cut off "
                                 "itself, open it in an editing program, export it and drop that.")));
    }

    void make_folder() const {
        std::error_code error;
        fs::create_directories(folder_, error);
        if (error)
            end(End::kTrouble,
                text(message("{}: the folder cannot be made: {}. Check the rights of the folder above it.",
                             folder_.string(), error.message())));
        require_room();
    }

    /// Checks what there is, drops what is bad, and checks again until all that is left can be shown.
    void choose_cues() {
        for (const WorkCue& cue : work_.cues) cues_.push_back({cue.file, cue.file, {}, cue.has_come});
        std::ranges::stable_sort(cues_, {}, [](const Cue& cue) { return !cue.has_come; });
        tools_.step(message("{}: {} subtitle files are checked", work_.name(), cues_.size()));
        for (bool again = true; again;) {
            const json sheet = check();
            again = drop_bad(sheet) || put_on_times(sheet) || share_languages(sheet);
        }
    }

    /// The program's own check, with the page of pictures.
    json check() const {
        Words words{"check", work_.clip.string(), "--json", "--html", (folder_ / kCheckPage).string()};
        for (const std::string& display : work_.job.displays) words.insert(words.end(), {"--display", display});
        if (!work_.job.style.empty()) words.insert(words.end(), {"--style", work_.job.style});
        for (const Cue& cue : cues_) words.push_back(cue.used.string());
        const ChildOutcome outcome = step(std::move(words));
        json sheet = json::parse(outcome.out, nullptr, false);
        if (!sheet.is_array()) refuse_clip(outcome);
        return sheet;
    }

    static const json* of(const json& sheet, const fs::path& file) {
        const auto found =
            std::ranges::find_if(sheet, [&](const json& entry) { return entry.value("file", "") == file.string(); });
        return found != sheet.end() ? &*found : nullptr;
    }

    static bool is_untimed(const json& entry) {
        const json& problems = entry.at("problems");
        return entry.value("verdict", "") == "fail" && std::ranges::all_of(problems, [](const json& problem) {
                   return problem.value("severity", "") != "error" ||
                          (problem.value("code", "") == "untimed" && problem.at("cue").is_null());
               });
    }

    [[nodiscard]] std::string errors_of(const json& entry) const {
        std::ostringstream lines;
        for (const json& problem : entry.at("problems")) {
            if (problem.value("severity", "") != "error") continue;
            if (problem.at("line").is_number()) lines << text(message("line {}: ", problem.at("line").get<int>()));
            lines << problem.value("message", "") << '\n';
        }
        return lines.str();
    }

    void refuse(size_t index, const std::string& reason) {
        const Cue& cue = cues_[index];
        result_.refused.push_back(
            {cue.original,
             reason +
                 text(message("Correct it and drop it into {} again: only the seconds it touches are rendered anew.",
                              folders_.in.filename().string() + "/" + work_.job.folder))});
        cues_.erase(cues_.begin() + static_cast<std::ptrdiff_t>(index));
    }

    bool drop_bad(const json& sheet) {
        for (size_t i = 0; i < cues_.size(); ++i) {
            const json* entry = of(sheet, cues_[i].used);
            if (entry == nullptr || entry->value("verdict", "") != "fail" || is_untimed(*entry)) continue;
            refuse(i, errors_of(*entry));
            return true;
        }
        return false;
    }

    /// A translation without times takes those of another language where that is certain; Vietnamese first.
    bool put_on_times(const json& sheet) {
        const Cue* timing = nullptr;
        for (const Cue& cue : cues_) {
            const json* entry = of(sheet, cue.used);
            if (entry == nullptr || is_untimed(*entry) || entry->at("tracks").size() != 1) continue;
            if (timing == nullptr || entry->value("language", json()) == "vi") timing = &cue;
        }
        for (size_t i = 0; i < cues_.size(); ++i) {
            const json* entry = of(sheet, cues_[i].used);
            if (entry == nullptr || !is_untimed(*entry)) continue;
            if (timing == nullptr) {
                result_.waiting.push_back(cues_[i].original);
                cues_.erase(cues_.begin() + static_cast<std::ptrdiff_t>(i));
            } else {
                fill(i, timing->used);
            }
            return true;
        }
        return false;
    }

    void fill(size_t index, const fs::path& timing) {
        const fs::path folder = folders_.state / "filled" / work_.job.folder;
        std::error_code error;
        fs::create_directories(folder, error);
        const fs::path filled = folder / (cues_[index].original.stem().string() + ".srt");  // its language stays in it
        const ChildOutcome outcome = step(
            {"subs", "fill", cues_[index].used.string(), "--timing", timing.string(), "-o", filled.string(), "--force"},
            false);
        if (outcome.code == kDone) {
            cues_[index].used = filled;
            return;
        }
        refuse(index, text(message("The file has no times, and which of its lines belongs to which line of {} is not "
                                   "certain:",
                                   timing.filename().string())) +
                          "\n" + told(outcome) +
                          text(message("Give it as many lines as the other language has, or times of its own.")) +
                          "\n");
    }

    /// A language comes from one file: what has come goes before what was used before.
    bool share_languages(const json& sheet) {
        std::map<std::string, const Cue*> owners;
        for (size_t i = 0; i < cues_.size(); ++i) {
            Cue& cue = cues_[i];
            cue.languages.clear();
            const json* entry = of(sheet, cue.used);
            if (entry == nullptr) continue;
            for (const json& track : entry->at("tracks"))
                if (owners.try_emplace(track.value("language", ""), &cue).second)
                    cue.languages.push_back(track.value("language", ""));
            if (!cue.languages.empty()) continue;
            const Cue* other = owners.at(entry->at("tracks").at(0).value("language", ""));
            if (cue.has_come) {
                refuse(i,
                       text(message("{} is of the same clip and in the same language. Leave one of them, named so that "
                                    "its language is seen, like clip.km.srt.",
                                    other->original.filename().string())) +
                           "\n");
            } else {
                result_.replaced.push_back(cue.original);
                cues_.erase(cues_.begin() + static_cast<std::ptrdiff_t>(i));
            }
            return true;
        }
        return false;
    }

    [[nodiscard]] Words render_words() const {
        const WatchJob& job = work_.job;
        Words words{"render",   work_.clip.string(),        "--json",  "--force",
                    "--output", folder_.string(),           "--cache", tools_.store.string(),
                    "--nice",   std::to_string(tools_.nice)};
        const auto add = [&](const char* option, const std::string& value) {
            if (!value.empty()) words.insert(words.end(), {option, value});
        };
        for (const std::string& display : job.displays) add("--display", display);
        for (const std::string& encode : job.encodes) add("--encode", encode);
        add("--delivery", job.delivery);
        add("--style", job.style);
        add("--programme", job.programme);
        add("--loudness", job.loudness);
        add("--clip-id", job.clip_id);
        if (tools_.jobs > 0) add("--jobs", std::to_string(tools_.jobs));
        for (const Cue& cue : cues_)
            for (const std::string& language : cue.languages) add("--subs", language + "=" + cue.used.string());
        if (cues_.empty()) words.emplace_back("--no-subs");
        return words;
    }

    void render() {
        tools_.step(message("{}: is rendered", work_.name()));
        const ChildOutcome outcome = step(render_words());
        const json said = json::parse(outcome.out, nullptr, false);
        if ((outcome.code != kDone && outcome.code != kDoneWithWarnings) || !said.is_object()) refuse_clip(outcome);
        for (const json& output : said.at("outputs")) result_.files.emplace_back(output.value("file", ""));
        result_.segments_made = said.value("segments_made", 0);
        result_.warnings = outcome.code == kDoneWithWarnings ? 1 : 0;
    }

    const WatchWork& work_;
    const WatchFolders& folders_;
    const WorkTools& tools_;
    const fs::path folder_;
    std::vector<Cue> cues_;
    WorkResult result_;
};

}  // namespace

fs::path result_folder(const WatchFolders& folders, const WatchWork& work) {
    return folders.out / work.job.folder / work.clip.stem();
}

WorkResult do_work(const WatchWork& work, const WatchFolders& folders, const WorkTools& tools) {
    return Work(work, folders, tools).run();
}

}  // namespace gatecast
