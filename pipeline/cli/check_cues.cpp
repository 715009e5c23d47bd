// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/check_cues.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <map>

#include "pipeline/scene/places/arrangement.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/checks/checks.h"
#include "subtitles/formats/format.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Finding of_file(Severity severity, const char* code, Message text) {
    return {{severity, code, std::move(text), 0, "", -1}, -1, {}};
}

/// The encoding to read a file in: what was said, unless the file is Unicode by its form.
std::string find_encoding(const CueFileRequest& request, CheckedFile& checked) {
    const Detected detected = detect_encoding(bytes_of(request.file));
    checked.certain = detected.certain || !request.encoding.empty();
    checked.readings = detected.readings;
    return detected.certain ? "" : request.encoding;
}

void say_encoding(CheckedFile& checked) {
    if (checked.certain || checked.encoding.empty() || checked.readings.empty()) return;
    const Reading& best = checked.readings.front();
    checked.findings.push_back(
        of_file(Severity::kNote, "encoding-by-words",
                message("Read as {}, by its words: \"{}\". If that is wrong, say the right one with --encoding.",
                        checked.encoding, best.sample)));
}

CheckedFile read_file(const CueFileRequest& request, std::vector<Track>& tracks) {
    CheckedFile checked;
    checked.file = request.file;
    checked.first_track = tracks.size();
    ReadOptions options;
    options.language = request.language;
    options.encoding = find_encoding(request, checked);
    try {
        CueFile read = read_cue_file(request.file, options);
        checked.format = read.format;
        checked.encoding = read.encoding;
        checked.tracks = read.tracks.size();
        for (Problem& problem : read.problems) checked.findings.push_back({std::move(problem), -1, {}});
        say_encoding(checked);
        for (Track& track : read.tracks) {
            const auto number = static_cast<int>(tracks.size());
            for (const Problem& problem : track.problems) checked.findings.push_back({problem, number, {}});
            tracks.push_back(std::move(track));
        }
    } catch (const Error& error) {
        const bool asks = !checked.certain && checked.readings.size() > 1;
        checked.findings.push_back(
            of_file(Severity::kError, asks ? "encoding-unknown" : "not-readable", error.message()));
    }
    return checked;
}

/// Texts that have no times yet are laid out one by one, far behind all that have.
std::vector<Track> with_times(std::vector<Track> tracks) {
    constexpr Time kFarBehind = std::chrono::hours(10'000);
    constexpr Time kEach = std::chrono::seconds(5);
    Time at = kFarBehind;
    for (Track& track : tracks) {
        for (Cue& cue : track.cues) {
            if (cue.timed) continue;
            cue.start = at;
            cue.end = at += kEach;
            cue.timed = true;
        }
    }
    return tracks;
}

/// Times are checked by themselves; layout leaves out what is never on.
bool is_said_elsewhere(const Problem& problem) {
    const std::string_view code = problem.code;
    return code == "no-time" || code == "ends-before-start";
}

class Checker {
public:
    Checker(const CueSet& set, const Clip* clip, const CueCheckSettings& settings, const PresetLibrary& library)
        : settings_(settings), library_(library) {
        if (clip != nullptr) programme_.clip = *clip;
        for (const CueFileRequest& file : set.files) programme_.files.push_back(read_file(file, programme_.tracks));
    }

    CheckedProgramme check() {
        for (const std::string& name : settings_.displays) programme_.screens.push_back(screen_named(name));
        lay_out();
        check_texts();
        check_languages();
        return std::move(programme_);
    }

private:
    CheckedScreen screen_named(const std::string& name) const {
        CheckedScreen screen;
        screen.display = library_.display(name);
        screen.style = library_.style(settings_.style.empty() ? screen.display.subtitle_style : settings_.style);
        std::vector<std::string> languages;
        for (const Track& track : programme_.tracks) languages.push_back(track.language);
        const Programme programme = library_.programme(settings_.programme, screen.display);
        screen.keep_out = arrange(screen.display, programme, screen.style, languages, false).keep_out;
        return screen;
    }

    CheckedFile& file_of(size_t track) {
        return *std::ranges::find_if(programme_.files, [&](const CheckedFile& file) {
            return track >= file.first_track && track < file.first_track + file.tracks;
        });
    }

    void add(size_t track, std::vector<Problem> problems, const std::string& display = {}) {
        CheckedFile& file = file_of(track);
        for (Problem& problem : problems) {
            Finding finding{std::move(problem), static_cast<int>(track), {}};
            if (!display.empty()) finding.displays.push_back(display);
            file.findings.push_back(std::move(finding));
        }
    }

    void check_texts() {
        if (programme_.screens.empty()) return;
        const CheckedScreen& first = programme_.screens.front();
        std::vector<std::vector<Problem>> together(programme_.tracks.size());
        check_together(programme_.tracks, first.style, together);
        for (size_t i = 0; i < programme_.tracks.size(); ++i) {
            std::vector<Problem> problems;
            check_track(programme_.tracks[i], first.style, first.display.rate, problems);
            if (programme_.clip && programme_.clip->kind != ClipKind::kStill)
                check_against_clip(programme_.tracks[i], programme_.clip->duration, problems);
            add(i, std::move(problems));
            add(i, std::move(together[i]));
        }
    }

    void check_languages() {
        std::map<std::string, std::string> known;
        for (size_t i = 0; i < programme_.tracks.size(); ++i) {
            const Track& track = programme_.tracks[i];
            if (track.language.empty()) continue;
            const auto [place, fresh] = known.try_emplace(track.language, track.name);
            if (fresh) continue;
            add(i, {{Severity::kWarning, "same-language",
                     message("{} speaks {} already. Check one of them, or say which language this is with --lang.",
                             place->second, track.language),
                     0, "", -1}});
        }
    }

    /// Every screen is laid out by itself, beside the others.
    void lay_out() {
        const std::vector<Track> tracks = with_times(programme_.tracks);
        std::vector<std::future<void>> work;
        for (CheckedScreen& screen : programme_.screens)
            work.push_back(std::async(std::launch::async, [&tracks, &screen] { lay_out_on(screen, tracks); }));
        for (std::future<void>& each : work) each.wait();
        for (std::future<void>& each : work) each.get();
        for (size_t track = 0; track < programme_.tracks.size(); ++track) add_layout_findings(track);
    }

    static void lay_out_on(CheckedScreen& screen, const std::vector<Track>& tracks) {
        const bool all = screen.style.languages == LanguageChoice::kAll;
        const size_t plays = all ? 1 : std::max<size_t>(tracks.size(), 1);
        for (size_t play = 0; play < plays; ++play) {
            const auto turn = static_cast<int>(play);
            const Screen place = text_screen(screen.display, screen.keep_out);
            screen.plays.push_back(std::make_unique<Subtitles>(tracks, screen.style, place, turn, turn));
        }
    }

    /// What is the same on several screens is said once, with their names.
    void add_layout_findings(size_t track) {
        CheckedFile& file = file_of(track);
        std::map<std::tuple<std::string, int, std::string>, size_t> known;
        for (const CheckedScreen& screen : programme_.screens) {
            for (const auto& play : screen.plays) {
                for (const Problem& problem : play->problems(track)) {
                    if (is_said_elsewhere(problem)) continue;
                    const std::tuple key(std::string(problem.code), problem.cue, in_english(problem.message));
                    const auto [place, fresh] = known.try_emplace(key, file.findings.size());
                    if (fresh) file.findings.push_back({problem, static_cast<int>(track), {}});
                    std::vector<std::string>& displays = file.findings[place->second].displays;
                    if (displays.empty() || displays.back() != screen.display.name)
                        displays.push_back(screen.display.name);
                }
            }
        }
    }

    const CueCheckSettings& settings_;
    const PresetLibrary& library_;
    CheckedProgramme programme_;
};

}  // namespace

CheckedProgramme check_cues(const CueSet& set, const Clip* clip, const CueCheckSettings& settings,
                            const PresetLibrary& library) {
    return Checker(set, clip, settings, library).check();
}

Severity verdict_of(const CheckedFile& file) {
    Severity worst = Severity::kNote;
    for (const Finding& finding : file.findings) worst = std::max(worst, finding.problem.severity);
    return worst;
}

}  // namespace gatecast
