// SPDX-License-Identifier: GPL-3.0-or-later
// The approval list: which bytes may be shown, by their SHA-256, under which document, until when; withdrawn ones stay
// in it for ever as such. A table people can read (approvals.tsv: tab-separated, one line a record, a head line), later
// signed. Asked by `check`, by the night, and by live when a deck is loaded. What is not in it is not shown.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presets/message.h"

namespace gatecast {

using UtcTime = std::chrono::sys_seconds;

struct Approval {
    std::string sha256;  // of the file's bytes; of a live source: empty
    std::string source;  // of a live source: its name
    std::string item;    // what it is called, for people
    std::string approver;
    std::string document;
    UtcTime at{};                  // when it was approved
    std::optional<UtcTime> from;   // a live source's window; nothing: at once
    std::optional<UtcTime> until;  // expiry; nothing: without end
    std::optional<UtcTime> withdrawn;
    std::string withdrawn_by;
    std::string note;  // people's own
};

enum class Verdict : uint8_t { kApproved, kNotListed, kNotYet, kExpired, kWithdrawn };

/// What was withdrawn is shown again only if somebody says so in as many words.
enum class AfterWithdrawal : uint8_t { kRefuse, kApproveAgain };

class ApprovalList {
public:
    ApprovalList() = default;
    /// A list that is not there is empty. Throws Error for one that cannot be read or was damaged, with the line.
    static ApprovalList read(const std::filesystem::path& file);
    /// Of the file's bytes, as a spreadsheet may have saved them; `file` is for complaints. Throws Error.
    static ApprovalList from_bytes(std::string_view bytes, const std::filesystem::path& file);
    /// Whole or not at all, fsynced. Who reads, changes and writes calls change_approvals().
    void write(const std::filesystem::path& file) const;
    [[nodiscard]] std::string to_bytes() const;

    [[nodiscard]] Verdict verdict(std::string_view sha256, UtcTime now) const;
    [[nodiscard]] Verdict verdict_of_source(std::string_view source, UtcTime now) const;
    /// The record that the verdict rests on: the valid one, else the newest; null: not listed. Goes with the list.
    [[nodiscard]] const Approval* record_of(std::string_view sha256, UtcTime now) const;

    /// Throws Error for bytes or a source that were withdrawn, unless `again`.
    void approve(Approval approval, AfterWithdrawal again = AfterWithdrawal::kRefuse);
    /// By hash, by item's name or by source; says how many records were withdrawn. `now` is never before their
    /// approval.
    int withdraw(std::string_view what, std::string_view by, UtcTime now);
    [[nodiscard]] const std::vector<Approval>& all() const { return approvals_; }

private:
    std::vector<Approval> approvals_;
};

/// Reads the list, lets `change` change it and writes it; two programs that do so wait for each other.
void change_approvals(const std::filesystem::path& file, const std::function<void(ApprovalList&)>& change);

/// Where the list is when nobody says it: $XDG_CONFIG_HOME/gatecast/approvals.tsv (~/.config/…); the machine's
/// /etc/gatecast/approvals.tsv where that one is not there.
[[nodiscard]] std::filesystem::path default_approvals_file();

/// Why something may not be shown, for people; of kApproved: empty.
[[nodiscard]] Message why_not(Verdict verdict, std::string_view what);

}  // namespace gatecast
