// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an approval list, as the log of a playout server and as a line of the as-run log. Nothing may throw but
// Error; what was read is written and read again the same; and no damage makes an approval of what is none.
// Run by tests/fuzz/run records
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pipeline/record/as_run_event.h"
#include "pipeline/record/playout_log.h"
#include "pipeline/trust/approvals.h"
#include "pipeline/trust/content_hash.h"

namespace {

using namespace gatecast;

void demand(bool holds) {
    if (!holds) std::abort();
}

void approvals(std::string_view bytes) {
    ApprovalList list;
    try {
        list = ApprovalList::from_bytes(bytes, "approvals.tsv");
    } catch (const Error&) {
        return;
    }
    const std::string written = list.to_bytes();
    const ApprovalList again = ApprovalList::from_bytes(written, "approvals.tsv");
    demand(again.to_bytes() == written && again.all().size() == list.all().size());
    const UtcTime now{std::chrono::seconds(1'800'000'000)};
    for (const Approval& approval : list.all()) {
        demand(approval.sha256.empty() != approval.source.empty());
        demand(approval.source.empty() ? is_content_hash(approval.sha256) : true);
        const Verdict before =
            approval.source.empty() ? list.verdict(approval.sha256, now) : list.verdict_of_source(approval.source, now);
        demand(before != Verdict::kNotListed &&
               (!approval.withdrawn || approval.at > now || before != Verdict::kApproved || list.all().size() > 1));
    }
}

void playout_log(std::string_view bytes) {
    PlayoutDefaults defaults;
    defaults.day = "2026-12-02";
    try {
        for (AsRunEvent& event : read_playout_log(bytes, "log.txt", defaults).events) {
            demand(event.end >= event.start && event.end - event.start <= std::chrono::hours(24));
            demand(read_line(line_of(event, "")).has_value());
        }
    } catch (const Error&) {
    }
}

void as_run_line(std::string_view bytes) {
    const auto read = read_line(bytes);
    if (!read) return;
    const std::string line = line_of(read->event, read->before);
    const auto again = read_line(line);
    demand(again && line_of(again->event, again->before) == line);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    approvals(bytes);
    playout_log(bytes);
    as_run_line(bytes);
    return 0;
}
