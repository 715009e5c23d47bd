// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/approval_list.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/trust/approval_time.h"

namespace gatecast {

namespace fs = std::filesystem;

fs::path approvals_file(const Options& options) {
    return options.has("list") ? fs::path(options.one("list")) : default_approvals_file();
}

UtcTime utc_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::vector<fs::path> files_below(const std::vector<std::string>& given) {
    std::vector<fs::path> files;
    for (const std::string& name : given) {
        std::error_code error;
        if (!fs::exists(name, error)) throw Error(message("{}: no such file. Check the path.", name));
        if (!fs::is_directory(name, error)) {
            files.emplace_back(name);
            continue;
        }
        const size_t first = files.size();
        for (fs::recursive_directory_iterator at(name), end; at != end; ++at) {
            const bool hidden = at->path().filename().string().starts_with('.');
            if (hidden && at->is_directory()) at.disable_recursion_pending();
            if (!hidden && at->is_regular_file()) files.push_back(at->path());
        }
        std::sort(files.begin() + static_cast<ptrdiff_t>(first), files.end());
    }
    return files;
}

const char* name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::kApproved:
            return N_("approved");
        case Verdict::kNotListed:
            return N_("not approved");
        case Verdict::kNotYet:
            return N_("not yet");
        case Verdict::kExpired:
            return N_("expired");
        case Verdict::kWithdrawn:
            return N_("withdrawn");
    }
    return "";
}

const char* id_of(Verdict verdict) {
    constexpr const char* kIds[] = {"approved", "not_listed", "not_yet", "expired", "withdrawn"};
    return kIds[static_cast<size_t>(verdict)];
}

nlohmann::json to_json(const Approval& approval, Verdict verdict) {
    const auto time = [](const std::optional<UtcTime>& at) {
        return at ? nlohmann::json(approval_time_text(*at)) : nlohmann::json();
    };
    return {{"sha256", approval.sha256},
            {"source", approval.source},
            {"item", approval.item},
            {"approver", approval.approver},
            {"document", approval.document},
            {"at", time(approval.at)},
            {"from", time(approval.from)},
            {"until", time(approval.until)},
            {"withdrawn", time(approval.withdrawn)},
            {"withdrawn_by", approval.withdrawn_by},
            {"note", approval.note},
            {"verdict", id_of(verdict)}};
}

}  // namespace gatecast
