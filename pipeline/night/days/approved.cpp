// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/approved.h"

#include "pipeline/trust/approvals.h"

namespace gatecast {

std::vector<Message> not_approved(const std::filesystem::path& list, const std::vector<Ingredient>& ingredients,
                                  int64_t shown_at_s) {
    const ApprovalList approvals = ApprovalList::read(list);
    const UtcTime at{std::chrono::seconds(shown_at_s)};
    std::vector<Message> refused;
    for (const Ingredient& one : ingredients) {
        const Verdict verdict = approvals.verdict(one.sha256, at);
        if (verdict != Verdict::kApproved) refused.push_back(why_not(verdict, one.file.filename().string()));
    }
    return refused;
}

}  // namespace gatecast
