// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast check FILE…: looks at what it is given and checks it as that.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "pipeline/cli/approval_list.h"
#include "pipeline/cli/check_day.h"
#include "pipeline/cli/check_graphics.h"
#include "pipeline/cli/check_html.h"
#include "pipeline/cli/check_report.h"
#include "pipeline/cli/check_sheet.h"
#include "pipeline/cli/day.h"
#include "pipeline/cli/fix_report.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/media/clip.h"
#include "pipeline/pages/html.h"
#include "subtitles/formats/format.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr Option kOptions[] = {
    {"clip", N_("FILE"), N_("the clip that the subtitles belong to")},
    {"display,d", N_("NAME"),
     N_("a screen they will be shown on; may be repeated (tv-1080p25, led-p4 and kiosk-portrait)")},
    kStyleOption,
    {"lang", N_("LANG"), N_("the language of subtitles whose names do not say it")},
    kEncodingOption,
    {"all", nullptr, N_("list every place, not the first ones of a cause")},
    {"html", N_("FILE"), N_("write what was found as a page with pictures of the cues")},
    {"review", N_("FILE"), N_("write a page of all cues for the approver to sign")},
    {"fix", N_("DIR|FILE"), N_("write corrected copies, where what is right is certain, and check these")},
    {"gate", N_("NAME"), N_("of days: the gate where they are shown")},
    {"approvals", N_("FILE"),
     N_("of days: the list of what was released (~/.config/gatecast/approvals.tsv, else /etc/gatecast/)")},
    {"night", N_("HOURS"), N_("of days: how long the night is that renders them (8)")},
    kDaySettingsOption,
    kPresetsOption,
    kCacheOption,
};
constexpr Synopsis kSynopsis{
    N_("check FILE…"),
    N_("Checks files before they are used, and says of each what is wrong, where, and what to do: days (or a folder of "
       "them), presets (.toml; programmes and displays are tried with their graphics on the screens), subtitles (with "
       "their clip or without it; km=FILE says the language) and clips (everything else). "
       "Exit code 3: warnings, 1: errors."),
    kOptions, 1, 100000};

class Check {
public:
    Check(const Options& options, Console& console)
        : options_(options), console_(console), library_(open_presets(options)) {}

    void run() {
        std::vector<std::string> words = options_.words();
        if (options_.has("clip")) words.insert(words.begin(), options_.one("clip"));
        for (const std::string& word : words) take(word);
        check_cue_files();
        for (const fs::path& file : presets_) check_preset(file);
        if (console_.json()) console_.print_json(report_);
    }

private:
    /// The kinds of file that can be checked. The first row that takes a file has it.
    struct Kind {
        bool (Check::*takes)(const fs::path& file) const;
        void (Check::*look)(const fs::path& file, const std::string& language);
    };
    static const std::array<Kind, 4> kKinds;

    void take(const std::string& word) {
        std::string language;
        fs::path file = word;
        std::error_code error;
        const size_t equals = word.find('=');
        if (equals != std::string::npos && !fs::exists(file, error)) {
            language = language_tag(word.substr(0, equals));
            if (!language.empty()) file = word.substr(equals + 1);
        }
        if (!fs::exists(file, error)) return miss(file);
        if (const std::vector<fs::path> days = days_in(file); !days.empty()) {
            for (const fs::path& day : days) look_at_day(day, language);
            return;
        }
        const auto* kind = std::ranges::find_if(kKinds, [&](const Kind& each) { return (this->*each.takes)(file); });
        (this->*kind->look)(file, language);
    }

    void miss(const fs::path& file) {
        const Message missing = message("{}: no such file. Check the path.", file.string());
        console_.fail(missing);
        report_.push_back({{"file", file.string()},
                           {"kind", nullptr},
                           {"verdict", "fail"},
                           {"errors", {console_.text(missing)}},
                           {"warnings", json::array()}});
    }

    [[nodiscard]] bool is_day(const fs::path& file) const { return is_day_list(file, day_lists()); }
    [[nodiscard]] bool is_preset(const fs::path& file) const { return file.extension() == ".toml"; }
    [[nodiscard]] bool is_cue_file(const fs::path& file) const {
        return is_cue_file_name(file) && !fs::is_directory(file);
    }
    [[nodiscard]] bool is_anything(const fs::path&) const { return true; }

    /// Read when the first file asks for it.
    [[nodiscard]] const DaySettings& day_lists() const {
        if (!day_lists_) {
            day_lists_ = day_settings(options_);
            if (day_lists_->encoding.find('=') != std::string::npos) day_lists_->encoding.clear();  // of subtitles
        }
        return *day_lists_;
    }

    [[nodiscard]] static std::string usual_approvals() {
        const fs::path file = default_approvals_file();
        std::error_code error;
        return fs::exists(file, error) ? file.string() : "";
    }

    void look_at_day(const fs::path& file, const std::string&) {
        DayCheckSettings checking;
        checking.lists = day_lists();
        checking.displays = options_.all("display");
        checking.style = options_.one("style");
        checking.gate = options_.one("gate");
        checking.approvals = options_.one("approvals", usual_approvals());
        checking.night = std::chrono::hours(options_.number("night", 8, 1, 24));
        checking.processors = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 64U));
        report_.push_back(check_day_list(file, checking, library_, Store(cache_root(options_)), console_));
    }

    void look_at_preset(const fs::path& file, const std::string&) { presets_.push_back(file); }

    /// Presets come last: which subtitles their graphics must leave room for is known then.
    void check_preset(const fs::path& file) {
        Remarks remarks{library_.check(file), {}};
        std::vector<GraphicsFinding> findings;
        if (remarks.wrong.empty()) {
            const CueCheckSettings on = settings();
            findings = check_graphics({file, on.displays, on.style, languages_}, library_);
            tell(findings, console_, remarks);
        }
        report_.push_back(report(file, "preset", N_("{}: a preset, nothing wrong."), remarks, console_));
        report_.back()["clashes"] = to_json(findings, console_);
    }

    void look_at_clip(const fs::path& file, const std::string&) {
        Remarks remarks;
        try {
            const Clip& clip = clips_[file] = probe_clip(file);
            remarks.doubtful = clip.damage;
            clip_files_.push_back(file);
        } catch (const Error& error) {
            remarks.wrong.push_back(error.message());  // one bad file of many: the others are checked all the same
        }
        report_.push_back(report(file, "clip", N_("{}: a clip, nothing wrong."), remarks, console_));
    }

    void look_at_cues(const fs::path& file, const std::string& language) {
        CueFileRequest request;
        request.file = file;
        request.language = language;
        cue_files_.push_back(std::move(request));
    }

    [[nodiscard]] std::string lang() const {
        if (!options_.has("lang")) return "";
        const std::string tag = language_tag(options_.one("lang"));
        if (tag.empty())
            throw UsageError(message("--lang {}: not a language. Write it like vi, en or km.", options_.one("lang")));
        return tag;
    }

    /// --lang for files that do not say it; --encoding vni, or --encoding vi=vni for one language's file.
    void set_languages_and_encodings(std::vector<CueSet>& sets) const {
        const std::string usual = lang();
        for (CueSet& set : sets) {
            for (CueFileRequest& file : set.files) {
                const std::string named = language_in_name(file.file.filename().string());
                if (file.language.empty() && named.empty()) file.language = usual;
                for (const std::string& text : options_.all("encoding")) {
                    const size_t equals = text.find('=');
                    const std::string name = equals == std::string::npos ? text : text.substr(equals + 1);
                    if (!encoding_named(name))
                        throw UsageError(message("{} is not an encoding that can be read.", name));
                    const std::string own = file.language.empty() ? named : file.language;
                    if (equals == std::string::npos || own == language_tag(text.substr(0, equals)))
                        file.encoding = name;
                }
            }
        }
    }

    /// Cues are laid out beside the graphics of the programme that is checked with them.
    [[nodiscard]] std::string programme_among(const std::vector<fs::path>& presets) const {
        const auto found = std::ranges::find_if(presets, [&](const fs::path& file) {
            return library_.check(file).empty() && library_.kind_of(file) == PresetKind::kProgramme;
        });
        return found == presets.end() ? "" : found->string();
    }

    [[nodiscard]] CueCheckSettings settings() const {
        CueCheckSettings settings{options_.all("display"), options_.one("style"), programme_among(presets_)};
        if (settings.displays.empty()) settings.displays = {"tv-1080p25", "led-p4", "kiosk-portrait"};
        return settings;
    }

    void check_cue_files() {
        std::vector<CueSet> sets = cue_sets(clip_files_, cue_files_);
        if (sets.empty() && options_.has("html"))  // clips without subtitles are looked at, too
            for (const fs::path& clip : clip_files_) sets.push_back({clip, {}});
        const bool pages = options_.has("html") || options_.has("review") || options_.has("fix");
        if (sets.empty() && pages)
            throw UsageError(message("There are no subtitles among the files. Name them after the clip."));
        if (options_.has("review") && sets.size() > 1)
            throw UsageError(
                message("--review is for one clip and its subtitles at a time; here are {}.", sets.size()));
        set_languages_and_encodings(sets);
        json fixes = json::array();
        if (options_.has("fix")) fix_cue_sets(options_.one("fix"), sets, clips_, console_, fixes);
        const char* quiet = std::getenv("NO_COLOR");
        const bool colour = isatty(STDOUT_FILENO) == 1 && (quiet == nullptr || *quiet == '\0');
        std::vector<CheckedProgramme> programmes;
        for (const CueSet& set : sets) {
            const auto clip = clips_.find(set.clip);
            programmes.push_back(check_cues(set, clip == clips_.end() ? nullptr : &clip->second, settings(), library_));
            for (const Track& track : programmes.back().tracks)
                if (std::ranges::find(languages_, track.language) == languages_.end())
                    languages_.push_back(track.language);
            print_sheet(programmes.back(), {options_.has("all"), colour}, console_);
            for (json& file : sheet_json(programmes.back(), console_))
                report_.push_back(with_fix(std::move(file), fixes));
        }
        write_pages(programmes);
    }

    /// What was changed stands with the copy that was checked.
    static json with_fix(json file, const json& fixes) {
        for (const json& fix : fixes)
            if (fix["copy"] == file["file"]) file["fixed"] = fix;
        return file;
    }

    void write_pages(const std::vector<CheckedProgramme>& programmes) {
        if (options_.has("html")) write_page(options_.one("html"), check_page(programmes, console_));
        if (options_.has("review")) write_page(options_.one("review"), review_page(programmes.front(), console_));
    }

    void write_page(const std::string& file, const std::string& page) {
        html::write_page(file, page);
        console_.say(message("{}: written.", file));
    }

    const Options& options_;
    Console& console_;
    const PresetLibrary library_;
    std::map<fs::path, Clip> clips_;
    std::vector<fs::path> clip_files_;
    std::vector<CueFileRequest> cue_files_;
    std::vector<fs::path> presets_;
    std::vector<std::string> languages_;  // of all subtitles among the files
    mutable std::optional<DaySettings> day_lists_;
    json report_ = json::array();
};

const std::array<Check::Kind, 4> Check::kKinds{{
    {&Check::is_day, &Check::look_at_day},
    {&Check::is_preset, &Check::look_at_preset},
    {&Check::is_cue_file, &Check::look_at_cues},
    {&Check::is_anything, &Check::look_at_clip},
}};

}  // namespace

int run_check(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    Check(*options, console).run();
    return console.exit_code();
}

}  // namespace gatecast
