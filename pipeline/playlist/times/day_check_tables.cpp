// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/times/day_check_tables.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace gatecast {
namespace {

constexpr DayCause kCauses[] = {
    {"missing", Severity::kError,
     N_("No. {}: the file is not there: {}. Copy it to its place, or correct the path in the list.")},
    {"no-part", Severity::kError,
     N_("No. {}: in and out leave nothing of the file: {}. Correct them; the in must be before the out.")},
    {"rights-expired", Severity::kError,
     N_("No. {}: the rights have run out: {}. Take it out of the day, or correct the date.")},
    {"too-short", Severity::kWarning, N_("No. {}: shorter than one second and not shown: {}. Look at the file.")},
    {"wrong-duration", Severity::kWarning,
     N_("No. {}: the list says another length than the file has: {}. The file's counts; correct the list, or see "
        "whether it is the right file.")},
    {"beyond-end", Severity::kWarning, N_("No. {}: the out lies behind the file's end: {}. The file ends it.")},
    {"no-length", Severity::kWarning,
     N_("No. {}: neither a file nor the list says how long it is, so it has no place: {}. Write its length.")},
    {"cut", Severity::kWarning,
     N_("No. {}: cut by the fixed start of the next item: {}. Shorten it, or start the next one later.")},
    {"left-out", Severity::kWarning,
     N_("No. {}: no room before the next fixed start, not shown: {}. Take something out, or move it.")},
    {"over", Severity::kWarning, N_("No. {}: not shown, the day is over: {}. Take something out.")},
    {"outside", Severity::kWarning,
     N_("No. {}: not in this day, which goes from its beginning to its end: {}. Correct the start.")},
    {"out-of-order", Severity::kWarning,
     N_("No. {}: the fixed start is earlier than one above it: {}. It is shown by the clock; correct the time or the "
        "order.")},
    {"not-at-gate", Severity::kError, N_("No. {}: may not be shown at this gate: {}. Take it out of the day.")},
    {"cues-missing", Severity::kError,
     N_("No. {}: the subtitle file is not there: {}. Copy it to its place, or correct the path in the list.")},
    {"cues-wrong", Severity::kError,
     N_("No. {}: subtitles with errors: {}. \"gatecast check\" of the file says where, and what to do.")},
    {"cues-doubtful", Severity::kWarning,
     N_("No. {}: subtitles to be looked at: {}. \"gatecast check\" of the file says where, and what to do.")},
    {"no-document", Severity::kWarning,
     N_("No. {}: the list names no approval: {}. Write the number of the document, or have it approved.")},
    {"not-approved", Severity::kError,
     N_("No. {}: not approved, and so never shown: {}. Have it released before the night.")},
    {"changed", Severity::kWarning,
     N_("No. {}: the file is another one than at the last check: {}. Look at it again.")},
};

}  // namespace

const DayCause& day_cause(std::string_view code) {
    const auto* row = std::ranges::find_if(kCauses, [&](const DayCause& each) { return code == each.code; });
    if (row == std::end(kCauses)) throw std::logic_error("no such cause: " + std::string(code));
    return *row;
}

}  // namespace gatecast
