// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/trust/approvals.h"

#include <algorithm>
#include <cstdlib>

#include "pipeline/trust/approval_time.h"
#include "pipeline/trust/content_hash.h"
#include "pipeline/trust/durable.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{10};
constexpr const char* kMachinesList = "/etc/gatecast/approvals.tsv";

using Which = std::string Approval::*;

/// The last withdrawal of these bytes (or of this source).
std::optional<UtcTime> last_withdrawal(const std::vector<Approval>& all, Which which, std::string_view key) {
    std::optional<UtcTime> last;
    for (const Approval& a : all)
        if (a.*which == key && a.withdrawn && (!last || *a.withdrawn > *last)) last = a.withdrawn;
    return last;
}

Verdict verdict_of(const Approval& approval, std::optional<UtcTime> withdrawal, UtcTime now) {
    // A withdrawal takes with it whatever was approved before, under whichever record, and needs no clock to count.
    if (approval.withdrawn || (withdrawal && approval.at <= *withdrawal)) return Verdict::kWithdrawn;
    if (approval.from && now < *approval.from) return Verdict::kNotYet;
    if (approval.until && now > *approval.until) return Verdict::kExpired;
    return Verdict::kApproved;
}

struct Judged {
    Verdict verdict = Verdict::kNotListed;
    const Approval* record = nullptr;
};

Judged judge(const std::vector<Approval>& all, Which which, std::string_view key, UtcTime now) {
    Judged judged;
    if (key.empty()) return judged;
    const std::optional<UtcTime> withdrawal = last_withdrawal(all, which, key);
    for (const Approval& a : all) {
        if (a.*which != key) continue;
        const Verdict verdict = verdict_of(a, withdrawal, now);
        const bool newer = judged.record == nullptr || a.at >= judged.record->at;
        if (judged.verdict != Verdict::kApproved && (newer || verdict == Verdict::kApproved)) judged = {verdict, &a};
    }
    return judged;
}

}  // namespace

Verdict ApprovalList::verdict(std::string_view sha256, UtcTime now) const {
    return judge(approvals_, &Approval::sha256, sha256, now).verdict;
}

Verdict ApprovalList::verdict_of_source(std::string_view source, UtcTime now) const {
    return judge(approvals_, &Approval::source, source, now).verdict;
}

const Approval* ApprovalList::record_of(std::string_view sha256, UtcTime now) const {
    return judge(approvals_, &Approval::sha256, sha256, now).record;
}

void ApprovalList::approve(Approval approval, AfterWithdrawal again) {
    const Which which = approval.sha256.empty() ? &Approval::source : &Approval::sha256;
    if (const auto withdrawal = last_withdrawal(approvals_, which, approval.*which)) {
        if (again == AfterWithdrawal::kRefuse)
            throw Error(message("{} was withdrawn on {}. What is approved again after that needs --again.",
                                approval.item.empty() ? approval.*which : approval.item,
                                approval_time_text(*withdrawal)));
        approval.at = std::max(approval.at, *withdrawal + std::chrono::seconds(1));
    }
    approvals_.push_back(std::move(approval));
}

int ApprovalList::withdraw(std::string_view what, std::string_view by, UtcTime now) {
    int withdrawn = 0;
    for (Approval& a : approvals_) {
        if (what.empty() || a.withdrawn || (a.sha256 != what && a.item != what && a.source != what)) continue;
        a.withdrawn = std::max(now, a.at);
        a.withdrawn_by = by;
        ++withdrawn;
    }
    return withdrawn;
}

void change_approvals(const fs::path& file, const std::function<void(ApprovalList&)>& change) {
    const FileLock lock(file, kPatience);
    ApprovalList list = ApprovalList::read(file);
    change(list);
    list.write(file);
}

fs::path default_approvals_file() {
    const auto from_environment = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr ? fs::path(value) : fs::path();
    };
    fs::path folder = from_environment("XDG_CONFIG_HOME");
    if (!folder.is_absolute()) folder = from_environment("HOME") / ".config";
    const fs::path own = folder / "gatecast" / "approvals.tsv";
    std::error_code unknown;
    const bool machines = !folder.is_absolute() || (!fs::exists(own, unknown) && fs::exists(kMachinesList, unknown));
    return machines ? fs::path(kMachinesList) : own;
}

Message why_not(Verdict verdict, std::string_view what) {
    switch (verdict) {
        case Verdict::kApproved:
            break;
        case Verdict::kNotListed:
            return message(
                "{} is not approved: these bytes are not in the approval list. Have them released with "
                "gatecast approve.",
                what);
        case Verdict::kNotYet:
            return message("{} is approved, but only from a later time on.", what);
        case Verdict::kExpired:
            return message(
                "{} was approved, and the approval has expired. Have it released again with gatecast "
                "approve.",
                what);
        case Verdict::kWithdrawn:
            return message("{} was withdrawn and must not be shown.", what);
    }
    return {};
}

}  // namespace gatecast
