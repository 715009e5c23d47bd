// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/fix_report.h"

#include <nlohmann/json.hpp>

#include "pipeline/cli/check_sheet.h"
#include "pipeline/cli/fix_cues.h"
#include "subtitles/formats/format.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

Rational rate_of(const CueSet& set, const std::map<fs::path, Clip>& clips) {
    const auto clip = clips.find(set.clip);
    const bool known = clip != clips.end() && clip->second.video && clip->second.video->rate.num > 0;
    return known ? clip->second.video->rate : Rational{25, 1};
}

/// A folder, unless it is the name of a cue file and there is one to write.
CopyTarget target_of(const std::string& given, const std::vector<CueSet>& sets) {
    size_t files = 0;
    for (const CueSet& set : sets) files += set.files.size();
    std::error_code error;
    const fs::path path = given;
    const bool folder = files != 1 || fs::is_directory(path, error) || !is_cue_file_name(path);
    if (folder && fs::exists(path, error) && !fs::is_directory(path, error))
        throw Error(message("{} is a file, not a folder for the copies. Name a folder.", given));
    return {path, folder};
}

json correction_json(const Correction& correction, const Console& console) {
    json value{{"cue", nullptr},
               {"line", nullptr},
               {"language", correction.language},
               {"change", console.text(correction.what)}};
    if (correction.cue >= 0) value["cue"] = correction.cue + 1;
    if (correction.line > 0) value["line"] = correction.line;
    if (correction.before != correction.after) {
        value["before"] = correction.before;
        value["after"] = correction.after;
    }
    return value;
}

void say_correction(const Correction& correction, Console& console) {
    const std::string what = for_terminal(console.text(correction.what), console);
    if (correction.cue < 0 && correction.line == 0)
        console.print("  " + what);
    else if (correction.cue < 0)
        console.say(message("  line {}: {}", correction.line, what));
    else
        console.say(message("  cue {}, line {}: {}", correction.cue + 1, correction.line, what));
}

void fix_file(const CopyTarget& target, Rational rate, CueFileRequest& request, Console& console, json& fixes) {
    const CorrectedFile corrected = write_corrected(request, target, rate);
    if (corrected.copy.empty()) {
        console.say(message("{}: nothing to correct with certainty; no copy was made.", request.file.string()));
        return;
    }
    console.say(message("{}: corrected copy of {}, {} changes:", corrected.copy.string(), request.file.string(),
                        corrected.corrections.size()));
    json changes = json::array();
    for (const Correction& correction : corrected.corrections) {
        say_correction(correction, console);
        changes.push_back(correction_json(correction, console));
    }
    fixes.push_back({{"original", request.file.string()}, {"copy", corrected.copy.string()}, {"changes", changes}});
    console.print("");
    request.file = corrected.copy;
    request.encoding.clear();
    if (!corrected.language.empty()) request.language = corrected.language;
}

}  // namespace

void fix_cue_sets(const std::string& target, std::vector<CueSet>& sets, const std::map<fs::path, Clip>& clips,
                  Console& console, json& fixes) {
    const CopyTarget copies = target_of(target, sets);
    for (CueSet& set : sets) {
        for (CueFileRequest& request : set.files) {
            try {
                fix_file(copies, rate_of(set, clips), request, console, fixes);
            } catch (const Error& error) {
                console.fail(error.message());  // one file of several: the others are corrected all the same
            }
        }
    }
}

}  // namespace gatecast
