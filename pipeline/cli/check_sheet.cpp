// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/check_sheet.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace gatecast {
namespace {

using nlohmann::json;

struct SeverityLook {
    Severity severity;
    const char* name;    // in --json
    const char* label;   // N_()
    const char* colour;  // of a terminal
};
constexpr SeverityLook kLooks[] = {
    {Severity::kNote, "note", N_("PASS"), "\033[32m"},
    {Severity::kWarning, "warning", N_("WARN"), "\033[33m"},
    {Severity::kError, "error", N_("FAIL"), "\033[31m"},
};
constexpr const char* kBold = "\033[1m";
constexpr const char* kPlain = "\033[0m";

const SeverityLook& look_of(Severity severity) {
    return kLooks[static_cast<size_t>(severity)];
}

class Sheet {
public:
    Sheet(const CheckedProgramme& programme, const SheetSettings& settings, Console& console)
        : programme_(programme), settings_(settings), console_(console) {}

    void print(const CheckedFile& file) {
        console_.print(coloured(file.file.string(), kBold) + ": " + description_of(programme_, file, console_));
        const std::vector<Cause> causes = causes_in({&file, 1});
        for (const TopicName& topic : topics()) {
            if (applies(programme_, topic.topic) && (!file.format.empty() || topic_met(causes, topic.topic)))
                print_topic(topic, causes);
        }
        conclude(file, causes);
        console_.print("");
    }

private:
    static bool topic_met(const std::vector<Cause>& causes, Topic topic) {
        return std::ranges::any_of(causes, [&](const Cause& cause) { return cause.topic == topic; });
    }

    [[nodiscard]] std::string coloured(const std::string& text, const char* colour) const {
        return settings_.colour ? colour + text + kPlain : text;
    }

    /// As wide as the widest: the headings stand under each other in every language.
    [[nodiscard]] std::string padded_label(const SeverityLook& look) const {
        const auto width = [&](const char* label) {
            const std::string text = console_.text(label);
            return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
        };
        const auto all = std::ranges::max(kLooks, {}, [&](const SeverityLook& each) { return width(each.label); });
        return console_.text(look.label) + std::string(static_cast<size_t>(width(all.label) - width(look.label)), ' ');
    }

    void print_topic(const TopicName& topic, const std::vector<Cause>& causes) {
        const SeverityLook& look = look_of(worst_of(causes, topic.topic));
        console_.print("  " + coloured(padded_label(look), look.colour) + "  " +
                       heading_of(programme_, topic, console_));
        for (const Cause& cause : causes)
            if (cause.topic == topic.topic) print_cause(cause);
    }

    void print_cause(const Cause& cause) {
        const std::string heading = cause.name != nullptr
                                        ? console_.text(cause.name->heading)
                                        : console_.text(cause.places.front().finding->problem.message);
        const SeverityLook& look = look_of(cause.severity);
        const std::string mark = cause.severity == Severity::kNote    ? "·"
                                 : cause.severity == Severity::kError ? "x"
                                                                      : "!";
        print_line("        " + coloured(mark, look.colour) + " " + heading + ": " +
                   std::to_string(cause.places.size()));
        if (cause.name != nullptr && cause.name->advice != nullptr)
            print_line("            " + console_.text(cause.name->advice));
        constexpr size_t kNotes = 1, kOthers = 3;
        const size_t most = settings_.all ? cause.places.size() : cause.severity == Severity::kNote ? kNotes : kOthers;
        for (size_t i = 0; i < std::min(most, cause.places.size()); ++i) print_place(cause, cause.places[i]);
        if (cause.places.size() > most)
            print_line("            " +
                       console_.text(message("and {} more; --all lists them", cause.places.size() - most)));
    }

    void print_place(const Cause& cause, const FoundAt& found) {
        std::string line = place_of(programme_, found, console_);
        const bool said = cause.name != nullptr && cause.name->advice != nullptr && cause.topic == Topic::kScreens;
        if (!said && cause.name != nullptr) {
            if (!line.empty()) line += ": ";
            line += sentence_of(found.finding->problem, console_);
        }
        const std::vector<std::string>& displays = found.finding->displays;
        if (!displays.empty() && displays.size() < programme_.screens.size()) {
            std::string names;
            for (const std::string& name : displays) names += (names.empty() ? "" : ", ") + name;
            line += " [" + names + "]";
        }
        if (!line.empty()) print_line("            " + line);
    }

    void print_line(const std::string& line) { console_.print(for_terminal(line, console_)); }

    /// The verdict is a remark, and so counts for the exit code.
    void conclude(const CheckedFile& file, const std::vector<Cause>& causes) {
        size_t errors = 0, warnings = 0;
        for (const Cause& cause : causes) {
            if (cause.severity == Severity::kError) errors += cause.places.size();
            if (cause.severity == Severity::kWarning) warnings += cause.places.size();
        }
        const Message counts = message("{}: errors: {}, warnings: {}.", file.file.string(), errors, warnings);
        if (errors > 0)
            console_.fail(counts);
        else if (warnings > 0)
            console_.warn(counts);
        else
            console_.say(message("{}: cues, nothing wrong.", file.file.string()));
    }

    const CheckedProgramme& programme_;
    const SheetSettings& settings_;
    Console& console_;
};

json problem_json(const CheckedProgramme& programme, const Finding& finding, const Console& console) {
    const Problem& problem = finding.problem;
    json value{{"severity", look_of(problem.severity).name},
               {"code", problem.code},
               {"message", console.text(problem.message)},
               {"line", nullptr},
               {"cell", nullptr},
               {"cue", nullptr},
               {"time", nullptr},
               {"language", nullptr},
               {"displays", finding.displays}};
    if (problem.line > 0) value["line"] = problem.line;
    if (!problem.cell.empty()) value["cell"] = problem.cell;
    if (finding.track >= 0) {
        const Track& track = programme.tracks[static_cast<size_t>(finding.track)];
        if (!track.language.empty()) value["language"] = track.language;
        const auto cue = static_cast<size_t>(problem.cue);
        if (problem.cue >= 0 && cue < track.cues.size()) {
            value["cue"] = problem.cue + 1;
            if (track.cues[cue].timed)
                value["time"] = std::chrono::round<std::chrono::milliseconds>(track.cues[cue].start).count();
        }
    }
    return value;
}

json file_json(const CheckedProgramme& programme, const CheckedFile& file, const Console& console) {
    json tracks = json::array(), problems = json::array(), errors = json::array(), warnings = json::array();
    size_t cues = 0;
    for (size_t i = file.first_track; i < file.first_track + file.tracks; ++i) {
        const Track& track = programme.tracks[i];
        cues += track.cues.size();
        tracks.push_back({{"language", track.language}, {"name", track.name}, {"cues", track.cues.size()}});
    }
    for (const Finding& finding : file.findings) {
        problems.push_back(problem_json(programme, finding, console));
        if (finding.problem.severity == Severity::kError) errors.push_back(console.text(finding.problem.message));
        if (finding.problem.severity == Severity::kWarning) warnings.push_back(console.text(finding.problem.message));
    }
    const bool one = file.tracks == 1;
    return {{"file", file.file.string()},
            {"kind", "cues"},
            {"verdict", verdict_name(verdict_of(file))},
            {"format", file.format.empty() ? json(nullptr) : json(file.format)},
            {"encoding", file.encoding.empty() ? json(nullptr) : json(file.encoding)},
            {"encoding_certain", file.certain},
            {"language", one ? json(programme.tracks[file.first_track].language) : json(nullptr)},
            {"cues", cues},
            {"tracks", tracks},
            {"problems", problems},
            {"errors", errors},
            {"warnings", warnings}};
}

}  // namespace

void print_sheet(const CheckedProgramme& programme, const SheetSettings& settings, Console& console) {
    Sheet sheet(programme, settings, console);
    for (const CheckedFile& file : programme.files) sheet.print(file);
}

json sheet_json(const CheckedProgramme& programme, const Console& console) {
    json files = json::array();
    for (const CheckedFile& file : programme.files) files.push_back(file_json(programme, file, console));
    return files;
}

const char* verdict_name(Severity worst) {
    constexpr const char* kNames[] = {"pass", "warn", "fail"};
    return kNames[static_cast<size_t>(worst)];
}

}  // namespace gatecast
