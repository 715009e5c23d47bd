// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/check_report.h"

#include "pipeline/cli/check_sheet.h"

namespace gatecast {

nlohmann::json report(const std::filesystem::path& file, const char* kind, const char* sound, const Remarks& remarks,
                      Console& console) {
    nlohmann::json errors = nlohmann::json::array(), warnings = nlohmann::json::array();
    for (const Message& wrong : remarks.wrong) {
        console.fail(wrong);
        errors.push_back(console.text(wrong));
    }
    for (const Message& doubtful : remarks.doubtful) {
        console.warn(doubtful);
        warnings.push_back(console.text(doubtful));
    }
    for (const Message& note : remarks.notes) console.note(note);
    const Severity worst = !errors.empty()     ? Severity::kError
                           : !warnings.empty() ? Severity::kWarning
                                               : Severity::kNote;
    if (worst == Severity::kNote) console.say(message(sound, file.string()));
    return {{"file", file.string()},
            {"kind", kind},
            {"verdict", verdict_name(worst)},
            {"errors", errors},
            {"warnings", warnings}};
}

}  // namespace gatecast
