// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast subs cues | normalise | lines: what the text engine does with a text, for people who argue about a line and
// for programs that check it.
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "pipeline/cli/places.h"
#include "pipeline/cli/subs.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/breaks/breaks.h"
#include "subtitles/breaks/wrap.h"
#include "subtitles/language.h"
#include "subtitles/normalise.h"
#include "subtitles/subtitles.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

using nlohmann::json;

constexpr Option kCuesOptions[] = {kCueLanguageOption, kCueEncodingOption, kCueRateOption};
constexpr Synopsis kCues{N_("subs cues FILE"), N_("Shows what was read from a file: every cue, and every problem."),
                         kCuesOptions, 1, 1};

constexpr Option kNormaliseOptions[] = {
    kCueLanguageOption,
    {"explain", nullptr, N_("say under each line what was changed, and by which rule")},
};
constexpr Synopsis kNormalise{
    N_("subs normalise --lang km < FILE"),
    N_("Puts the letters of every line of standard input in order, as they are before they are drawn."),
    kNormaliseOptions, 0, 0};

constexpr Option kLinesOptions[] = {
    kCueLanguageOption,
    kCueEncodingOption,
    {"columns", N_("N"), N_("break to lines of at most so many code points")},
    {"display,d", N_("NAME"), N_("break as on this display (tv-1080p25)")},
    {"style", N_("NAME"), N_("break as in this style")},
    kPresetsOption,
};
constexpr Synopsis kLines{N_("subs lines FILE --lang LANG"),
                          N_("Shows where the lines of every cue are broken, and what kind of place each break is."),
                          kLinesOptions, 1, 1};

constexpr int kNoLimit = 10'000;  // lines of a cue, where only the width counts

int64_t milliseconds(Time time) {
    return std::chrono::floor<std::chrono::milliseconds>(time + std::chrono::microseconds(500)).count();
}

std::string hex(const Rgb& colour) {
    const auto byte = [](double share) { return static_cast<int>(std::clamp(share, 0.0, 1.0) * 255 + 0.5); };
    return fmt::format("#{:02x}{:02x}{:02x}", byte(colour.r), byte(colour.g), byte(colour.b));
}

json settings_of(const Cue& cue) {
    json settings = json::object();
    if (cue.anchor != 0) settings["anchor"] = cue.anchor;
    if (cue.position) settings["position"] = {cue.position->x, cue.position->y};
    if (cue.fade_in > Time(0)) settings["fade_in"] = milliseconds(cue.fade_in);
    if (cue.fade_out > Time(0)) settings["fade_out"] = milliseconds(cue.fade_out);
    json spans = json::array();
    for (const TextSpan& span : cue.spans) {
        json each{{"text", cue.text.substr(span.from, span.until - span.from)}};
        if (span.bold) each["bold"] = true;
        if (span.italic) each["italic"] = true;
        if (span.underline) each["underline"] = true;
        if (span.colour) each["colour"] = hex(*span.colour);
        spans.push_back(std::move(each));
    }
    if (!spans.empty()) settings["spans"] = std::move(spans);
    return settings;
}

json to_json(const Problem& problem, const Console& console) {
    constexpr const char* kSeverities[] = {"note", "warning", "error"};
    json value{{"severity", kSeverities[static_cast<size_t>(problem.severity)]},
               {"code", problem.code},
               {"message", console.text(problem.message)},
               {"line", problem.line}};
    if (!problem.cell.empty()) value["cell"] = problem.cell;
    if (problem.cue >= 0) value["cue"] = problem.cue + 1;
    return value;
}

json to_json(const CueFile& file, const Console& console) {
    json cues = json::array();
    json problems = json::array();
    json languages = json::array();
    for (const Problem& problem : file.problems) problems.push_back(to_json(problem, console));
    for (const Track& track : file.tracks) {
        languages.push_back(track.language);
        for (const Problem& problem : track.problems) problems.push_back(to_json(problem, console));
        for (const Cue& cue : track.cues) {
            json each{
                {"language", track.language}, {"text", cue.text}, {"settings", settings_of(cue)}, {"line", cue.line}};
            each["start"] = cue.timed ? json(milliseconds(cue.start)) : json(nullptr);
            each["end"] = cue.timed ? json(milliseconds(cue.end)) : json(nullptr);
            if (!cue.id.empty()) each["id"] = cue.id;
            cues.push_back(std::move(each));
        }
    }
    return {{"format", file.format},
            {"encoding", file.encoding},
            {"languages", languages},
            {"cues", cues},
            {"problems", problems}};
}

std::string shown_time(const Cue& cue) {
    return cue.timed ? fmt::format("{:.3f} – {:.3f} s", std::chrono::duration<double>(cue.start).count(),
                                   std::chrono::duration<double>(cue.end).count())
                     : std::string("–");
}

/// A cue's text with its lines, and what its breaks were.
struct Broken {
    std::vector<std::string> lines;
    std::vector<Break> breaks;
};

Broken broken_to_columns(const Cue& cue, const std::string& language, double columns, LineBreaker& breaker) {
    const CodePoints points = code_points(cue.text);
    const auto count = [&](size_t from, size_t until) {
        const auto at = [&](size_t byte) {
            return std::ranges::lower_bound(points.offsets, byte) - points.offsets.begin();
        };
        return static_cast<double>(at(until) - at(from));
    };
    const Wrapped wrapped = wrap(cue.text, breaker.find(cue.text, language), count, {columns, kNoLimit, true});
    Broken broken{{}, wrapped.used};
    for (const LineSpan& line : wrapped.lines)
        broken.lines.push_back(cue.text.substr(line.from, line.until - line.from));
    return broken;
}

/// What stands at the ends of lines that layout has chosen: the breaks at or behind each line's last letter.
Broken broken_by_layout(const Showing& showing, const std::string& text, const std::string& language,
                        LineBreaker& breaker) {
    Broken broken{showing.lines, {}};
    const std::vector<Break> places = breaker.find(text, language);
    size_t at = 0;
    for (size_t n = 0; n + 1 < showing.lines.size(); ++n) {
        const size_t found = text.find(showing.lines[n], at);
        if (found == std::string::npos) continue;  // joined of several cues: said without kinds
        at = found + showing.lines[n].size();
        const auto place = std::ranges::find_if(places, [at](const Break& each) { return each.offset >= at; });
        if (place != places.end()) broken.breaks.push_back(*place);
    }
    return broken;
}

std::vector<Broken> laid_out(Track track, const Options& options) {
    const PresetLibrary library = open_presets(options);
    const Display display = library.display(options.one("display", "tv-1080p25"));
    const Style style = library.style(options.one("style", "default"));
    const std::string language = track.language;
    for (size_t n = 0; n < track.cues.size(); ++n) {
        if (track.cues[n].timed) continue;  // one after the other, so that each is laid out by itself
        track.cues[n].timed = true;
        track.cues[n].start = std::chrono::seconds(10 * n);
        track.cues[n].end = std::chrono::seconds(10 * n + 5);
    }
    const Subtitles subtitles({std::move(track)}, style, text_screen(display));
    LineBreaker breaker;
    std::vector<Broken> cues;
    for (const Showing& showing : subtitles.showings()) {
        std::string text;
        for (const int cue : showing.cues) {
            text += (text.empty() ? "" : "\n") + subtitles.tracks()[0].cues[static_cast<size_t>(cue)].text;
        }
        cues.push_back(broken_by_layout(showing, text, language, breaker));
    }
    return cues;
}

json to_json(const std::vector<Broken>& cues) {
    json array = json::array();
    for (const Broken& cue : cues) {
        json lines = json::array();
        json breaks = json::array();
        for (const std::string& line : cue.lines) lines.push_back({{"text", line}});
        for (const Break& each : cue.breaks) breaks.push_back({{"kind", name_of(each.kind)}, {"score", each.score}});
        array.push_back({{"lines", std::move(lines)}, {"breaks", std::move(breaks)}});
    }
    return {{"cues", std::move(array)}};
}

void print_broken(const std::vector<Broken>& cues, Console& console) {
    for (const Broken& cue : cues) {
        for (size_t n = 0; n < cue.lines.size(); ++n) {
            const bool known = n < cue.breaks.size() && n + 1 < cue.lines.size();
            console.print(known ? fmt::format("{}    [{} {:+.1f}]", cue.lines[n], name_of(cue.breaks[n].kind),
                                              cue.breaks[n].score)
                                : cue.lines[n]);
        }
        console.print("");
    }
}

}  // namespace

int run_subs_cues(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kCues, arguments, console);
    if (!options) return kDone;
    const std::filesystem::path name = options->words()[0];
    if (console.json()) {
        console.print_json(to_json(read_cue_file(name, read_cue_options(*options)), console));
        return console.exit_code();
    }
    const CueFile file = read_and_tell(name, read_cue_options(*options), console);
    for (const Track& track : file.tracks) {
        for (const Cue& cue : track.cues) {
            console.print(fmt::format("{} {}", track.language, shown_time(cue)));
            console.print(cue.text);
            console.print("");
        }
    }
    return console.exit_code();
}

int run_subs_normalise(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kNormalise, arguments, console);
    if (!options) return kDone;
    const std::string language = read_cue_options(*options).language;
    for (std::string line; std::getline(std::cin, line);) {
        // What two people write differently and see alike comes out the same here; files keep what their author chose.
        const Normalised done = normalise_for_comparison(line, language);
        console.print(done.text);
        if (!options->has("explain")) continue;
        for (const Rewriting& change : done.rewritings) {
            console.print(fmt::format("    {}–{} {}: {} → {}", change.from, change.until, console.text(change.rule),
                                      change.before, change.after));
        }
    }
    return console.exit_code();
}

int run_subs_lines(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kLines, arguments, console);
    if (!options) return kDone;
    const ReadOptions reading = read_cue_options(*options);
    const std::filesystem::path name = options->words()[0];
    Track track = only_track(read_and_tell(name, reading, console), reading.language, name);
    std::vector<Broken> cues;
    if (options->has("columns")) {
        const auto columns = static_cast<double>(options->number("columns", 42, 1, 10'000));
        LineBreaker breaker;
        for (const Cue& cue : track.cues) cues.push_back(broken_to_columns(cue, track.language, columns, breaker));
    } else {
        cues = laid_out(std::move(track), *options);
    }
    if (console.json()) {
        console.print_json(to_json(cues));
    } else {
        print_broken(cues, console);
    }
    return console.exit_code();
}

}  // namespace gatecast
