// SPDX-License-Identifier: GPL-3.0-or-later
// The words that the sheet on the terminal and the pages share.
#include <ctime>

#include "pipeline/cli/check_sheet.h"
#include "subtitles/formats/format.h"
#include "subtitles/formats/times.h"

namespace gatecast {
namespace {

void append(std::string& list, const std::string& word) {
    if (word.empty()) return;
    if (!list.empty()) list += ", ";
    list += word;
}

bool has_rows(const CheckedFile& file) {
    return file.format == "xlsx" || file.format == "csv" || file.format == "tsv" || file.format == "docx";
}

const Cue* cue_of(const CheckedProgramme& programme, const Finding& finding) {
    if (finding.track < 0 || finding.problem.cue < 0) return nullptr;
    const std::vector<Cue>& cues = programme.tracks[static_cast<size_t>(finding.track)].cues;
    const auto index = static_cast<size_t>(finding.problem.cue);
    return index < cues.size() ? &cues[index] : nullptr;
}

}  // namespace

std::string show_cue_time(Time time) {
    const Time size = time < Time(0) ? -time : time;
    return (time < Time(0) ? "-" : "") + written_time(size, '.', 3, 1);
}

std::string show_now() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                       local.tm_hour, local.tm_min);
}

std::string for_terminal(const std::string& text, const Console& console) {
    const std::string instead = console.text(N_("(Khmer)"));
    std::string plain;
    bool khmer = false;
    for (size_t at = 0; at < text.size();) {
        const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[at + i]); };
        const bool three = at + 2 < text.size() && byte(0) >= 0xE1 && byte(0) < 0xE3;
        const bool letter =
            three && byte(0) == 0xE1 && (byte(1) == 0x9E || byte(1) == 0x9F || (byte(1) == 0xA7 && byte(2) >= 0xA0));
        const bool no_width = three && byte(0) == 0xE2 && byte(1) == 0x80 && byte(2) >= 0x8B && byte(2) <= 0x8D;
        if (letter && !khmer) plain += instead;
        khmer = letter || (khmer && no_width);
        if (!letter && !no_width) plain += text[at];
        at += letter || no_width ? 3 : 1;
    }
    return plain;
}

std::string place_of(const CheckedProgramme& programme, const FoundAt& found, const Console& console) {
    const Problem& problem = found.finding->problem;
    std::string place;
    if (found.file->tracks > 1 && found.finding->track >= 0)
        append(place, programme.tracks[static_cast<size_t>(found.finding->track)].language);
    if (problem.cue >= 0) append(place, console.text(message("cue {}", problem.cue + 1)));
    if (!problem.cell.empty()) {
        append(place, console.text(message("cell {}", problem.cell)));
    } else if (problem.line > 0) {
        append(place, has_rows(*found.file) ? console.text(message("row {}", problem.line))
                                            : console.text(message("line {}", problem.line)));
    }
    if (const Cue* cue = cue_of(programme, *found.finding); cue != nullptr && cue->timed)
        append(place, show_cue_time(cue->start));
    return place;
}

std::string sentence_of(const Problem& problem, const Console& console) {
    std::string sentence = console.text(problem.message);
    // Layout begins with language and cue, in either language of ours up to the colon.
    if (!problem.message.sentence.starts_with("{}, cue {}: ")) return sentence;
    const size_t colon = sentence.find(": ");
    return colon == std::string::npos ? sentence : sentence.substr(colon + 2);
}

std::string description_of(const CheckedProgramme& programme, const CheckedFile& file, const Console& console) {
    if (file.format.empty()) return console.text(N_("not read"));
    const CueFormat* format = cue_format_named(file.format);
    std::string description = console.text(format != nullptr ? format->help : file.format.c_str());
    append(description, file.encoding);
    for (size_t i = file.first_track; i < file.first_track + file.tracks; ++i) {
        const Track& track = programme.tracks[i];
        append(description, track.language);
        append(description, console.text(message("{} cues", track.cues.size())));
    }
    return description;
}

std::string heading_of(const CheckedProgramme& programme, const TopicName& topic, const Console& console) {
    std::string heading = console.text(topic.heading);
    if (topic.topic != Topic::kScreens || programme.screens.empty()) return heading;
    std::string names;
    for (const CheckedScreen& screen : programme.screens) append(names, screen.display.name);
    return heading + " (" + names + ")";
}

bool applies(const CheckedProgramme& programme, Topic topic) {
    if (topic == Topic::kTogether) return programme.tracks.size() > 1;
    return topic != Topic::kClip || programme.clip.has_value();
}

}  // namespace gatecast
