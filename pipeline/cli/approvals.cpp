// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast approvals: the list as a table, and which files on the disk are not as they were approved.
// gatecast withdraw WHAT: takes something off every screen.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/cli/approval_list.h"
#include "pipeline/cli/text_table.h"
#include "pipeline/trust/approval_time.h"
#include "pipeline/trust/content_hash.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kListOptions[] = {
    {"verify", nullptr, N_("compare these files and folders with the list")},
    kListOption,
};
constexpr Synopsis kListSynopsis{
    N_("approvals [--verify FILE…]"),
    N_("Shows the approval list; with --verify says which files are approved, and which changed since."), kListOptions,
    0, 100000};

constexpr Option kWithdrawOptions[] = {
    {"by", N_("NAME"), N_("who takes it back")},
    kListOption,
};
constexpr Synopsis kWithdrawSynopsis{
    N_("withdraw WHAT… --by NAME"),
    N_("Takes back the approval of an item (its name, with all its files), a file, a SHA-256 or a live source. The "
       "record of it stays for ever."),
    kWithdrawOptions, 1, 1000};

Verdict verdict_of(const ApprovalList& list, const Approval& approval, UtcTime now) {
    if (approval.withdrawn) return Verdict::kWithdrawn;
    if (approval.until && now > *approval.until) return Verdict::kExpired;
    return approval.source.empty() ? list.verdict(approval.sha256, now) : list.verdict_of_source(approval.source, now);
}

std::string time_or(const std::optional<UtcTime>& time, const char* otherwise) {
    return time ? approval_time_text(*time).substr(0, 16) : otherwise;
}

void show_list(const ApprovalList& list, const fs::path& file, Console& console) {
    const UtcTime now = utc_now();
    nlohmann::json all = nlohmann::json::array();
    std::vector<std::vector<std::string>> rows{{console.text(N_("Item")), console.text(N_("State")),
                                                console.text(N_("Until")), console.text(N_("Approved by")),
                                                console.text(N_("Document")), console.text(N_("File")), "SHA-256"}};
    for (const Approval& a : list.all()) {
        const Verdict verdict = verdict_of(list, a, now);
        all.push_back(to_json(a, verdict));
        const std::string what = a.source.empty() ? a.note : console.text(message("live source {}", a.source));
        rows.push_back({a.item, console.text(name_of(verdict)),
                        time_or(verdict == Verdict::kWithdrawn ? a.withdrawn : a.until, "–"), a.approver, a.document,
                        what, a.sha256.substr(0, 12)});
    }
    if (console.json()) return console.print_json({{"list", file.string()}, {"approvals", all}});
    if (rows.size() > 1) print_table(rows, console);
    console.say(message("Approval list: {}, {} records.", file.string(), list.all().size()));
}

/// The newest record of a file of this name with other bytes.
const Approval* record_of_name(const ApprovalList& list, const std::string& name) {
    const Approval* found = nullptr;
    for (const Approval& a : list.all())
        if (!a.sha256.empty() && (a.note == name || a.item == name) && (found == nullptr || a.at >= found->at))
            found = &a;
    return found;
}

void verify(const ApprovalList& list, const fs::path& list_file, const std::vector<std::string>& words,
            Console& console) {
    const UtcTime now = utc_now();
    nlohmann::json files = nlohmann::json::array();
    for (const fs::path& file : files_below(words)) {
        if (file.extension() == ".lock" || fs::equivalent(file, list_file)) continue;
        const std::string hash = hash_of_file(file);
        const Verdict verdict = list.verdict(hash, now);
        const Approval* of_name = record_of_name(list, file.filename().string());
        const bool changed = verdict == Verdict::kNotListed && of_name != nullptr;
        files.push_back({{"file", file.string()}, {"sha256", hash}, {"verdict", id_of(verdict)}, {"changed", changed}});
        if (changed)
            console.fail(message("{} changed since {} approved it on {}. Have it released again with gatecast approve.",
                                 file.string(), of_name->approver, approval_time_text(of_name->at)));
        else if (verdict != Verdict::kApproved)
            console.fail(why_not(verdict, file.string()));
        else
            console.say(message("{}: approved.", file.string()));
    }
    if (console.json()) console.print_json({{"list", list_file.string()}, {"files", files}});
}

}  // namespace

int run_approvals(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kListSynopsis, arguments, console);
    if (!options) return kDone;
    if (options->has("verify") == options->words().empty())
        throw UsageError(message("approvals: files are named with --verify, and --verify names files."));
    const fs::path file = approvals_file(*options);
    std::error_code unknown;
    if (!fs::exists(file, unknown))
        console.note(message("{}: there is no such list yet, so nothing is approved.", file.string()));
    const ApprovalList list = ApprovalList::read(file);
    if (options->has("verify"))
        verify(list, file, options->words(), console);
    else
        show_list(list, file, console);
    return console.exit_code();
}

int run_withdraw(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kWithdrawSynopsis, arguments, console);
    if (!options) return kDone;
    if (options->one("by").empty()) throw UsageError(message("withdraw: say who takes it back: --by NAME."));
    const fs::path file = approvals_file(*options);
    nlohmann::json withdrawn = nlohmann::json::array();
    change_approvals(file, [&](ApprovalList& list) {
        for (const std::string& what : options->words()) {
            int records = list.withdraw(what, options->one("by"), utc_now());
            std::error_code none;
            if (fs::is_regular_file(what, none))
                records += list.withdraw(hash_of_file(what), options->one("by"), utc_now());
            withdrawn.push_back({{"what", what}, {"records", records}});
            if (records > 0)
                console.say(message("{}: withdrawn, {} records.", what, records));
            else
                console.fail(message("{}: nothing approved is called so. gatecast approvals shows the list.", what));
        }
    });
    console.say(message("Approval list: {}", file.string()));
    if (console.json()) console.print_json({{"list", file.string()}, {"withdrawn", withdrawn}});
    return console.exit_code();
}

}  // namespace gatecast
